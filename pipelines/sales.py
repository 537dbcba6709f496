"""Where goods were on sale: from which nothing follows, unless the words on the sale are the recall's own."""

from __future__ import annotations

from pipelines import answers, tables
from pipelines.passages import Clause, Passage

#: How far before a word of selling stands the word that denies it.
_DENIED = 24
#: How near behind it, in languages that deny so ("수입된 적이 없어").
_BEHIND = 8
_GIVEN = ("remedies.refund", "remedies.replacement", "remedies.repair")


def told(passage: Passage, start: int, end: int) -> bool:
    """Whether goods were on sale, not what owners get for them ("bon d'achat")."""
    given = passage.table("remedies", start, end)
    return any(
        not any(other.start <= hit.start and hit.end <= other.end for other in given)
        for hit in passage.words("scope.sold", start, end)
    )


def taken_back(passage: Passage, clause: Clause) -> bool:
    """Whether what was on sale is replaced or warned of.

    "It replaces all batteries that were delivered in France", "warns of two chargers, sold in Belgium".
    """
    first, _ = passage.sentence_at(clause.start)
    return passage.says(_GIVEN, clause.start, clause.end) or passage.says(("scope.warns",), first, clause.end)


def denied(passage: Passage, start: int, end: int) -> bool:
    """Whether goods were not on sale ("was never supplied to the Australian market")."""
    return any(
        any(sold.start - no.end <= _DENIED for no in passage.words("passages.negated", start, sold.start))
        or any(no.start - sold.end <= _BEHIND for no in passage.words("passages.negated_behind", sold.end, end)[:1])
        for sold in passage.words("scope.sold", start, end)
    )


def in_full(passage: Passage, clause: Clause) -> bool:
    """Whether a sentence on selling recalls the goods, counts them or gives the span: the recall's own market."""
    first, last = passage.sentence_at(clause.start)
    if passage.says(("recall.words",), first, last) or tables.is_form(passage):
        return True
    question = answers.asked(passage, first)
    if question and passage.says(("recall.words",), *question):
        return True
    dangers = passage.says(("hazards",), first, last) and passage.says(
        ("recall.announced", "passages.said"), first, last
    )
    if dangers and passage.model_places(clause.start, clause.end):
        return True  # "According to its notice, the A17A4 sold in Hungary may overheat."
    return any(number.counter == "product" for number in passage.numbers_within(first, last)) or any(
        date.shape == "range" for date in passage.dates_within(clause.start, clause.end)
    )
