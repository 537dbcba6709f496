"""Ids of recalls where several databases gave them: none ever changes its meaning, and each still leads somewhere.

Which id stays goes by the day on which it was given and by what the recalls say, never by who takes in whom, nor in
how many steps:

1. One id that was given to several recalls stays with the one that had it on the earliest day; of one day with the
   one that would be called so now, else with the first of them. The others get ids of their own, and that they once
   had this one is kept on record. An id that redirects counts as that of the recall to which its notices went.
2. One recall with several ids keeps the one that was given on the earliest day; of one day that which it would be
   given now, else that of the notice which comes first. The others redirect. An id that has redirected to the same
   recall since an earlier day is taken only where there is no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.linking import GivenIds, KnownRecall, Namesake
from pipelines.recall_groups import Group
from pipelines.recall_ids import Names, Owners, content_order, plain_name


@dataclass(frozen=True, slots=True)
class _Claim:
    """That a database calls a recall by an id, and since when.

    ``longer``: a merge made it out of an id that the recall lost. ``fits``: the recall would be called so now.
    ``founded``: the order of the notice that founded it; ``rank`` that of the recall.
    """

    id: str
    group: str
    founders: tuple[str, ...]
    made: str
    longer: bool
    fits: bool
    founded: tuple[object, ...]
    rank: int

    @property
    def weight(self) -> tuple[str, bool, bool]:
        return self.made[:10], self.longer, not self.fits


def join_ids(
    groups: Sequence[Group], given: Sequence[GivenIds]
) -> tuple[dict[str, str], dict[str, str | None], tuple[Namesake, ...], dict[str, tuple[str, ...]]]:
    """Ids by the groups' keys, where the other ids lead (None: nothing speaks of it now), and who lost an id.

    Fourth the founders by which an id that leads elsewhere goes on being known, where several databases gave it.
    """
    ordered = sorted(groups, key=content_order)
    claims = list(_claims(ordered, given))
    first: dict[str, _Claim] = {}
    for claim in sorted(claims, key=lambda one: (*one.weight, one.rank, one.founded)):
        first.setdefault(claim.id, claim)
    holders = {claim.id: claim.group for claim in first.values()}
    leads = [lead for one in given for lead in one.redirects.items()]
    left = {(old, holders.get(target)) for one in given for old, target in one.redirects.items() if old in one.settled}
    ids: dict[str, str] = {}
    for claim in sorted(claims, key=lambda one: ((one.id, one.group) in left, *one.weight, one.founded, one.id)):
        if holders[claim.id] == claim.group:
            ids.setdefault(claim.group, claim.id)
    known = {recall.id for one in given for recall in one.recalls} | {old for old, _ in leads}
    names = Names(known | holders.keys())
    ids |= {group.key: names.give(group) for group in ordered if group.key not in ids}
    led: dict[str, str | None] = dict.fromkeys(known - holders.keys())
    led |= {old: target for old, target in reversed(leads) if old not in holders}
    led |= {one: ids[key] for one, key in holders.items()}
    redirects = _ends(led, set(ids.values()))
    founders = {one: claim.founders for one, claim in first.items() if one in redirects}
    return ids, redirects, tuple(_lost(claims, holders, ids)), founders


def _ends(led: Mapping[str, str | None], live: set[str]) -> dict[str, str | None]:
    """Where each id that is not a recall's own now leads at last."""
    found: dict[str, str | None] = {}
    for old in sorted(led.keys() - live):
        end, passed = led[old], {old}
        while end is not None and end in led and end not in live and end not in passed:
            passed.add(end)
            end = led[end]
        found[old] = end
    return found


def _lost(claims: Sequence[_Claim], holders: Mapping[str, str], ids: Mapping[str, str]) -> Iterator[Namesake]:
    """Each recall that lost an id to another, since the earliest day on which it had it."""
    lost: dict[tuple[str, str], str] = {}
    for claim in claims:
        if holders[claim.id] != claim.group:
            pair = (claim.id, ids[claim.group])
            lost[pair] = min(claim.made, lost.get(pair, claim.made))
    yield from (Namesake(one, recall, made) for (one, recall), made in sorted(lost.items()))


def _claims(ordered: Sequence[Group], given: Sequence[GivenIds]) -> Iterator[_Claim]:
    owners = Owners(ordered)
    rank = {group.key: number for number, group in enumerate(ordered)}
    now = {group.key: plain_name(group) for group in ordered}
    orders = {one.scope.address: one.order for group in ordered for one, _ in group.members}

    def claim(recall: KnownRecall, made: str | None) -> Iterator[_Claim]:
        group = owners.of_founder(recall) or owners.of_members(recall)
        if group is not None:
            founder, fits = recall.founders[0], now[group] == recall.id
            founded = (0, orders[founder]) if founder in orders else (1, founder)
            made_at, longer = made or recall.made, made is not None
            yield _Claim(recall.id, group, recall.founders, made_at, longer, fits, founded, rank[group])

    for one in given:
        for recall in one.recalls:
            yield from claim(recall, one.longer.get(recall.id))
        for recall in one.lost:
            yield from claim(recall, None)
