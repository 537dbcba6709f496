"""Which stretches of a text tell the news, which its history, and which another maker's affair.

An article on a recall retells earlier ones ("Nachdem bereits im Sommer 2024 …",
"繼美國召回 … 後", "Earlier this month"). Dates, units, markets and products of such
stretches belong to mentions of their own, or the news would be given them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipelines import chronicle, retold, turns
from pipelines.passages import Clause, Passage
from pipelines.stretches import Stretch, StretchRole

_OPENING = 16
#: A sentence so short that names another maker is a heading.
_HEADING = 32
#: An item of a list with its number or bullet; so many make a round-up.
_ITEM = re.compile(r"^\s?(?:[(（]?\d{1,2}[.)）、．]|[-–•*·●■◆▪▶▷☆★・①-⑳])\s?(?=\S)", re.MULTILINE)
_ROUND_UP, _MANY = 2, 50
#: Without one of these a sentence goes on with the news.
_TURNING = tuple(
    f"passages.{key}" for key in ("earlier", "after", "now", "upon", "besides", "elsewhere", "after_behind")
)
_COLON = re.compile(r"\s?[:：]\s?")
#: Topics of prose, in which history may be retold; fields of a form are about their recall alone.
PROSE = frozenset({"title", "text"})


def stretches(passages: Sequence[Passage]) -> list[Stretch]:
    """The stretches of all passages of a document, in order; events are numbered through the document."""
    found: list[Stretch] = []
    for passage in passages:
        found += _prose(passage) if passage.topic in PROSE else [Stretch(passage, 0, len(passage.text), "main")]
    numbered = _numbered(found)
    # Fields of a form are about their recall alone: beside them history is history.
    return retold.promoted(numbered) if all(passage.topic in PROSE for passage in passages) else numbered


def _prose(passage: Passage) -> list[Stretch]:
    told = list(_stretches(passage))
    whole = {(stretch.start, stretch.end) for stretch in told if stretch.role == "main"}
    news = [clause for clause in passage.clauses if (clause.start, clause.end) in whole]
    history = {clause.start: clause for clause in chronicle.earlier(passage, news)}
    joined = _joined(piece for stretch in told for piece in _dated_back(stretch, history))
    return _joined(piece for stretch in joined for piece in _explained(stretch))


def _explained(stretch: Stretch) -> Iterator[Stretch]:
    """Earlier events within a sentence on the news, up to the colon behind which only the cause or danger is told.

    "The reason is the same as two weeks ago in Tokyo, when …: metal particles, which may lead to a fire."
    """
    passage = stretch.passage
    colon = _COLON.search(passage.text, stretch.start, stretch.end) if stretch.role == "background" else None
    if colon is None or not turns.likened(passage, stretch.start, colon.start()):
        yield stretch
        return
    first, last = colon.end(), stretch.end
    dangers = passage.says(("hazards", "causes"), first, last)
    others = passage.says(("markets", "recall.words"), first, last) or passage.dates_within(first, last)
    if not dangers or others or passage.model_places(first, last):
        yield stretch
        return
    yield stretch._replace(end=first)
    yield stretch._replace(start=first, role="main")


def _dated_back(stretch: Stretch, history: Mapping[int, Clause]) -> Iterator[Stretch]:
    """A stretch as history where its clause is dated so, up to a word that turns to the news."""
    clause = history.get(stretch.start)
    if clause is None or stretch.end > clause.end:
        yield stretch
        return
    back = stretch.passage.words("passages.now", stretch.start, stretch.end)
    turn = next((hit.start for hit in back if hit.start - stretch.start > 8), stretch.end)
    yield stretch._replace(end=turn, role="background")
    if turn < stretch.end:
        yield stretch._replace(start=turn)


def _stretches(passage: Passage) -> Iterator[Stretch]:
    items = items_of_others(passage)
    by_sentence: dict[int, list[Clause]] = {}
    headed = False  # "Case two: Belkin. 4,000 chargers …": what another maker's name heads
    for clause in passage.clauses:
        by_sentence.setdefault(clause.sentence, []).append(clause)
    for clauses in by_sentence.values():
        first, last = clauses[0].start, clauses[-1].end
        others = _of_others(passage, first, last)
        if (
            others
            or any(begin <= first < stop for begin, stop in items)
            or (headed and not passage.names_ours(first, last))
        ):
            yield Stretch(passage, first, last, "elsewhere")
        else:
            yield from _sentence(passage, clauses)
        headed = others and last - first <= _HEADING


def _of_others(passage: Passage, first: int, last: int) -> bool:
    """Whether a sentence opens with another maker's name and names none of ours."""
    opening = bisect_left(passage.rivals, first)
    if opening >= len(passage.rivals) or passage.rivals[opening] - first > _OPENING:
        return False
    return not passage.names_ours(first, last)


