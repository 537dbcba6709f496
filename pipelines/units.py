"""How many goods: of the recall, of one of its products, of one market."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from db.records import Units
from pipelines import tables
from pipelines.counts import Count
from pipelines.markets import FoundMarket
from pipelines.numbers import FoundNumber
from pipelines.passages import Passage
from pipelines.products import Named

_FEW = 50
_THOUSANDS = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
_SEVERAL = 30
#: A bare number so great is of goods where a word of selling or recalling stands so near before it.
_MANY, _SOLD, _VERB = 1000, 40, 48
#: How near a number's product stands behind it, and the items of a list to each other.
_BESIDE, _LISTED = 12, 8
#: How near behind its part a whole stands.
_PART = 10
#: How near the kind of goods stands behind a number that counts it, with nothing but adjectives between.
_KIND = 24
_STOPS = frozenset(",;:.()（），、。：；")
_OPENS = ("(", "（")
#: How near a word of totals stands before its number ("合計522,237台", "共召回71万台").
_TOTALLED = 10
#: So near behind a bare great number a market makes it one of goods ("56.000 en España").
_NEXT, _GOODS = 5, 70
#: How far behind a word of totals that opens its sentence the number stands.
_OPENED = 16
#: How near the greater of two figures stands behind the one that is a part of it.
_SOON = 16
#: How far before its number "out of" begins.
_OUT_OF = 16
#: Products farther from a number than this are none of its.
_FAR = 400
#: How far a market stands from its number, in code points.
_BEHIND, _BEFORE, _AT = 34, 24, 2


def find(passage: Passage, start: int, end: int, named: Sequence[Named], markets: Sequence[FoundMarket]) -> list[Count]:
    """The numbers of goods in ``start:end`` of a passage, in order."""
    found = []
    begins = [one.start for one in named]
    for number in passage.numbers_within(start, end):
        first = bisect_left(begins, number.start - _FAR)
        near = named[first : bisect_left(begins, number.end + _FAR)]
        if not _of_goods(passage, number, near) or _only_sold(passage, number):
            continue
        units = Units(_whole(passage, number) or int(number.value), number.qualifier)
        place = _product(passage, number, near)
        product = None if place is None else first + place
        market = _market(passage, number, markets)
        totalled = _totalled(passage, number)
        told = _told(passage, number) + (2 if totalled else 0)
        found.append(Count(units, number.start, number.end, product, market, told, totalled))
    return found


def _of_goods(passage: Passage, number: FoundNumber, named: Sequence[Named]) -> bool:
    if number.value != int(number.value) or number.value < 1:
        return _whole(passage, number) is not None
    if any(one.start <= number.start < one.end or _within(number, one.name_at) for one in named):
        return False
    first, last = passage.sentence_at(number.start)
    clause = passage.clause_at(number.start)
    if passage.says(("recovery.outstanding",), clause.start, clause.end):
        return False
    beside = any(0 <= number.start - one.end <= _BESIDE for one in named if not one.generic)
    if not beside and _of_several_recalls(passage, first, last):
        return False
    if number.counter == "product":
        return passage.topic == "units" or number.value >= _FEW
    if number.counter is not None or number.value < _FEW or _part_of_more(passage, number):
        return False
    before = passage.sentence_at(first - 1)[0] if first and _totalled(passage, number) else first
    counted = any(other.counter == "product" for other in passage.numbers_within(before, last))
    counted = counted or (before < first and len(passage.model_places(before, first)) > 1)
    if beside and counted and _begun_anew(passage, number):
        return True  # "… 410,124 units of the A1263, of the A3117 91,933": the product stands right before each.
    if passage.topic == "units" or _labelled(passage, number):
        return True
    if _series(passage, number) or passage.text[number.end : number.end + 2] in (
        " (",
        "（",
    ):
        return passage.says(("products.count",), max(first, number.start - 24), number.start)
    if passage.words("products.count", max(first, number.start - 24), number.start):
        return True
    said = max(first, number.start - _SOLD)
    if counted and number.value >= _MANY and _totalled(passage, number):
        return True
    if number.value >= _MANY and (
        passage.says(("scope.sold", "recall.words"), said, number.start) or _recalled_behind(passage, number, last)
    ):
        return True
    if any(number.start - word.end <= 1 for word in passage.words("scope.sold", said, number.start)):
        return True
    if any(word.start - number.end <= _TOTALLED for word in passage.words("products.total", number.end, last)[:1]):
        return True
    kinds = passage.table("categories", number.end, min(last, number.end + _KIND + 40))
    if kinds and kinds[0].start - number.end <= _KIND and not _STOPS & set(passage.text[number.end : kinds[0].start]):
        return True
    placed = any(one.start - number.end <= _NEXT for one in passage.table("markets", number.end, last)[:1])
    if placed and (number.value >= _MANY or passage.table("categories", number.end, min(last, number.end + _GOODS))):
        return True
    behind = min(last, number.end + 60)
    if counted and passage.words("markets", number.end, min(last, number.end + 22)):
        return True
    if counted and any(number.start - one.end <= _AT for one in passage.table("markets", first, number.start)[-1:]):
        return True
    return any(0 <= _begins(one) - number.end <= 30 for one in named) or passage.says(
        ("scope.sold", "windows.sold"), number.end, behind
    )


def _series(passage: Passage, number: FoundNumber) -> bool:
    """Whether a number is what goods are called by ("the 533 or the 537")."""
    called = (str(int(number.value)),)
    return called in passage.watchlist.by_name or called[0] in passage.watchlist.numbers_of_names


def _totalled(passage: Passage, number: FoundNumber) -> bool:
    """Whether a word of totals stands around a number, or right before it ("alles bij elkaar 522.237")."""
    around = passage.words("products.total", number.start - _TOTALLED, number.end)
    if around or passage.ending("products.total", number.start - _AT, number.start):
        return True
    first, _ = passage.sentence_at(number.start)
    opening = passage.words("products.total", first, number.start)[:1]  # "Samen zijn dat er 712.964."
    return bool(opening) and opening[0].start - first <= _AT and number.start - opening[0].end <= _OPENED


def _begun_anew(passage: Passage, number: FoundNumber) -> bool:
    """Whether nothing goes on from a number but a sign: it counts, and measures nothing."""
    return passage.text[number.end : number.end + 1] in ("", *_STOPS, "\n")


def _recalled_behind(passage: Passage, number: FoundNumber, last: int) -> bool:
    """Whether a verb of recalling stands behind a bare figure in its clause ("eine Million von den Dingern zurück")."""
    end = min(last, number.end + _VERB)
    verbs = passage.ending("recall.words", number.end, end)
    return any(not set(",;，；、。(（") & set(passage.text[number.end : max(number.end, verb.start)]) for verb in verbs)


def _whole(passage: Passage, number: FoundNumber) -> int | None:
    """A figure with three digits behind its sign that a label calls a number of goods: they are counted whole."""
    grouped = _THOUSANDS.fullmatch(passage.plain, number.numeral_start, number.numeral_end)
    if not grouped or number.value == int(number.value) or not _labelled(passage, number):
        return None
    return int(grouped[1] + grouped[2])


def _labelled(passage: Passage, number: FoundNumber) -> bool:
    """Whether the label of a form or the head of a table's column says that goods are counted."""
    said = tables.label(passage, number.start)
    if said and passage.says(("products.count", "products.total"), *said):
        return True
    over = tables.head(passage, number.start)
    return over is not None and passage.says(("products.count",), *over)


