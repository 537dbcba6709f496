"""Who announces a recall, under which number, and whose cells are at fault."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from pipelines.markets import Office
from pipelines.mentions import Stretch
from pipelines.passages import Found, Passage
from pipelines.products import Named
from pipelines.tokens import Token
from pipelines.watchlist import Watchlist

_NUMBER = re.compile(r"[\s:：#№.noNO°]{0,6}([A-Z]{0,5}[-/]?\d[\dA-Z]*(?:[-/.]\d[\dA-Z]*)*)")


def issuer(stretch: Stretch, speakers: Sequence[Office], named: Sequence[Named], watchlist: Watchlist) -> Found | None:
    """Who announces: the first authority, company or brand in a sentence of a stretch that tells of a recall.

    A brand within a product's name ("the Soundcore 3") announces nothing.
    """
    passage, start, end = stretch.passage, stretch.start, stretch.end
    specific = [one for one in named if not one.generic]
    starts, ends = [one.start for one in specific], [one.end for one in specific]
    brands = [
        (place.start, place.end, brand.name)
        for place, brand in passage.brands
        if not _within_a_name(place.start, starts, ends)
    ]
    called = sorted(
        [
            *((office.start, office.end, office.name) for office in speakers),
            *((token.start, token.end, token.form) for token in _spelled(passage.tokens, watchlist.company_words)),
            *brands,
        ],
        key=lambda one: (one[0], -one[1]),
    )
    for first, last in passage.sentences:
        low, high = max(first, start), min(last, end)
        if low >= high or not passage.says(("recall.words", "recall.weak"), low, high):
            continue
        inside = [one for one in called if low <= one[0] < high]
        if inside:
            begin, stop, name = inside[0]
            return Found(name, passage.part, begin, stop)
    return None


def _within_a_name(position: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    at = bisect_right(starts, position) - 1
    return at >= 0 and position < ends[at]


def companies(passage: Passage, watchlist: Watchlist) -> Iterator[Token]:
    """The watched groups' companies that a passage names."""
    return _spelled(passage.tokens, watchlist.company_words)


def supplier(passage: Passage, start: int, end: int, watchlist: Watchlist) -> Found | None:
    """The supplier that ``start:end`` of a passage names, or None."""
    for token in _spelled(passage.tokens, watchlist.supplier_words):
        if start <= token.start < end:
            return Found(token.form, passage.part, token.start, token.end)
    return None


def reference(passage: Passage, start: int, end: int) -> Found | None:
    """The recall's own number behind a word for it ("recall number 25-466"), or None."""
    for hit in passage.words("reference.words", start, end):
        if match := _NUMBER.match(passage.text, hit.end):
            value = match.group(1)
            if len(value) >= 4 and sum(letter.isdigit() for letter in value) >= 3:
                return Found(value, passage.part, match.start(1), match.end(1))
    return None


def _spelled(row: Sequence[Token], words: Mapping[tuple[str, ...], str]) -> Iterator[Token]:
    longest = max(map(len, words), default=0)
    starts = {key[0] for key in words}
    for position, token in enumerate(row):
        if token.form not in starts:
            continue
        for length in range(min(longest, len(row) - position), 0, -1):
            if name := words.get(tuple(one.form for one in row[position : position + length])):
                yield Token(name, token.start, row[position + length - 1].end)
                break
