"""Part an article on several recalls: which stretches of its news tell which of them.

"On Tuesday Anker recalled the Soundcore 3 in Japan, on Friday the A1681 in Australia": two
recalls, each with its own market and its own goods or day. A joint notice of two countries
("69,000 in the US, 9,764 in Canada") is one; a second market alone parts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines import announced, markets
from pipelines.mentions import PROSE
from pipelines.stretches import Stretch
from pipelines.told import Reading

#: A day in EDTF; a month tells no two recalls apart.
_DAY = 10
#: Names of several countries: what holds there may hold in each, so they part nothing.
_REGIONS = frozenset({"GLOBAL", "EU", "EUROPE"})


@dataclass
class _Event:
    """One of the recalls: where, of what, announced when, and the stretches that tell it."""

    markets: set[str]
    goods: set[str]
    day: str | None
    told: list[Stretch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause of the news: the markets recalled in, the goods named, and the number of its sentence."""

    stretch: Stretch
    sentence: int
    markets: frozenset[str]
    goods: frozenset[str]


def recalls(reading: Reading, main: Sequence[Stretch]) -> list[list[Stretch]]:
    """The stretches of the news by the recall that they tell, in the order of the text; one list in most documents.

    What stands before the first is told of the first; sentences behind the last that name
    neither market nor goods ("in both cases …") are told of each.
    """
    pieces = _pieces(reading, main)
    events: list[_Event] = []
    for place, piece in enumerate(pieces):
        event = _of(piece, events)
        if event is None:
            event = _started(pieces, place, events)
            if event:
                events.append(event)
            else:
                event = events[-1] if events else None
        if event:
            event.markets |= piece.markets
            event.goods |= piece.goods
            event.told.append(piece.stretch)
    if len(events) < 2:
        return [list(main)]
    inside = {id(piece.stretch) for piece in pieces}
    shared = _shared(pieces, events)
    ahead = [piece.stretch for piece in pieces if piece.stretch.start < events[0].told[0].start]
    others = [stretch for stretch in main if stretch.passage.topic not in PROSE]
    told = [[*others, *event.told] for event in events]
    told[0][len(others) : len(others)] = [one for one in ahead if id(one) in inside and one not in told[0]]
    return [[*stretches, *(one for one in shared if one not in stretches)] for stretches in told]


def _pieces(reading: Reading, main: Sequence[Stretch]) -> list[_Piece]:
    found = []
    for stretch in main:
        passage = stretch.passage
        if passage.topic not in PROSE:
            continue
        named, speakers = reading.named[passage.part], reading.speakers[passage.part]
        for clause in passage.clauses:
            start, end = max(clause.start, stretch.start), min(clause.end, stretch.end)
            if start >= end:
                continue
            where = frozenset(
                one.market
                for one in markets.find(passage, start, end, named, speakers, reading.home)
                if one.status == "recalled" and not one.weak
            )
            goods = frozenset(
                one.model or one.name or "" for one in named if not one.generic and start <= one.start < end
            )
            found.append(_Piece(stretch._replace(start=start, end=end), clause.sentence, where, goods))
    return found


def _of(piece: _Piece, events: Sequence[_Event]) -> _Event | None:
    """The recall that a clause goes on with: that of its markets, else of its goods; None where it may be another."""
    for event in events:
        if event.markets & piece.markets:
            return event
    if piece.markets or not events:
        return None
    return next((event for event in events if event.goods & piece.goods), events[-1])


def _started(pieces: Sequence[_Piece], place: int, events: Sequence[_Event]) -> _Event | None:
    """The recall that begins with a clause, or None: it has a market, and of its own goods or a day."""
    piece = pieces[place]
    passage = piece.stretch.passage
    if not piece.markets:
        return None
    end = piece.stretch.end
    goods = set(piece.goods)
    for behind in pieces[place + 1 :]:
        if behind.stretch.passage is not passage or behind.sentence != piece.sentence:
            break
        if behind.markets - piece.markets:
            break
        goods |= behind.goods
        end = behind.stretch.end
    first = next(other for other in pieces if other.sentence == piece.sentence and other.stretch.passage is passage)
    begin = first.stretch.start
    told = passage.ending("recall.words", begin, end) or passage.says(
        ("recall.weak", "recall.announced", "recall.affected"), begin, end
    )
    day = announced.find(passage, piece.stretch.start, end)
    dated = str(day.value) if day and len(str(day.value)) == _DAY else None
    if not events:
        return _Event(set(piece.markets), goods, dated)
    known = {one for event in events for one in event.goods}
    other_goods = bool(goods) and bool(known) and not goods & known
    other_day = dated is not None and all(event.day is not None and event.day != dated for event in events)
    if not told or piece.markets & _REGIONS or not (other_goods or other_day):
        return None
    return _Event(set(piece.markets), goods, dated)


def _shared(pieces: Sequence[_Piece], events: Sequence[_Event]) -> list[Stretch]:
    """The sentences behind the beginning of the last recall that name neither market nor goods."""
    telling = {piece.sentence for piece in pieces if piece.markets or piece.goods}
    begun = next(piece.sentence for piece in pieces if piece.stretch is events[-1].told[0])
    return [piece.stretch for piece in pieces if piece.sentence > begun and piece.sentence not in telling]
