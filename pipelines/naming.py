"""Where a text names products: catalogue names, kinds of goods with figures, model numbers.

A name is any of

- a name of the catalogue ("PowerCore 10.000", "334 MagGo Battery"), with the brand before it;
- a line of the brand with a number that the catalogue lacks ("PowerCore Slim 5000");
- a brand or series before the word for a kind of goods ("Zolo Powerbank"), with the
  figures behind it ("(20.000 mAh, 30 W, USB-C-Kabel)"), which may tell one product.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines import kinds
from pipelines.called import BETWEEN, Name, with_brand
from pipelines.folding import addresses, fold
from pipelines.models import within
from pipelines.passages import Passage
from pipelines.tokens import Row, Token, tokens
from pipelines.watchlist import Watchlist

_MEASURES = frozenset({"mah", "w", "wh"})
_DESIGNATION = re.compile(
    r"(?:(?:[\s-][A-Z][A-Za-z]+){0,3}[\s-]|[\u3040-\u9fff\uac00-\ud7af]{2,8}\s?)"
    r"(?:[A-Z]{1,2}[0-9]{1,3}[A-Z]?)(?![A-Za-z0-9]|\.\d)"
    r"(?:[\s-](?:Pro|Max|Plus|Ultra|Mini|Omni|Hybrid|Air|Slim|Lite|Combo|Edge|Dual|Go|SE|I{2,3})(?![A-Za-z0-9]))*"
)
#: What tells a catalogued name's variant, another product: "Space One Pro" is no Space One.
_VARIANT = re.compile(r"(?:[\s-](?:Pro|Max|Plus|Ultra|Mini|Air|Slim|Lite|Edge|Neo|NC|SE|I{2,3})(?!\w))+")
#: How far before a name a number begins that counts it.
_COUNTED = 24
#: Numbers of a list that stand for names ("Cooler 30, 40 and 50") have at most so many digits.
_SIZE = 3
_AND, _LISTS = re.compile(r"\s[^\W\d_]{1,3}\s|\s?[&+]\s?|[와과및]\s?"), re.compile(r"\s?[,/、／・]\s?")
_LISTED = re.compile(r"\s?[,/、／・;)）]|\s[^\W\d_]{1,3}\s\d|\s?[&+]\s?\d|$")
#: A series' number, which stands before its kind of goods.
_NUMBER = re.compile(r"(?<!\d)\d{3}\s")


def names(passage: Passage, watchlist: Watchlist) -> list[Name]:
    """The names of products in a passage, in order, none within another."""
    skip = addresses(fold(passage.text))
    brands = [(place, brand.name) for place, brand in passage.brands]
    found = list(_catalogued(passage, watchlist, brands))
    of_kinds = list(kinds.generic(passage, watchlist, brands))
    found = [name for name in found if not any(_second_name(passage.text, name, one) for one in of_kinds)]
    # "eufy Wearable Breast Pump S1 Pro": a kind of goods within a designation is part of it.
    designated = [name for name in _designated(passage, brands) if not _touches(name, found)]
    of_kinds = [name for name in of_kinds if not any(one.start <= name.start < one.end for one in designated)]
    found += [name for name in of_kinds if not _touches(name, found)]
    found += [name for name in designated if not _touches(name, found)]
    found = [name for name in found if not within(name.start, skip)]
    if all(name.generic for name in found) and not passage.model_places(0, len(passage.text)):
        found = [_of_series(passage, watchlist, name) for name in found]
        found += [line for line in kinds.branded_lines(passage, watchlist, brands) if not _touches(line, found)]
    found = _joined(passage.text, sorted(found, key=lambda name: (name.start, -name.end)))
    return [_closed(passage.text, name) for name in found]


def _of_series(passage: Passage, watchlist: Watchlist, name: Name) -> Name:
    """A kind of goods as a product where a series' word tells it, if counted ("pulls 90,000 Nano Power Banks")."""
    before = passage.numbers_within(max(0, name.start - _COUNTED), name.start)
    if not before or before[-1].counter != "product" or before[-1].end < name.start:
        return name
    words = (token.form for token in tokens(passage.text[name.start : name.end]))
    told = any((word,) in watchlist.series_words for word in words)
    return replace(name, figures=True) if told else name


def _second_name(text: str, name: Name, kind: Name) -> bool:
    """Whether a name only stands in brackets behind a numbered kind of goods ("313 Power Bank (PowerCore 10K)")."""
    return (
        kind.start < name.start
        and name.end <= kind.end
        and text[name.start - 1] in "(（"
        and _NUMBER.search(text, kind.start, name.start) is not None
    )


