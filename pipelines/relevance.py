"""Whether a document reports a recall of a watched brand, and of which kind.

Needed are words of recall in the news of the document (not in its history, nor in what it
says of other makers), a watched brand that is ours beyond doubt, and the two together;
"recall" alone may be memory, machine learning or a collection of old batteries, and
counts only beside other signs of a report. A text may report a recall without the word:
hazard, remedy, authority, dates of sale and a product tell it then.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from db.records import NoticeKind, Source
from pipelines import announced, lexicon, windows
from pipelines.chronicle import first_day
from pipelines.mentions import PROSE, Stretch
from pipelines.offices import Office
from pipelines.passages import Passage
from pipelines.phrases import Hit
from pipelines.products import Named
from pipelines.watchlist import Watchlist

#: What a report has beside the word "recall"; a report without that word has several of these.
_REMEDIES = ("remedies.refund", "remedies.replacement", "remedies.repair", "remedies.voucher")
_ENOUGH = 2
#: A recall announced so many days before a document is not its news.
_LONG_AGO = 30
_ENOUGH_ALONE = 4
#: So far behind the news of another maker's recall, ours must be told with what is recalled.
_BESIDE = 400
_NEVER = 1 << 60
#: How near a word of recall makes "for" its own ("recall notice for Anker power banks").
_OF_IT = 24
#: Signs that a review may have as well.
_INFORMAL = frozenset({"hazard", "product", "cause"})


def _only_listed(passage: Passage, named: Mapping[str, Sequence[Named]]) -> bool:
    """Whether ours are named only in lists with other makers, in sentences that recall nothing, and no product is."""
    if any(not one.generic for one in named.get(passage.part, ())):
        return False
    sentences = {passage.sentence_at(place) for place in passage.ours}
    return all(
        _first(passage.rivals, first) < last and not passage.says(("recall.words", "recall.weak"), first, last)
        for first, last in sentences
    )


def _catalogued(one: Named, watchlist: Watchlist) -> bool:
    """Whether a product is printed with its name and its own model number: that tells the brand unprinted."""
    known = watchlist.by_model.get(watchlist.base_model(one.model)) if one.model and one.model_basis == "text" else None
    return known is not None and one.name_at is not None and known.model in one.candidates


def _foreign(passage: Passage, start: int) -> bool:
    """Whether a name in Latin letters stands in a text of another script: no noun of its language ("Ankerの")."""
    script = lexicon.load(passage.language)["language"]["script"]
    return script != "Latin" and passage.text[start : start + 1].isascii()


def ours(
    passages: Sequence[Passage],
    named: dict[str, list[Named]],
    speakers: Mapping[str, Sequence[Office]],
    watchlist: Watchlist,
) -> bool:
    """Whether a watched brand is named beyond doubt: its word, and the context that this brand needs."""
    brands = {brand.name: brand for passage in passages for _, brand in passage.brands}
    products = [one for found in named.values() for one in found]
    if any((token.form,) in watchlist.line_words for passage in passages for token in passage.tokens):
        return True
    specific = any(not one.generic for one in products)
    goods = specific or any(one.category for one in products)
    if any(brand.context == "none" for brand in brands.values()) or any(
        _catalogued(one, watchlist) for one in products
    ):
        return True
    if any(
        _foreign(passage, place.start)
        for passage in passages
        for place, brand in passage.brands
        if brand.context == "goods"
    ):
        return True
    if any(brand.context == "goods" for brand in brands.values()):
        local = any(
            office.public or office.name.split(" ")[0] in brands
            for passage in passages
            for office in speakers[passage.part]
        )
        return goods or local or any(passage.companies for passage in passages)
    group = len(brands) > 1 or any(one.model and one.model_basis == "text" for one in products)
    return group if brands else False


def is_report(
    found: Sequence[Stretch],
    named: dict[str, list[Named]],
    speakers: Mapping[str, Sequence[Office]],
    watchlist: Watchlist,
    source: Source | None,
) -> bool:
    """Whether the stretches of a document report a recall of a watched brand."""
    passages = list({id(stretch.passage): stretch.passage for stretch in found}.values())
    if not ours(_speaking(passages), named, speakers, watchlist):
        return False
    if source and source.kind == "regulator" and any(passage.topic not in PROSE for passage in passages):
        return _names_ours(passages, named, watchlist)
    main = [stretch for stretch in found if stretch.role == "main"]
    if all(_only_listed(passage, named) for passage in passages):
        return False
    signs = _signs(main, named, speakers)
    other_topics = sum(len(stretch.passage.words("recall.other_topic", stretch.start, stretch.end)) for stretch in main)
    told = _about_ours(_recalls(main, "recall.words"), named)
    if not told and _recalls(main, "recall.weak"):
        told = _about_ours(_recalls(main, "recall.expanded"), named)
    if told and not other_topics and (_plainly(main, named) or (source and source.kind == "regulator")):
        return True
    if other_topics > 1 and signs <= _INFORMAL | {"announced"}:
        return False
    if told:
        return len(signs) >= _ENOUGH and told + len(signs) > other_topics and not (other_topics and signs <= _INFORMAL)
    history = [stretch for stretch in found if stretch.role == "background"]
    if any(stretch.passage.words("recall.expanded", stretch.start, stretch.end) for stretch in main):
        # A widened recall's goods may be counted only where those recalled before are.
        signs |= _signs(history, named, speakers) & {"units"}
    if len(signs) >= _ENOUGH_ALONE and "product" in signs and _about_ours(_recalls(history, "recall.words"), named):
        return not other_topics
    danger = {"hazard", "stop"} & signs
    weak = _about_ours(_recalls(main, "recall.weak"), named)
    enough = _ENOUGH_ALONE - 1 if weak else _ENOUGH_ALONE
    return bool(danger) and "product" in signs and len(signs) >= enough and not other_topics and not _rivalled(main)


def _recalls(main: Sequence[Stretch], key: str) -> list[tuple[Stretch, Hit]]:
    """The words of recall in the news, those left out that deny one ("kein zurückgerufenes Gerät")."""
    found = []
    for stretch in main:
        denied = stretch.passage.words("recall.denied", stretch.start, stretch.end)
        for hit in stretch.passage.ending(key, stretch.start, stretch.end):
            if not any(no.start < hit.end and hit.start < no.end for no in denied):
                found.append((stretch, hit))
    return found


def _signs(
    main: Sequence[Stretch], named: dict[str, list[Named]], speakers: Mapping[str, Sequence[Office]]
) -> set[str]:
    """What the news of a document has of a recall report."""
    signs: set[str] = set()
    for stretch in main:
        passage, start, end = stretch.passage, stretch.start, stretch.end
        inside = {
            "hazard": passage.table("hazards", start, end),
            "stop": passage.words("remedies.stop_use", start, end),
            "remedy": [hit for key in _REMEDIES for hit in passage.words(key, start, end)],
            "affected": passage.words("recall.affected", start, end),
            "announced": passage.words("recall.announced", start, end),
            "cause": passage.table("causes", start, end),
            "authority": [one for one in speakers.get(passage.part, ()) if start <= one.start < end],
            "units": [one for one in passage.numbers_within(start, end) if one.counter == "product"],
            "window": windows.find(passage, start, end),
            "product": [one for one in named.get(passage.part, ()) if not one.generic and start <= one.start < end],
        }
        signs |= {sign for sign, words in inside.items() if words}
    return signs


def _plainly(main: Sequence[Stretch], named: dict[str, list[Named]]) -> bool:
    """Whether a sentence opens with a brand and its word of recall and prints a model ("Anker recalls … A1263")."""
    for stretch in main:
        passage = stretch.passage
        for hit in passage.ending("recall.words", stretch.start, stretch.end):
            first, last = passage.sentence_at(hit.start)
            makes = any(first == place.start and hit.start - place.end <= _OF_IT for place, _ in passage.brands)
            if makes and any(first <= one.start < last and one.model_basis == "text" for one in named[passage.part]):
                return True
    return False


def _rivalled(main: Sequence[Stretch]) -> bool:
    return any(stretch.passage.rivals for stretch in main)


def _speaking(passages: Sequence[Passage]) -> list[Passage]:
    """The parts that can say whose goods these are: a seller's name cannot."""
    return [passage for passage in passages if passage.topic not in ("seller", "sold", "remedy")]


