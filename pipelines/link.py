"""Which scopes speak of the same recall: stated reasons, and nothing joined through a third.

A scope is compared with those that founded a recall, never with its other members, so
one weak likeness cannot chain two recalls. Who comes first is decided by content (see
``Candidate.order``), so any order of arrival gives the same grouping:

1. regulators in their own market and the manufacturer found recalls, or join one whose
   founder they fit; a regulator that also speaks of another market ("in addition about
   9,764 in Canada") joins that market's recall where one fits, else founds one;
2. the press joins; what fits nothing founds a recall of the press's own, if it names a
   product or model; follow-ups join, and one that dates the announcement can found;
3. the same again for those without a date: a maker's undated page joins the recall that
   its models tell, and founds one only where none could be meant;
4. reports that name no product join by a figure that only one recall has, or where there
   is only one recall;
5. reports of accidents and background join where exactly one recall fits, and found nothing;
   so do mentions without a market, by the stated date, at home, or of a worldwide recall
   (``pipelines.marketless``).

Markets are never mixed. GLOBAL, EU and EUROPE are markets of their own here: a maker's
worldwide announcement is a recall of its own, related to those of the countries, and is
no proof for any of them. A person's decision wins over every rule.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from db.linking import (
    STANDINGS,
    Decision,
    GivenIds,
    KnownRecall,
    Link,
    Linking,
    PlacedScope,
    Recall,
    Standing,
    Statement,
)
from pipelines import marketless
from pipelines.candidates import Candidate, Fit, candidate, fit
from pipelines.joined_ids import join_ids
from pipelines.judgements import Judgements, addressed
from pipelines.recall_groups import Group, GroupIndex
from pipelines.recall_ids import give_ids
from pipelines.recall_relations import relations

#: From this score on (a number or a link) a scope joins even where others would fit.
SURE = 0.95


def link(
    scopes: Iterable[PlacedScope],
    decisions: Iterable[Decision] = (),
    known: Sequence[KnownRecall] = (),
    groups: Mapping[str, str] | None = None,
    given: Sequence[GivenIds] = (),
) -> Linking:
    """Join scopes into recalls.

    Args:
        scopes: all scopes of the notices that hold now, in any order.
        decisions: what people decided about pairs of scopes.
        known: the ids given before, so that recalls keep them.
        groups: the slug of each brand's group ("Soundcore" to "anker"); a brand that is
            not in it is a group of its own.
        given: where databases are merged, the ids that each of them gave, in place of ``known``.
    """
    with _no_search_for_cycles():
        return _link(scopes, decisions, known, groups or {}, given)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """A pass makes much and drops nothing: Python's search for garbage would go through all of it again and again."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _link(
    scopes: Iterable[PlacedScope],
    decisions: Iterable[Decision],
    known: Sequence[KnownRecall],
    groups: Mapping[str, str],
    given: Sequence[GivenIds],
) -> Linking:
    candidates = _ready(scopes, groups)
    pass_ = _Pass(Judgements(addressed(decisions, candidates)))
    for waiting in _phases([one for one in candidates if one.scope.status == "recalled"]):
        pass_.place(waiting)
    with_market = [group for group in pass_.index.groups if group.market is not None]
    ids, redirects, namesakes, founders = (
        join_ids(with_market, given) if given else (*give_ids(with_market, known), (), {})
    )
    statements = [one for one in candidates if one.scope.status == "not_affected"]
    return Linking(
        recalls=tuple(
            _recall(ids[group.key], group) for group in sorted(with_market, key=lambda group: ids[group.key])
        ),
        relations=tuple(relations(with_market, ids)),
        statements=tuple(_statements(statements, pass_, ids)),
        unplaced=_unplaced(pass_),
        redirects=redirects,
        namesakes=namesakes,
        founders=founders,
    )


def _ready(scopes: Iterable[PlacedScope], groups: Mapping[str, str]) -> list[Candidate]:
    """One candidate for each address and status, in an order that does not depend on arrival."""
    unique: dict[tuple[str, str], PlacedScope] = {}
    for scope in scopes:
        key = (scope.address, scope.status)
        if (other := unique.setdefault(key, scope)) is not scope and repr(scope) > repr(other):
            unique[key] = scope
    return [candidate(unique[key], groups) for key in sorted(unique)]


