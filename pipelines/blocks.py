"""Which product a value of a list is of: by its line, its item of a list, or its block.

Forms and lists set out several products, each with values of its own::

    Product: PowerCore 10000 (model A1263)        A1681, made May 2024 to February 2025;
    Black 4571411204692 A1263N12                  A1689, made June 2024 to March 2025
    Sold: 25 December 2022 to 21 October 2025
    Product: Soundcore 3 (model A3117)

A value is of the product named on its line (or in its item between semicolons). A line
without a product belongs to the block above it, which runs from the line that names a
product to the next such line; product lines that follow one another share a block.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.mentions import PROSE
from pipelines.passages import Passage
from pipelines.products import Named
from pipelines.told import Placed, Reading

#: Longer lines of prose are running text, not items of a list.
_ITEM = 160
#: A block has at most so many lines.
_LINES = 60
_FULL_STOP = re.compile(r"[.!?]\s+\S|[。！？]")
_PARTED = re.compile(r"[,:]\s|[，：、]")
_ITEMS = re.compile(r"[;；]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a passage, or an item of it between semicolons, and the products named there: place and number."""

    start: int
    end: int
    named: tuple[tuple[int, int], ...]

    @property
    def products(self) -> list[int]:
        """The numbers of the products named on it, each once, in order."""
        return list(dict.fromkeys(number for _, number in self.named))


def lines(reading: Reading, part: str, placed: Sequence[Placed]) -> list[Line]:
    """The lines and items of a part that set out products, in order; running text has none."""
    passage = reading.passages[part]
    places = sorted(
        {
            (place, number)
            for one in reading.named[part]
            if not one.generic
            for number in numbers(reading, one, placed)
            for place in (one.start, one.name_at[0] if one.name_at else one.start)
        }
    )
    if len({number for _, number in places}) < 2:
        return []
    return [
        Line(start, end, tuple(places[bisect_left(places, (start, 0)) : bisect_left(places, (end, 0))]))
        for start, end in _spans(passage)
    ]


def line_at(found: Sequence[Line], position: int) -> int | None:
    """The number of the line that a place stands on, or None."""
    number = bisect_right(found, position, key=lambda line: line.start) - 1
    return number if number >= 0 and position < found[number].end else None


def _spans(passage: Passage) -> list[tuple[int, int]]:
    """Where lines and items stand: all of a form's; of prose the short ones, and what semicolons part."""
    found = []
    for line in re.finditer(r"[^\n]+", passage.text):
        bounds = [line.start(), *(sign.end() for sign in _ITEMS.finditer(passage.text, *line.span())), line.end()]
        spans = list(itertools.pairwise(bounds))
        running = len(line.group()) > _ITEM or _FULL_STOP.search(line.group())
        if len(spans) > 1 or not (passage.topic in PROSE and running):
            found += spans
    return found


def numbers(reading: Reading, one: Named, placed: Sequence[Placed]) -> list[int]:
    """The numbers of the mention's products that a naming means: its model's, its base model's, or its name's."""
    base = reading.watchlist.base_model
    models = [other.named.model for other in placed]
    if one.model:
        exact = [number for number, model in enumerate(models) if model == one.model]
        return exact or [number for number, model in enumerate(models) if model and base(model) == base(one.model)]
    return [
        number
        for number, other in enumerate(placed)
        if (other.named.model and base(other.named.model) in one.candidates)
        or (other.named.name is not None and other.named.name == one.name)
    ]


def owners(found: Sequence[Line], start: int) -> list[int] | None:
    """The numbers of the products that a value at a place is of; None where no list tells."""
    at = line_at(found, start)
    if at is None:
        return None
    here = found[at]
    if here.products:
        return here.products if len(here.products) == 1 else None
    above = next((place for place in range(at - 1, max(-1, at - _LINES), -1) if found[place].products), None)
    if above is None:
        return None
    row = _row(found, above)
    if row < above and at > above and found[at - 1].end < found[at].start:
        # "Models: A17A0, A17A1 (coolers); A17B0 (battery)" and below it "Units: 5,480": of all of that line.
        return list(dict.fromkeys(number for line in found[row : above + 1] for number in line.products))
    return _block(found, above)


def _row(found: Sequence[Line], last: int) -> int:
    """The first of the items with products that stand on one line with this one, semicolons between them."""
    while last > 0 and found[last - 1].products and found[last - 1].end == found[last].start:
        last -= 1
    return last


def ahead(passage: Passage, found: Sequence[Line], start: int) -> bool:
    """Whether a value stands before its line's products, which a sign parts from it and which have one of their own."""
    at = line_at(found, start)
    if at is None or not found[at].named or start >= found[at].named[0][0]:
        return False
    first = next(iter(passage.model_places(start, found[at].end)), found[at].named[0][0])
    own = any(number.counter == "product" for number in passage.numbers_within(first, found[at].end))
    return own and bool(_PARTED.search(passage.text, start, first))


def _block(found: Sequence[Line], last: int) -> list[int]:
    """The products that a block's last product line shares it with: those that have one line each right above."""
    block = found[last].products
    first = max(0, last - _LINES)
    while last > first and (above := found[last - 1].products):
        # A form may print a product's name and its model on lines of their own.
        begin = last - 1
        while begin > first and found[begin - 1].products == above:
            begin -= 1
        alone = all(not set(above) & set(line.products) for line in found[first:begin])
        if not set(above) <= set(block) and not alone:
            break
        block = above + [number for number in block if number not in above]
        last = begin
    return block


def without_variants(reading: Reading, placed: Sequence[Placed]) -> list[Placed]:
    """The products without colour and region variants that a form prints under their base model."""
    base = reading.watchlist.base_model
    bases = {
        (one.part, one.named.model): one.named.start
        for one in reversed(placed)
        if one.named.model and base(one.named.model) == one.named.model and one.named.model_basis == "text"
    }
    kept = []
    for one in placed:
        under = bases.get((one.part, base(one.named.model))) if one.named.model else None
        form = reading.passages[one.part].topic not in PROSE
        if not (
            form and under is not None and under < one.named.start and base(one.named.model or "") != one.named.model
        ):
            kept.append(one)
    return kept
