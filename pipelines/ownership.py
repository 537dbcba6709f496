"""Whose goods a text is about: ours beyond doubt, only one of a list of makers, or another maker's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipelines import lexicon
from pipelines.chronicle import first_day
from pipelines.mentions import is_item, items_of_others
from pipelines.offices import Office
from pipelines.passages import Passage
from pipelines.phrases import Hit
from pipelines.products import Named
from pipelines.stretches import Stretch
from pipelines.tokens import name_key
from pipelines.watchlist import Watchlist

#: A recall announced so many days before a document is not its news.
_LONG_AGO = 30
#: So far behind the news of another maker's recall, ours must be told with what is recalled.
_BESIDE = 400
_NEVER = 1 << 60
#: From the beginning of a maker's name to the next one's in a list: its letters, a comma or "and".
_BESIDE_NAME, _NAME_AND = 20, 2
#: How far into a sentence its opening "after" stands, and another maker behind it; how long that one's name is.
_OPENING, _NAME, _NAMES = 6, 24, 40
_ENDS = re.compile(r"[,，、:：]")
_COMMA = re.compile(r"[,，、]")
#: So near its beginning a name opens a sentence, which is about it then; and what tells of a recall.
_OPENS = 3
_OF_RECALLS = ("recall.words", "recall.weak", "recall.affected", "hazards", "incidents", "causes", "remedies.stop_use")
#: How near a word of recall makes "for" its own ("recall notice for Anker power banks").
_OF_IT = 24


def ours(
    passages: Sequence[Passage],
    named: dict[str, list[Named]],
    speakers: Mapping[str, Sequence[Office]],
    watchlist: Watchlist,
) -> bool:
    """Whether a watched brand is named beyond doubt: its word, and the context that this brand needs."""
    brands = {brand.name: brand for passage in passages for _, brand in passage.brands}
    products = [one for found in named.values() for one in found]
    if any(passage.lines for passage in passages):
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
    group = len(brands) > 1 or any(
        (one.model and one.model_basis == "text") or _in_full(one, brands, watchlist) for one in products
    )
    return group if brands else False


def _in_full(one: Named, brands: Mapping[str, object], watchlist: Watchlist) -> bool:
    """Whether a product is printed with its brand and its name ("Nebula Capsule", "Nebula Capsule 3")."""
    words = (one.name or "").split()
    if one.brand not in brands or one.brand not in words:
        return False
    key = name_key(" ".join(words))
    return any(key[:length] in watchlist.by_name for length in range(_NAME_AND, len(key) + 1))


def speaking(passages: Sequence[Passage]) -> list[Passage]:
    """The parts that can say whose goods these are: a seller's name cannot."""
    return [passage for passage in passages if passage.topic not in ("seller", "sold", "remedy")]


def _foreign(passage: Passage, start: int) -> bool:
    """Whether a name in Latin letters stands in a text of another script: no noun of its language ("Ankerの")."""
    script = lexicon.load(passage.language)["language"]["script"]
    return script != "Latin" and passage.text[start : start + 1].isascii()


def _catalogued(one: Named, watchlist: Watchlist) -> bool:
    """Whether a product is printed with its name and its own model number: that tells the brand unprinted."""
    known = watchlist.by_model.get(watchlist.base_model(one.model)) if one.model and one.model_basis == "text" else None
    return known is not None and one.name_at is not None and known.model in one.candidates


def only_listed(passage: Passage, named: Mapping[str, Sequence[Named]]) -> bool:
    """Whether ours are named only among other makers: in sentences that recall nothing, or as one item of their list.

    No product may be told, and no number of goods but of a recall that is told before ours are named at all.
    """
    if any(not one.generic for one in named.get(passage.part, ())):
        return False
    told = _told_before(passage)
    counted = [number for number in passage.numbers if number.counter == "product"]
    if counted and not told:
        return False
    sentences: dict[tuple[int, int], list[int]] = {}
    for place in passage.ours:
        sentences.setdefault(passage.sentence_at(place), []).append(place)
    for (first, last), places in sentences.items():
        others = [place for place in passage.rivals if first <= place < last]
        if any(first <= number.start < last for number in counted):
            return False
        if told and places[0] - first > _OPENS and not passage.says(_OF_RECALLS, first, last):
            continue
        if not others:
            return False
        if told or not passage.says(("recall.words", "recall.weak"), first, last):
            continue
        if not all(any(_listed(passage, place, other) for other in others) for place in places):
            return False
    return True


