"""When goods were sold and made: ranges and half-open spans beside words of selling or making."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Literal

from pipelines import answers, tables
from pipelines.chronicle import lately
from pipelines.dates import FoundDate
from pipelines.passages import Clause, Passage
from pipelines.phrases import Hit

_REACH, _FAR = 110, 260
_MONTH = 7
_BESIDE = 16
#: How near a word of selling stands to a month alone, and to a quarter, of which hardly anything else is told.
_ADJACENT, _REACH_OF_QUARTER = 8, 40
#: So many goods no owner bought.
_MANY = 50
#: A quarter of a year (EDTF 2024-33 to 2024-36).
_QUARTER = re.compile(r"(\d{4})-3([3-6])")
#: What parts two cells of a row.
_CELLS = re.compile(r"\s*[|｜/;\t]?\s*")


@dataclass(frozen=True, slots=True)
class Window:
    """A span of selling or making; an end that the text leaves open is None."""

    kind: Literal["sold", "made"]
    first: str | None
    last: str | None
    start: int
    end: int


def find(passage: Passage, start: int, end: int) -> list[Window]:
    """The windows in ``start:end`` of a passage, in order."""
    found: list[Window] = []
    dates = passage.dates_within(start, end)
    for date, behind in itertools.zip_longest(dates, dates[1:]):
        if behind and (kind := _of_columns(passage, date, behind) or _of_labels(passage, date, behind)):
            found.append(Window(kind, date.first, behind.first, date.start, behind.end))
            continue
        if not (date.first or date.last) or _calendar_week(passage, date) or _of_the_exempt(passage, date):
            continue
        if _begins(passage, date):
            found.append(Window("sold", date.first, None, date.start, date.end))
            continue
        if date.shape == "date":
            kind = _within(passage, date)
        else:
            kind = _kind(passage, date) or _listed(passage, date, found) or _asked(passage, date)
        if kind:
            first, last = _past(passage, date)
            found.append(Window(kind, first, last, date.start, date.end))
    return found


def _begins(passage: Passage, date: FoundDate) -> bool:
    """Whether sales began on a single day: a sentence that gives no other kind of span says so."""
    first, last = passage.sentence_at(date.start)
    day = date.shape == "date" and date.first is not None and len(date.first) > _MONTH
    return day and passage.says(("windows.began",), first, last) and not passage.says(("recall.words",), first, last)


def _within(passage: Passage, date: FoundDate) -> Literal["sold", "made"] | None:
    """What was done within a quarter, a month or a year that is told alone: its word stands beside it in its clause.

    A month may be when an owner bought ("I got mine in May"): it is of the recall where the sentence counts its goods.
    """
    if date.first is None or len(date.first) > _MONTH:
        return None
    reach = _REACH_OF_QUARTER
    if not _QUARTER.fullmatch(date.first):
        around = passage.sentence_at(date.start)
        reach, counted = _ADJACENT, passage.numbers_within(*around)
        if len(date.first) < _MONTH and any(other.shape != "date" for other in passage.dates_within(*around)):
            return None
        if not any(number.counter == "product" and number.value >= _MANY for number in counted):
            return None
    first, last = passage.clause_at(date.start).start, passage.clause_at(date.end - 1).end
    near = [
        (_distance(passage, hit, date), hit.key)
        for key in ("windows.sold", "windows.made", "recall.words", "recall.announced")
        for hit in passage.words(key, first, last)
    ]
    away, told = min(near, default=(_FAR, ""))
    if away > reach or not told.startswith("windows."):
        return None
    return "sold" if told == "windows.sold" else "made"


def _of_the_exempt(passage: Passage, date: FoundDate) -> bool:
    """Whether a span is asked about and the answer exempts ("Bought before May? Then there is nothing to fear")."""
    first, last = passage.sentence_at(date.start)
    return answers.asks(passage, first, last) and answers.exempts(passage, last)


def _asked(passage: Passage, date: FoundDate) -> Literal["sold", "made"] | None:
    """What a span is of that answers a question ("When were they sold? From May to July 2025")."""
    question = answers.asked(passage, passage.sentence_at(date.start)[0])
    said = [key for key in ("windows.sold", "windows.made") if question and passage.words(key, *question)]
    if len(said) != 1:
        return None
    return "sold" if said[0] == "windows.sold" else "made"


def _past(passage: Passage, date: FoundDate) -> tuple[str | None, str | None]:
    """Both ends of a span; where its year is not told, that of the last before publication: what is recalled was sold.

    "From January" (a partir de janeiro) is next January elsewhere.
    """
    first, last = _month(date.first, 0), _month(date.last, 2)
    told, published = first or last, passage.published
    if not date.relative or told is None or published is None or told <= published:
        return first, last
    return _year_before(first), _year_before(last)


def _month(value: str | None, place: int) -> str | None:
    """The first month of a quarter for 0, its last for 2, which say as much; what is no quarter as it is."""
    told = _QUARTER.fullmatch(value) if value else None
    return f"{told[1]}-{3 * int(told[2]) - 8 + place:02d}" if told else value


def _year_before(value: str | None) -> str | None:
    return f"{int(value[:4]) - 1:04d}{value[4:]}" if value else None


def _listed(passage: Passage, date: FoundDate, found: list[Window]) -> Literal["sold", "made"] | None:
    """What a span is of whose own words do not say it: the same as the one before it in its sentence.

    In brackets as that one ("A1263 (2022 to 2024), A3117 (…)"), or beginning or ending as others do in a list
    ("the A1263 since May, the A3117 since June; all of them until October").
    """
    if not found or passage.sentence_at(found[-1].start) != passage.sentence_at(date.start):
        return None
    before = found[-1]
    if date.shape != "until" and passage.bracket_at(date.start) is not None:
        return before.kind if passage.bracket_at(before.start) else None
    open_ended = before.first is not None and before.last is None
    if not open_ended or date.shape not in ("since", "until"):
        return None
    apart = passage.says(("windows", "recall.words", "recovery.words"), before.end, date.start)
    return before.kind if not apart and date.start - before.end <= _REACH else None


def _calendar_week(passage: Passage, date: FoundDate) -> bool:
    """Whether a range is only "last week" in figures, or a day since when something runs ("since Monday").

    A week has no figures in its words, a span of selling has.
    """
    days = date.shape in ("range", "since") and date.first is not None and len(date.first) > _MONTH
    return date.relative and days and not any(map(str.isdigit, passage.text[date.start : date.end]))


def _kind(passage: Passage, date: FoundDate) -> Literal["sold", "made"] | None:
    """What a span is of: the nearest word of its sentence says, recalling among them; in a field about sales, sales."""
    if passage.topic == "sold":
        return "made" if _nearest(passage, date) == "windows.made" else "sold"
    nearest = _of_column(passage, date) or _nearest(passage, date)
    if nearest == "windows.sold" and _runs(passage, date):
        return None
    if nearest is None and passage.topic == "identification" and date.shape == "range":
        nearest = _headed(passage)
    if nearest == "windows.sold":
        return "sold"
    return "made" if nearest == "windows.made" else None


def _runs(passage: Passage, date: FoundDate) -> bool:
    """Whether a day right before the publication is rather since when a recall runs: no word of selling stands by."""
    if date.shape != "since" or not lately(passage, date):
        return False
    beside = passage.words("windows.sold", max(0, date.start - _BESIDE), date.end + _BESIDE)
    return not beside


def _of_column(passage: Passage, date: FoundDate) -> str | None:
    """What the head of a table's column says that its spans are of."""
    for over in (tables.head(passage, date.start), tables.head(passage, date.start, whole=True)):
        said = [key for key in ("windows.sold", "windows.made") if over and passage.words(key, *over)]
        if said:
            return said[0] if len(said) == 1 else None
    return None


