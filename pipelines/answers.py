"""What questions ask for and their answers tell: "And the A1259? It is not affected", "When was it sold? From May"."""

from __future__ import annotations

from bisect import bisect_left

from pipelines.passages import Passage
from pipelines.phrases import Hit

_ASKING = ("?", "？")
#: So much may stand between a question and its answer: blank lines.
_APART = 16
#: An answer may begin with a "no" that is at most so long with its "A.".
_BRIEFLY = 16
#: So near its beginning stands an answer's "no", be it behind an "A:".
_NO = 4


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
    return exempting(passage, last) is not None


def exempting(passage: Passage, last: int) -> Hit | None:
    """The words of the answer behind a question that say so, or None."""
    behind = bisect_left(passage.sentences, (last, last))
    if no := _no(passage, last, behind):
        return no
    asked_for = {hit.key for hit in passage.table("markets", *passage.sentence_at(last - 1))}
    for first, end in passage.sentences[behind : behind + 2]:
        if {hit.key for hit in passage.table("markets", first, end)} - asked_for:
            return None
        if said := passage.words("scope.not_affected", first, end):
            return said[0]
        if end - first > _BRIEFLY or asks(passage, first, end):
            return None
    return None


def _no(passage: Passage, last: int, behind: int) -> Hit | None:
    """The "no" that the answer to "Is the A1689 affected, too?" begins with; none of not knowing."""
    question = passage.sentence_at(last - 1)
    asks = passage.says(("recall.affected", "recall.words", "recall.weak"), *question)
    if behind >= len(passage.sentences) or not asks or passage.says(("scope.only",), *question):
        return None
    first, end = passage.sentences[behind]
    no = passage.words("passages.negated", first, end)[:1]
    said = no and no[0].start - first <= _NO and not passage.says(("scope.open",), first, end)
    return no[0] if said else None
