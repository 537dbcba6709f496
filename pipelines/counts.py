"""Counts of goods, and which of several is the recall's as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Units

#: A bare round number stands for another that is off by one in so many at most.
_CLOSE = 50
#: "Half a million" stands for one that is off by one in so many.
_HALF = 10
#: So many are no few.
_MANY = 1000


@dataclass(frozen=True, slots=True)
class Count:
    """A number of goods with its words; ``product`` and ``market`` where it is of one of these alone."""

    units: Units
    start: int
    end: int
    product: int | None = None
    market: str | None = None
    told: int = 0
    totalled: bool = False


def total(counts: Sequence[Count]) -> Count | None:
    """The count that is the recall's as a whole: firmly told, of no single product or market, the closer figure."""
    whole = [count for count in counts if count.product is None and count.market is None]
    if not whole:
        return None
    best = max(whole, key=lambda count: (count.told, -count.start))
    for other in whole:
        same = other.units.value == best.units.value and best.units.qualifier == "exact"
        if same or (_rounded(best, other) and _digits(other) > _digits(best)):
            best = other
    return best


def _rounded(one: Count, other: Count) -> bool:
    """Whether one figure may be the other one rounded: by its qualifier, or a headline's bare round number."""
    if one.units.qualifier in ("at_least", "about"):
        # "Almost half a million, 481,000 in all": what is said about may lie above.
        least = one.units.value * (0.9 if one.units.qualifier == "about" else 1)
        return least <= other.units.value < one.units.value * 1.3
    share = _HALF if _digits(one) == 1 and one.units.value >= _MANY else _CLOSE
    close = abs(other.units.value - one.units.value) * share <= one.units.value
    return close and _digits(other) >= _digits(one) + 2


def _digits(count: Count) -> int:
    return len(str(count.units.value).rstrip("0"))
