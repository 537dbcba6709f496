"""The date in a source's own stamp."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.dates import find
from pipelines.folding import fold

_LONGEST_STAMP = 100
_EDTF = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]|2[1-4]|3[3-6]))?")
_DAY_AND_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[t ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]{1,9})?"
    r"\s?(?P<offset>z|utc|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_COMPACT = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])(?:[0-9]{6})?")
_BASIC = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})t([0-9]{2})([0-9]{2})([0-9]{2})?(z|[+-][0-9]{2}:?[0-9]{2})?")
_FEED = re.compile(
    r"(?:[a-z]{3,9},?\s+)?[0-9]{1,2}\s+[a-z]{3,9}\s+[0-9]{2}(?:[0-9]{2})?\s+[0-9:]{4,8}(?:\s.*)?", re.DOTALL
)
#: As Java and C print a moment: Tue Oct 21 08:30:00 KST 2025.
_PRINTED = re.compile(r"[a-z]{3} ([a-z]{3}) +([0-9]{1,2}) ([0-9:]{8}) (?:([a-z]{3,4}|[+-][0-9]{4}) )?([0-9]{4})")
#: Zones that mail does not know, where outlets of our languages print them.
_ZONES = {
    "jst": "+0900",
    "kst": "+0900",
    "hkt": "+0800",
    "cet": "+0100",
    "cest": "+0200",
    "bst": "+0100",
    "utc": "+0000",
}
#: Years outside of these stand for a date that a program does not know (0001, 1970, 9999).
_YEARS = range(1971, 2200)


def published_on(stamp: str | None, timezone: str | None = None, language: str | None = None) -> str | None:
    """The EDTF date that a source's stamp gives, or None where it cannot be told.

    Args:
        stamp: as the source prints it: ISO 8601 with or without an offset, RFC 822,
            ``20251103``, ``2025/01/24``, ``2021年04月28日``, a date in words.
        timezone: IANA name of the source's zone: an instant becomes the day it was there.
        language: BCP 47 tag that tells how ``06/09/2013`` is read (``en-GB``: September).
    """
    if not stamp or len(stamp) > _LONGEST_STAMP:
        return None
    date = _read(stamp, timezone, language)
    return date if date and int(date[:4]) in _YEARS else None


def _read(stamp: str, timezone: str | None, language: str | None) -> str | None:
    plain = fold(stamp).strip()
    if _EDTF.fullmatch(plain):
        return plain
    if found := _DAY_AND_TIME.fullmatch(plain):
        return _iso(found["day"], found["time"], found["offset"], timezone)
    if found := _COMPACT.fullmatch(plain):
        return _valid("-".join(found.groups()))
    if found := _BASIC.fullmatch(plain):
        year, month, day, hour, minute, second, offset = found.groups()
        return _iso(f"{year}-{month}-{day}", f"{hour}:{minute}:{second or '00'}", offset, timezone)
    if _FEED.fullmatch(plain):
        day = _feed(plain, timezone) or _written(plain, language)
        return day if day and len(day) == len("2025-10-21") else None
    if found := _PRINTED.fullmatch(plain):
        month, day, time, zone, year = found.groups()
        return _feed(f"{day} {month} {year} {time} {zone or ''}", timezone)
    # Programs print English, whatever the language of their site is.
    return _written(plain, language) or (_written(plain, "en") if plain.isascii() else None)


def _iso(day: str, time: str | None, offset: str | None, timezone: str | None) -> str | None:
    if not time or not offset:
        return _valid(day)
    offset = "+00:00" if offset in {"z", "utc"} else offset
    try:
        instant = datetime.datetime.fromisoformat(f"{day}T{time}{offset}")
    except ValueError:
        return None
    return _there(instant, timezone)


def _there(instant: datetime.datetime, timezone: str | None) -> str | None:
    """The day of an instant in the source's zone; in its own offset where no zone is known."""
    try:
        return (instant.astimezone(ZoneInfo(timezone)) if timezone else instant).date().isoformat()
    except (ZoneInfoNotFoundError, ValueError, OverflowError):
        return instant.date().isoformat()


def _valid(day: str) -> str | None:
    try:
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def _feed(stamp: str, timezone: str | None) -> str | None:
    before, _, zone = stamp.rpartition(" ")
    try:
        instant = parsedate_to_datetime(f"{before} {_ZONES[zone]}" if zone in _ZONES else stamp)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _there(instant, timezone) if instant.tzinfo else instant.date().isoformat()


def _written(plain: str, language: str | None) -> str | None:
    """A date in words: the whole stamp must be one date, up to a time of day or a label."""
    dates = find(plain, language or "und")
    single = [date.first for date in dates if date.shape == "date" and date.first and not date.relative]
    return single[0] if len(dates) == 1 and single else None
