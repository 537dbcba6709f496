"""What only lays words out: wrapped lines, emphasis, bullets, and blank lines between the rows of a form.

A paragraph is taken for wrapped where every line but the last is so full that the next one's first word had no room:
rows of a table, labels and items of a list are not. Two lines tell no width; they are judged by that of longer
paragraphs. A break between words is a space, one between signs of an unspaced script is nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

_TWO = 2
#: How wide wrapped lines are, in columns: signs of East Asia take two.
_WIDTHS = range(50, 161)
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\uffef\U00020000-\U000323af]")
_CELLS = re.compile(r"[|｜\t　]| / | {2}")
_LABEL = re.compile(r"[^:：\n]{2,40}[:：]")
_LONGEST_ROW = 200
#: Marks of emphasis, a further space between sentences, an emoji before a line, a bullet before a table's row.
_MARKS = re.compile(
    r"\*\*|(?<=[.!?] ) +(?=\S)|^[\u2600-\u2604\u2607-\u27bf\ufe0f\U0001f300-\U0001faff]+[ \u3000]*"
    r"|^[-–•*·●■◆▪▶・]\s?(?=[^|\n]{1,80}\|)",
    re.MULTILINE,
)
#: Without two spaces or one of these signs there is none of them.
_SIGNS = re.compile("[*|\u2600-\u2604\u2607-\u27bf\ufe0f\U0001f300-\U0001faff]")
_ITEM = re.compile(r"[^:：]{1,40}[:：]|\s*[-–•*·●■◆▪▶☆★・①-⑳]|\s*[(（]?\d{1,2}[.)）、．]\s")
_CELLS_OF_ROW = 2
_RUN = re.compile(r"[!-~]+")
#: A line of an unspaced script may lack so many columns: none opens with a full stop.
_HANGING = 4
#: A sign of a script without spaces; Hangul has them.
_UNSPACED = re.compile(r"[\u2e80-\ua4cf\uf900-\uffef\U00020000-\U000323af]")


def undone(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with spaces for breaks that only wrap words, and where signs stand that say nothing, in order."""
    paragraphs = list(_paragraphs(text))
    breaks = list(_wrapped(paragraphs))
    needless = [end for end in breaks if _UNSPACED.match(text, end - 2) or _UNSPACED.match(text, end)]
    marked = "  " in text or _SIGNS.search(text)
    cuts = [found.span() for found in _MARKS.finditer(text)] if marked else []
    cuts += [(end - 1, end) for end in needless]
    cuts += _between_rows(paragraphs)
    signs = list(text) if breaks else []
    for end in breaks:
        signs[end - 1] = " "
    return "".join(signs) or text, sorted(cuts)


def _wrapped(paragraphs: Sequence[tuple[int, list[str]]]) -> Iterator[int]:
    """Where the lines end that were only wrapped."""
    widths = {width for _, lines in paragraphs if len(lines) > _TWO and (width := _width(lines))}
    for start, lines in paragraphs:
        several = len(lines) >= _TWO
        if several and ((len(lines) > _TWO and _width(lines)) or any(_full(lines, width) for width in widths)):
            for place in itertools.accumulate(len(line) + 1 for line in lines[:-1]):
                yield start + place


def _between_rows(paragraphs: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[int, int]]:
    """The blank lines that part the rows of a form or a table, each of which is a paragraph."""
    for (start, lines), (following, rows) in itertools.pairwise(paragraphs):
        if len(lines) == len(rows) == 1 and _is_row(lines[0]) and _is_row(rows[0]):
            yield start + len(lines[0]) + 1, following


def _is_row(line: str) -> bool:
    return len(line) <= _LONGEST_ROW and (_LABEL.match(line) is not None or len(_CELLS.findall(line)) >= _CELLS_OF_ROW)


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Where each paragraph starts, and its lines."""
    place = 0
    for filled, group in itertools.groupby(text.split("\n"), key=lambda line: bool(line.strip())):
        lines = list(group)
        if filled:
            yield place, lines
        place += sum(map(len, lines)) + len(lines)


def _width(lines: Sequence[str]) -> int:
    """The width to which lines were wrapped; 0 where they were not."""
    width = max(map(_columns, lines))
    return width if width in _WIDTHS and _full(lines, width) else 0


def _full(lines: Sequence[str], width: int) -> bool:
    """Whether all lines but the last have no room, up to a width, for what comes next, and most are prose."""
    if max(map(_columns, lines)) > width:
        return False
    unspaced = len(_UNSPACED.findall(lines[0])) * 2 > len(lines[0])
    rows = sum(len(_CELLS.findall(line)) >= _CELLS_OF_ROW for line in lines)
    items = sum(_ITEM.match(line) is not None for line in lines[1:])
    return 2 * max(rows, items) < len(lines) - 1 and all(
        _columns(line) + _room(following, unspaced) >= width for line, following in itertools.pairwise(lines)
    )


def _columns(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def _room(following: str, unspaced: bool) -> int:
    """How much room a line's beginning needs that may not be parted: a word, or a number between unspaced signs."""
    if not unspaced:
        return _columns(following.split(" ", 1)[0])
    run = _RUN.match(following)
    return _HANGING + (len(run.group()) if run else 0)
