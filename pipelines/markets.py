"""Where a recall holds: markets in which it is announced, and markets that a text expressly exempts.

A market is recalled in where words of recall, being affected or an issuer there stand with
it; where goods were merely sold, nothing follows; where a recall is still open ("noch kein
Rückruf in Deutschland"), neither. A language never gives a market.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from db.records import ScopeStatus
from pipelines import answers, exemptions, gazetteer, lexicon, market_status, origins, tables
from pipelines.offices import Office
from pipelines.passages import Clause, Passage
from pipelines.phrases import Hit
from pipelines.products import Named

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_BRACKETED = re.compile(r"(?<=[(（])[A-Z]{2}(?:\s?[,/+&、]\s?[A-Z]{2})*(?=[)）])")
#: Tables whose words say that a sentence is on a recall.
_OF_RECALLS = ("recall", "hazards", "remedies", "incidents", "recovery")
#: So much beside its markets stands in a clause that is only inserted (", in den USA,").
_INSERTED = 16
#: The longest quote for a market, in code points.
_QUOTED = 90


@dataclass(frozen=True, slots=True)
class FoundMarket:
    """A market and its status, with the place of its name.

    ``weak`` where only accidents there are told, ``spoken`` where only an office that speaks tells it;
    ``goods`` where only some goods are exempt there.
    """

    market: str
    status: ScopeStatus
    start: int
    end: int
    weak: bool = False
    quote: tuple[int, int] | None = None
    spoken: bool = False
    goods: bool = False

    @property
    def words(self) -> tuple[int, int]:
        """Where the words stand that say it: the market's with those that decide on it."""
        return self.quote or (self.start, self.end)


def stands_for(code: str) -> tuple[str, ...]:
    """The markets that a region's name stands for: itself, or its members (BENELUX)."""
    return tuple(gazetteer.load("markets")["stands_for"].get(code, (code,)))


def find(
    passage: Passage, start: int, end: int, named: Sequence[Named], speakers: Sequence[Office], home: str | None
) -> list[FoundMarket]:
    """The markets that ``start:end`` of a passage speaks of, in order.

    Args:
        named: the products in the passage.
        speakers: the authorities and local companies in it.
        home: the source's own market, for words like "hierzulande".
    """
    found: list[FoundMarket] = []
    for office in speakers:
        if start <= office.start < end and not passage.says(("scope.open",), *passage.sentence_at(office.start)):
            if origins.only_warns(passage, office.start, office.end):
                continue
            weak = not _speaks(passage, office)
            found.append(FoundMarket(office.market, "recalled", office.start, office.end, weak, None, True))
    for flag in _FLAG.finditer(passage.text, start, end):
        code = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in flag.group())
        if passage.says(("recall.words",), *passage.sentence_at(flag.start())):
            found.append(FoundMarket(code, "recalled", flag.start(), flag.end()))
    found += _coded(passage, start, end)
    # An authority that asks a maker about another country's recall recalls nothing where no recall and no sale is.
    silent: set[str] = set()
    groups = list(origins.markets_named(passage, start, end, speakers))
    for place, group in enumerate(groups):
        behind = groups[place + 1][0] if place + 1 < len(groups) else None
        judged = list(_judged(passage, group, named, home, behind, speakers))
        if not judged:
            silent |= {hit.key.partition(".")[2] for hit in group}
        for code, hit, status, weak, quote in judged:
            goods = status == "not_affected" and _of_goods(passage, hit, named)
            found.append(FoundMarket(code, status, hit.start, hit.end, weak, quote, goods=goods))
    if any(one.status == "recalled" and not one.weak and not one.spoken for one in found):
        idle = {office.start for office in speakers if office.public and office.market in silent}
        found = [one for one in found if not (one.spoken and one.start in idle)]
    return _settled([one for region in found for one in _members(region)])


def _of_goods(passage: Passage, hit: Hit, named: Sequence[Named]) -> bool:
    """Whether a market's clause exempts goods of ours ("The MagGo line sold in Canada is not included")."""
    start = passage.clause_at(hit.start).start
    series = (place for _, place, _ in passage.watchlist.series.among(passage.tokens))
    goods = (one.start for one in named if not one.generic)
    return any(start <= place < hit.start for place in (*goods, *series))


def _members(found: FoundMarket) -> Iterator[FoundMarket]:
    """A market, or those that a region's name stands for; one that an office speaks for stays a region."""
    yield from [found] if found.spoken else [replace(found, market=one) for one in stands_for(found.market)]


def _coded(passage: Passage, start: int, end: int) -> Iterator[FoundMarket]:
    """The countries that a form's label names by their codes in brackets ("Units sold (DE, AT): 2,207")."""
    known = lexicon.load("en")["markets"]
    for codes in _BRACKETED.finditer(passage.text, start, end):
        over = tables.label(passage, codes.end()) or passage.sentence_at(codes.start())
        if over[0] <= codes.start() and passage.says(("products.count", "scope.sold", "recall"), *over):
            for code in re.finditer("[A-Z]{2}", codes.group()):
                if code.group() in known:
                    place = codes.start() + code.start()
                    yield FoundMarket(code.group(), "recalled", place, place + len(code.group()))


def _speaks(passage: Passage, office: Office) -> bool:
    """Whether an office is named with anything of a recall, not as a mark of quality or an address."""
    first, last = passage.sentence_at(office.start)
    return any(passage.words(table, first, last) for table in _OF_RECALLS) or bool(
        passage.numbers_within(first, last) or passage.model_places(first, last)
    )


