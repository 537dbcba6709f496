"""Recalls while they are being put together, and the index that finds those a scope could join.

Looked up by market and model, name, number or address, and then by date, so that a pass
costs little more than in proportion to the number of scopes.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from db.edtf import Span, precision
from db.figures import figure_key, figure_keys, rounded_from, roundings, same_figure
from pipelines.candidates import (
    REPORTED_AFTER,
    Candidate,
    Fit,
    common_figure,
    looked_through,
    name_keys,
    plain_address,
    window,
)

#: The longest span of a founder's date that the index has to expect: a year.
_LONGEST_SPAN = dt.timedelta(days=366)


@dataclass(slots=True)
class Group:
    """A recall in the making: who founded it, and who joined for which reason."""

    market: str | None
    #: The first founder's address: one for each recall of a pass.
    key: str
    founders: list[tuple[Candidate, str | None]] = field(default_factory=list)
    members: list[tuple[Candidate, Fit]] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    reported_by: set[str] = field(default_factory=set)

    @property
    def founder(self) -> Candidate:
        """The first founder, by whose date the recall goes."""
        return self.founders[0][0]

    @property
    def brand(self) -> str:
        """The slug of the brand group."""
        return self.founder.brand_slug

    @property
    def models(self) -> frozenset[str]:
        """The models that the founders name."""
        return frozenset().union(*(founder.models for founder, _ in self.founders))

    def has_figure_of(self, one: Candidate) -> bool:
        """Whether a founder gives a figure of a scope, more or less exactly."""
        return any(common_figure(one, founder) for founder, _ in self.founders)


@dataclass(slots=True)
class _Dated:
    """Groups in the order of a founder's date: those of one day, those of a longer span, those without."""

    groups: dict[str, Group] = field(default_factory=dict)
    days: list[tuple[dt.date, str]] = field(default_factory=list)
    spans: list[tuple[dt.date, str]] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)

    def add(self, group: Group, date: Span | None) -> None:
        if group.key in self.groups:
            return
        self.groups[group.key] = group
        if date is None:
            self.undated.append(group.key)
        else:
            insort(self.spans if precision(date) else self.days, (date[0], group.key))

    def between(self, reach: tuple[dt.date, dt.date] | None) -> Iterator[Group]:
        """The groups whose date can lie within, and those without a date."""
        if reach is None:
            yield from self.groups.values()
            return
        earlier = reach[0] - _LONGEST_SPAN if reach[0] > dt.date.min + _LONGEST_SPAN else dt.date.min
        for dated, first in ((self.days, reach[0]), (self.spans, earlier)):
            low, high = bisect_left(dated, (first, "")), bisect_right(dated, (reach[1], "\U0010ffff"))
            for _, key in dated[low:high]:
                yield self.groups[key]
        for key in self.undated:
            yield self.groups[key]


@dataclass(slots=True)
class _Figured:
    """Groups by their figures, of which many begin alike."""

    groups: dict[int, dict[str, Group]] = field(default_factory=dict)
    ordered: list[int] = field(default_factory=list)

    def add(self, figure: int, group: Group) -> None:
        if figure not in self.groups:
            self.groups[figure] = {}
            insort(self.ordered, figure)
        self.groups[figure][group.key] = group

    def like(self, figure: int) -> Iterator[tuple[int, Group]]:
        """The groups with a figure that is this one more or less exactly, and that figure: the nearest first."""
        exact = rounded_from(figure)
        near = (one for one in roundings(figure) if one in self.groups)
        further = self.ordered[bisect_left(self.ordered, exact.start) : bisect_left(self.ordered, exact.stop)]
        for other in (*near, *further):
            if same_figure(figure, other):
                yield from ((other, group) for group in self.groups[other].values())


