"""What a clause on a market leaves open: whether it is affected is only asked, not known, or the recall is denied.

"It is not known whether Canada is affected" is no all-clear, whatever words stand in it.
"""

from __future__ import annotations

import re

from pipelines import answers
from pipelines.passages import Clause, Passage
from pipelines.phrases import Hit

#: How far before a clause the words stand that leave it open ("schließt nicht aus, dass …").
_AHEAD = 24
#: How near "whether" stands behind what is asked, in languages that end with it.
_WHETHER = 6
#: How near behind what is told stands that nobody confirmed it ("不受影响的说法尚未证实").
_UNCONFIRMED = 12
_PAUSE = re.compile("[,，、]")
#: What would be said of a market or a product.
_TOLD = ("scope.not_affected", "recall.affected", "recall.words")
#: How near a negation stands to the word of recall that it denies.
_DENIED, _DENIED_UNSPACED = 40, 16
#: A question for a market alone is at most so long.
_ASKED = 48


def only_asked(passage: Passage, clause: Clause, place: int) -> bool:
    """Whether it is only asked if what stands at a place is affected ("It is not known whether Canada is affected").

    A "whether" before it, or behind what would be said of it, in a sentence on what nobody knows or says; or that
    somebody does not rule it out, or nobody confirmed it, which is said of dangers, too.
    """
    first, last = passage.sentence_at(clause.start)
    begin = max(first, clause.start - _AHEAD)
    if not passage.says(("hazards", "causes"), first, last) and (
        _about(passage, "not_excluded", begin, clause, place) or _unconfirmed(passage, clause, place)
    ):
        return True
    unknown = passage.says(("scope.open",), first, last) or negations(passage, first, last)
    return bool(unknown) and _about(passage, "whether", begin, clause, place)


def _told(passage: Passage, clause: Clause) -> list[Hit]:
    return [said for table in _TOLD for said in passage.words(table, clause.start, clause.end)]


def negations(passage: Passage, start: int, end: int) -> list[Hit]:
    """The negations in ``start:end`` that deny something: those of "do not use it" tell what owners should do."""
    stop = passage.words("remedies.stop_use", start, end)
    return [
        no
        for no in passage.words("passages.negated", start, end)
        if not any(one.start <= no.start < one.end for one in stop)
    ]


def _about(passage: Passage, key: str, begin: int, clause: Clause, place: int) -> bool:
    """Whether a word stands before a place, or with what would be said of it, or right behind that."""
    words = passage.words(f"scope.{key}", begin, clause.end)
    if any(word.start < place for word in words):
        return True
    told = _told(passage, clause)
    return any(word.start - said.end <= _WHETHER and said.start - word.end <= 0 for word in words for said in told)


def _unconfirmed(passage: Passage, clause: Clause, place: int) -> bool:
    """Whether words span a place that say that nobody confirmed it, or follow what is told of it in its clause."""
    first, last = passage.sentence_at(clause.start)
    words = passage.words("scope.unconfirmed", first, last)
    if any(word.start < place < word.end for word in words):
        return True
    between = [(said.end, word.start) for said in _told(passage, clause) for word in words]
    return any(
        0 <= behind - end <= _UNCONFIRMED and not _PAUSE.search(passage.text, end, behind) for end, behind in between
    )


def left_open(passage: Passage, clause: Clause) -> bool:
    """Whether a clause, or the short one behind it, leaves the question open."""
    if passage.says(("scope.open",), clause.start, clause.end):
        return True
    end = min(passage.sentence_at(clause.start)[1], clause.end + 30)
    others = passage.table("markets", clause.end, end)
    # What is open behind another market's name is so of that one.
    return passage.says(("scope.open",), clause.end, others[0].start if others else end)


def denies(passage: Passage, clause: Clause) -> bool:
    """Whether a clause denies a recall ("Einen Rückruf in Deutschland gibt es nicht"), or asks for one."""
    start, end = clause.start, clause.end
    if passage.text[start:end].rstrip().endswith(("?", "？")):
        # "In Vietnam they are recalled, which models are these?" asks for something else.
        asked = max(start, *(passage.text.rfind(sign, start, end) for sign in ",，、"))
        if asked == start or passage.says(("recall.words", "markets"), asked, end):
            return True
    if passage.says(("scope.only",), start, end):
        return False
    negated = passage.words("passages.negated", start, end) + passage.words("passages.negated_behind", start, end)
    returned = passage.words("recovery.outstanding", start, end)
    negated = [no for no in negated if not any(back.start <= no.start < back.end for back in returned)]
    return any(
        max(hit.start - no.end, no.start - hit.end)
        <= (_DENIED if passage.text[hit.start] < "\u2e80" else _DENIED_UNSPACED)
        for hit in passage.words("recall.words", start, end)
        for no in negated
    )


def asks_for(passage: Passage, clause: Clause) -> bool:
    """Whether a clause asks for a market alone ("And in Italy?")."""
    first, last = passage.sentence_at(clause.start)
    return last - first <= _ASKED and answers.asks(passage, first, last)