def _phases(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """The candidates of each step, in their order; those without a market last."""
    placed = [one for one in candidates if one.scope.market is not None]
    main = [one for one in placed if one.scope.role == "main" and one.scope.kind != "accident"]
    dated = [one for one in main if one.date is not None]
    undated = [one for one in main if one.date is None]
    for waiting in (dated, undated):
        telling = [one for one in waiting if one.tells_products or one.scope.standing != "press"]
        yield sorted((one for one in telling if one.announces and one.scope.standing != "press"), key=_order)
        yield sorted((one for one in telling if one.announces and one.scope.standing == "press"), key=_order)
        yield sorted((one for one in telling if not one.announces), key=_order)
    yield sorted((one for one in main if not one.tells_products and one.scope.standing == "press"), key=_order)
    yield sorted((one for one in placed if one.scope.role == "main" and one.scope.kind == "accident"), key=_order)
    yield sorted((one for one in placed if one.scope.role == "background"), key=_order)
    yield sorted((one for one in candidates if one.scope.market is None), key=_order)


def _order(one: Candidate) -> tuple[object, ...]:
    return one.tells_nothing, one.order


class _Pass:
    """One pass over all scopes: the recalls so far, and where each scope went."""

    def __init__(self, judgements: Judgements) -> None:
        self.judgements = judgements
        self.index = GroupIndex()
        self.placed: dict[str, Group] = {}
        self.alone: list[Candidate] = []

    def place(self, waiting: Iterable[Candidate]) -> None:
        """Let each candidate join a recall, found one, or stay alone."""
        for one in waiting:
            group = self._decided(one) or self._home(one)
            if group is None:
                self.alone.append(one)
            else:
                self.placed[one.scope.address] = group

    def _decided(self, one: Candidate) -> Group | None:
        for other in self.judgements.forced(one.scope.address):
            group = self.placed.get(other)
            if group is not None and one.scope.market in (group.market, None):
                self.index.join(group, one, Fit(1.0, 0, "decided by a person"), founds=one.announces)
                return group
        return None

    def _home(self, one: Candidate) -> Group | None:
        choices = self.choices(one)
        if one.scope.market is None:
            choices = marketless.only(one, choices)
            if not choices:  # beside others like it, in no recall
                choices = [choice for choice in self.choices(one, unplaced=True) if choice[1].market is None]
        elif len(choices) > 1 and _must_be_sure(one) and choices[0][0].score < SURE and not _stands_out(one, choices):
            choices = _told_apart(one, choices)
            if not choices:
                return None
        if not choices:
            return self.index.found(one) if _may_found(one) else None
        best, group = choices[0]
        self.index.join(group, one, best, founds=best.score == 1.0 and one.official)
        return group

    def choices(self, one: Candidate, *, unplaced: bool = False) -> list[tuple[Fit, Group]]:
        """The recalls that a scope fits, best first; or the groups of scopes without a market."""
        found = []
        for group in self.index.near(one, unplaced=unplaced):
            fits = [fitting for founder, url in group.founders if (fitting := fit(one, founder, url))]
            if fits and not self._barred(one, group):
                best = max(fits, key=lambda fitting: (fitting.score, -fitting.days))
                if best.score == 1.0 or not _has_notice_of(one, group):
                    found.append((best, group))
        if not found and not one.official and not one.tells_products:
            figured = self.index.of_figure(one)
            if figured and not self._barred(one, figured[0]):
                reason = f"the figure of {figured[1]:,} that only this recall has"
                return [(Fit(0.5, 0, reason), figured[0])]
        if not found and (not one.official or one.tells_nothing):
            only = self.index.only_of_brand(one)
            if only and not self._barred(one, only):
                found.append((Fit(0.4, 0, "the only recall of the brand in this market at that time"), only))
        return sorted(found, key=lambda choice: (-choice[0].score, choice[0].days, choice[1].key))

    def _barred(self, one: Candidate, group: Group) -> bool:
        """A person said no; or the same notice reports this recall itself and looks back on another."""
        if self.judgements.forbids(one.scope.address, group):
            return True
        return one.scope.role == "background" and one.scope.document in group.reported_by


def _has_notice_of(one: Candidate, group: Group) -> bool:
    """The same regulator gave this recall a notice already, whoever else founded it too."""
    if not one.official or one.scope.source_kind != "regulator":
        return False
    return any(founder.official and founder.scope.source == one.scope.source for founder, _ in group.founders)


def _must_be_sure(one: Candidate) -> bool:
    """Who joins only where nothing else fits: who looks back on other recalls, or gives no date."""
    return one.scope.role != "main" or one.scope.kind == "accident" or one.date is None


def _stands_out(one: Candidate, choices: list[tuple[Fit, Group]]) -> bool:
    """An announcement without a date, most of whose models are one recall's and few another's."""
    return one.announces and choices[0][0].score >= choices[1][0].score + marketless.CLEARLY


def _told_apart(one: Candidate, choices: list[tuple[Fit, Group]]) -> list[tuple[Fit, Group]]:
    """Of several recalls that an undated report fits, the one with its figure; else the only one announced officially.

    The press alone tells of recalls where a report was misread, too. Where only the press
    tells of any, a maker's page is of the first: reports of the same models come after it.
    """
    if not one.announces:
        return []
    figured = [(best, group) for best, group in choices if group.has_figure_of(one)]
    announced = [(best, group) for best, group in choices if group.founder.official]
    first = sorted(choices, key=lambda choice: choice[1].founder.order)[:1] if one.official and not announced else []
    return next((few for few in (figured, announced, first) if len(few) == 1), [])


def _may_found(one: Candidate) -> bool:
    """Announcements found recalls; the press's only where they name a product or model.

    A follow-up of the press founds one where it dates the announcement.
    """
    if one.scope.role != "main" or one.scope.kind not in ("announcement", "expansion", "followup"):
        return False
    if one.scope.standing != "press":
        return one.announces
    return bool(one.models or one.names) and (one.announces or one.basis == "announced")


def _recall(identity: str, group: Group) -> Recall:
    founder = group.founder.scope
    return Recall(
        id=identity,
        brand_group=group.brand,
        market=group.market or "",
        date=founder.announced or founder.published,
        standing=_best_standing(group),
        founders=tuple(one.scope.address for one, _ in group.founders),
        links=tuple(
            Link(one.scope.address, fitting.reason, fitting.score)
            for one, fitting in sorted(group.members, key=lambda member: member[0].scope.address)
        ),
    )


def _best_standing(group: Group) -> Standing:
    """Of those that report the recall itself, the one whose word weighs most."""
    reporting = [one.scope.standing for one, _ in group.members if one.scope.role == "main"]
    return min(reporting or [group.founder.scope.standing], key=STANDINGS.index)


def _statements(candidates: list[Candidate], pass_: _Pass, ids: Mapping[str, str]) -> Iterator[Statement]:
    """Markets that are not affected, with the recall that the statement speaks of where that is clear.

    It speaks of the recall that its own mention reports; where the mention reports on none
    or on several, of the only one that it fits.
    """
    reported: dict[tuple[str, int], set[str]] = {}
    for address, group in pass_.placed.items():
        if group.key in ids:
            document_and_mention = address.rpartition("@")[0].rpartition("#")
            reported.setdefault((document_and_mention[0], int(document_and_mention[2])), set()).add(ids[group.key])
    for one in sorted(candidates, key=lambda one: one.scope.address):
        recalls = reported.get((one.scope.document, one.scope.mention), set())
        if len(recalls) == 1:
            yield Statement(one.scope.address, next(iter(recalls)), "said of the recall that its mention reports")
            continue
        anywhere = replace(one, scope=replace(one.scope, market=None))
        fitting = [] if recalls else pass_.choices(anywhere)
        if len(fitting) == 1:
            yield Statement(one.scope.address, ids[fitting[0][1].key], fitting[0][0].reason)
        else:
            yield Statement(one.scope.address, None, f"could be said of {len(recalls or fitting) or 'no'} recalls")


def _unplaced(pass_: _Pass) -> tuple[tuple[str, ...], ...]:
    together = [sorted(group.addresses) for group in pass_.index.groups if group.market is None]
    return tuple(sorted([tuple(group) for group in together] + [(one.scope.address,) for one in pass_.alone]))