def _judged(
    passage: Passage,
    group: Sequence[Hit],
    named: Sequence[Named],
    home: str | None,
    behind: Hit | None,
    speakers: Sequence[Office],
) -> Iterator[tuple[str, Hit, ScopeStatus, bool, tuple[int, int]]]:
    clause = passage.clause_at(group[0].start)
    last = passage.clause_at(group[-1].start)
    whole = _with_neighbours(passage, Clause(clause.start, last.end, clause.sentence), group)
    status, weak = market_status.status(passage, whole, group, named)
    if status == "not_affected" and behind:
        if exemptions.recalled(passage, whole, group, behind):
            status = "recalled"
        elif behind.key != "scope.here" and exemptions.of_those_behind(passage, group, behind):
            return
    if status is None:
        return
    excepted = exemptions.excepted(passage, group)
    for hit in group:
        code = hit.key.partition(".")[2]
        if hit.key == "scope.here":
            code = home or _of_the_speaker(passage, hit, speakers) or ""
        if code and hit.start in excepted:
            other: ScopeStatus = "not_affected" if status == "recalled" else "recalled"
            yield code, hit, other, weak, (hit.start, hit.end)
            continue
        if code == "GLOBAL" and (passage.says(("scope.called",), whole.start, whole.end) or weak):
            continue
        if code and status == "not_affected" and exemptions.names_the_recall(passage, whole, hit):
            yield code, hit, "recalled", weak, (hit.start, hit.end)
        elif code:
            yield code, hit, status, weak, _with_reason(passage, whole, hit, status)


def _of_the_speaker(passage: Passage, here: Hit, speakers: Sequence[Office]) -> str | None:
    """Whose "here" it is: that of the maker's local company which speaks in the sentence.

    In an answer it is the market that the question names.
    """
    first, _ = passage.sentence_at(here.start)
    asked = answers.asked(passage, first)
    told = [office.market for office in speakers if not office.public and first <= office.start < here.start]
    if asked and not told:
        told = [hit.key.partition(".")[2] for hit in passage.table("markets", *asked)]
    return told[-1] if told and told[-1] not in gazetteer.load("markets")["stands_for"] else None


def _with_neighbours(passage: Passage, clause: Clause, group: Sequence[Hit]) -> Clause:
    """A clause that holds hardly more than markets, with the one that it is inserted in or goes on from.

    "Die Firma rief, in den USA, eine Million zurück", "haalt vijf powerbanks terug, ook in Nederland".
    """
    first, last = passage.sentence_at(clause.start)
    whole = len(passage.text[clause.start : clause.end].strip())
    named = sum(hit.end - hit.start for hit in passage.table("markets", clause.start, clause.end))
    beside = whole - max(named, group[-1].end - group[0].start)
    if beside > (_INSERTED if passage.text[group[0].start] < "\u2e80" else _INSERTED // 2):
        return clause
    if passage.says(("scope.only", "scope.not_affected", "scope.open"), clause.start, clause.end):
        return clause
    if clause.start > first and clause.end >= last:
        before = passage.clause_at(clause.start - 1)
        # "Geräte in Deutschland sind nicht betroffen, in Japan schon."
        others = passage.table("markets", before.start, before.end) and exemptions.exempts(passage, *before[:2])
        alike = passage.says(("passages.also", "passages.negated"), clause.start, clause.end)
        return clause if others and not alike else Clause(before.start, clause.end, clause.sentence)
    if clause.start == first and clause.end < last:
        # "In Switzerland and France, the model sold has another cell; nothing to fear."
        behind = passage.clause_at(clause.end)
        alone = not passage.table("markets", behind.start, behind.end)
        return Clause(clause.start, behind.end, clause.sentence) if alone else clause
    if clause.start > first and clause.end < last:
        before, behind = passage.clause_at(clause.start - 1), passage.clause_at(clause.end)
        alone = not passage.table("markets", before.start, before.end) and not passage.table(
            "markets", behind.start, behind.end
        )
        return Clause(before.start, behind.end, clause.sentence) if alone else clause
    return clause


def _with_reason(passage: Passage, clause: Clause, hit: Hit, status: ScopeStatus) -> tuple[int, int]:
    """The market's words with those that decide on it, where they stand near: "nur in Japan", not "Japan"."""
    if status == "not_affected" and answers.asks(passage, clause.start, clause.end):
        said = answers.exempting(passage, clause.end)
        if said:
            return (hit.start, said.end) if said.end - hit.start <= _QUOTED else (said.start, said.end)
    keys = ("scope.not_affected",) if status == "not_affected" else ("scope.only", "recall.words", "recall.affected")
    reasons = [word for key in keys for word in passage.words(key, clause.start, clause.end)]
    spans = [(min(hit.start, word.start), max(hit.end, word.end)) for word in reasons]
    start, end = min(spans, key=lambda span: span[1] - span[0], default=(hit.start, hit.end))
    return (start, end) if end - start <= _QUOTED else (hit.start, hit.end)


def _settled(found: Sequence[FoundMarket]) -> list[FoundMarket]:
    """Each market once, as it is first told; firmly rather than weakly.

    That an office speaks does not outweigh that its market is exempt.
    """
    kept: dict[str, FoundMarket] = {}
    for one in found:
        other = kept.get(one.market)
        exempt = other and other.spoken and one.status == "not_affected"
        elsewhere = other and other.goods and one.status == "recalled" and not one.weak
        if other is None or exempt or elsewhere or (other.weak and not one.weak):
            kept[one.market] = one
    return list(kept.values())
