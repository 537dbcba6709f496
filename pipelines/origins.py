"""The words for markets, and countries' names that are none: a maker's nationality, people there, earlier, outside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.offices import Office
from pipelines.passages import Passage
from pipelines.phrases import Hit

#: How far a maker's kind stands behind its nationality ("Chinese electronics firm").
_MAKER, _MAKER_UNSPACED = 18, 6
_LONGEST = 32
#: How far into a sentence its opening "after" stands, and its market behind that.
_OPENING = 5
#: How far a word for "outside" may reach from a country's name.
_OUTSIDE = 24
#: A word so short between a country's name and a firm is an article: the firm is no part of the name.
_ARTICLE = 3
#: How far behind a country's name its warning stands, and the word of recall from the other country's name.
_WARNS, _THERE = 40, 12
_TELLING = ("recall", "scope.sold", "windows", "remedies")
_LIST = re.compile(r"[\s,，、/和及と・]*(?:\w{1,5}\s){0,4}")
_LIST_UNSPACED = re.compile(r"[\s,，、/和及與与或と・や跟]*(?:[과와및]|그리고|및|また|および)?[\s,，、]*")
#: What stands between a country and the word for making there, behind it or before it ("'da", "in the").
_CASE, _PREPOSITION = re.compile(r"(?:['’]\w{1,5})? "), re.compile(r" (?:\w{1,4} ){0,2}")
_SIGNS = frozenset(",;:.()（），、。：；")
_GENITIVE = re.compile(r"\w{0,1}['’]s\s|['’]\s")


def markets_named(passage: Passage, start: int, end: int, speakers: Sequence[Office]) -> Iterator[list[Hit]]:
    """The words for markets, those of one list together ("in Japan, Kanada und den USA")."""
    group: list[Hit] = []
    named = passage.table("markets", start, end)
    here = [
        hit
        for hit in passage.words("scope.here", start, end)
        if not any(market.start < hit.end and hit.start < market.end for market in named)
    ]
    here = [*named, *here]
    for hit in here:
        if any(office.start <= hit.start < office.end for office in speakers) or not _is_name(passage.text, hit):
            continue
        if within_longer(passage, hit) or only_origin(passage, hit) or outside(passage, hit):
            continue
        if only_warns(passage, hit.start, hit.end):
            continue
        if done_before(passage, hit, here) or _only_sold(passage, hit, named, speakers):
            continue
        if group and not (
            _list(passage.text[hit.start]).fullmatch(passage.text, group[-1].end, hit.start)
            and passage.sentence_at(group[-1].start) == passage.sentence_at(hit.start)
            and not passage.says(("scope.not_affected", "scope.but_not"), group[-1].end, hit.start)
        ):
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _only_sold(passage: Passage, here: Hit, named: Sequence[Hit], speakers: Sequence[Office]) -> bool:
    """Whether goods are only said to be sold here, in a sentence that names where their recall is.

    "Auch hier verkaufte Powerbank: Anker ruft PowerCore 10000 in den USA zurück".
    """
    if here.key != "scope.here" or not passage.says(("scope.sold",), here.start, here.end):
        return False
    first, last = passage.sentence_at(here.start)
    return any(
        first <= market.start < last and not any(office.start <= market.start < office.end for office in speakers)
        for market in named
    )


def _list(sign: str) -> re.Pattern[str]:
    """What may stand between the markets of one list, in the script of a sign."""
    return _LIST_UNSPACED if sign >= "\u2e80" else _LIST


def _is_name(text: str, hit: Hit) -> bool:
    """Short names are capitals, or "us" would be a market."""
    printed = text[hit.start : hit.end]
    return len(printed) > 3 or not printed.isascii() or printed.upper() == printed


def within_longer(passage: Passage, hit: Hit) -> bool:
    """Whether a name is part of another market's longer name ("Korea" in "South Korea"), not the first of a list."""
    return any(
        other.key != hit.key
        and other.start <= hit.start
        and hit.end <= other.end
        and other[1:] != hit[1:]
        and "," not in passage.text[other.start : other.end]
        for other in passage.table("markets", max(0, hit.start - _LONGEST), hit.end + _LONGEST)
    )