def _part_of_more(passage: Passage, number: FoundNumber) -> bool:
    """Whether a number is only part of the goods that the next one counts ("486.000 dei 713.000 power bank")."""
    behind = passage.numbers_within(number.end, number.end + _PART)
    return bool(behind) and (
        behind[0].counter == "product"
        and behind[0].value > number.value
        and len(passage.text[number.end : behind[0].start].split()) <= 2
        and not _STOPS & set(passage.text[number.end : behind[0].start])
    )


def _begins(one: Named) -> int:
    return min(one.start, one.name_at[0]) if one.name_at else one.start


def _within(number: FoundNumber, place: tuple[int, int] | None) -> bool:
    return place is not None and place[0] <= number.start < place[1]


def _of_several_recalls(passage: Passage, first: int, last: int) -> bool:
    """Whether a sentence counts recalls ("3 recalls", "回収が3件"): its totals are of all of them."""
    words = passage.words("recall.words", first, last) + passage.words("recall.weak", first, last)
    few = [number for number in passage.numbers_within(first, last) if 2 <= number.value <= _SEVERAL]
    return any(
        (_counts_cases(passage, number) and 0 <= number.start - word.end <= 2)
        or (number.counter in ("incident", None) and 0 <= word.start - number.end <= 1)
        for number in few
        for word in words
    )


def _counts_cases(passage: Passage, number: FoundNumber) -> bool:
    return number.counter == "incident" or bool(passage.words("incidents.reports", number.end, number.end + 2))


def _product(passage: Passage, number: FoundNumber, named: Sequence[Named]) -> int | None:
    """The product that a number is of, by its place in ``named``: right before it ("Soundcore 3が91,933台") or behind.

    A total behind a list is of all, and so is a number behind several products.
    """
    last = passage.sentence_at(number.start)[1]
    for place, one in enumerate(named):
        unprinted = not one.model_at or one.model_basis == "watchlist"
        if not one.generic and 0 <= _begins(one) - number.end <= _BESIDE and unprinted and _begins(one) < last:
            # "522,237 products, among them PowerCore 10000 and Soundcore 3": of all that the list names.
            if passage.numbers_within(number.end, _begins(one)):
                continue  # "522,237 in all: 410,124 PowerCore 10000": another number counts it
            listed = place + 1 < len(named) and _listed(passage, one, named[place + 1])
            return None if listed and number.counter == "product" else place
    before = [place for place, one in enumerate(named) if one.end <= number.start and not one.generic]
    if not before:
        return None
    place = before[-1]
    gap = passage.text[named[place].end : number.start]
    if len(gap) > 24 or set(".。;；\n") & set(gap) or passage.words("products.total", named[place].end, number.end):
        return None
    if any(other.counter == "product" for other in passage.numbers_within(named[place].end, number.start)):
        return None
    return None if place > 0 and _listed(passage, named[place - 1], named[place]) else place