def _designated(passage: Passage, brands: Sequence[tuple[Token, str]]) -> Iterator[Name]:
    """A brand with letters and figures as makers call their goods by: "eufy X8 Pro", "eufy Smart Lock S330"."""
    for place, brand in brands:
        if called := _DESIGNATION.match(passage.plain, place.end):
            yield with_brand(passage.text, Name(place.start, called.end(), brand=brand), brands)


def _closed(text: str, name: Name) -> Name:
    """The name with the bracket that closes one in it."""
    inside = text[name.start : name.end]
    for opening, closing in ("()", "（）"):
        if inside.count(opening) > inside.count(closing) and text[name.end : name.end + 1] == closing:
            return replace(name, end=name.end + 1)
    return name


def _catalogued(passage: Passage, watchlist: Watchlist, brands: Sequence[tuple[Token, str]]) -> Iterator[Name]:
    text, row = passage.text, passage.tokens
    family: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    seen: set[tuple[str, ...]] = set()
    reached = -1
    position = 0
    while position < len(row):
        begins = watchlist.names.starts(row[position])
        if not (begins or family or seen) and row[position].form not in watchlist.line_forms:
            position += 1
            continue
        found = _full_name(passage, watchlist, brands, position) if begins else None
        if found:
            name, length = found
            key = row.forms[position : position + length]
            family = next((key[:n] for n in range(len(key) - 1, 0, -1) if key[:n] in watchlist.line_words), ())
            base, reached = key, name.end
        elif family and not _goes_on(text[reached : row[position].start]):
            family = ()
        elif family:
            for opening in (family, base):
                if found := _rest_of_name(text, row, position, opening, watchlist):
                    break
            else:
                found = _next_size(text, row, position, base, reached, watchlist)
            if found:
                name, length = found
                key = row.forms[position : position + length]
                if (*family, *key) in watchlist.by_name:
                    base = (*family, *key)
                reached = name.end
        if not found and seen and _mixed(row, position):
            found = next(filter(None, (_rest_of_name(text, row, position, line, watchlist) for line in seen)), None)
        if found:
            yield found[0]
        elif row[position].form in watchlist.line_forms:
            seen.add((row[position].form,))
        position += found[1] if found else 1


def _full_name(
    passage: Passage, watchlist: Watchlist, brands: Sequence[tuple[Token, str]], position: int
) -> tuple[Name, int] | None:
    """The longest name of the catalogue, or line with a number, that starts at a token, and its length in tokens."""
    text, row = passage.text, passage.tokens
    for length in range(watchlist.names.longest(row, position), 0, -1):
        key = row.forms[position : position + length]
        products = watchlist.by_name.get(key)
        tokens_here = row[position : position + length]
        if products and _adjacent(text, tokens_here) and not _cut_off(text, row, position + length):
            name = with_brand(text, Name(row[position].start, tokens_here[-1].end, products), brands)
            if (
                not key[-1].isdigit()
                or length > 1
                or name.start < row[position].start
                or _category_beside(passage, name)
            ):
                return _variant(passage, name), length
        if key in watchlist.line_words and (more := _number_follows(text, row, position + length)):
            stop = row[position + length + more - 1].end
            return with_brand(text, Name(row[position].start, stop), brands), length + more
    return None


def _variant(passage: Passage, name: Name) -> Name:
    """The name with the words that make it a variant's, which the catalogue does not know; else as it is."""
    more = _VARIANT.match(passage.plain, name.end)
    return replace(name, end=more.end(), candidates=()) if more else name


def _mixed(row: Sequence[Token], position: int) -> bool:
    """Whether letters and digits are glued: "G30" goes on from a line named far before, as in "RoboVac batteries"."""
    one, other = row[position], row[min(position + 1, len(row) - 1)]
    return one.end == other.start and one.form.isdigit() != other.form.isdigit()


def _cut_off(text: str, row: Sequence[Token], position: int) -> bool:
    """Whether the token at a position goes on with what stands before it: "C300" in "C300X", but not in "C300mAh"."""
    if not 0 < position < len(row) or row[position].start != row[position - 1].end:
        return False
    return text[row[position].start] < "\u2e80" and row[position].form not in _MEASURES


def _goes_on(gap: str) -> bool:
    """Whether a list of names goes on over a gap: commas, brackets and a short word ("und", "also")."""
    return len(gap) <= 24 and not re.search(r"[.!?;。]\s|\d", gap)


