"""Kinds of goods and lines as names: "Zolo Powerbank (20.000 mAh, 30 W)", "EverFrost coolers"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipelines.called import Name, with_brand
from pipelines.figures import told as told_by
from pipelines.folding import fold
from pipelines.passages import Passage
from pipelines.phrases import Hit
from pipelines.tokens import Token
from pipelines.watchlist import Watchlist

#: How far brand and series reach back from a kind of goods, and what stands between them.
_LEAD = 60
_BEFORE_GOODS = re.compile(r"[\s\-・'’s]{0,3}")
_FIGURES = re.compile(
    r"\s*(?:[(（]\s*(?=[^()（）]*(?:mah|\d\s?k\b|\d\s?w\b))[^()（）]{0,90}[)）]"
    r"|(?:\s*[-–,，、]?\s*(?:[^\W\d_]{1,4}\s)?\d[\d.,' ]*\s?(?:mah|wh?(?![a-z])|k(?![a-z])))+)"
)
#: A series' number before its kind of goods: "the 335 Power Bank".
_NUMBERED = re.compile(r"(?<![\d.,])(?<!\d[ '])(\d{3}) \Z")


def generic(passage: Passage, watchlist: Watchlist, brands: Sequence[tuple[Token, str]]) -> Iterator[Name]:
    """Brand or series with a kind of goods and its figures."""
    text, folded = passage.text, fold(passage.text)
    series = [Token(name, start, end) for name, start, end in watchlist.series.among(passage.tokens)]
    lines = _lines(passage, watchlist, brands)
    taken = -1
    for hit in _widest(passage.table("categories")):
        if hit.start < taken:
            continue
        start, brand, words = _leading(text, hit.start, brands, series)
        end, numbered = hit.end, _NUMBERED.search(text, max(0, start - 6), start) if text[hit.start].isupper() else None
        if numbered:
            led = _leading(text, numbered.start(), brands, series)
            # Goods are counted so too ("ruft 400 Powerbanks zurück"), but more than one of them.
            one = " " in text[hit.start : end] and text[end - 1] != "s"
            numbered = numbered if led[1] or one or watchlist.names.starts(Token(numbered[1], 0, 0)) else None
            start, brand, words = led if numbered else (start, brand, words)
        if figures := _FIGURES.match(folded, end):
            end = figures.end()
        taken = end
        at = bisect_right(lines, start, key=lambda line: line.end) - 1
        line = lines[at] if at >= 0 else None
        if line and _BEFORE_GOODS.fullmatch(text, line.end, start):
            yield with_brand(text, Name(line.start, end, category=hit.key.partition(".")[2]), brands)
            continue
        category = hit.key.partition(".")[2]
        told = folded[start : min(len(folded), end + (40 if figures else 0))] if figures else folded[start:end]
        yield Name(
            start,
            end,
            told_by(watchlist, category, words, told),
            brand,
            category,
            True,
            bool(numbered) or (bool(figures) and bool(brand or words)) or (bool(words) and _quoted(text, start, end)),
        )
    for token in series:
        if figures := _FIGURES.match(folded, token.end):
            start, brand, words = _leading(text, token.end, brands, series)
            meant = told_by(watchlist, None, words, folded[start : figures.end() + 40])
            yield Name(start, figures.end(), meant, brand, None, True, True)


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether a name stands between quotation marks by itself ("「MagGo Power Bank」")."""
    return text[start - 1 : start] in tuple('「『“"„«') and text[end : end + 1] in tuple('」』”"“»')


def _lines(passage: Passage, watchlist: Watchlist, brands: Sequence[tuple[Token, str]]) -> list[Token]:
    """The lines' words that are no brands: with the kind of goods behind them they are names ("EverFrost coolers")."""
    taken = {place.start for place, _ in brands}
    named = (passage.tokens[position] for position in passage.tokens.having(watchlist.line_forms))
    return [token for token in named if token.start not in taken]


def branded_lines(passage: Passage, watchlist: Watchlist, brands: Sequence[tuple[Token, str]]) -> Iterator[Name]:
    """The lines' words behind a brand, for a text that names no product of theirs ("eight eufy RoboVac models")."""
    for token in _lines(passage, watchlist, brands):
        name = with_brand(passage.text, Name(token.start, token.end), brands)
        if name.start < token.start:
            yield name


def _widest(hits: list[Hit]) -> Iterator[Hit]:
    """Of overlapping words for kinds of goods the longest ("Konferenzlautsprecher" is no Lautsprecher)."""
    for hit in hits:
        around = hits[bisect_left(hits, hit.start - _LEAD, key=_starts) : bisect_left(hits, hit.end, key=_starts)]
        if not any(o.start <= hit.start and hit.end <= o.end and o.end - o.start > hit.end - hit.start for o in around):
            yield hit


def _starts(hit: Hit) -> int:
    return hit.start


def _leading(
    text: str, start: int, brands: Sequence[tuple[Token, str]], series: Sequence[Token]
) -> tuple[int, str | None, frozenset[str]]:
    """How far the brands and series' words before a kind of goods reach back."""
    brand: str | None = None
    words: set[str] = set()
    first = bisect_left(brands, start - _LEAD, key=lambda one: one[0].start)
    last = bisect_left(brands, start + 1, key=lambda one: one[0].start)
    near = [(place, named, True) for place, named in brands[first:last]]
    first = bisect_left(series, start - _LEAD, key=lambda place: place.start)
    last = bisect_left(series, start + 1, key=lambda place: place.start)
    near += [(place, place.form, False) for place in series[first:last]]
    for place, named, is_brand in sorted(near, key=lambda one: one[0].start, reverse=True):
        if place.start == start:
            if not is_brand:
                words.add(named)
        elif place.end > start or _BEFORE_GOODS.fullmatch(text, place.end, start):
            start = place.start
            if is_brand:
                brand = named
            else:
                words.add(named)
    return start, brand, frozenset(words)
