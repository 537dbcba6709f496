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
from pipelines import announced, ownership, windows
from pipelines.chronicle import first_day
from pipelines.mentions import PROSE
from pipelines.offices import Office
from pipelines.passages import Passage
from pipelines.phrases import Hit
from pipelines.products import Named
from pipelines.stretches import Stretch
from pipelines.watchlist import Watchlist

#: What a report has beside the word "recall"; a report without that word has several of these.
_REMEDIES = ("remedies.refund", "remedies.replacement", "remedies.repair", "remedies.voucher")
_ENOUGH = 2
#: A recall announced so many days before a document is not its news.
_LONG_AGO = 30
_ENOUGH_ALONE = 4
#: So many signs more must stand beside each word of another topic.
_FOR_ONE_OF_ANOTHER_TOPIC = 2
_QUESTIONS = ("?", "？")
#: The longest article with its space that a brand opens a sentence with ("Die Anker", "Az Anker", "L'Anker").
_ARTICLE = 4
#: How near a word of recall makes "for" its own ("recall notice for Anker power banks").
_OF_IT = 24
#: The same where the verb stands last: the goods stand between ("앤커는 스피커 PowerConf S500(A3305)을 … 리콜한다").
_OF_IT_UNSPACED = 60
#: What causes are told of, no cause by themselves.
_PARTS = ("causes.cell", "causes.supplier")
#: Signs that a rumour hardly has.
_FIRM = frozenset({"units", "window", "remedy"})
#: How far before a word of recall the negation begins that denies it.
_DENIED = 12
#: Signs that a review may have as well.
_INFORMAL = frozenset({"hazard", "product", "cause"})


def is_report(
    found: Sequence[Stretch],
    named: dict[str, list[Named]],
    speakers: Mapping[str, Sequence[Office]],
    watchlist: Watchlist,
    source: Source | None,
) -> bool:
    """Whether the stretches of a document report a recall of a watched brand."""
    passages = list({id(stretch.passage): stretch.passage for stretch in found}.values())
    if not ownership.ours(ownership.speaking(passages), named, speakers, watchlist):
        return False
    if source and source.kind == "regulator" and any(passage.topic not in PROSE for passage in passages):
        return ownership.names_ours(passages, named, watchlist)
    main = [stretch for stretch in found if stretch.role == "main"]
    if all(ownership.only_listed(passage, named) for passage in passages):
        return False
    signs = _signs(main, named, speakers)
    firm = signs & _FIRM if _caused(main) else (signs & _FIRM) - {"cause"}
    if len(firm) < _ENOUGH and _untrue(main):
        return False
    other_topics = sum(_other_topics(stretch) for stretch in main)
    told = ownership.about_ours(_recalls(main, "recall.words"), named)
    if not told and _recalls(main, "recall.weak"):
        told = ownership.about_ours(_recalls(main, "recall.expanded"), named)
    if told and not other_topics and (_plainly(main, named) or (source and source.kind == "regulator")):
        return True
    if other_topics > 1 and signs <= _INFORMAL | {"announced", "affected", "authority"}:
        return False
    if told:
        return len(signs) >= _ENOUGH and told + len(signs) > other_topics and not (other_topics and signs <= _INFORMAL)
    history = [stretch for stretch in found if stretch.role == "background"]
    if any(stretch.passage.words("recall.expanded", stretch.start, stretch.end) for stretch in main):
        # A widened recall's goods may be counted only where those recalled before are.
        signs |= _signs(history, named, speakers) & {"units"}
    if (
        len(signs) >= _ENOUGH_ALONE
        and "product" in signs
        and ownership.about_ours(_recalls(history, "recall.words"), named)
    ):
        return not other_topics
    if any(stretch.says("recall.denied") for stretch in main) and not (signs & {"stop", "units", "window"}):
        return False  # a recall that is only demanded
    danger = {"hazard", "stop"} & signs
    weak = ownership.about_ours(_recalls(main, "recall.weak"), named)
    enough = _ENOUGH_ALONE - 1 if weak else _ENOUGH_ALONE
    enough += _FOR_ONE_OF_ANOTHER_TOPIC * other_topics
    return bool(danger) and "product" in signs and len(signs) >= enough and not _rivalled(main)