def _rest_of_name(
    text: str, row: Row, position: int, opening: tuple[str, ...], watchlist: Watchlist
) -> tuple[Name, int] | None:
    """A name that goes on from an earlier one's opening: "RoboVac 11S (also Max), 30C and X8"."""
    for length in range(min(4, len(row) - position), 0, -1):
        key = row.forms[position : position + length]
        products = watchlist.by_name.get((*opening, *key))
        if not products or not _adjacent(text, row[position : position + length]):
            continue
        start, end = row[position].start, row[position + length - 1].end
        if key[0].isdigit() and length == 1 and not re.match(r"\s?[,;/)、／）・]|$", text[end : end + 2]):
            continue
        first = products[0]
        return Name(start, end, products, first.brand, first.category, called=first.name), length
    return None


def _next_size(
    text: str, row: Row, position: int, base: tuple[str, ...], reached: int, watchlist: Watchlist
) -> tuple[Name, int] | None:
    """A number that stands for a name with the number before it replaced: "Cooler 30, 40 and 50"."""
    token = row[position]
    if not (token.form.isdigit() and base and base[-1].isdigit() and len(token.form) == len(base[-1]) <= _SIZE):
        return None
    products = watchlist.by_name.get((*base[:-1], token.form))
    gap = text[reached : token.start]
    if not products or not (_AND.fullmatch(gap) or (_LISTS.fullmatch(gap) and _LISTED.match(text, token.end))):
        return None
    first = products[0]
    return Name(token.start, token.end, products, first.brand, first.category, called=first.name), 1


def _adjacent(text: str, row: Sequence[Token]) -> bool:
    return all(BETWEEN.fullmatch(text, one.end, other.start) for one, other in itertools.pairwise(row))


def _number_follows(text: str, row: Sequence[Token], position: int) -> int:
    """How many tokens a line's name goes on with: up to two capitalised words and a number of a product's size."""
    for count in range(1, 4):
        if position + count > len(row) or not _adjacent(text, row[position - 1 : position + count]):
            return 0
        token = row[position + count - 1]
        if token.form.isdigit():
            behind = fold(text[token.end : token.end + 6]).lstrip(" -")
            measured = re.match(
                r"wh?\b|mah|units|reports|stück|台|万|個|件|製品|機種|款|种|種|종|%|％|usd|\.\d", behind
            )
            if len(token.form) > 5 or measured:
                return 0
            glued = (
                position + count < len(row)
                and row[position + count].start == token.end
                and _cut_off(text, row, position + count)
            )
            return count + glued
        printed = text[token.start : token.end]
        if not (printed[:1].isupper() and printed.isascii() and (len(printed) <= 2 or count == 1)):
            return 0
    return 0


def _category_beside(passage: Passage, name: Name) -> bool:
    """Whether a kind of goods stands right behind a number, or right before it ("321 Power Bank", "powerbanku 321")."""
    if any(hit.start - name.end <= 1 for hit in passage.table("categories", name.end, name.end + 24)):
        return True
    before = passage.table("categories", max(0, name.start - 24), name.start)
    return any(passage.text[hit.end : name.start] == " " for hit in before)


def _joined(text: str, found: list[Name]) -> list[Name]:
    """Names with their second name in brackets as one: "334 MagGo Battery (PowerCore 10000)"."""
    kept: list[Name] = []
    for name in found:
        last = kept[-1] if kept else None
        if last and name.start < last.end:
            continue
        if (
            last
            and re.fullmatch(r"\s?[(（]\s?", text[last.end : name.start])
            and text[name.end : name.end + 1] in (")", "）", ",", "、", ";")
        ):
            both = tuple(product for product in last.candidates if product in name.candidates)
            if (last.candidates and name.candidates) or (last.generic and name.candidates and not name.generic):
                closing = 1 if text[name.end : name.end + 1] in (")", "）") else 0
                kept[-1] = replace(
                    last,
                    end=name.end + closing,
                    candidates=both or last.candidates or name.candidates,
                    generic=last.generic and name.generic,
                    brand=last.brand or name.brand,
                    category=last.category or name.category,
                )
                continue
        if last and name.generic and not last.generic and re.fullmatch(r"[ -]?", text[last.end : name.start]):
            kept[-1] = replace(last, end=name.end)
            continue
        if (
            last
            and last.generic
            and not last.figures
            and not name.generic
            and re.fullmatch(r"\s?", text[last.end : name.start])
        ):
            kept[-1] = replace(name, start=last.start if last.brand else name.start)
            continue
        kept.append(name)
    return kept


def _touches(name: Name, found: Sequence[Name]) -> bool:
    return any(name.start < other.end and other.start < name.end for other in found)