def is_item(text: str, start: int) -> bool:
    """Whether a line that starts at a place is an item of a list."""
    return _ITEM.match(text, start) is not None


def items_of_others(passage: Passage) -> list[tuple[int, int]]:
    """The items of a round-up that count goods and name none of ours, where another item does both."""
    starts = [match.start() for match in _ITEM.finditer(passage.text)]
    if len(starts) < _ROUND_UP:
        return []
    found, others = False, []
    for begin in starts:
        stop = passage.text.find("\n", begin + 1)
        stop = stop if stop >= 0 else len(passage.text)
        named = passage.names_ours(begin, stop)
        counts = (number for number in passage.numbers_within(begin, stop) if number.counter in ("product", None))
        if any(number.value >= _MANY for number in counts):
            found = found or named
            others += [] if named else [(begin, stop)]
    return others if found else []


def _sentence(passage: Passage, clauses: Sequence[Clause]) -> Iterator[Stretch]:
    """The stretches of one sentence: "earlier" holds until "now", "after" until the clause ends."""
    first, last = clauses[0].start, clauses[-1].end
    if not passage.says(_TURNING, first, last):
        yield from (Stretch(passage, clause.start, clause.end, "main") for clause in clauses)
        return
    clauses = turns.opened(passage, clauses)
    elsewhere = passage.words("passages.elsewhere", first, last)
    widened = passage.says(("recall.expanded",))
    role: StretchRole = "main"
    aside = first
    for clause in clauses:
        if elsewhere and elsewhere[0].start < clause.end:
            own = bisect_left(passage.ours, clause.start)
            begin = max(clause.start, elsewhere[0].start)
            if own >= len(passage.ours) or passage.ours[own] >= clause.end:
                begin = clause.start
            if begin > clause.start:
                yield Stretch(passage, clause.start, begin, role)
            yield Stretch(passage, begin, clause.end, "elsewhere")
            continue
        after = passage.words("passages.after", clause.start, clause.end)
        besides = passage.words("passages.besides", clause.start, clause.end) if widened and not after else []
        after = after or besides
        earlier = passage.words("passages.earlier", clause.start, clause.end)
        now = passage.words("passages.now", clause.start, clause.end)
        if besides:
            # "Besides the A1689 it also covers the A1383": the news goes on behind "also".
            now = sorted([*now, *passage.words("passages.also", besides[0].end, clause.end)], key=lambda hit: hit.start)
        behind = passage.words("passages.after_behind", clause.start, clause.end)
        if behind and (done := turns.turns_behind(passage, clause, behind[-1].end)) is not None:
            if done > clause.start:
                yield Stretch(passage, clause.start, done, "main")
            yield Stretch(passage, done, behind[-1].end, "background")
            yield Stretch(passage, behind[-1].end, clause.end, "main")
            role = "main"
        elif turns.counted_first(passage, clause):
            yield Stretch(passage, clause.start, clause.end, "background")
            role = "main"
        elif widened and (turn := turns.counted_before(passage, clause)):
            yield Stretch(passage, clause.start, turn, "background")
            if turn < clause.end:
                yield Stretch(passage, turn, clause.end, "main")
            role = "main"
        elif widened and now and turns.older(passage, clause.start, now[0].start):
            yield Stretch(passage, clause.start, now[0].start, "background")
            yield Stretch(passage, now[0].start, clause.end, "main")
            role = "main"
        elif clause.start < aside:
            yield Stretch(passage, clause.start, clause.end, "background")
        elif not after and not now and turns.opens_after(passage, clause, last):
            yield Stretch(passage, clause.start, clause.end, "background")
            role, aside = "main", turns.aside(passage, clause, last)
        elif after and not turns.only_of_accidents(passage, clause):
            back = sorted([*(hit.start for hit in now), *turns.behind_colon(passage, clause, after[0].end)])
            yield from _split(passage, clause, after[0].start, after[0].end, back)
            role, aside = "main", turns.aside(passage, clause, last)
        elif earlier and not turns.tells_no_recall(passage, clause, earlier):
            if cut := turns.added_to(passage, clause, earlier):
                yield Stretch(passage, clause.start, cut, "main")
                yield Stretch(passage, cut, clause.end, "background")
                role = "main"
                continue
            if passage.says(("recall.expanded",), clause.start, clause.end):
                turn = turns.past_date(passage, earlier[-1].end, clause.end)
                widened_first = passage.words("recall.expanded", clause.start, earlier[0].start)
                begin = earlier[0].start if widened_first else clause.start
                if begin > clause.start:
                    yield Stretch(passage, clause.start, begin, "main")
                yield Stretch(passage, begin, turn, "background")
                if turn < clause.end:
                    yield Stretch(passage, turn, clause.end, "main")
                continue
            ends = turns.list_behind(passage, clause, earlier) if widened else clause.end
            turn = next((hit.start for hit in now if hit.start > earlier[-1].start), ends)
            opening = now[0].start if now and now[0].start < earlier[0].start else clause.start
            if opening > clause.start or (now and now[0].start < earlier[0].start):
                yield Stretch(passage, clause.start, clause.end, role)
                continue
            yield Stretch(passage, clause.start, turn, "background")
            role = "background"
            if turn < clause.end:
                yield Stretch(passage, turn, clause.end, "main")
                role = "main"
        elif now or (role == "background" and turns.of_the_day(passage, clause)):
            yield Stretch(passage, clause.start, clause.end, "main")
            role = "main"
        else:
            yield Stretch(passage, clause.start, clause.end, role)


