"""How recalls belong together without being one.

``expands``: in one market, a later recall takes up models of an earlier one, or says that
it widens one. ``campaign``: another market recalls the same models within four months;
each is tied to the earliest of them and to the maker's worldwide announcement, not each
to each. ``partner``: a notice names another market's notice as its counterpart.
"""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from db.linking import Relation
from pipelines.candidates import plain_address
from pipelines.recall_groups import Group

EXPANDED_WITHIN = 3 * 365
WIDENED_WITHIN = 365
CAMPAIGN_DAYS = 120


def relations(groups: Sequence[Group], ids: Mapping[str, str]) -> Iterator[Relation]:
    """The relations between recalls, in the order of their ids; each pair and kind once."""
    found: dict[tuple[str, str, str], Relation] = {}
    dated = sorted((group for group in groups if group.founder.date), key=lambda group: (_day(group), ids[group.key]))
    for relation in (*_expansions(dated, ids), *_campaigns(dated, ids), *_partners(groups, ids)):
        found.setdefault((relation.recall, relation.other, relation.kind), relation)
    return (found[key] for key in sorted(found))


def _day(group: Group) -> dt.date:
    date = group.founder.date
    return date[0] if date else dt.date.max


def _date(group: Group) -> str:
    founder = group.founder.scope
    return founder.announced or founder.published or "no date"


def _expansions(dated: Sequence[Group], ids: Mapping[str, str]) -> Iterator[Relation]:
    last_of_model: dict[tuple[str | None, str, str], Group] = {}
    of_brand: dict[tuple[str | None, str], list[Group]] = {}
    for group in dated:
        own = [(group.market, group.brand, model) for model in group.models]
        earlier = [last_of_model[key] for key in own if key in last_of_model]
        fitting = [other for other in earlier if 0 < (_day(group) - _day(other)).days <= EXPANDED_WITHIN]
        before = of_brand.setdefault((group.market, group.brand), [])
        if fitting:
            other = max(fitting, key=lambda other: (_day(other), ids[other.key]))
            common = ", ".join(sorted(group.models & other.models))
            reason = f"{common} again in this market, after {_date(other)}"
            yield Relation(ids[group.key], ids[other.key], "expands", reason)
        elif group.founder.scope.kind == "expansion":
            recent = list(itertools.islice(_widened(group, before), 2))
            if len(recent) == 1:
                reason = "says that it widens an earlier recall, and there is one"
                yield Relation(ids[group.key], ids[recent[0].key], "expands", reason)
        before.append(group)
        last_of_model.update(dict.fromkeys(own, group))


def _widened(group: Group, before: Sequence[Group]) -> Iterator[Group]:
    """Those of earlier recalls, in their order, that one may widen: the latest first."""
    for other in reversed(before):
        days = (_day(group) - _day(other)).days
        if days > WIDENED_WITHIN:
            return
        if days:
            yield other


def _campaigns(dated: Sequence[Group], ids: Mapping[str, str]) -> Iterator[Relation]:
    by_model: dict[tuple[str, str], list[Group]] = {}
    worldwide: dict[tuple[str, str], list[Group]] = {}
    for group in dated:
        for model in group.models:
            by_model.setdefault((group.brand, model), []).append(group)
            if group.market == "GLOBAL":
                worldwide.setdefault((group.brand, model), []).append(group)
    for group in dated:
        for model in sorted(group.models):
            own = group.brand, model
            earliest = _first_within(by_model[own], group, back=CAMPAIGN_DAYS, ahead=0)
            announced = _first_within(worldwide.get(own, []), group, back=CAMPAIGN_DAYS, ahead=CAMPAIGN_DAYS)
            for other in (earliest, announced):
                if other is not None:
                    later, first = sorted((group, other), key=lambda one: (_day(one), ids[one.key]), reverse=True)
                    reason = f"{model} recalled in {first.market}, {_date(first)}"
                    yield Relation(ids[later.key], ids[first.key], "campaign", reason)


def _first_within(groups: list[Group], group: Group, *, back: int, ahead: int) -> Group | None:
    """The first group of another market within so many days of this one."""
    day = _day(group)
    low = bisect_left(groups, day - dt.timedelta(days=back), key=_day)
    high = bisect_right(groups, day + dt.timedelta(days=ahead), key=_day)
    for other in groups[low:high]:
        if other is group:
            return None if not ahead else next((one for one in groups[low:high] if one.market != group.market), None)
        if other.market != group.market:
            return other
    return None


def _partners(groups: Sequence[Group], ids: Mapping[str, str]) -> Iterator[Relation]:
    by_address: dict[str, list[Group]] = {}
    for group in groups:
        for _, url in group.founders:
            if url:
                by_address.setdefault(url, []).append(group)
    for group in groups:
        for founder, _ in group.founders:
            for url in founder.scope.links.get("partner", ()):
                for other in by_address.get(plain_address(url), ()):
                    if other.market != group.market:
                        later, first = sorted((group, other), key=lambda one: (_day(one), ids[one.key]), reverse=True)
                        yield Relation(ids[later.key], ids[first.key], "partner", f"names {url} as its counterpart")
