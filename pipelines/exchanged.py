"""Products that a report names as what owners get instead, or what the recalled one is likened to."""

from __future__ import annotations

from pipelines import answers
from pipelines.passages import Clause, Passage
from pipelines.products import Named

#: How far before its line the words may stand that tell a product to be given in exchange.
_ABOVE = 24
#: What owners may take instead, and how near it stands beside the product that they may take.
_CHOICES = ("remedies.refund", "remedies.voucher")
_BESIDE, _AHEAD = 16, 48
_OF_ITS_OWN = ("recall.words", "recall.weak", "hazards", "scope.sold", "windows.sold")
_GIVEN = ("remedies.refund", "remedies.replacement", "remedies.voucher")
#: A comma and a space part a clause from the word before it.
_NEXT = 2
#: What stands between a product and the comma behind a list of two is at most so long.
_LISTED = 12
#: What else may stand there ("the 533 is just the model, which is sent in exchange").
_TOLD = 24
#: So far into its clause a product opens it.
_OPENS = 12


def instead(passage: Passage, one: Named) -> bool:
    """Whether a product is what owners get instead, or what the recalled one is likened to."""
    clause = passage.clause_at(one.start)
    above = passage.words("products.instead", max(0, clause.start - _ABOVE), clause.start)
    if above and not passage.text[above[-1].end : one.start].strip():
        return True
    if passage.words("products.instead", clause.start, one.start) or passage.words(
        "products.same_as", max(clause.start, one.start - 60), one.start
    ):
        return True
    # "更換A1259新品": the words stand around it.
    around = passage.words("products.instead", clause.start, clause.end)
    if any(hit.start < one.start and one.end < hit.end for hit in around):
        return True
    question = answers.asked(passage, passage.sentence_at(one.start)[0])
    if question and passage.says(("products.instead",), *question):
        return True  # "What do I get in exchange? A Motion 100 or your money back."
    if _sent(passage, one, clause) or _chosen(passage, one, clause):
        return True
    behind = passage.words("products.instead_after", one.end, one.end + 14)
    return bool(behind) and behind[0].start - one.end <= 4


def _chosen(passage: Passage, one: Named, clause: Clause) -> bool:
    """Whether a clause tells what owners may choose from, a product among it ("a Boom 2 or a full refund").

    It does not begin with the product, names no people who have it, and nothing else does.
    """
    if one.start - clause.start < _OPENS:
        return False
    given = [hit for key in _CHOICES for hit in passage.words(key, clause.start, clause.end)]
    behind = any(0 <= hit.start - one.end <= _BESIDE for hit in given)
    ahead = any(0 <= one.start - hit.end <= _AHEAD and "\n" not in passage.text[hit.end : one.start] for hit in given)
    if not (behind or ahead) or any(
        not any(hit.start <= word.start and word.end <= hit.end for hit in given)
        for key in _OF_ITS_OWN
        for word in passage.words(key, clause.start, clause.end)
    ):
        return False
    printed = passage.text[one.start : one.end]
    return passage.text.count(printed) == 1 and not passage.says(("scope.people",), clause.start, one.start)


def _sent(passage: Passage, one: Named, clause: Clause) -> bool:
    """Whether a clause right before or behind a product's says that owners get it.

    "… or a replacement, the newer A1388", "The A1259, which is sent in exchange, has …".
    """
    if passage.says(("recall.words", "recall.affected", "hazards"), clause.start, clause.end):
        return False
    first, last = passage.sentence_at(clause.start)
    given = [hit.end for key in _GIVEN for hit in passage.words(key, max(first, clause.start - _ABOVE), clause.start)]
    ahead = given and clause.start - max(given) <= _NEXT and one.start - clause.start <= _ABOVE
    if ahead and not passage.says(
        ("recall.words", "recall.weak"), passage.clause_at(clause.start - 1).start, clause.start
    ):
        return True
    opens = one.start - clause.start <= _OPENS and passage.text[one.end : one.end + 1] in (",", "，", "、")
    if opens and passage.words("products.instead", one.end, clause.end):
        return True
    rest = passage.text[one.end : clause.end].strip(" ,，)）")
    alone = not rest or len(rest) <= (_LISTED if passage.model_places(one.end, clause.end) else _TOLD)
    if clause.start > first or clause.end >= last or not alone:
        return False
    behind = passage.clause_at(clause.end)
    return passage.says(("products.instead",), behind.start, behind.end) and not passage.model_places(
        behind.start, behind.end
    )
