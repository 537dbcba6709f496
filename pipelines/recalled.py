"""Which of the products that a report names are recalled, not given in exchange, likened, unsold or excluded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines import alike, answers, blocks, doubts, exchanged, exemptions, sales
from pipelines.mentions import PROSE
from pipelines.passages import Passage
from pipelines.phrases import Hit
from pipelines.products import Named
from pipelines.stretches import Stretch
from pipelines.told import Placed, Reading, telling

_STOP = re.compile(r"[;；]")
#: So near behind an exemption stands the recall that it is from ("not part of this campaign").
_FROM = 16
#: So few goods are kinds of them ("the two other packs are not affected").
_FEW = 20


def products_of(reading: Reading, told: Sequence[Stretch]) -> Iterator[Placed]:
    """The products that are recalled: not those given in exchange, likened, or expressly excluded."""
    found: list[Placed] = []
    others: list[Placed] = []
    for stretch in telling(told, "products"):
        passage = stretch.passage
        for one in reading.named[passage.part]:
            if one.generic or not stretch.holds(passage.part, one.start):
                continue
            if not exchanged.instead(passage, one) and not _excluded(passage, one):
                aside = _exempt_there(passage, one) or _only_asked(passage, one)
                (others if aside else found).append(Placed(passage.part, one))
    # Goods that are named only in a question, or where a market is exempt, are the recall's where no others are.
    found = found or others
    sold = [placed for placed in found if not _unsold(reading.passages[placed.part], placed.named)]
    found = [placed for placed in sold or found if not _only_line(placed.named, found)]
    found = blocks.without_variants(reading, found)
    kept = alike.one_each(alike.told_apart([placed.named for placed in found], reading.watchlist), reading.watchlist)
    parts = {id(placed.named): placed.part for placed in found}
    by_start = {(placed.named.start, placed.named.end): placed.part for placed in found}
    for one in kept:
        yield Placed(parts.get(id(one)) or by_start.get((one.start, one.end)) or found[0].part, one)


def _excluded(passage: Passage, one: Named) -> bool:
    """Whether a product is expressly no part of the recall: in its clause, or in the one it goes on from."""
    if _answered(passage, one):
        return True
    clause = passage.clause_at(one.start)
    if exemptions.excepts(passage, one.start, one.end):
        return True
    exempt = exemptions.exempting(passage, clause.start, clause.end)
    if exempt and passage.topic not in PROSE and passage.table("colours", one.end, exempt[0].start):
        return False
    if exempt:
        return not passage.table("markets", clause.start, clause.end)
    first, last = passage.sentence_at(one.start)
    if _alone(passage, one, first, last):
        return True
    before = exemptions.exempting(passage, first, clause.start)
    goes_on = not passage.says(("recall.words", "recall.affected", "recall.weak"), clause.start, clause.end)
    return bool(before) and goes_on and not passage.says(("recall.words",), before[-1].end, clause.start)


def _alone(passage: Passage, one: Named, first: int, last: int, beside: Sequence[str] = ("markets", "hazards")) -> bool:
    """Whether a sentence only exempts a product, be it behind a comma ("The A110H, by the same maker, is not …")."""
    own = passage.clause_at(one.start)
    exempt = exemptions.exempting(passage, one.end, last)
    recalls = [
        word
        for key in ("recall.words", "recall.weak")
        for word in passage.words(key, first, last)
        if not any(said.start <= word.start <= said.end + _FROM for said in exempt)
    ]
    # The models of one clause are exempted together ("The A1259 and the A1695 have other cells, they are not …").
    until = exempt[0].start if exempt else last
    others = [place for place in passage.model_places(first, until) if not own.start <= place < own.end]
    return (
        bool(exempt)
        and not others
        and not recalls
        and not any(_beside(passage, table, first, last, exempt) for table in beside)
        # "The A1257 in white is not …" exempts a variant; colours named before it are others'.
        and not passage.table("colours", one.end, exempt[0].start)
        and not any(
            number.counter == "product" and number.value >= _FEW for number in passage.numbers_within(first, last)
        )
    )


def _beside(passage: Passage, table: str, first: int, last: int, exempt: Sequence[Hit]) -> bool:
    """Whether a sentence that exempts has words of a table, but for a recall's name ("not part of the UK recall")."""
    recalls = {word.start for word in passage.words("recall", exempt[0].start, last)} if exempt else set()
    return any(recalls.isdisjoint((hit.end, hit.end + 1)) for hit in passage.table(table, first, last))


