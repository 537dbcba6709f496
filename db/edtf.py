"""EDTF dates (ISO 8601-2:2019) as spans of days, so that they compare and sort.

Read here: days, months, years, seasons (``2024-21`` spring to ``2024-24`` winter, of
the northern half of the globe, where meteorologists' seasons begin: March, June,
September, December), quarters (``2024-33`` to ``2024-36``), the qualifiers ``?``, ``~`` and ``%``, and intervals
(``2024-06/2024-08``, open ends as ``..`` or nothing). What is not among them has no
span.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?")
_FIRST_MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10}

Span = tuple[dt.date, dt.date]


@lru_cache(maxsize=16384)
def span(value: str | None) -> Span | None:
    """The first and the last day that an EDTF value can mean; None where it has none.

    ``2025-10-21`` is one day, ``2025-06`` a month, ``2024-22`` June to August 2024.
    A time of day after a date is left aside.
    """
    if not value:
        return None
    if "/" in value:
        return _interval(*value.split("/", 1))
    match = _DATE.fullmatch(value.split("T", 1)[0])
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        return _days(year or 0, month, day)
    except ValueError:
        return None


def _days(year: int, month: int | None, day: int | None) -> Span:
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is not None:
        return dt.date(year, month, day), dt.date(year, month, day)
    first_month, months = (_FIRST_MONTH_OF_SEASON[month], 3) if month in _FIRST_MONTH_OF_SEASON else (month, 1)
    last_year, last_month = divmod(year * 12 + first_month - 1 + months - 1, 12)
    last_day = calendar.monthrange(last_year, last_month + 1)[1]
    return dt.date(year, first_month, 1), dt.date(last_year, last_month + 1, last_day)


def _interval(first: str, last: str) -> Span | None:
    start = (dt.date.min, dt.date.min) if first in ("", "..") else span(first)
    end = (dt.date.max, dt.date.max) if last in ("", "..") else span(last)
    if start is None or end is None or start[0] > end[1]:
        return None
    return start[0], end[1]


def days_between(earlier: Span, later: Span) -> int:
    """Days from one span to the other: 0 where they overlap, negative where the other comes first."""
    if later[0] > earlier[1]:
        return (later[0] - earlier[1]).days
    if earlier[0] > later[1]:
        return -(earlier[0] - later[1]).days
    return 0


def precision(value: Span) -> int:
    """How many days a span leaves open: 0 for a single day."""
    return (value[1] - value[0]).days
