"""Tell a chronicle's earlier recalls from its news by their dates alone.

"Im Juni 2024 traf es die 321 Power Bank, im Dezember 2024 rief die Behörde 69.000
Lautsprecher zurück. Am 21. Oktober …": no word says which recall is the news, the latest
date does. Dates of sale and making, of accidents and of figures ("as of") do not count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.dates import FoundDate
from pipelines.passages import Clause, Passage

#: Two recalls this many days apart are two; three or more dates are a chronicle however close.
_APART = 40
_BESIDE = 14
#: How far from a clause's beginning the date that opens it may stand.
_LEAD = 6
#: So many earlier clauses make a long chronicle; what stands undated between them belongs to it.
_LONG = 3
#: A day so short before the publication is the news'.
_NEW = 12
_YEAR, _YEAR_AND_MONTH = len("2025"), len("2025-10")
#: A bare number so great is one of goods beside a word of recall.
_GOODS = 500
#: A comma and a space behind a date.
_COMMA = 2
_MONTH = 31
_SEASONS = {"21": 4, "22": 7, "23": 10, "24": 1}


@dataclass(frozen=True, slots=True)
class Dated:
    """A clause that tells of a recall on a date: its first day as a number, and the date's words."""

    clause: Clause
    day: int
    at: FoundDate


