"""Whether a document reports a recall of a watched brand, and of which kind.

Needed are words of recall in the news of the document (not in its history, nor in what it
says of other makers), a watched brand that is ours beyond doubt, and the two together;
"recall" alone may be memory, machine learning or a collection of old batteries, and
counts only beside hazards, remedies, units or models.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from db.records import NoticeKind, Source
from pipelines import gazetteer
from pipelines.mentions import PROSE, Stretch
from pipelines.passages import Passage
from pipelines.phrases import Phrases
from pipelines.products import Named
from pipelines.watchlist import Watchlist, brands_among

#: Where a recall's words alone may stand, its goods' names in the sentences around them.
_SUPPORT = ("hazards", "remedies", "causes")


@cache
def _makers() -> Phrases:
    return Phrases({"maker": gazetteer.load("makers")["names"]})


def rivals(passage: Passage, watchlist: Watchlist) -> list[tuple[int, int]]:
    """Where other makers of such goods are named; those on the watchlist are not others."""
    return [
        (hit.start, hit.end)
        for hit in _makers().find(passage.text)
        if passage.text[hit.start : hit.start + 1] != passage.text[hit.start : hit.start + 1].lower()
        or not passage.text[hit.start].isascii()
        if not watchlist.hits(passage.text[hit.start : hit.end])
    ]


def ours(passages: Sequence[Passage], named: dict[str, list[Named]], watchlist: Watchlist) -> bool:
    """Whether a watched brand is named beyond doubt: its word, and the context that this brand needs."""
    brands = {brand.name: brand for passage in passages for _, brand in brands_among(passage.tokens, watchlist)}
    products = [one for found in named.values() for one in found]
    specific = any(not one.generic for one in products)
    goods = specific or any(one.category for one in products)
    if any(brand.context == "none" for brand in brands.values()):
        return True
    if any(brand.context == "goods" for brand in brands.values()):
        return goods
    group = len(brands) > 1 or any(one.model and one.model_basis == "text" for one in products)
    return group if brands else False


def is_report(
    found: Sequence[Stretch], named: dict[str, list[Named]], watchlist: Watchlist, source: Source | None
) -> bool:
    """Whether the stretches of a document report a recall of a watched brand."""
    passages = list({id(stretch.passage): stretch.passage for stretch in found}.values())
    if not ours(_speaking(passages), named, watchlist):
        return False
    if source and source.kind == "regulator" and any(passage.topic not in PROSE for passage in passages):
        return _names_ours(passages, named, watchlist)
    main = [stretch for stretch in found if stretch.role == "main"]
    strong = [
        (stretch, hit) for stretch in main for hit in stretch.passage.words("recall.words", stretch.start, stretch.end)
    ]
    weak = [
        (stretch, hit) for stretch in main for hit in stretch.passage.words("recall.weak", stretch.start, stretch.end)
    ]
    supported = any(
        stretch.passage.table(table, stretch.start, stretch.end) for stretch in main for table in _SUPPORT
    ) or any(one.model for found_here in named.values() for one in found_here)
    counted = any(number.counter == "product" for stretch in main for number in stretch.passage.numbers)
    told = [pair for pair in strong if _about_ours(*pair, named, watchlist)]
    if told:
        reviewing = sum(len(passage.words("recall.other_topic")) for passage in passages)
        return supported or counted or (len(told) > reviewing and _announcing(main))
    if not weak or not supported:
        return False
    hazardous = any(stretch.passage.table("hazards", stretch.start, stretch.end) for stretch in main)
    return hazardous and any(_about_ours(*pair, named, watchlist) for pair in weak) and _announcing(main)


def _announcing(main: Sequence[Stretch]) -> bool:
    return any(
        stretch.passage.says(("recall.announced", "recall.affected"), stretch.start, stretch.end) for stretch in main
    )


def _speaking(passages: Sequence[Passage]) -> list[Passage]:
    """The parts that can say whose goods these are: a seller's name cannot."""
    return [passage for passage in passages if passage.topic not in ("seller", "sold", "remedy")]


def _names_ours(passages: Sequence[Passage], named: dict[str, list[Named]], watchlist: Watchlist) -> bool:
    """Whether a form names our goods in its title, product, brand, model or issuer."""
    telling = [
        passage
        for passage in passages
        if passage.topic in ("title", "product", "brand", "model", "issuer", "identification")
    ]
    return any(any(brands_among(passage.tokens, watchlist)) or _specific(named, passage) for passage in telling)


def _specific(named: dict[str, list[Named]], passage: Passage) -> bool:
    return any(not one.generic for one in named.get(passage.part, ()))


def _about_ours(stretch: Stretch, hit: object, named: dict[str, list[Named]], watchlist: Watchlist) -> bool:
    """Whether a word of recall is about our goods: ours are named with it or before it, ahead of other makers."""
    passage = stretch.passage
    start, end = passage.sentence_at(getattr(hit, "start", 0))
    places = [place.start for place, _ in brands_among(passage.tokens, watchlist)]
    places += [one.start for one in named.get(passage.part, ()) if not one.generic]
    others = [place for place, _ in rivals(passage, watchlist)]
    here, there = [p for p in places if start <= p < end], [p for p in others if start <= p < end]
    if here or there:
        return bool(here) and (not there or min(here) < min(there))
    before, others_before = [p for p in places if p < start], [p for p in others if p < start]
    if not before and not others_before:
        return bool(places) and (not others or min(places) < min(others))
    return bool(before) and (not others_before or min(before) < min(others_before))


def kind(found: Sequence[Stretch]) -> NoticeKind:
    """The kind of a report: expansion, followup, accident or announcement."""
    main = [stretch for stretch in found if stretch.role == "main"]

    def says(key: str) -> int:
        return sum(len(stretch.passage.words(key, stretch.start, stretch.end)) for stretch in main)

    if says("recall.expanded"):
        return "expansion"
    if says("recall.followed_up"):
        return "followup"
    if says("recall.accident") and not says("recall.announced"):
        return "accident"
    return "announcement"
