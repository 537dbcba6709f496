"""What a clause says of the markets in it: recalled, not affected, or nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from db.records import ScopeStatus
from pipelines import answers, doubts, exemptions, hazards, sales
from pipelines.passages import Clause, Passage
from pipelines.phrases import Hit
from pipelines.products import Named

_REMEDIES = ("remedies.refund", "remedies.replacement", "remedies.repair", "remedies.voucher")
_SAYING = ("recall", "markets", "remedies")
_FEW = 50
#: How far behind a market's name the word for its notice ends.
_NOTICE = 8
#: How near behind its markets a number stands; one that says what it counts may stand farther.
_NEAR, _COUNTED = 24, 36
#: How far back our goods may be named where a sentence only says that someone announces.
_SHORTLY = 400


def status(
    passage: Passage, clause: Clause, group: Sequence[Hit], named: Sequence[Named]
) -> tuple[ScopeStatus | None, bool]:
    """What a clause says of the markets in it: recalled, not affected, or nothing; and whether weakly."""
    start, end = clause.start, clause.end
    if doubts.only_asked(passage, clause, group[0].start) or _of_another_notice(passage, group[-1]):
        return None, False
    if exemptions.exempts(passage, start, end):
        # "The A1652 was never supplied to Australia and is not part": the product is exempt, not the market.
        unsold = sales.denied(passage, start, end) and any(start <= one.start < end for one in named if not one.generic)
        return (None if unsold else "not_affected"), False
    if doubts.asks_for(passage, clause) and answers.exempts(passage, clause.end):
        return "not_affected", False
    if doubts.left_open(passage, clause) or doubts.denies(passage, clause):
        return None, False
    counted = _counted_here(passage, group)
    # A German verb may begin in one clause and end in another: "In Deutschland ruft Anker …, in Österreich … zurück".
    begun = passage.words("recall.words", start, passage.sentence_at(start)[1])[:1]
    told = (
        passage.says(("scope.only",), start, end)
        or passage.ending("recall.words", start, end)
        or any(one.start < end for one in begun)
    )
    selling = sales.told(passage, start, end)
    sold = selling or passage.says(("windows.made",), start, end)
    affected = passage.says(("recall.affected",), start, end)
    if told or counted:
        return "recalled", False
    if affected:
        return ("recalled", False) if not _denied(passage, start, end) else (_exempt_behind(passage, clause), False)
    if said := _said_behind(passage, clause, bool(sold)):
        return said, False
    if selling and not passage.says(("passages.negated",), start, end):
        if sales.taken_back(passage, clause):
            return "recalled", False
        return ("recalled", True) if sales.in_full(passage, clause) else (None, False)
    # "Asks customers all over the world not to use …": a negation that tells what owners should do denies nothing.
    stop = passage.words("remedies.stop_use", start, end)
    if sold or (doubts.negations(passage, start, end) and not passage.says(("incidents.reports",), start, end)):
        return None, False
    if stop and all(hit.key != "scope.here" for hit in group):
        return "recalled", False
    given = [hit for key in _REMEDIES for hit in passage.words(key, start, end)]
    if given and all(hazards.denied(passage, hit) for hit in given):
        return None, False
    if given or passage.says(("recall.weak",), start, end):
        return "recalled", False
    accident = passage.says(("incidents.damage", "recall.accident"), start, end)
    if accident and all(number.value == 1 for number in passage.numbers_within(start, end)):
        return None, False
    if any(start <= one.start < end for one in named):
        return "recalled", False
    if passage.says(("incidents.none",), start, end):
        return "recalled", True
    if passage.says(("recall.announced",), start, end) and _of_ours(passage, clause):
        return "recalled", False
    if any(hit.key == "markets.GLOBAL" for hit in group):
        return "recalled", False
    return "recalled", True


def _denied(passage: Passage, start: int, end: int) -> bool:
    """Whether a clause on faulty goods denies ("the faulty batch did not reach Canada"), not only "not only"."""
    only = exemptions.not_only(passage, start, end)
    return any(no.start not in only for no in doubts.negations(passage, start, end))


def _exempt_behind(passage: Passage, clause: Clause) -> ScopeStatus | None:
    """What follows from a denial: nothing, unless its sentence goes on with it ("… so customers there are safe")."""
    _, last = passage.sentence_at(clause.start)
    more = passage.table("markets", clause.end, last)
    return "not_affected" if not more and exemptions.exempts(passage, clause.end, last) else None


def _of_another_notice(passage: Passage, hit: Hit) -> bool:
    """Whether a market's name only tells whose notice goods are in ("中國公告的七款產品")."""
    told = passage.words("recall.announced", hit.end, hit.end + _NOTICE)
    return any(passage.text[word.end : word.end + 1] == "的" for word in told)