def only_origin(passage: Passage, hit: Hit) -> bool:
    """Whether a name only tells where a maker is from, or whose people are meant, and no recall there.

    "China's Anker", "a Chinese electronics firm", "UAE residents have been asking", "30 Swiss francs", "made in China".
    """
    if _institution(passage, hit) or _made_there(passage, hit):
        return True
    spaced = passage.text[hit.start] < "\u2e80"
    reach = hit.end + (_MAKER if spaced else _MAKER_UNSPACED)
    makers = passage.words("scope.makers", hit.end, reach + 16)
    if any(word.start <= reach and _joined_to(passage, hit.end, word.start) for word in makers):
        return True
    before = passage.words("scope.makers", max(0, hit.start - _MAKER), hit.start)
    if passage.text[hit.start].islower() and before and hit.start - before[-1].end <= 1:
        return True
    behind = passage.text[hit.end : reach]
    genitive = _GENITIVE.search(passage.text[hit.start : hit.end] + behind[:3])
    if genitive and any(0 <= place.start - hit.end <= 3 for place, _ in passage.brands):
        return True
    if not any(word.start - hit.end <= 1 for word in passage.words("scope.people", hit.end, hit.end + 16)):
        return False
    clause = passage.clause_at(hit.start)
    told = ("recall.words", "recall.weak", "recall.affected", "scope.not_affected", "remedies", "scope.sold")
    return not passage.says(told, clause.start, clause.end)


def _institution(passage: Passage, hit: Hit) -> bool:
    """Whether a country's money, press or airlines are meant: "Canadian dollars", "journaux japonais".

    Money that owners get is paid in the market of the recall.
    """
    clause = passage.clause_at(hit.start)
    counted = passage.numbers_within(max(0, hit.start - _ARTICLE - 8), hit.start)
    if counted and passage.table("remedies", clause.start, clause.end):
        return False
    behind = passage.words("scope.institutions", hit.end, hit.end + _MAKER)[:1]
    if any(_joined_to(passage, hit.end, word.start) for word in behind):
        return True
    before = passage.words("scope.institutions", max(0, hit.start - _MAKER), hit.start)[-1:]
    return any(hit.start - word.end <= 1 for word in before)


def _made_there(passage: Passage, hit: Hit) -> bool:
    """Whether goods are made in a country ("made in the US", "in Japan hergestellt"), not for it."""
    behind = passage.words("scope.made", hit.end, hit.end + _MAKER)[:1]
    before = passage.words("scope.made", max(0, hit.start - _MAKER - _LONGEST), hit.start)[-1:]
    if passage.says(("products.compatible",), max(0, hit.start - _ARTICLE - 1), hit.start):
        return False
    return any(_CASE.fullmatch(passage.text, hit.end, word.start) for word in behind) or any(
        _PREPOSITION.fullmatch(passage.text, word.end, hit.start) for word in before
    )


def _joined_to(passage: Passage, start: int, end: int) -> bool:
    """Whether a noun belongs to the adjective before it: at most one more word, no article, sign or telling word."""
    gap = passage.text[start:end]
    words = gap.split()
    article = bool(words) and (len(words[0]) <= _ARTICLE or words[0][-1] in "'’")
    return not set(gap) & _SIGNS and len(words) <= 1 and not article and not passage.says(_TELLING, start, end)


def outside(passage: Passage, hit: Hit) -> bool:
    """Whether a name only says which countries are not meant ("outside Japan", "日本以外"): it stands for no market."""
    unspaced = passage.text[hit.start] >= "\u2e80"
    before = passage.words("scope.outside", max(0, hit.start - _OUTSIDE), hit.start)
    if before and not unspaced and hit.start - before[-1].end <= _ARTICLE + 2:
        return True
    behind = passage.words("scope.outside", hit.end, hit.end + _OUTSIDE)
    return any(word.start - hit.end <= 1 for word in behind)


def done_before(passage: Passage, hit: Hit, named: Sequence[Hit]) -> bool:
    """Whether a sentence opens with "after" and a market where it was done before.

    "After the US, Italy follows": before it comes to another. "After ROMOSS in China, Xiaomi
    recalls": in a phrase of its own, without anything that happened to the goods there.
    """
    first, last = passage.sentence_at(hit.start)
    first = max(first, passage.text.rfind(":", first, hit.start) + 1)
    opening = passage.words("passages.upon", first, hit.start)
    if not opening or opening[0].start - first > _OPENING:
        return False
    if hit.start - opening[-1].end <= _OPENING:
        return any(hit.end < other.start < last and other.key != hit.key for other in named)
    comma = passage.text.find(",", hit.end, hit.end + _OPENING)
    happened = passage.numbers_within(first, comma) or any(
        passage.words(table, first, comma) for table in ("hazards", "incidents")
    )
    return first < comma and not happened and passage.says(("recall.words",), comma, last)


def only_warns(passage: Passage, start: int, end: int) -> bool:
    """Whether a country or its authority only warns of what is recalled in another ("alerta sobre … retiradas en")."""
    last = passage.sentence_at(start)[1]
    warned = [hit for hit in passage.words("scope.warns", end, last) if hit.start - end <= _WARNS]
    if not warned:
        return False
    there = passage.table("markets", warned[0].end, last)
    told = passage.ending("recall.words", warned[0].end, last)
    return any(max(one.start - word.end, word.start - one.end) <= _THERE for one in there for word in told)
