"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines import lexicon

#: Where a sentence may end. A full stop needs a space, or glued words as HTML leaves them ("website.Please").
#: It begins with the sign, and looks back from there: so a text is skipped through to the next one.
_END = re.compile(
    r"""[。！？!?.\s](?:(?<=[。！？])[。！？]*[」』）)"”]*|(?<=[!?])[!?]*(?=\s|$)|(?<=\.)(?=\s|$|["”»)]\s)"""
    r"""|(?<=[a-zà-ÿ)]\.)(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=\n)|(?<=\s)[•▪●■◆]\s?)"""
)
#: A year with its abbreviated word ("2025 r.", "2025 г."): the stop behind it may end a sentence, no initial does.
_YEAR = re.compile(r"(?<!\d)\d{4}\s[a-zа-я]\Z")
#: No sentence is longer, in code points; what goes on is a list or damage.
_LONGEST = 3000
#: Lines at least this long are taken for running text that was wrapped.
_LINE = 60
#: What opens a line of a form, be it below a long one.
_LABEL = re.compile(r"[^\n.!?。:：]{2,40}[:：]\s?\S")
#: So many signs between cells make a line a table's row, which never goes on.
_CELLS = 2


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a text, in order."""
    begin = 0
    for match in _END.finditer(text):
        if match.group() == "." and not _full_stop(text, match.start(), language):
            continue
        if match.group() == "\n" and _wrapped(text, match.start()):
            continue
        yield from _held(text, begin, match.end())
        begin = match.end()
    yield from _held(text, begin, len(text))


def _held(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut at spaces where it is longer than any that people write: what reads it takes bounded time."""
    while end - begin > _LONGEST:
        cut = max(text.rfind(" ", begin + 1, begin + _LONGEST), begin + _LONGEST // 2)
        if text[begin:cut].strip():
            yield begin, cut
        begin = cut
    if text[begin:end].strip():
        yield begin, end


def _wrapped(text: str, position: int) -> bool:
    """Whether a line only goes on after a break: it is long, and the next begins with a letter or digit."""
    line = text.rfind("\n", 0, position) + 1
    if any(text.count(sign, line, position) >= _CELLS for sign in (" / ", "|", "\t", "　")):
        return False
    if _LABEL.match(text, position + 1):
        return False
    return (
        position - line >= _LINE
        and text[position + 1 : position + 2].isalnum()
        and text[position - 1] not in ".!?:;。！？"
    )


def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(lexicon.load(language).get("passages", {}).get("abbreviations", ()))


def _full_stop(text: str, position: int, language: str) -> bool:
    """Whether a full stop ends a sentence: not behind "21", "U.S", "Inc" or before a small letter."""
    before = re.search(r"\S+\Z", text[max(0, position - 16) : position])
    word = before.group() if before else ""
    after = text[position + 1 : position + 3].lstrip()
    if after and after[0].islower():
        return False
    if re.fullmatch(r"[(\"]?\d{1,2}", word) and after[:1].isalnum():
        return False
    if re.search(r"(?:^|[^\w])[A-Za-zÀ-ÿ]\Z", word) and after[:1].isalnum():
        return _YEAR.search(text, max(0, position - 8), position) is not None
    return word.lower().lstrip('("') + "." not in _abbreviations(language)