def _names_ours(passages: Sequence[Passage], named: dict[str, list[Named]], watchlist: Watchlist) -> bool:
    """Whether a form names our goods in its title, product, brand, model or issuer."""
    told = {passage.topic: bool(_own_brands(passage)) for passage in passages if passage.topic == "brand"}
    if told.get("brand") is False:
        return False
    telling = [
        passage
        for passage in passages
        if passage.topic in ("title", "product", "brand", "model", "issuer", "identification")
    ]
    return any(_own_brands(passage) or _specific(named, passage) for passage in telling)


def _own_brands(passage: Passage) -> list[int]:
    """Where watched brands are named as the maker's, not as what the goods go with ("cable for Anker power banks")."""
    return [place.start for place, _ in passage.brands if not _only_fits(passage, place.start, place.end)]


def _only_fits(passage: Passage, start: int, end: int) -> bool:
    """Whether words for being compatible stand right before or behind a name; "recall for Anker" has none."""
    first, last = passage.sentence_at(start)
    before = [hit for hit in passage.words("products.compatible", first, start) if start - hit.end <= 1]
    if before and not passage.says(("recall.words",), max(first, before[-1].start - _OF_IT), before[-1].start):
        return True
    return any(hit.start == end for hit in passage.words("products.compatible_behind", end, last))