def _told_before(passage: Passage) -> bool:
    """Whether a recall of counted goods is told in sentences before the first that names ours."""
    first, _ = passage.sentence_at(passage.ours[0]) if passage.ours else (0, 0)
    return bool(passage.words("recall.words", 0, first)) and any(
        number.counter == "product" for number in passage.numbers_within(0, first)
    )


def _listed(passage: Passage, place: int, other: int) -> bool:
    """Whether two makers stand side by side in a list: a comma or a short word between their names."""
    low, high = min(place, other), max(place, other)
    between = passage.text[low:high]
    return len(between) <= _BESIDE_NAME and (bool(_COMMA.search(between)) or len(between.split()) <= _NAME_AND)


def of_others(passage: Passage, place: int) -> bool:
    """Whether a place stands in another item of a letter: on a line that names none of ours.

    It names other makers and tells nothing of recalls, or both are items of a list ("1.", "▷").
    """
    start, end = _line(passage, place)
    own = _line(passage, passage.ours[0]) if passage.ours else (start, end)
    if _first(passage.ours, start) < end:
        return False
    listed = is_item(passage.text, start) and is_item(passage.text, own[0])
    # Another maker's recall may be what the text is about.
    return listed or (_first(passage.rivals, start) < end and not passage.says(_OF_RECALLS, start, end))


def _line(passage: Passage, place: int) -> tuple[int, int]:
    """Where the line of a place starts and ends."""
    start, end = passage.text.rfind("\n", 0, place) + 1, passage.text.find("\n", place)
    return start, end if end >= 0 else len(passage.text)


def names_ours(passages: Sequence[Passage], named: dict[str, list[Named]], watchlist: Watchlist) -> bool:
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


def about_ours(hits: Sequence[tuple[Stretch, Hit]], named: dict[str, list[Named]]) -> int:
    """How many words of recall are about our goods: ours are named with them or before, ahead of other makers."""
    told = 0
    for passage in {id(stretch.passage): stretch.passage for stretch, _ in hits}.values():
        ours_at = sorted(
            [place.start for place, _ in passage.brands]
            + [one.start for one in named.get(passage.part, ()) if not one.generic]
        )
        items = items_of_others(passage)
        others_at = [
            place
            for place in passage.rivals
            if not _before_ours(passage, place) and not any(begin <= place < stop for begin, stop in items)
        ]
        news = passage.words("recall.words")[:1]
        others_news = news and not _ours_first(ours_at, others_at, *passage.sentence_at(news[0].start))
        for stretch, hit in hits:
            if stretch.passage is passage and others_news and hit.start - news[0].start <= _BESIDE:
                told += _counts_ours(passage, hit, ours_at, named)
            elif stretch.passage is passage:
                told += _ours_first(ours_at, others_at, *passage.sentence_at(hit.start))
    return told


def _before_ours(passage: Passage, place: int) -> bool:
    """Whether another maker is only named as one before ours ("After ROMOSS and Xiaomi: Anker recalls …")."""
    first, last = passage.sentence_at(place)
    opening = passage.words("passages.upon", first, place)[-1:] or passage.words("passages.after", first, place)[-1:]
    if not opening or opening[0].start - first > _OPENING or place - opening[0].end > _NAMES:
        return False
    comma = _ENDS.search(passage.text, place, min(last, place + _NAME))
    if comma is None:
        return False
    own, other = _first(passage.ours, comma.end()), _first(passage.rivals, comma.end())
    # In "After Xiaomi, Anker and Baseus it hits Ugreen" ours is one of those before.
    return own < min(last, other) and not (other < last and _listed(passage, own, other))


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