def _split(passage: Passage, clause: Clause, start: int, cue_end: int, back: Sequence[int]) -> Iterator[Stretch]:
    """A clause with a phrase about an earlier event in it: from the cue to "now" or the clause's end."""
    end = next((turn for turn in back if turn > cue_end), clause.end)
    begin = clause.start if start - clause.start < 25 else start
    if begin > clause.start:
        yield Stretch(passage, clause.start, begin, "main")
    yield Stretch(passage, begin, end, "background")
    if end < clause.end:
        yield Stretch(passage, end, clause.end, "main")


def _joined(found: Iterable[Stretch]) -> list[Stretch]:
    """Neighbouring stretches of one role as one; background stretches with dates of their own stay apart."""
    kept: list[Stretch] = []
    for stretch in found:
        last = kept[-1] if kept else None
        if last and last.role == stretch.role and not (stretch.role == "background" and _apart(last, stretch)):
            kept[-1] = last._replace(end=stretch.end)
        else:
            kept.append(stretch)
    return kept


def _apart(last: Stretch, stretch: Stretch) -> bool:
    """Whether history tells of another recall than before: both are dated, or both recall and the later is dated."""
    recalls = all(one.passage.ending("recall.words", one.start, one.end) for one in (last, stretch))
    return _dated(stretch) and (_dated(last) or recalls)


def _dated(stretch: Stretch) -> bool:
    return bool(stretch.passage.dates_within(stretch.start, stretch.end))


def _numbered(found: Sequence[Stretch]) -> list[Stretch]:
    event = 0
    numbered = []
    for stretch in found:
        if stretch.role == "background":
            event += 1
            numbered.append(stretch._replace(event=event))
        else:
            numbered.append(stretch)
    return numbered
