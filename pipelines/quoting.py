"""Quotes that show a value to a person: the phrase around the word that tells it."""

from __future__ import annotations

from pipelines.passages import Passage

#: A quote's longest side beyond the word that tells the value, in code points; less in scripts without spaces.
_SIDE, _SIDE_UNSPACED = 60, 24
_BLANK = " \t\n\u3000,，、;；:："
_STOPS = ".。!！"


def phrase(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The clause around ``start:end``, or where it is long the words near by; never less than ``start:end``."""
    text = passage.text
    clause = passage.clause_at(start)
    first, last = min(clause.start, start), max(clause.end, end)
    for line_break in (place for place, sign in enumerate(text[first:last], first) if sign == "\n"):
        if line_break < start:
            first = line_break + 1
        elif line_break >= end:
            last = line_break
            break
    side = _SIDE_UNSPACED if _unspaced(text[start:end]) else _SIDE
    first = _opened(text, max(first, start - side), first, start)
    last = _closed(text, min(last, end + side), last, end)
    while first < start and text[first] in _BLANK + _STOPS:
        first += 1
    while last > end and text[last - 1] in _BLANK + _STOPS:
        last -= 1
    return first, last


def _unspaced(words: str) -> bool:
    return any(sign >= "\u2e80" and not "\uac00" <= sign <= "\ud7a3" for sign in words)


def _opened(text: str, place: int, first: int, start: int) -> int:
    """Where a word begins at or behind a place; a place within a script without spaces is as good as any."""
    while first < place < start and not _unspaced(text[place]) and not text[place - 1].isspace():
        place += 1
    return place


def _closed(text: str, place: int, last: int, end: int) -> int:
    """Where a word ends at or before a place."""
    while end < place < last and not _unspaced(text[place - 1]) and not text[place].isspace():
        place -= 1
    return place
