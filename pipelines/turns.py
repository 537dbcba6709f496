"""How a clause turns between the news and what was before: the questions that ``mentions`` asks of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipelines import chronicle
from pipelines.passages import Clause, Passage
from pipelines.phrases import Hit

#: How far into a sentence words for "earlier" stand that only liken the news to what was.
_OPENING = 16
_DAY = len("2025-10-21")
_COLON = re.compile(r"\s?[:：]\s?")
#: How near a number stands behind the "after" that opens its clause.
_OPENS = 2
#: A clause so long may hold a market and no more.
_MARKET = 28
#: A bare number so great may be of goods.
_MANY = 50
_COUNTED = 12
#: So many at least are goods, not reports or models.
_GOODS = 500


def turns_behind(passage: Passage, clause: Clause, cue_end: int) -> int | None:
    """Where an earlier recall begins that stands before a cue, the news behind it; None where none does.

    "米国に続き、日本でも回収する"; or only its goods, where more are added to them ("기존 4만2천 개에 더해").
    """
    if not passage.says(("recall.words", "recall.weak", "recall.expanded"), cue_end, clause.end):
        return None
    if passage.says(("markets", "recall.words"), clause.start, cue_end):
        return clause.start
    counted = [one for one in passage.numbers_within(clause.start, cue_end) if one.counter == "product"]
    return counted[0].start if counted and passage.says(("recall.expanded",), cue_end, clause.end) else None


def older(passage: Passage, start: int, end: int) -> bool:
    """Whether a stretch before "now" tells when goods were recalled before ("8月22日に始めた30Cの回収に、新たに")."""
    named = bisect_left(passage.ours, start)
    return (
        passage.says(("recall.words", "recall.weak"), start, end)
        and any(date.shape == "date" for date in passage.dates_within(start, end))
        and named < len(passage.ours)
        and passage.ours[named] < end
    )


def counted_before(passage: Passage, clause: Clause) -> int:
    """Where "after" and the goods recalled before end, in a clause that opens so and is on a widened recall; or 0."""
    opening = passage.words("passages.upon", clause.start, clause.end)[:1]
    if not opening or opening[0].start - clause.start > 2:
        return 0
    counted = passage.numbers_within(opening[0].end, min(clause.end, opening[0].end + _COUNTED))
    widened = passage.words("recall.expanded", clause.start, passage.sentence_at(clause.start)[1])
    if not widened or not any(number.counter == "product" for number in counted):
        return 0
    return min(clause.end, widened[0].start)


def counted_first(passage: Passage, clause: Clause) -> bool:
    """Whether a sentence opens with "after" and goods, and goes on with other goods that are recalled.

    "After the million PowerCore 10000 of June, yesterday the recall of 481,000 power banks was announced."
    """
    first, last = passage.sentence_at(clause.start)
    opening = passage.words("passages.upon", first, clause.end)[:1]
    if clause.start != first or not opening or opening[0].start - first > _COUNTED or clause.end >= last:
        return False
    counted, behind = (
        [number for number in passage.numbers_within(*span) if number.counter in ("product", None)]
        for span in ((opening[0].end, clause.end), (clause.end, last))
    )
    goods = [number for number in counted if number.start - opening[0].end <= _COUNTED and number.value >= _GOODS]
    return bool(goods) and bool(behind) and passage.says(("recall.words", "recall.weak"), clause.end, last)


def list_behind(passage: Passage, clause: Clause, earlier: Sequence[Hit]) -> int:
    """Where the colon stands behind which a clause lists what a widened recall adds; or the clause's end.

    "Five power banks join the one already recalled: A1257, A1647 …"
    """
    added = any(
        number.counter == "product" and number.start < earlier[0].start
        for number in passage.numbers_within(clause.start, clause.end)
    )
    colon = _COLON.search(passage.text, earlier[-1].end, clause.end) if added else None
    return colon.end() if colon and passage.model_places(colon.end(), clause.end) else clause.end


def opened(passage: Passage, clauses: Sequence[Clause]) -> Sequence[Clause]:
    """The clauses of a sentence; one that only opens history with its market is no clause of its own.

    "In the US, the CPSC had recalled 481,000 last week": the market is that of history.
    """
    if len(clauses) < 2 or not passage.table("markets", clauses[0].start, clauses[0].end):
        return clauses
    short = len(passage.text[clauses[0].start : clauses[0].end].strip()) <= _MARKET
    others = ("recall", "scope", "windows", "passages.earlier", "passages.now")
    if not short or passage.says(others, clauses[0].start, clauses[0].end):
        return clauses
    if not passage.says(("passages.earlier",), clauses[1].start, clauses[1].end):
        return clauses
    return [Clause(clauses[0].start, clauses[1].end, clauses[0].sentence), *clauses[2:]]


def behind_colon(passage: Passage, clause: Clause, cue_end: int) -> list[int]:
    """Where the news begins behind a colon, in a clause that opens with history ("After recalls in China: Anker …")."""
    colon = _COLON.search(passage.text, cue_end, clause.end)
    if colon is None or not passage.ending("recall.words", colon.end(), clause.end):
        return []
    own = bisect_left(passage.ours, colon.end())
    return [colon.end()] if own < len(passage.ours) and passage.ours[own] < clause.end else []


def added_to(passage: Passage, clause: Clause, earlier: Sequence[Hit]) -> int | None:
    """Where the goods recalled before begin behind those that join them ("25,000 units join the 61,000 already …")."""
    widened = passage.words("recall.expanded", clause.start, earlier[0].start)
    if not widened:
        return None
    cut = widened[-1].end
    sides = ((clause.start, widened[-1].start), (cut, earlier[0].start))
    counted = all(
        any(one.counter in ("product", None) and one.value >= _MANY for one in passage.numbers_within(*side))
        for side in sides
    )
    return cut if counted else None


def opens_after(passage: Passage, clause: Clause, last: int) -> bool:
    """Whether a clause only names goods that were recalled before those behind it ("After the A1263, it is the A1651").

    "After" opens it, it tells nothing that happened, and another product stands in the rest of the sentence.
    """
    opening = passage.words("passages.upon", clause.start, clause.end)[:1]
    if not opening or opening[0].start - clause.start > _OPENS or clause.end >= last:
        return False
    here = bisect_left(passage.ours, clause.start)
    there = bisect_left(passage.ours, clause.end)
    if here == there or there >= len(passage.ours) or passage.ours[there] >= last:
        return False
    told = any(passage.words(table, clause.start, clause.end) for table in ("hazards", "incidents", "remedies"))
    return not told and not passage.says(("windows.sold", "windows.made"), clause.start, clause.end)


def aside(passage: Passage, clause: Clause, last: int) -> int:
    """Where a relative clause ends behind one that opens with "after" and goods ("…, whose recall in the US …, ").

    It names none of ours, the clause behind it does; 0 where none is.
    """
    relative = passage.clause_at(clause.end)
    if relative.end >= last or not passage.says(("recall.words", "recall.weak"), relative.start, relative.end):
        return 0
    own = bisect_left(passage.ours, relative.start)
    return relative.end if own < len(passage.ours) and relative.end <= passage.ours[own] < last else 0


def past_date(passage: Passage, position: int, end: int) -> int:
    """The end of a date that starts right behind a place, or the place."""
    return next((min(date.end, end) for date in passage.dates_within(position, position + 7)), position)


def tells_no_recall(passage: Passage, clause: Clause, earlier: Sequence[Hit]) -> bool:
    """Whether a clause with "earlier" tells no earlier recall: a window, an accident, or the day of the news."""
    return (
        _only_a_window(passage, clause)
        or _follows_up(passage, clause)
        or only_of_accidents(passage, clause)
        or _only_announces(passage, clause, earlier)
        or _runs_since(passage, clause, earlier)
    )


def _follows_up(passage: Passage, clause: Clause) -> bool:
    """Whether the first sentence on a recall tells how it stands: when it began is no history then."""
    first, last = passage.sentence_at(clause.start)
    if passage.words("recall.words", 0, first) or not passage.words("recall.words", first, last):
        return False
    return passage.says(("recall.followed_up", "recovery.words", "recovery.outstanding"), first, last)


def _runs_since(passage: Passage, clause: Clause, earlier: Sequence[Hit]) -> bool:
    """Whether "earlier" is part of the day since when the recall runs ("The recall runs since July of last year")."""
    since = [date for date in passage.dates_within(clause.start, clause.end) if date.shape == "since"]
    within = all(any(date.start <= hit.start < date.end for date in since) for hit in earlier)
    widened = passage.says(("recall.expanded",))
    return within and not widened and passage.says(("recall.words",), clause.start, clause.end)


def _only_announces(passage: Passage, clause: Clause, earlier: Sequence[Hit]) -> bool:
    """Whether "earlier" is part of a day on which something was announced, and nothing else ("先月18日に届け出た")."""
    days = [date for date in passage.dates_within(clause.start, clause.end) if date.first and len(date.first) == _DAY]
    within = all(any(date.start <= hit.start < date.end for date in days) for hit in earlier)
    if not within or not passage.says(("recall.announced",), clause.start, clause.end):
        return False
    names = passage.says(("recall.words", "markets"), clause.start, clause.end)
    return not names and not passage.model_places(clause.start, clause.end)


def _only_a_window(passage: Passage, clause: Clause) -> bool:
    """Whether a clause tells since when goods were sold or made, and no recall."""
    return passage.says(("windows.sold", "windows.made"), clause.start, clause.end) and not passage.says(
        ("recall.words", "recall.announced"), clause.start, clause.end
    )


def only_of_accidents(passage: Passage, clause: Clause) -> bool:
    """Whether a clause tells what happened with the goods, and of no other recall ("nachdem es zu Bränden kam")."""
    return bool(
        passage.table("hazards", clause.start, clause.end) or passage.table("incidents", clause.start, clause.end)
    ) and not passage.says(("recall.words", "recall.weak"), clause.start, clause.end)


def of_the_day(passage: Passage, clause: Clause) -> bool:
    """Whether a clause behind history tells what was done right before the publication ("rief gestern … zurück")."""
    if not passage.says(("recall.words", "recall.weak", "recall.announced"), clause.start, clause.end):
        return False
    dates = passage.dates_within(clause.start, clause.end)
    return any(date.shape == "date" and chronicle.lately(passage, date) for date in dates)


def likened(passage: Passage, start: int, end: int) -> bool:
    """Whether a sentence begins with the news, and only likens it to what its words for "earlier" tell."""
    first = passage.sentence_at(start)[0]
    earlier = passage.words("passages.earlier", start, end) or passage.words("passages.after", start, end)
    if not earlier or earlier[0].start - first <= _OPENING:
        return False
    return not passage.says(("recall.words", "markets"), first, earlier[0].start)
