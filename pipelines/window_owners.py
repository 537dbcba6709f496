"""Whose a window of selling or making is: the products of a mention that get its ends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from db.records import Mention
from pipelines import blocks, windows
from pipelines.blocks import Line
from pipelines.claims import Ledger
from pipelines.passages import Passage
from pipelines.stretches import Stretch
from pipelines.told import Placed, Reading, telling
from pipelines.windows import Window

#: What parts models that one value is given for.
_BETWEEN = re.compile(r"\s?[/／、・&+]\s?")
#: Where a product is named, and its number in the mention.
_Naming = tuple[int, int, int]


def add_windows(
    reading: Reading,
    drafted: Mention,
    placed: Sequence[Placed],
    told: Sequence[Stretch],
    lists: Mapping[str, Sequence[Line]],
    ledger: Ledger,
    index: int,
) -> None:
    """Give the products of a mention the windows that its stretches tell, with a claim for each end."""
    found = [
        (stretch.passage, window)
        for stretch in telling(told, "windows")
        for window in windows.find(stretch.passage, stretch.start, stretch.end)
    ]
    everything = [window for _, window in found]
    for passage, window in found:
        if window.first is None and (owners := _all_begun(drafted, window.kind, everything)):
            name = f"{window.kind}_to"
            for number in owners:
                setattr(drafted.products[number], name, window.last)
                ledger.add(index, name, window.last, (passage.part, window.start, window.end), product=number)
            continue
        several = sum(other.kind == window.kind for other in everything) > 1
        owners = _of_bracket(passage, window, placed) or _in_turn(passage, window, everything, placed)
        if not owners and several:
            owners = blocks.owners(lists[passage.part], window.start) or []
        for number in owners or _of_window(passage, window, _namings(reading, passage, placed), several, len(placed)):
            product = drafted.products[number]
            for end, value in (("from", window.first), ("to", window.last)):
                name = f"{window.kind}_{end}"
                if value and getattr(product, name) is None:
                    setattr(product, name, value)
                    ledger.add(index, name, value, (passage.part, window.start, window.end), product=number)


def _in_turn(passage: Passage, window: Window, found: Sequence[Window], placed: Sequence[Placed]) -> list[int]:
    """The products whose turn a window is, in a sentence that gives each its own behind all that it names.

    "The first was sold from October 2024 to July 2026, the second from January 2025 to July 2026"; models that only
    a sign parts (A3302011／A3302031) have one turn together where not each has its own.
    """
    first, last = passage.sentence_at(window.start)
    here = [one for one in found if one.kind == window.kind and one.first and first <= one.start < last]
    if window not in here or len(here) < 2 or passage.bracket_at(window.start):
        return []
    if any(one.part == passage.part and here[0].start < one.named.start < last for one in placed):
        return []
    turns = [[number] for number in range(len(placed))]
    if len(here) != len(turns):
        turns = _together(passage, placed)
    return turns[here.index(window)] if len(here) == len(turns) else []


def _together(passage: Passage, placed: Sequence[Placed]) -> list[list[int]]:
    """The products of a passage in order, those together that only a sign parts."""
    turns: list[list[int]] = []
    for number, one in enumerate(placed):
        before = placed[number - 1].named if number else None
        joined = before and one.part == passage.part and _BETWEEN.fullmatch(passage.text, before.end, one.named.start)
        if joined:
            turns[-1].append(number)
        else:
            turns.append([number])
    return turns


def _all_begun(drafted: Mention, kind: str, found: Sequence[Window]) -> list[int]:
    """The products that the only end told is of: several, each with a beginning of its own and no end."""
    ends = [one for one in found if one.kind == kind and one.last]
    begun = [
        number
        for number, product in enumerate(drafted.products)
        if getattr(product, f"{kind}_from") and not getattr(product, f"{kind}_to")
    ]
    return begun if len(ends) == 1 and len(begun) > 1 else []


def _of_bracket(passage: Passage, window: Window, placed: Sequence[Placed]) -> list[int]:
    """The products that a window shares its brackets with, or the one before these in a list where each has its own."""
    bracket = passage.bracket_at(window.start)
    if bracket is None:
        return []
    first, last = passage.sentence_at(window.start)
    here = sorted(
        (one.named.start, one.named.end, number)
        for number, one in enumerate(placed)
        if one.part == passage.part and first <= one.named.start < last
    )
    inside = [number for start, _, number in here if bracket[0] < start < bracket[1]]
    if inside or len(here) < 2:
        return inside
    before = [(end, number) for _, end, number in here if end <= bracket[0]]
    if not before or passage.text[before[-1][0] : bracket[0]].strip():
        return []
    alone = len(before) == 1 or passage.closes_bracket(before[-2][0], before[-1][0])
    return [before[-1][1]] if alone else []


def _namings(reading: Reading, passage: Passage, placed: Sequence[Placed]) -> list[_Naming]:
    """Wherever a passage names the products, not only for the first time."""
    named = [one for one in reading.named[passage.part] if not one.generic]
    return sorted((one.start, one.end, number) for one in named for number in blocks.numbers(reading, one, placed))


def _listed_with(passage: Passage, before: Sequence[_Naming]) -> list[int]:
    """The last of some products with those that only a sign parts from it ("A3302011／A3302031, sold from …")."""
    shared = [before[-1]]
    for naming in reversed(before[:-1]):
        if not _BETWEEN.fullmatch(passage.text, naming[1], shared[0][0]):
            break
        shared.insert(0, naming)
    return list(dict.fromkeys(number for _, _, number in shared))


def _of_window(passage: Passage, window: Window, namings: Sequence[_Naming], several: bool, everyone: int) -> list[int]:
    """The products a window is of: the nearest before it where each has one, the only one of its sentence, else all."""
    first, last = passage.sentence_at(window.start)
    here = [naming for naming in namings if first <= naming[0] < last]
    before = [naming for naming in here if naming[1] <= window.start]
    numbers = {number for _, _, number in here}
    if several and len(numbers) > 1 and before:
        return _listed_with(passage, before)
    if len(numbers) == 1:
        return list(numbers)
    return list(range(everyone))