class GroupIndex:
    """All recalls of a pass, found by market and what a scope says."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._by_key: dict[tuple[str | None, str, str], _Dated] = {}
        self._by_figure: dict[tuple[str, str, int], _Figured] = {}

    def found(self, founder: Candidate) -> Group:
        """A new recall."""
        group = Group(founder.scope.market, founder.scope.address)
        self.groups.append(group)
        self.join(group, founder, Fit(1.0, 0, "first to announce it"), founds=True)
        return group

    def join(self, group: Group, one: Candidate, fitting: Fit, *, founds: bool) -> None:
        """Add a scope to a recall; as one more founder, others are compared with it too."""
        group.members.append((one, fitting))
        group.addresses.add(one.scope.address)
        if one.scope.role == "main":
            group.reported_by.add(one.scope.document)
            self._note_figures(group, one)
        if founds:
            group.founders.append((one, plain_address(one.scope.url) if one.scope.url else None))
            for kind, name in _keys(one):
                self._entry(group.market, kind, name).add(group, one.date)
                if group.market is not None:
                    self._entry("*", kind, name).add(group, one.date)

    def _note_figures(self, group: Group, one: Candidate) -> None:
        """Figures by which a report can be told: of those that name products, so that none is passed on."""
        if group.market is not None and one.tells_products:
            for figure in one.scope.units:
                for brand in one.brands:
                    for market in (group.market, "*"):
                        self._by_figure.setdefault((market, brand, figure_key(figure)), _Figured()).add(figure, group)

    def of_figure(self, one: Candidate) -> tuple[Group, int] | None:
        """The only recall of the scope's brands, market and time with one of its figures; and that figure.

        Of all markets where the scope names none.
        """
        reach = window(one)
        found: dict[str, tuple[Group, int]] = {}
        looked_for = [
            (ours, key, brand) for ours in one.scope.units for key in figure_keys(ours) for brand in sorted(one.brands)
        ]
        for ours, key, brand in looked_for:
            entry = self._by_figure.get((one.scope.market or "*", brand, key))
            for theirs, group in entry.like(ours) if entry else ():
                if _fits(group, reach):
                    found.setdefault(group.key, (group, theirs))
                    if len(found) > 1:
                        return None
        return next(iter(found.values()), None)

    def _entry(self, market: str | None, kind: str, name: str) -> _Dated:
        return self._by_key.setdefault((market, kind, name), _Dated())

    def near(self, one: Candidate, *, unplaced: bool = False) -> list[Group]:
        """Recalls with something in common with a scope; of every market where it names none.

        Args:
            unplaced: instead, groups of scopes that name no market.
        """
        market = None if unplaced else one.scope.market or "*"
        reach = looked_through(one)
        found: dict[str, Group] = {}
        for kind, name in _looked_for(one):
            entry = self._by_key.get((market, kind, name))
            if entry is not None:
                limits = None if kind in ("reference", "address") else reach
                found.update((group.key, group) for group in entry.between(limits))
        return list(found.values())

    def only_of_brand(self, one: Candidate) -> Group | None:
        """The only recall of the scope's brands in its market and time, where one of the two names no product.

        Who looks back must say when the recall was announced.
        """
        reach = window(one, REPORTED_AFTER)
        dated = one.announces or one.basis == "announced"
        if reach is None or one.scope.market is None or (not dated and one.scope.role != "main"):
            return None
        found: dict[str, Group] = {}
        for brand in one.brands:
            entry = self._by_key.get((one.scope.market, "brand", brand))
            for group in entry.between(reach) if entry else ():
                date = group.founder.date
                if date and date[1] >= reach[0] and date[0] <= reach[1]:
                    found[group.key] = group
                    if len(found) > 1:
                        return None
        only = next(iter(found.values()), None)
        if only is not None and one.tells_products and only.founder.tells_products:
            return None
        return only


def _fits(group: Group, reach: tuple[dt.date, dt.date] | None) -> bool:
    date = group.founder.date
    return reach is None or date is None or (date[1] >= reach[0] and date[0] <= reach[1])


def _keys(founder: Candidate) -> Iterator[tuple[str, str]]:
    yield from (("model", model) for model in founder.models)
    yield from (("name", key) for key in name_keys(founder.names))
    yield from (("brand", brand) for brand in founder.brands)
    if founder.reference:
        yield "reference", founder.reference
    if founder.scope.url:
        yield "address", plain_address(founder.scope.url)


def _looked_for(one: Candidate) -> Iterator[tuple[str, str]]:
    yield from (("model", model) for model in sorted(one.models))
    yield from (("name", key) for key in sorted(name_keys(one.names)))
    if one.reference:
        yield "reference", one.reference
    if not one.official:
        yield from (("address", address) for address in sorted(one.links))
