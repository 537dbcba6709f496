"""Days that stand apart from sentences: in a report's dateline, behind a form's label, at a letter's head or foot."""

from __future__ import annotations

import re

from pipelines import tables
from pipelines.chronicle import lately
from pipelines.dates import FoundDate
from pipelines.passages import Passage

_MONTH = 7
#: How near behind its label a day begins.
_LABELLED = 3
#: A report's dateline: its place and day, perhaps an agency, a dash ("Lisboa, 28 jun (Lusa) –").
_PLACE = 40
_LETTERS_PLACE = re.compile(r"[A-ZÀ-ÞŁŚŻ][^\W\d_]+(?:[ -][^\W\d_]+){0,3},(?: (?:den|le|il|a|em|dnia|de))?")
_DATELINE_END = re.compile(
    r"[.,\s]{0,2}(?:[(/\[][^)/\]\n]{2,24}[)/\]])?[.,\s]{0,2}(?:[-–—]{1,2}\s|(?<=[)/\]])[.:]?\s)|[電电訊讯]"
)


def of_a_change(passage: Passage, date: FoundDate) -> bool:
    """Whether a line opens with a label that says when the page was changed ("Last updated: June 20, 2025")."""
    line = passage.text.rfind("\n", 0, date.start) + 1
    labels = passage.words("recall.updated", line, date.start)
    return any(
        not passage.text[line : word.start].strip(" [(（*•·-") and date.start - word.end <= _LABELLED for word in labels
    )


def in_dateline(passage: Passage, date: FoundDate) -> bool:
    """Whether a date only says when a report was sent: what it tells "yesterday" or "on Thursday" is nearer."""
    low = max(0, date.start - _PLACE - 1)
    line = passage.text.rfind("\n", low, date.start) + 1
    return (
        (line > 0 or low == 0)
        and date.start - line <= _PLACE
        and (_DATELINE_END.match(passage.text, date.end) is not None or _capitals(passage.text[line : date.start]))
        and not passage.says(("recall.words", "recall.announced"), line, date.start)
    )


def _capitals(place: str) -> bool:
    """Whether a place stands in capitals before a date, as Russian wires print it ("ВАШИНГТОН, 13 июня.")."""
    return place.isupper() and place.rstrip().endswith(",")


def labelled(passage: Passage, date: FoundDate) -> bool:
    """Whether a form gives a date as the notice's own ("Date: 2025-07-01")."""
    over = tables.above(passage, date.start, date.end)
    if over and any(hit[1:] == over for hit in passage.words("recall.dated", *over)):
        return True
    label = tables.label(passage, date.start)
    if label is None or not (dated := passage.words("recall.dated", *label)):
        return False
    return tables.is_form(passage) or (
        passage.text[label[0] : label[1]].strip() == passage.text[dated[0].start : dated[0].end]
        and tables.has_fields(passage)
    )


def signed(passage: Passage, date: FoundDate) -> bool:
    """Whether a day stands on a line of its own beside our company's or an authority's name, as letters end.

    Where nobody tells when a text was published, only the day that it opens with.
    """
    opens = passage.published is None and not passage.text[: date.start].strip()
    if not lately(passage, date) and not (opens and date.first and len(date.first) > _MONTH):
        return False
    text, start = passage.text, passage.text.rfind("\n", 0, date.start) + 1
    end = text.find("\n", date.end)
    end = end if end >= 0 else len(text)
    place, rest = text[start : date.start].strip(), text[date.end : end].strip(" .。")
    if not rest and _LETTERS_PLACE.fullmatch(place) and not text[end:].strip():
        return True  # "Lima, 29 de junio de 2026", with which a letter ends
    if place or rest:
        return False
    behind = text.find("\n", end + 1)
    near = ((text.rfind("\n", 0, max(0, start - 1)) + 1, start - 1), (end + 1, behind if behind >= 0 else len(text)))
    return any(
        0 < last - first <= _PLACE
        and (
            any(first <= begin < last for _, begin, _ in passage.companies)
            or any(first <= place.start < last for place, _ in passage.brands)
            or bool(passage.table("authority", first, last))
        )
        for first, last in near
    )