def _answered(passage: Passage, one: Named) -> bool:
    """Whether the answer to a question that names a product says that it is no part ("And the A1259? – It is not").

    The answer may begin with a short "no"; one that names markets speaks of these.
    """
    first, last = passage.sentence_at(one.start)
    if not answers.asks(passage, first, last) and not passage.says(("recall.words", "recall.affected"), first, last):
        # "I have an A1652. Must I do anything? – No, this model is not part of it."
        behind = passage.sentence_at(last + 1) if last + 1 < len(passage.text) else (first, last)
        first, last = behind if "\n" not in passage.text[last : behind[1]].strip() else (first, last)
    asking = answers.asks(passage, first, last) and not passage.table("markets", first, last)
    return asking and answers.exempts(passage, last)


def _only_asked(passage: Passage, one: Named) -> bool:
    """Whether a text only says that nobody knows if a product is affected."""
    return doubts.only_asked(passage, passage.clause_at(one.start), one.start)


def _exempt_there(passage: Passage, one: Named) -> bool:
    """Whether a product's clause says that goods of some market are no part of the recall."""
    clause = passage.clause_at(one.start)
    if exemptions.exempting(passage, clause.start, clause.end):
        return True
    return _alone(passage, one, *passage.sentence_at(one.start), beside=("hazards",))


def _only_line(one: Named, found: Sequence[Placed]) -> bool:
    """Whether a name is a line's with its kind of goods, where others name its products ("RoboVac vacuums")."""
    if not _vague(one) or not one.name:
        return False
    words = [word for word in one.name.casefold().split() if word != (one.brand or "").casefold()]
    line = words[0] if words else ""
    return any(
        not _vague(other.named) and other.named.name and line in other.named.name.casefold().split() for other in found
    )


def _vague(one: Named) -> bool:
    """Whether neither a number nor the catalogue tells which product is meant."""
    return not one.model and not one.candidates and not any(map(str.isdigit, one.name or ""))


def _unsold(passage: Passage, one: Named) -> bool:
    """Whether what stands of a product is only that it was not sold ("el A1652 no se ha vendido aquí")."""
    clause = passage.clause_at(one.start)
    begin = max([clause.start, *(match.end() for match in _STOP.finditer(passage.text, clause.start, one.start))])
    last = passage.sentence_at(one.start)[1]
    others = [place for place in passage.model_places(one.end, last) if place > one.end]
    end = min([last, *others, *(match.start() for match in _STOP.finditer(passage.text, one.end, last))])
    if passage.says(("recall.words", "recall.weak"), begin, end):
        return False
    return sales.denied(passage, begin, end)


def lent(reading: Reading, told: Sequence[Stretch], history: Sequence[Stretch]) -> list[Placed]:
    """The products of the history that a text without products of its own goes on with.

    "In Denmark the L60 was stopped in April. Today Sweden does so too: 1,950 vacuum cleaners …"
    """
    named = {placed.named.category for placed in kinds(reading, told)}
    news = [
        (stretch.passage.part, hit.start)
        for stretch in told
        for hit in stretch.passage.words("recall.words", stretch.start, stretch.end)
    ]
    return [
        one
        for one in _recalled_before(reading, history)
        if (not named or one.named.category in named)
        and not any(part == one.part and start < one.named.start for part, start in news)
    ]


def _recalled_before(reading: Reading, history: Sequence[Stretch]) -> list[Placed]:
    """The products of the one earlier recall that a text tells; none where it tells several."""
    events = {stretch.event for stretch in history}
    return list(products_of(reading, history)) if len(events) == 1 else []


def kinds(reading: Reading, told: Sequence[Stretch]) -> Iterator[Placed]:
    """The kinds of goods that history names where it names no product ("Powerbanks und Lautsprecher")."""
    seen = set()
    for stretch in telling(told, "products"):
        for one in reading.named[stretch.passage.part]:
            if one.generic and one.category not in seen and stretch.holds(stretch.passage.part, one.start):
                seen.add(one.category)
                yield Placed(stretch.passage.part, one)
