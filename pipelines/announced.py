"""When a recall was announced: the date that stands with words of announcing or recalling."""

from __future__ import annotations

from pipelines.dates import FoundDate
from pipelines.passages import Found, Passage

_REACH = 130
_MONTH = 7
#: Words of selling or making this near make a date one of sale or making.
_BESIDE = 12
#: Words of announcing this near make a date one of announcing in a sentence that does not speak of a recall.
_CLOSE = 26


def find(passage: Passage, start: int, end: int) -> Found | None:
    """The date of the announcement that ``start:end`` of a passage tells, or None.

    A day wins over a month; a year alone is history, not an announcement. Dates of sale and
    making, of corrections and of figures ("as of") have other words nearer by.
    """
    best: tuple[tuple[int, int, int], Found] | None = None
    for date in passage.dates:
        if not (start <= date.start < end) or date.shape not in ("date", "since"):
            continue
        value = date.first
        if value is None or len(value) < _MONTH or value[5] == "2":
            continue
        away = _distance(passage, date, start, end)
        if away is None:
            continue
        rank = (-len(value), away, date.start)
        if best is None or rank < best[0]:
            best = (rank, Found(value, passage.part, date.start, date.end))
    return best[1] if best else None


def _distance(passage: Passage, date: FoundDate, start: int, end: int) -> int | None:
    """How far the nearest word of recalling or announcing is, or None where another word is nearer."""
    first, last = passage.sentence_at(date.start)
    first, last = max(first, start), min(last, end)
    if not passage.says(("recall.words", "recall.weak"), first, last):
        told = _nearest(passage, date, ("recall.announced",), first, last)
        return told + _REACH if told is not None and told <= _CLOSE else None
    near = _nearest(passage, date, ("recall.words", "recall.announced"), first, last)
    if near is None or near > _REACH:
        return None
    window = _nearest(passage, date, ("windows.sold", "windows.made"), first, last)
    status = _nearest(passage, date, ("recovery.words", "recall.followed_up"), first, last)
    if (window is not None and window <= _BESIDE and window < near) or (status is not None and status < near):
        return None
    return near


def _nearest(passage: Passage, date: FoundDate, keys: tuple[str, ...], first: int, last: int) -> int | None:
    distances = [
        max(hit.start - date.end, date.start - hit.end, 0) for key in keys for hit in passage.words(key, first, last)
    ]
    return min(distances, default=None)
