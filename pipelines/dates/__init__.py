"""The dates that a text gives, with the words that give them.

Patterns made from a language's lexicon read the written forms; ``calendar``
completes what they leave open from the publication date; dateparser is asked
last, and rarely. Values are EDTF (ISO 8601-2:2019, levels 0 and 1: ``2025-10-21``,
``2025-06``, ``2024``, ``2024-22`` for summer, ``2024-33`` for the first quarter).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipelines import lexicon
from pipelines.dates import fallback
from pipelines.dates.calendar import Published, Said, settle, week
from pipelines.dates.grammar import grammar
from pipelines.dates.ranges import Phrase, phrases
from pipelines.dates.scan import scan
from pipelines.folding import fold

#: Regions whose month-day order differs from what their language leaves open (Unicode CLDR).
_SLASH_BY_REGION = {"US": "MDY", "PH": "MDY"} | dict.fromkeys(["GB", "IE", "AU", "NZ", "IN", "SG", "HK", "MT"], "DMY")

_A_YEAR, _A_SEASON, _A_MONTH = 366, 92, 31
_MONTHS = 12
_SLASHED = re.compile(r"(?<![0-9/-])([0-9]{1,2})[/-]([0-9]{1,2})[/-]20[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date or a range, and the words that say it.

    A single date has ``first == last``; a range has both ends, "since" only the
    first, "until" only the last. Where words cannot be resolved both are None.
    ``relative`` says that the publication date was needed. Offsets are code points
    of the text, and cover the words that make the shape ("seit Juni 2024").
    """

    start: int
    end: int
    first: str | None
    last: str | None
    shape: Literal["date", "range", "since", "until"]
    relative: bool


def slash_order(language: str) -> str:
    """DMY, MDY, YMD, or "" where ``06/09/2013`` cannot be told in this language."""
    for subtag in language.replace("_", "-").split("-")[1:]:
        if subtag.upper() in _SLASH_BY_REGION:
            return _SLASH_BY_REGION[subtag.upper()]
    tag = lexicon.resolve(language)
    return grammar(tag).slash if tag else ""


def find(text: str, language: str, published: str | None = None) -> list[FoundDate]:
    """The dates of a text, in order, without overlaps.

    Args:
        text: any text, its accents composed (NFC).
        language: a BCP 47 tag; a language without a lexicon is read by the forms in
            digits, the English ones, and dateparser.
        published: the publication date (EDTF, or a time stamp that begins with it);
            completes words that are relative or lack a year.
    """
    said, read = _phrases(text, language)
    day = Published.read(published)
    found: list[FoundDate] = []
    before: Said | None = None
    for phrase in said:
        date, before = _resolve(phrase, day, _opened(phrase, before, found))
        found.append(date)
    return sorted([*found, *read], key=lambda date: date.start) if read else found


def spans(text: str, language: str) -> list[tuple[int, int]]:
    """Where the dates of a text stand, resolved or not: no number is read there."""
    said, read = _phrases(text, language)
    return [(phrase.start, phrase.end) for phrase in said] + [(date.start, date.end) for date in read]


@lru_cache(maxsize=16)
def _phrases(text: str, language: str) -> tuple[tuple[Phrase, ...], tuple[FoundDate, ...]]:
    """The words of all dates, and what dateparser reads between them; the same for any publication date."""
    tag = lexicon.resolve(language) or "en"
    folded, words = fold(text), grammar(tag)
    order = slash_order(language) or _order_told(folded)
    said = tuple(phrases(folded, scan(text, tag, order), words))
    return said, _read_between(said, folded, language)


def _order_told(folded: str) -> str:
    """The order that a text's own dates tell, where one can only be read so (15/05/2026) and none otherwise."""
    told = {
        "DMY" if int(a) > _MONTHS else "MDY"
        for a, b in _SLASHED.findall(folded)
        if (int(a) > _MONTHS) != (int(b) > _MONTHS)
    }
    return told.pop() if len(told) == 1 else ""


def _opened(phrase: Phrase, before: Said | None, found: list[FoundDate]) -> Said | None:
    """What "since … of the same year" refers to behind a range: the year in which that began, as spans are likened."""
    again = phrase.shape == "since" and phrase.first is not None and phrase.first.same == "year"
    if again and before and found and found[-1].shape == "range" and found[-1].first:
        return replace(before, year=int(found[-1].first[:4]))
    return before


def _resolve(phrase: Phrase, published: Published | None, before: Said | None) -> tuple[FoundDate, Said | None]:
    """The phrase's value, and the date that a later "same month" refers to."""
    relative = any(said is not None and said.relative for said in (phrase.first, phrase.last))
    if phrase.shape == "date" and phrase.first and phrase.first.shift_week is not None and phrase.first.weekday is None:
        days = week(phrase.first, published)
        ends = (days[0].edtf(), days[1].edtf()) if days else (None, None)
        return FoundDate(phrase.start, phrase.end, ends[0], ends[1], "range", True), before
    if phrase.shape == "range":
        first, last = _resolve_range(phrase, published, before)
    else:
        ahead = _A_YEAR if phrase.forward else _A_SEASON if phrase.shape != "date" else 0
        value = phrase.first or phrase.last
        settled = settle(value, published, before, ahead) if value else None
        first = settled if phrase.first else None
        last = settled if phrase.last else None
    known = last or first
    values = (first.edtf() if first else None, last.edtf() if last else None)
    return FoundDate(phrase.start, phrase.end, values[0], values[1], phrase.shape, relative), known or before


def _resolve_range(phrase: Phrase, published: Published | None, before: Said | None) -> tuple[Said | None, Said | None]:
    """Both ends; the first never behind the last, and both unknown where one is."""
    if phrase.first is None or phrase.last is None:
        return None, None
    last = settle(phrase.last, published, before, _A_MONTH)
    if last is None or last.year is None:
        return None, None
    said = phrase.first
    if said.year is None and said.month is None and said.day is not None and phrase.last.month is None:
        # "21日から28日" lies in one month: that of its last day.
        said = replace(said, year=last.year, month=last.month)
    within_year = said.month is not None or said.quarter is not None
    if said.year is None and within_year and said.shift_year is None and said.same is None:
        wraps = _begins(said) > (_begins(last) if last.month or last.quarter else (12, 31))
        year = last.year - 1 if wraps else last.year
        first: Said | None = replace(said, year=year, which=None)
    else:
        first = settle(said, published, last if said.same else before)
    if first is None or not first.possible or _behind(first, last):
        return None, None
    return first, last


def _begins(said: Said) -> tuple[int, int]:
    """Month and day on which a date that says no year begins."""
    return said.month or 3 * (said.quarter or 0) - 2, said.day or 0


def _behind(first: Said, last: Said) -> bool:
    """Whether the first end lies behind the last, as far as both are told; seasons compare by their year."""
    values = (first.edtf(), last.edtf())
    told = 4 if first.month is None or last.month is None else min(map(len, values))
    return values[0][:told] > values[1][:told]


def _read_between(said: tuple[Phrase, ...], folded: str, language: str) -> tuple[FoundDate, ...]:
    """What dateparser reads in the gaps between the dates found by pattern."""
    if language == "und":
        return ()
    starts = [phrase.start for phrase in said]
    read = []
    for window in fallback.windows(folded):
        index = bisect_right(starts, window.end() - 1) - 1
        if index >= 0 and said[index].end > window.start():
            continue
        if value := fallback.read(window, language):
            read.append(FoundDate(window.start(), window.end(), value, value, "date", False))
    return tuple(read)