def earlier(passage: Passage, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, of those given, that by their dates tell of earlier recalls than the passage's news."""
    dated = [one for clause in clauses if (one := _dated(passage, clause))]
    years = _of_past_years(passage, clauses)
    days = sorted({one.day for one in dated})
    if len(days) < 2 or (len(days) == 2 and days[1] - days[0] < _APART):
        return years or _market_by_market(passage, clauses)
    latest = [one for one in dated if one.day == days[-1]]
    if any(passage.says(("recall.followed_up",), one.clause.start, one.clause.end) for one in latest):
        return years
    history = {one.clause.start for one in dated if one.day != days[-1]}
    news = {one.clause.start for one in latest}
    told = history | _between(passage, clauses, history, news) | {clause.start for clause in years}
    return [clause for clause in clauses if clause.start in told]


def _market_by_market(passage: Passage, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that tell when other markets recalled, before a sentence that announces one market's without a time.

    "Mid-June it recalled … in the US, and last week it added seven models in China. In Vietnam it announced …"
    """
    told: list[Clause] = []
    markets: set[str] = set()
    for clause in clauses:
        if not passage.says(("recall.words", "recall.expanded"), clause.start, clause.end):
            continue
        sentence = passage.sentence_at(clause.start)
        here = {hit.key for hit in passage.table("markets", clause.start, clause.end)}
        if here and passage.dates_within(clause.start, clause.end):
            told.append(clause)
            markets |= here
            continue
        here |= {hit.key for hit in passage.table("markets", *sentence)}
        new = len(markets) > 1 and here and not here & markets and not passage.dates_within(*sentence)
        return told if new and passage.says(("recall.announced",), clause.start, clause.end) else []
    return []


def _of_past_years(passage: Passage, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses behind the news that tell a recall of a year gone by ("Schon 2023 rief Anker …")."""
    now = (passage.published or "")[:_YEAR]
    told = False
    found = []
    for clause in clauses:
        recalled = passage.ending("recall.words", clause.start, clause.end)
        if told and now.isdigit():
            dates = passage.dates_within(clause.start, clause.end)
            if not recalled and not (dates and _counts(passage, clause, dates[0])):
                continue
            past = [date for date in dates if _is_past_year(passage, date, now)]
            if past and len(past) == len(dates):
                found.append(clause)
        told = told or bool(recalled)
    return found


def _counts(passage: Passage, clause: Clause, at: FoundDate) -> bool:
    """Whether a clause opens with its date and counts goods ("In 2023 it was the 535 with 42,000 units")."""
    counted = passage.numbers_within(at.end, clause.end)
    return at.start - clause.start <= _LEAD and any(number.counter == "product" for number in counted)


def _is_past_year(passage: Passage, date: FoundDate, now: str) -> bool:
    bare = date.shape == "date" and date.first is not None and len(date.first) == _YEAR
    return bare and str(date.first) < now and not beside_others(passage, date)


def _between(passage: Passage, clauses: Sequence[Clause], history: set[int], news: set[int]) -> set[int]:
    """The undated clauses that go on from history: to its sentence's end, and within a long chronicle."""
    found: set[int] = set()
    long = len(history) >= _LONG
    last = max(history)
    behind: Clause | None = None
    for clause in clauses:
        if clause.start in history:
            behind = clause
        elif clause.start in news or passage.words("passages.now", clause.start, clause.end):
            behind = None
        elif behind and (clause.sentence == behind.sentence or (long and clause.start < last)):
            found.add(clause.start)
        else:
            behind = None
    return found


def _dated(passage: Passage, clause: Clause) -> Dated | None:
    start, end = clause.start, clause.end
    here = passage.dates_within(start, end)
    if not here or passage.says(("recall.expanded",), *passage.sentence_at(start)):
        return None
    telling = passage.says(("recall.words", "recall.weak", "recall.announced", "authority"), start, end) or any(
        number.counter == "product" for number in passage.numbers_within(start, end)
    )
    for at in here:
        if at.shape != "date" or at.first is None or beside_others(passage, at):
            continue
        day = first_day(at.first)
        if day and is_ahead(passage, day):
            continue
        if day and (
            telling
            or _goes_on(passage, clause, at)
            or (_opens(passage, clause, at) and not _burnt(passage, clause))
            or is_new(passage, day)
        ):
            return Dated(clause, day, at)
        if not day and _opens(passage, clause, at) and (around := _around(at.first)):
            return Dated(clause, around, at)
    return None


def _goes_on(passage: Passage, clause: Clause, at: FoundDate) -> bool:
    """Whether a date that opens or ends a clause is of the recall told behind it, before any other date.

    "In September 2024, because of bad welds, it recalled 4,501", "back to June 2025, when a million were recalled".
    """
    opens, ends = at.start - clause.start <= _LEAD, clause.end - at.end <= _COMMA
    _, last = passage.sentence_at(clause.start)
    if not (opens or ends) or clause.end >= last:
        return False
    behind = passage.dates_within(at.end, last)
    end = behind[0].start if behind else last
    return bool(passage.ending("recall.words", clause.end, end)) and any(
        number.counter == "product" or (number.counter is None and number.value >= _GOODS)
        for number in passage.numbers_within(clause.end, end)
    )


def _burnt(passage: Passage, clause: Clause) -> bool:
    """Whether a clause tells what happened with the goods: that is of the recall that the text is about."""
    return bool(passage.table("hazards", clause.start, clause.end))


def is_ahead(passage: Passage, day: int) -> bool:
    """Whether a day lies behind the publication: nothing was announced then."""
    published = first_day(passage.published) if passage.published else None
    grace = 1 if passage.published and len(passage.published) > _YEAR_AND_MONTH else _MONTH
    return published is not None and day - published > grace


def is_new(passage: Passage, day: int) -> bool:
    """Whether a day lies right before the publication."""
    published = first_day(passage.published) if passage.published and len(passage.published) > _YEAR_AND_MONTH else None
    return published is not None and 0 <= published - day <= _NEW


def lately(passage: Passage, date: FoundDate) -> bool:
    """Whether a date is a day right before the publication."""
    day = first_day(date.first) if date.first and len(date.first) > _YEAR_AND_MONTH else None
    return day is not None and is_new(passage, day)


def _around(edtf: str) -> int | None:
    """A day within an EDTF year or season, as a number."""
    year, _, season = edtf.partition("-")
    if not year.isdigit():
        return None
    return date(int(year), _SEASONS.get(season, 1), 1).toordinal()


def _opens(passage: Passage, clause: Clause, at: FoundDate) -> bool:
    """Whether a clause opens with its date and names a product: an item of a chronicle that needs no verb of recall."""
    if at.start - clause.start > _LEAD:
        return False
    first = bisect_left(passage.lines, clause.start)
    lines = first < len(passage.lines) and passage.lines[first] < clause.end
    return lines or bool(passage.model_places(clause.start, clause.end))


def beside_others(passage: Passage, at: FoundDate) -> bool:
    """Whether words of selling, making or "as of" stand right beside a date."""
    low, high = max(0, at.start - _BESIDE), min(len(passage.text), at.end + _BESIDE)
    first, last = passage.sentence_at(at.start)
    low, high = max(low, first), min(high, last)
    return passage.says(("windows.sold", "windows.made", "recovery.as_of"), low, high)


def first_day(edtf: str) -> int | None:
    """The first day of an EDTF day or month as a number (proleptic ordinal), or None."""
    pieces = edtf.split("-")
    if len(pieces) < 2 or not all(piece.isdigit() for piece in pieces) or int(pieces[1]) > 12:
        return None
    return date(int(pieces[0]), int(pieces[1]), int(pieces[2]) if len(pieces) > 2 else 1).toordinal()
