"""What stands around a value of a form or a table in plain text: its label, and its column's head.

A form prints a label and its value on one line ("Stückzahl in Deutschland: ca. 23.400").
A table prints the names of its columns once, above its rows::

    Model / Date sold / Units              型号　数量（台）
    A1689 / 01/06/2024 - 15/05/2026 / 1,120    A1642　143327

Cells that a page keeps apart by spaces alone cannot be counted: there the whole head is
the value's, where it names one thing only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.passages import Passage

#: A label, a head or a row is a line at most so long.
_LABEL, _LINE = 64, 200
#: A table has at most so many rows.
_ROWS = 60
#: A form has at least so many lines.
_FORM = 4
_PARTS = ("\t", "|", "｜", " / ", "　", ";", "  ")
_LABELLED = re.compile(r"[:：|｜\t]|　|\s[–-]\s")
_LABEL_LINE = re.compile(r"[^\n:：?]{2,64}[:：?]")
#: Where a field of a form that was run together into lines ends ("Marque : Anker. Référence : A1689. …").
_FIELD_END = re.compile(r"(?<=[^\d][.;])\s+|(?<=\d{4}[.;])\s+|(?<=[。；])\s*|\n+")
_STOP = re.compile(r"[.!?]\s|[。！？]")
#: A field in running text: its label behind a full stop or a line's end.
_FIELD = re.compile(r"(?:^|[.;\n]\s{0,2})[^\W\d_][^\n:：.;]{1,40}[:：]\s")
#: A sentence that ends behind a colon: what stands behind it is not the label's.
_BEHIND = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+[A-ZÀ-ÞА-ЯЁ]|[。！？]")
_SENTENCE = re.compile(r"[.!?]\s+\S|[。！？]")


def label(passage: Passage, position: int) -> tuple[int, int] | None:
    """Where the label stands that a value's line opens with, up to its colon or bar; None where it has none."""
    start, _ = _line(passage.text, position)
    ends = [sign.start() for sign in _LABELLED.finditer(passage.text, start, position)]
    if not ends or _BEHIND.search(passage.text, ends[-1], position):
        return None
    start = max([start, *(stop.end() for stop in _STOP.finditer(passage.text, start, ends[-1]))])
    return (start, ends[-1]) if ends[-1] - start <= _LABEL else None


def above(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of the line right above a value stand that is alone on its line, or None."""
    first, last = _line(passage.text, start)
    if not first or passage.text[first:start].strip() or passage.text[end:last].strip():
        return None
    begin, stop = _line(passage.text, first - 1)
    words = passage.text[begin:stop]
    return (
        (begin + len(words) - len(words.lstrip()), stop - len(words) + len(words.rstrip())) if words.strip() else None
    )


def is_form(passage: Passage) -> bool:
    """Whether a text is laid out as a form: most of its lines, or of the sentences in them, open with a label."""
    return _is_form(passage.text)


def has_fields(passage: Passage) -> bool:
    """Whether a text that is no form ends with some fields of one, run together ("Sold: 2023. Units: 830. Date: …")."""
    return len(_FIELD.findall(passage.text)) >= _FORM - 1


@lru_cache(maxsize=64)
def _is_form(text: str) -> bool:
    return any(_labelled([field for field in fields if field.strip()]) for fields in _fields(text))


def _fields(text: str) -> Iterator[list[str]]:
    yield text.splitlines()
    yield _FIELD_END.split(text)


def _labelled(fields: list[str]) -> bool:
    return sum(1 for field in fields if _LABEL_LINE.match(field)) * 2 > len(fields) >= _FORM


def head(passage: Passage, position: int, whole: bool = False) -> tuple[int, int] | None:
    """Where the head of a value's column stands, or the ``whole`` line of heads; None where its line is no row."""
    text = passage.text
    start, end = _line(text, position)
    if not _is_row(text, start, end):
        return None
    above = start
    for _ in range(_ROWS):
        if not above:
            return None
        begin, stop = _line(text, above - 1)
        if not _is_row(text, begin, stop):
            over = _cell(text, (begin, stop), (start, end), position)
            return (begin, stop) if over and whole else over
        above = begin
    return None


def _line(text: str, position: int) -> tuple[int, int]:
    """Where a place's line stands; of one longer than a row only what shows that."""
    low, high = max(0, position - _LINE - 1), min(len(text), position + _LINE + 1)
    start, end = text.rfind("\n", low, position), text.find("\n", position, high)
    return start + 1 if start >= 0 else low, end if end >= 0 else high


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether a line may be a table's row: short, no sentence, with figures in it."""
    line = text[start:end]
    return end - start <= _LINE and any(map(str.isdigit, line)) and not _SENTENCE.search(line)


def _cell(text: str, top: tuple[int, int], row: tuple[int, int], position: int) -> tuple[int, int] | None:
    """The cell of a head over a place of a row; the whole head where no sign parts its cells."""
    line = text[slice(*top)]
    if not line.strip() or len(line) > _LINE or _SENTENCE.search(line.rstrip().rstrip("。")):
        return None
    for sign in _PARTS:
        heads, cells = _cells(text, top, sign), _cells(text, row, sign)
        if len(heads) > 1 and len(heads) == len(cells):
            return next((over for over, cell in zip(heads, cells, strict=True) if cell[0] <= position <= cell[1]), None)
    return top if not any(sign in line.strip() for sign in _PARTS) else None


def _cells(text: str, line: tuple[int, int], sign: str) -> list[tuple[int, int]]:
    """Where a line's cells stand between its signs; what stands beyond its outer ones is none."""
    start, end = line
    found, begin = [], start
    while begin <= end:
        stop = text.find(sign, begin, end)
        stop = stop if stop >= 0 else end
        found.append((begin, stop))
        begin = stop + len(sign)
    return [(first, last) for first, last in found if text[first:last].strip()]
