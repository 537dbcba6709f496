"""What questions ask for and their answers tell: "And the A1259? It is not affected", "When was it sold? From May"."""

from __future__ import annotations

from bisect import bisect_left

from pipelines.passages import Passage

_ASKING = ("?", "？")
#: So much may stand between a question and its answer: blank lines.
_APART = 16
#: An answer may begin with a "no" that is at most so long with its "A.".
_BRIEFLY = 16


def asks(passage: Passage, first: int, last: int) -> bool:
    """Whether a sentence is a question."""
    return passage.text[max(first, last - _APART) : last].rstrip().endswith(_ASKING)


def asked(passage: Passage, first: int) -> tuple[int, int] | None:
    """The question right before a sentence that begins at ``first``, or None."""
    low = max(0, first - _APART)
    end = low + len(passage.text[low:first].rstrip())
    if end == low or passage.text[end - 1] not in _ASKING:
        return None
    return passage.sentence_at(end - 1)


def exempts(passage: Passage, last: int) -> bool:
    """Whether the answer behind a question says that what it names is no part; one with markets speaks of these."""
    behind = bisect_left(passage.sentences, (last, last))
    for first, end in passage.sentences[behind : behind + 2]:
        if passage.table("markets", first, end):
            return False
        if passage.words("scope.not_affected", first, end):
            return True
        if end - first > _BRIEFLY or asks(passage, first, end):
            return False
    return False