def _specific(named: dict[str, list[Named]], passage: Passage) -> bool:
    return any(
        not one.generic and not _only_fits(passage, one.name_at[0] if one.name_at else one.start, one.end)
        for one in named.get(passage.part, ())
    )


def _about_ours(hits: Sequence[tuple[Stretch, Hit]], named: dict[str, list[Named]]) -> int:
    """How many words of recall are about our goods: ours are named with them or before, ahead of other makers."""
    told = 0
    for passage in {id(stretch.passage): stretch.passage for stretch, _ in hits}.values():
        ours_at = sorted(
            [place.start for place, _ in passage.brands]
            + [one.start for one in named.get(passage.part, ()) if not one.generic]
        )
        others_at = passage.rivals
        news = passage.words("recall.words")[:1]
        others_news = news and not _ours_first(ours_at, others_at, *passage.sentence_at(news[0].start))
        for stretch, hit in hits:
            if stretch.passage is passage and others_news and hit.start - news[0].start <= _BESIDE:
                told += _counts_ours(passage, hit, ours_at, named)
            elif stretch.passage is passage:
                told += _ours_first(ours_at, others_at, *passage.sentence_at(hit.start))
    return told


def _counts_ours(passage: Passage, hit: Hit, ours_at: Sequence[int], named: dict[str, list[Named]]) -> bool:
    """Whether, in a text on another maker's recall, a clause of its own tells what of ours is recalled too.

    It names ours before the word of recall, no other maker, and a number of goods or a product.
    """
    clause = passage.clause_at(hit.start)
    if _first(passage.rivals, clause.start) < clause.end or _first(ours_at, clause.start) >= hit.start:
        return False
    now = first_day(passage.published or "")
    days = [first_day(date.first) for date in passage.dates_within(clause.start, clause.end) if date.first]
    if now is not None and any(day is not None and now - day > _LONG_AGO for day in days):
        return False
    counted = any(number.counter == "product" for number in passage.numbers_within(clause.start, clause.end))
    return counted or any(
        not one.generic and clause.start <= one.start < clause.end for one in named.get(passage.part, ())
    )


def _ours_first(ours_at: Sequence[int], others_at: Sequence[int], start: int, end: int) -> bool:
    """Whether ours are the first makers named in a sentence, or, where it names none, in the text."""
    here, there = _first(ours_at, start), _first(others_at, start)
    here, there = here if here < end else _NEVER, there if there < end else _NEVER
    if here == there == _NEVER:
        here, there = _first(ours_at, 0), _first(others_at, 0)
    return here < there


def _first(places: Sequence[int], start: int) -> int:
    at = bisect_left(places, start)
    return places[at] if at < len(places) else _NEVER


def _announced_long_ago(main: Sequence[Stretch]) -> bool:
    """Whether the day that a document gives for the announcement lies long before its own."""
    for stretch in main:
        passage = stretch.passage
        told = announced.find(passage, stretch.start, stretch.end) if passage.published else None
        day, now = (first_day(str(told.value)) if told else None), first_day(passage.published or "")
        if day is not None and now is not None and now - day > _LONG_AGO:
            return True
    return False


def kind(found: Sequence[Stretch]) -> NoticeKind:
    """The kind of a report: expansion, followup, accident or announcement."""
    main = [stretch for stretch in found if stretch.role == "main"]

    def says(key: str) -> int:
        return sum(len(stretch.passage.words(key, stretch.start, stretch.end)) for stretch in main)

    title = [stretch for stretch in main if stretch.passage.topic == "title"]
    accidents, recalls = (
        any(stretch.passage.words(key, stretch.start, stretch.end) for stretch in title)
        for key in ("recall.accident", "recall.words")
    )
    if accidents and not recalls:
        return "accident"
    if says("recall.expanded"):
        return "expansion"
    if says("recall.followed_up"):
        return "followup"
    if says("recall.accident") and (not says("recall.announced") or _announced_long_ago(main)):
        return "accident"
    return "announcement"