def _listed(passage: Passage, one: Named, other: Named) -> bool:
    """Whether a product stands in a list right behind another, with no figure between them."""
    begins = _begins(other) if _begins(other) >= one.end else other.start  # its kind may be named before the list
    apart = any(one.end <= number.start < begins for number in passage.numbers_within(one.end, begins))
    kinds = sum(hit.end - hit.start for hit in passage.table("categories", one.end, begins)[:1])
    return not one.generic and begins - one.end - kinds <= _LISTED and not apart


def _market(passage: Passage, number: FoundNumber, markets: Sequence[FoundMarket]) -> str | None:
    """The market right behind a number ("9,764 in Canada", "9,764 (CA)"), or right before it ("in Canada 9,764")."""
    for one in markets:
        # "In Österreich 600 und in der Schweiz 400": each figure is of the market that it stands at.
        gap = passage.text[one.end : number.start]
        if 0 <= number.start - one.end <= _AT and not _STOPS & set(gap) and not any(map(str.isalpha, gap)):
            return one.market
    behind = [one for one in markets if 0 <= one.start - number.end <= _BEHIND]
    for one in behind:
        gap = passage.text[number.end : one.start]
        if gap.strip() in _OPENS or not set(",;，、；。(（") & set(gap):
            return one.market
    for one in reversed([one for one in markets if 0 <= number.start - one.end <= _BEFORE]):
        gap = passage.text[one.end : number.start]
        if not set(",;，；。(（.") & set(gap) and not passage.numbers_within(one.end, number.start):
            return one.market
    return None


def _told(passage: Passage, number: FoundNumber) -> int:
    """How firmly a number is the recall's: words of recall in its clause, none of other things."""
    clause = passage.clause_at(number.start)
    score = 2 if passage.says(("recall.words",), clause.start, clause.end) else 0
    score += 1 if passage.says(("products.total", "recall.affected", "scope.sold"), clause.start, clause.end) else 0
    score -= 3 if _of_several_makers(passage, number) or _a_part(passage, number) else 0
    return score - (3 if _attributive(passage, number) else 0)


def _a_part(passage: Passage, number: FoundNumber) -> bool:
    """Whether a greater figure right behind is the recall's: "720 of the 3,500 have come back", "from 1,200 to 3,950".

    So it is where a sentence tells how a recall stands, or that it grows.
    """
    first, last = passage.sentence_at(number.start)
    if not passage.says(("recall.followed_up", "recovery.words", "recall.expanded"), first, last):
        return False
    behind = passage.numbers_within(number.end, min(last, number.end + _SOON))
    return any(other.counter in ("product", None) and other.value > number.value for other in behind[:1])


def _only_sold(passage: Passage, number: FoundNumber) -> bool:
    """Whether a number counts all that were sold, of which a smaller one is recalled ("Of 20,000 sold, 3,000 are")."""
    first, last = passage.sentence_at(number.start)
    told = any(passage.ending(key, number.end, last) for key in ("recall.words", "recall.affected"))
    if not told or passage.says(("recovery", "recall.followed_up"), first, last):
        return False
    ahead = passage.words("products.out_of", max(0, number.start - _OUT_OF), number.start)
    out = any(number.start - word.end <= 1 for word in ahead) or any(
        word.start - number.end <= 1 for word in passage.words("products.out_of_behind", number.end, last)[:1]
    )
    sold = passage.says(("scope.sold",), max(0, number.start - _BESIDE), min(last, number.end + _KIND))
    return (
        out
        and sold
        and any(
            other.counter in ("product", None) and _FEW <= other.value < number.value
            for other in passage.numbers_within(number.end, last)
        )
    )


def _of_several_makers(passage: Passage, number: FoundNumber) -> bool:
    """Whether a number's sentence names other makers, and its clause is not on ours alone."""
    clause = passage.clause_at(number.start)
    first, last = passage.sentence_at(number.start)
    own = any(clause.start <= place < clause.end for place in passage.ours)
    rivals = [place for place in passage.rivals if first <= place < last]
    return bool(rivals) and not (own and not any(clause.start <= place < clause.end for place in rivals))


def _attributive(passage: Passage, number: FoundNumber) -> bool:
    """Whether its clause only describes a noun ("100万台のリコールを公表したアンカー・ジャパン")."""
    end = passage.sentence_at(number.start)[1]
    for verb in passage.words("recall.announced", number.end, min(end, number.end + 24)):
        behind = passage.text[verb.end : verb.end + 2]
        if behind in ("した", "する") and passage.text[verb.end + 2 : verb.end + 3].strip("。、「 と"):
            return True
    return False
