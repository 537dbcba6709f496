"""Which of the earlier recalls that a text retells is its news: where nothing else in it tells of a recall.

"Last week Anker recalled …", or an accident with goods whose recall is long past.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

from pipelines import announced
from pipelines.chronicle import first_day
from pipelines.products import Named
from pipelines.stretches import Stretch

#: What tells how a recall stands, or what happened with its goods since.
_PROGRESS = ("recall.followed_up", "recovery.words", "recovery.outstanding")
_STANDING = ("recall.accident", *_PROGRESS)
_DAYS, _DAY = ("date", "since"), len("2025-10-21")


def promoted(found: list[Stretch]) -> list[Stretch]:
    """Where nothing but "history" tells of a recall, that is the news ("Last week Anker recalled …")."""

    def tells(stretch: Stretch) -> bool:
        passage, start, end = stretch.passage, stretch.start, stretch.end
        told = _recalls(stretch) or passage.words("recall.expanded", start, end)
        counted = any(number.counter == "product" for number in passage.numbers_within(start, end))
        if counted and all(
            passage.says((key,), start, end) for key in ("recall.affected", "recall.announced", "markets")
        ):
            return True
        stopped = passage.says(("remedies.stop_use",), start, end) and passage.says(("recall.announced",), start, end)
        return (
            bool(told)
            or (bool(passage.model_places(start, end)) and stopped)
            or (
                passage.says(("recall.affected", "recall.announced"), start, end)
                and bool(passage.model_places(start, end))
                and not passage.says(("scope.not_affected", "scope.open"), start, end)
            )
        )

    if any(tells(stretch) for stretch in found if stretch.role == "main"):
        told = [stretch for stretch in found if stretch.role == "background" and tells(stretch) and _names(stretch)]
        retold = (
            len(told) == 1
            and bool(told[0].passage.dates_within(told[0].start, told[0].end))
            and all(_only_refers(one) for one in found if one.role == "main")
        )
        return _with_history(found, told[0], tells) if retold else found
    followed_up = any(one.says("recall.followed_up") for one in found)
    if not followed_up and not any(_specific(stretch) for stretch in found if stretch.role == "background"):
        return found
    first = next((stretch for stretch in found if stretch.role == "background" and tells(stretch)), None)
    if first is None and any(_names(stretch) for stretch in found if stretch.role == "main"):
        # What names other goods of ours is history all the same ("In June it was the A1263, yesterday the A1257").
        return _with_history(found, None, _names)
    return _with_history(found, first, tells)


def followed_up(found: list[Stretch], named: Mapping[str, Sequence[Named]]) -> list[Stretch]:
    """The stretches with the earlier recall as news that a text only follows up: how it stands, or an accident."""
    one = _followed_up(found, named)
    if one is None:
        return found
    # What else is told of it without a day, goods or a market of its own goes with it.
    return [
        stretch._replace(role="main") if stretch is one or _goes_with(stretch, one) else stretch for stretch in found
    ]


def _followed_up(found: Sequence[Stretch], named: Mapping[str, Sequence[Named]]) -> Stretch | None:
    """The only earlier recall that a text dates, where its news is how that one stands, or an accident with its goods.

    It names no other goods than the news does; nor another market, unless the news is of an accident or of returns.
    """
    news = [stretch for stretch in found if stretch.role == "main"]
    stands = any(stretch.says(*_STANDING) for stretch in found)
    told = [one for one in found if one.role == "background"]
    history = [one for one in told if _dates(one, stands)] or [one for one in told if stands and _counts(one)]
    if len(history) != 1 or not news or any(stretch.says("recall.expanded") for stretch in news):
        return None
    proceeds = any(stretch.says(*_PROGRESS) for stretch in found)
    if not proceeds and any(announced.find(one.passage, one.start, one.end) or _recalls_now(one) for one in news):
        return None
    if any(_announces(stretch) for stretch in news):
        return None
    then, now = ({goods for one in some for goods in _goods(one, named)} for some in (history, news))
    there, here = ({market for one in some for market in _markets(one)} for some in (history, news))
    return history[0] if then <= now and (stands or there <= here or not here) else None


def _goes_with(stretch: Stretch, one: Stretch) -> bool:
    """Whether a stretch of history tells of the same recall as another: of no day, and of no goods by their names."""
    passage, start, end = stretch.passage, stretch.start, stretch.end
    if stretch.role != "background" or passage is not one.passage or passage.dates_within(start, end):
        return False
    return not passage.model_places(start, end) and not any(start <= place < end for place in passage.lines)


def _dates(stretch: Stretch, roughly: bool) -> bool:
    """Whether a stretch of history tells on which day, ``roughly`` in which month, a recall of ours began."""
    passage, start, end = stretch.passage, stretch.start, stretch.end
    days = [date for date in passage.dates_within(start, end) if date.shape in _DAYS and first_day(date.first or "")]
    if len(days) != 1 or not (roughly or len(days[0].first or "") == _DAY):
        return False
    return _names(stretch) or stretch.says("recall.words", "recall.announced", "authority")


def _counts(stretch: Stretch) -> bool:
    """Whether a stretch of history tells how many goods were recalled, but not when."""
    passage, start, end = stretch.passage, stretch.start, stretch.end
    counted = any(number.counter == "product" for number in passage.numbers_within(start, end))
    return counted and stretch.says("recall.words") and not passage.dates_within(start, end)


def _recalls_now(stretch: Stretch) -> bool:
    """Whether a stretch announces a recall without a day: a word of recall and one of announcing in a sentence."""
    passage, start, end = stretch.passage, stretch.start, stretch.end
    return any(
        passage.says(("recall.announced",), max(first, start), min(last, end))
        for hit in passage.words("recall.words", start, end)
        for first, last in [passage.sentence_at(hit.start)]
    )


def _announces(stretch: Stretch) -> bool:
    """Whether a stretch dates a recall of its own, not only what somebody published or said since."""
    passage, start, end = stretch.passage, stretch.start, stretch.end
    told = announced.find(passage, start, end)
    if told is None:
        return False
    first, last = passage.sentence_at(told.start)
    # "It recalls 481,000 of them. The CPSC made that public on Thursday."
    first = passage.sentence_at(first - 1)[0] if first > start else first
    first, last = max(first, start), min(last, end)
    return passage.says(("recall.words", "recall.weak"), first, last) and not passage.says(_PROGRESS, first, last)


def _markets(stretch: Stretch) -> set[str]:
    return {hit.key for hit in stretch.passage.table("markets", stretch.start, stretch.end)}


def _goods(stretch: Stretch, named: Mapping[str, Sequence[Named]]) -> Iterator[str | None]:
    """The models of the products that a stretch names, their names where none is known."""
    for one in named.get(stretch.passage.part, ()):
        if not one.generic and stretch.start <= one.start < stretch.end:
            yield one.model or one.name


def _with_history(found: list[Stretch], first: Stretch | None, tells: Callable[[Stretch], object]) -> list[Stretch]:
    """The stretches with this one as news, and with it what tells no other recall; neighbours on the news as one."""
    kept: list[Stretch] = []
    for stretch in found:
        if stretch.role == "background" and (stretch is first or not tells(stretch)):
            stretch = stretch._replace(role="main", event=0)
        last = kept[-1] if kept else None
        if last and last.role == stretch.role == "main" and last.passage is stretch.passage:
            kept[-1] = last._replace(end=stretch.end)
        else:
            kept.append(stretch)
    return kept


def _recalls(stretch: Stretch) -> bool:
    """Whether a stretch tells of a recall, not only of the share that came back."""
    shares = stretch.passage.words("recovery.words", stretch.start, stretch.end)
    return any(
        not any(share.start <= hit.start and hit.end <= share.end for share in shares)
        for hit in stretch.passage.ending("recall.words", stretch.start, stretch.end)
    )


def _names(stretch: Stretch) -> bool:
    """Whether a stretch names our goods."""
    own = bisect_left(stretch.passage.ours, stretch.start)
    return own < len(stretch.passage.ours) and stretch.passage.ours[own] < stretch.end


def _only_refers(stretch: Stretch) -> bool:
    """Whether a stretch only refers to a recall told elsewhere ("the recall remains open"): it names nothing."""
    passage, start, end = stretch.passage, stretch.start, stretch.end
    return (
        not _names(stretch)
        and not any(number.counter == "product" for number in passage.numbers_within(start, end))
        and not passage.table("markets", start, end)
    )


def _specific(stretch: Stretch) -> bool:
    """Whether history names what was recalled, where, when or how many: "after a year of recalls" is nobody's news."""
    passage, start, end = stretch.passage, stretch.start, stretch.end
    return (
        _names(stretch)
        or bool(passage.dates_within(start, end) or passage.numbers_within(start, end))
        or bool(passage.table("markets", start, end) or passage.table("categories", start, end))
    )
