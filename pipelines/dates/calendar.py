"""From date words to EDTF: what a form says, completed by the publication date alone.

The rules, in one place:

- A year that is not said is the one that puts the date last before publication
  (one day of grace, for time zones). Where words point forward ("ab", "next"), the
  nearest date is meant; where the date opens or closes a period, the nearest that
  lies less than a season ahead.
- A plain date that would lie ten months back, and within a month ahead, is unknown.
- A day alone ("21日", "on the 21st") is the last such day before publication, or
  one of the month of publication where it opens or closes a period; with 同
  ("同21日") it takes month and year of the nearest full date before it in the text.
- Weekdays, today, weeks need a publication day; months need its month.
- Nothing is more precise than its words: "December 2022" is ``2022-12``.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from typing import Literal

Which = Literal["this", "last", "next"]
Unit = Literal["year", "month", "day"]

_GRACE = datetime.timedelta(days=1)
#: So long before publication a day lies at most that "the day before" counts from.
_RECENT = datetime.timedelta(days=6)
_LONG_AGO = 300
_SOON = 31
_A_YEAR = 366
_A_LEAP_YEAR = 2000
_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of one date say; None or False where they do not.

    ``shift_year`` and its like count from the publication date: 0 this, -1 last.
    ``same`` names the unit taken from the date before ("year", "month", "day").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    quarter: int | None = None
    weekday: int | None = None
    shift_year: int | None = None
    shift_month: int | None = None
    shift_week: int | None = None
    shift_day: int | None = None
    same: Unit | None = None
    which: Which | None = None

    @property
    def possible(self) -> bool:
        """Whether a calendar has such a date."""
        if self.day is None:
            return True
        if self.month is None:
            return 1 <= self.day <= 31
        return 1 <= self.day <= calendar.monthrange(self.year or _A_LEAP_YEAR, self.month)[1]

    @property
    def relative(self) -> bool:
        """Whether a publication date (or a date before it) is needed to tell the value."""
        return self.year is None

    def edtf(self) -> str:
        """The value of a date that says its year."""
        if self.season is not None:
            return f"{self.year:04d}-{21 + self.season}"
        if self.quarter is not None:
            return f"{self.year:04d}-{32 + self.quarter}"
        month = f"-{self.month:02d}" if self.month else ""
        return f"{self.year:04d}{month}" + (f"-{self.day:02d}" if self.month and self.day else "")


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date, which may be known only to the month or the year."""

    year: int
    month: int | None
    day: int | None

    @classmethod
    def read(cls, edtf: str | None) -> Published | None:
        """From an EDTF date or a time stamp that begins with one."""
        found = _EDTF.match(edtf or "")
        if not found:
            return None
        year, month, day = (int(part) if part else None for part in found.groups())
        if year is None or not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
            return None
        if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
            return None
        return cls(year, month, day)

    @property
    def date(self) -> datetime.date | None:
        """The day, where it is known."""
        return datetime.date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def last_day(self) -> datetime.date:
        """The last day on which it can have been published."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def settle(said: Said, published: Published | None, before: Said | None, ahead: int = 0) -> Said | None:
    """The date with its year, or None where it cannot be known.

    Args:
        said: what the words say.
        published: the publication date.
        before: the nearest settled date earlier in the text.
        ahead: how many days ahead of publication it may lie, where that is nearer.
    """
    if said.same and said.shift_day is not None:
        return _day_before(said, published, before)
    if said.same:
        return _same(said, before)
    if said.year is not None:
        return said
    if published is None:
        return None
    if said.shift_year is not None:
        return replace(said, year=published.year + said.shift_year, shift_year=None)
    if said.shift_month is not None:
        return _shifted_month(said, published)
    if said.shift_day is not None:
        return _on(published.date, said.shift_day)
    if said.weekday is not None:
        return _weekday(said, published, ahead > 0)
    if said.season is not None:
        return _season(said, published)
    if said.quarter is not None:
        return _quarter(said, published)
    if said.month is not None:
        return _yearless(said, published, _A_YEAR if said.which == "next" else ahead)
    if said.day is not None:
        return _day_alone(said, published, _A_YEAR if said.which == "next" else ahead)
    return None


def week(said: Said, published: Published | None) -> tuple[Said, Said] | None:
    """Monday and Sunday of a week that is counted from publication."""
    if published is None or published.date is None or said.shift_week is None:
        return None
    monday = published.date - datetime.timedelta(days=published.date.weekday())
    first, last = _on(monday, 7 * said.shift_week), _on(monday, 7 * said.shift_week + 6)
    return (first, last) if first and last else None


def _on(date: datetime.date | None, shift: int) -> Said | None:
    if date is None:
        return None
    try:
        there = date + datetime.timedelta(days=shift)
    except OverflowError:
        return None
    return Said(year=there.year, month=there.month, day=there.day)


def _same(said: Said, before: Said | None) -> Said | None:
    if before is None or before.year is None:
        return None
    if said.same == "year":
        return replace(said, same=None, year=before.year)
    if before.month is None or (said.same == "day" and before.day is None):
        return None
    day = before.day if said.same == "day" else said.day
    settled = Said(year=before.year, month=before.month, day=day)
    return settled if settled.possible else None


def _day_before(said: Said, published: Published | None, before: Said | None) -> Said | None:
    """The day before the one told last, where that lies right before publication; else the day before publication.

    "On 28 April the board said … the recall begun the day before": sales and history are no days that one counts from.
    """
    day = published.date if published else None
    if day is None or said.shift_day is None:
        return None
    if before and before.year and before.month and before.day:
        told = datetime.date(before.year, before.month, before.day)
        if datetime.timedelta(0) < day - told <= _RECENT:
            day = told
    return _on(day, said.shift_day)


def _shifted_month(said: Said, published: Published) -> Said | None:
    if published.month is None or said.shift_month is None:
        return None
    count = published.year * 12 + published.month - 1 + said.shift_month
    settled = Said(year=count // 12, month=count % 12 + 1, day=said.day)
    return settled if settled.possible else None


def _weekday(said: Said, published: Published, nearest: bool) -> Said | None:
    date = published.date
    if date is None or said.weekday is None:
        return None
    if said.shift_week is not None:
        return _on(date, said.weekday - date.weekday() + 7 * said.shift_week)
    back = (date.weekday() - said.weekday) % 7
    if said.which == "next" or (nearest and said.which is None and back > 3):
        return _on(date, 7 - back)
    return _on(date, -7 if said.which == "last" and back == 0 else -back)


def _season(said: Said, published: Published) -> Said | None:
    """Spring, summer, autumn; a winter lies in two years, so that its year cannot be told."""
    if said.season is None or said.season == 3 or published.month is None:
        return None
    begins = 3 * said.season + 3
    year = published.year if published.month >= begins else published.year - 1
    if said.which == "last" and begins <= published.month < begins + 3:
        year -= 1
    if said.which == "next":
        year += 1
    return replace(said, year=year)


def _quarter(said: Said, published: Published) -> Said | None:
    """The last such quarter that had begun."""
    if said.quarter is None or published.month is None:
        return None
    return replace(said, year=published.year - (published.month < 3 * said.quarter - 2))


def _yearless(said: Said, published: Published, ahead: int) -> Said | None:
    if published.month is None or said.month is None:
        return None
    today = published.last_day
    dated = []
    for year in (published.year - 1, published.year, published.year + 1):
        candidate = replace(said, year=year)
        if candidate.possible:
            dated.append((datetime.date(year, said.month, said.day or 1), candidate))
    if ahead:
        near = [pair for pair in dated if (pair[0] - today).days <= ahead]
        return min(near, key=lambda pair: (abs((pair[0] - today).days), pair[0]))[1] if near else None
    past = [pair for pair in dated if pair[0] <= today + _GRACE]
    if not past:
        return None
    date, settled = past[-1]
    soon = [there for there, _ in dated if 0 < (there - today).days <= _SOON and there != date]
    return None if soon and (today - date).days > _LONG_AGO else settled


def _day_alone(said: Said, published: Published, ahead: int) -> Said | None:
    if published.month is None or said.day is None:
        return None
    months = published.year * 12 + published.month - 1
    here, there = (Said(year=count // 12, month=count % 12 + 1, day=said.day) for count in (months, months - 1))
    if said.which == "next" and published.day is not None and said.day < published.day:
        following = Said(year=(months + 1) // 12, month=(months + 1) % 12 + 1, day=said.day)
        return following if following.possible else None
    if ahead or published.day is None or said.day <= published.day + _GRACE.days:
        return here if here.possible else None
    return there if there.possible else None