def _of_ours(passage: Passage, clause: Clause) -> bool:
    """Whether watched goods are named in a clause's sentence or shortly before: what is announced there is of these."""
    first, last = passage.sentence_at(clause.start)
    place = bisect_left(passage.ours, first - _SHORTLY)
    return place < len(passage.ours) and passage.ours[place] < last


def _said_behind(passage: Passage, clause: Clause, sold: bool) -> ScopeStatus | None:
    """What the clause behind says of goods sold or made for a market ("Geräte, die in Japan verkauft wurden, sind …").

    Without words of selling only that they are no part of the recall ("国内版本采用不同电芯，不在召回范围内").
    """
    last = passage.sentence_at(clause.start)[1]
    behind = passage.clause_at(clause.end) if clause.end < last else None
    aside = behind and passage.words("passages.said", behind.start, behind.end)
    if behind and aside and behind.end < last and not passage.says(("scope.not_affected",), behind.start, behind.end):
        # "In Italia il prodotto, assicura la società, non è interessato"
        behind = passage.clause_at(behind.end)
    if behind is None or (not sold and passage.table("markets", behind.start, behind.end)):
        return None
    if passage.says(("scope.not_affected",), behind.start, behind.end):
        return "not_affected"
    if passage.says(("scope.only",), behind.start, behind.end) and passage.table("markets", behind.start, behind.end):
        return None  # "It was sold in the US and Canada, but the recall applies only to the US."
    further = passage.clause_at(behind.end) if behind.end < last else None
    # "In Luxembourg, where it is sold, too, the maker says that no faulty batch was delivered."
    if further and not passage.says(_SAYING, behind.start, behind.end):
        others = passage.table("markets", behind.start, further.end)
        if not others and passage.says(("scope.not_affected",), further.start, further.end):
            return "not_affected"
    if not sold or doubts.left_open(passage, behind) or doubts.denies(passage, behind):
        return None
    told = ("recall.words", "remedies.stop_use", *_REMEDIES)
    return "recalled" if passage.says(told, behind.start, behind.end) else None


def _counted_here(passage: Passage, group: Sequence[Hit]) -> bool:
    """Whether a number of goods stands right before the markets ("9,764 in Canada"), or right behind them."""
    start, end = group[0].start, group[-1].end
    first, last = passage.sentence_at(start)
    counting = any(number.counter == "product" for number in passage.numbers_within(first, last)) or bool(
        passage.words("products.count", first, start)
    )
    for number in passage.numbers_within(max(first, start - 60), min(last, end + _COUNTED)):
        if number.counter not in ("product", None) or number.value < _FEW:
            continue
        far = _COUNTED if number.counter == "product" else _NEAR
        sold = number.counter is None and 0 <= number.start - end <= 24
        if sold and any(word.start - number.end <= 2 for word in passage.words("scope.sold", number.end, last)):
            return True
        before = 0 <= start - number.end <= 26 and not set("；，。") & set(passage.text[number.end : start])
        behind = (
            0 <= number.start - end <= far
            and counting
            and not set(",;，；、。") & set(passage.text[end : number.start])
        )
        if before or behind:
            return True
    return False