def _of_columns(passage: Passage, date: FoundDate, behind: FoundDate) -> Literal["sold", "made"] | None:
    """What two dates side by side in a row are the first and the last day of, by the heads of their columns."""
    alone = date.shape == behind.shape == "date" and _CELLS.fullmatch(passage.text, date.end, behind.start)
    if not alone or not date.first or not behind.first or date.first > behind.first:
        return None
    over, beyond = _of_column(passage, date), _of_column(passage, behind)
    if over is None or over != beyond:
        return None
    return "sold" if over == "windows.sold" else "made"


def _of_labels(passage: Passage, date: FoundDate, behind: FoundDate) -> Literal["sold", "made"] | None:
    """What two days on lines one below the other are the first and the last of, by their labels."""
    one, other = tables.label(passage, date.start), tables.label(passage, behind.start)
    apart = passage.text[date.end : behind.start].count("\n") == 1
    if not (one and other and apart and date.shape == behind.shape == "date") or not date.first or not behind.first:
        return None
    for kind in ("sold", "made"):
        if all(passage.words(f"windows.{kind}", *label) for label in (one, other)) and date.first < behind.first:
            return "sold" if kind == "sold" else "made"
    return None


def _headed(passage: Passage) -> str | None:
    """What the spans of a table are of whose head alone says it."""
    said = [key for key in ("windows.sold", "windows.made") if passage.words(key)]
    return said[0] if len(said) == 1 else None


def _nearest(passage: Passage, date: FoundDate) -> str | None:
    first, last = passage.sentence_at(date.start)
    keys = ["windows.sold", "windows.made"]
    if date.shape != "range":
        keys += ["recall.words", "recovery.words"]
    if date.shape == "since":
        keys.append("recall.announced")
    hits = [hit for key in keys for hit in passage.words(key, first, last)]
    clause = passage.clause_at(date.start)
    if any(_inside(hit, clause) and hit.key.startswith("windows.") for hit in hits):
        # "… recalled two vacuums, which have been sold here since May": its own clause says what a span is of.
        hits = [hit for hit in hits if _inside(hit, clause) or hit.key.startswith("windows.")]
    # A span from one day to another is of the sentence's only verb, however much stands between.
    alone = date.shape == "range" and len({hit.key for hit in hits}) == 1
    reach = _FAR if alone else _REACH
    near = [(away, hit) for hit in hits if (away := _distance(passage, hit, date)) <= reach]
    return min(near, key=lambda pair: pair[0])[1].key if near else None


def _inside(hit: Hit, clause: Clause) -> bool:
    return clause.start <= hit.start and hit.end <= clause.end


def _distance(passage: Passage, hit: Hit, date: FoundDate) -> int:
    """How far a word stands from a date; across a comma or into the next clause is farther.

    A verb in two pieces around a date ("ruft die seit Mai verkauften Boxen zurück") is as far as its nearer piece.
    """
    if hit.start < date.start and date.end < hit.end:
        return min(date.start - hit.start, hit.end - date.end)
    low, high = (hit.end, date.start) if hit.end <= date.start else (date.end, hit.start)
    between = passage.text[low:high] if low <= high else ""
    return len(between) + 12 * sum(between.count(sign) for sign in ",;，；、(（")