def _other_topics(stretch: Stretch) -> int:
    """How many words of a stretch belong to another topic, not to what owners get ("tarjeta regalo")."""
    passage, start, end = stretch.passage, stretch.start, stretch.end
    given = [hit for key in _REMEDIES for hit in passage.words(key, start, end)]
    return sum(
        not any(hit.start <= word.start and word.end <= hit.end for hit in given)
        and not ownership.of_others(passage, word.start)
        for word in passage.words("recall.other_topic", start, end)
    )


def _recalls(main: Sequence[Stretch], key: str) -> list[tuple[Stretch, Hit]]:
    """The words of recall in the news; left out are those that deny one ("kein zurückgerufenes Gerät"), or ask."""
    found = []
    answered = any(stretch.passage.words("recall.denied", stretch.start, stretch.end) for stretch in main)
    for stretch in main:
        passage = stretch.passage
        denied = passage.words("recall.denied", stretch.start, stretch.end)
        for hit in passage.ending(key, stretch.start, stretch.end):
            within = any(no.start < hit.end and hit.start < no.end for no in denied)
            if not within and not _denied(passage, hit) and not (answered and _asked(passage, hit)):
                found.append((stretch, hit))
    return found


def _asked(passage: Passage, hit: Hit) -> bool:
    """Whether a word of recall stands in a question ("Is my Anker 737 recalled?"), which a denial answers."""
    first, last = passage.sentence_at(hit.start)
    return passage.text[first:last].rstrip().endswith(_QUESTIONS)


def _caused(main: Sequence[Stretch]) -> bool:
    """Whether a cause is told, not only the parts that causes are told of (cells, suppliers)."""
    return any(
        hit.key not in _PARTS for stretch in main for hit in stretch.passage.table("causes", stretch.start, stretch.end)
    )


def _untrue(main: Sequence[Stretch]) -> bool:
    """Whether a text says that what is told of a recall is made up, not that a market is affected by it."""
    return any(
        not any(said.start <= hit.start < said.end for said in passage.words("scope.not_affected", start, end))
        and not passage.words("passages.negated", max(start, hit.start - _DENIED), hit.start)  # "No es un bulo"
        for passage, start, end, *_ in main
        for hit in passage.words("recall.untrue", start, end)
    )


def _denied(passage: Passage, hit: Hit) -> bool:
    """Whether a negation stands right before a word of recall ("auf keiner Rückrufliste")."""
    if passage.text[hit.start] >= "\u2e80":
        return False
    before = passage.words("passages.negated", max(0, hit.start - _DENIED), hit.start)
    return any(passage.text[word.end : hit.start].isspace() for word in before)


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
    """Whether a sentence opens with a brand and its word of recall and prints a model ("Anker recalls … A1263").

    A headline that widens a recall, or tells where it holds, needs no model ("Anker recalls power banks in Japan").
    """
    for stretch in main:
        passage = stretch.passage
        for hit in passage.ending("recall.words", stretch.start, stretch.end):
            first, last = passage.sentence_at(hit.start)
            near = _OF_IT if passage.text[hit.start] < "\u2e80" else _OF_IT_UNSPACED
            makes = any(
                0 <= place.start - first <= _ARTICLE and hit.start - place.end <= near for place, _ in passage.brands
            )
            if not makes:
                continue
            found = named[passage.part]
            at = bisect_left(found, first, key=lambda one: one.start)
            here = found[at : bisect_left(found, last, key=lambda one: one.start)]
            if any(not one.generic and one.model_basis == "text" for one in here):
                return True
            placed = passage.table("markets", first, last) or passage.words("recall.expanded", first, last)
            if here and placed and not passage.text[first:last].rstrip().endswith(_QUESTIONS):
                return True
    return False


def _rivalled(main: Sequence[Stretch]) -> bool:
    return any(not ownership.of_others(stretch.passage, place) for stretch in main for place in stretch.passage.rivals)


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
