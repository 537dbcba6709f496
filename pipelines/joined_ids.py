"""Ids of recalls where several databases gave them: none ever changes its meaning, and each still leads somewhere.

Which id stays goes by the day on which it was given and by what the recalls say, never by who takes in whom:

1. One recall with several ids keeps the one that was given on the earliest day; of one day that of the notice which
   founds the recall now, else the first by name. The others redirect. An id that redirects in one of the databases
   goes on redirecting, and is taken only where there is no other.
2. One id that was given to several recalls stays with the one that had it on the earliest day; of one day with the
   one whose founding notice it names, else with the first of them. The others get ids of their own, and that they
   once had this one is kept on record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.linking import GivenIds, Namesake
from pipelines.recall_groups import Group
from pipelines.recall_ids import Names, Owners, content_order


@dataclass(frozen=True, slots=True)
class _Claim:
    """That a database (by its number) calls a recall by an id, and since when."""

    id: str
    giver: int
    group: str
    made: str
    names_founder: bool

    @property
    def weight(self) -> tuple[str, bool]:
        return self.made[:10], not self.names_founder


def join_ids(
    groups: Sequence[Group], given: Sequence[GivenIds]
) -> tuple[dict[str, str], dict[str, str | None], tuple[Namesake, ...]]:
    """Ids by the groups' keys, where the other ids lead (None: nothing speaks of it now), and who lost an id."""
    claims = list(_claims(groups, given))
    rank = {group.key: number for number, group in enumerate(sorted(groups, key=content_order))}
    leads = list(_leads(given, claims))
    holders = _holders(claims, leads, rank)
    redirected = {old for old, _, _ in leads}
    ids: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: (claim.id in redirected, *claim.weight, claim.id)):
        if holders[claim.id] == claim.group:
            ids.setdefault(claim.group, claim.id)
    names = Names({recall.id for one in given for recall in one.recalls} | redirected)
    for group in sorted((group for group in groups if group.key not in ids), key=content_order):
        ids[group.key] = names.give(group)
    gone = {recall.id for one in given for recall in one.recalls} - holders.keys() - redirected
    led = _led(leads, holders, ids) | dict.fromkeys(gone)
    return ids, led, tuple(_lost(claims, holders, ids))


def _led(
    leads: Sequence[tuple[str, str, str | None]], holders: Mapping[str, str | None], ids: Mapping[str, str]
) -> dict[str, str | None]:
    """Where each id leads that is not a recall's own now."""
    led = {old: ids[key] if key else target for old, target, key in reversed(leads)}
    led |= {one: ids[key] for one, key in holders.items() if key}
    live = set(ids.values())
    found: dict[str, str | None] = {}
    for old in sorted(led.keys() - live):
        end, passed = led[old], {old}
        while end in led and end not in live and end not in passed:
            passed.add(end)
            end = led[end]
        found[old] = end
    return found


def _lost(claims: Sequence[_Claim], holders: Mapping[str, str | None], ids: Mapping[str, str]) -> Iterator[Namesake]:
    """Each recall that lost an id to another, since the earliest day on which it had it."""
    lost: dict[tuple[str, str], str] = {}
    for claim in claims:
        if holders[claim.id] != claim.group:
            pair = (claim.id, ids[claim.group])
            lost[pair] = min(claim.made, lost.get(pair, claim.made))
    yield from (Namesake(one, recall, made) for (one, recall), made in sorted(lost.items()))


def _claims(groups: Sequence[Group], given: Sequence[GivenIds]) -> Iterator[_Claim]:
    owners = Owners(groups)
    for number, one in enumerate(given):
        for recall in one.recalls:
            group = owners.of_founder(recall) or owners.of_members(recall)
            if group is not None:
                yield _Claim(recall.id, number, group, recall.made, recall.founders[0] == group)


def _leads(given: Sequence[GivenIds], claims: Sequence[_Claim]) -> Iterator[tuple[str, str, str | None]]:
    """Each id that redirects: where it leads, and to which group that belongs now, if to any."""
    meant = {(claim.giver, claim.id): claim.group for claim in claims}
    for number, one in enumerate(given):
        for old, target in sorted(one.redirects.items()):
            yield old, target, meant.get((number, target))


def _holders(
    claims: Sequence[_Claim], leads: Sequence[tuple[str, str, str | None]], rank: Mapping[str, int]
) -> dict[str, str | None]:
    """The group that each id stays with; None where it redirects elsewhere."""
    elsewhere: dict[str, set[str | None]] = {}
    for old, _, key in leads:
        elsewhere.setdefault(old, set()).add(key)
    holders: dict[str, str | None] = {}
    for claim in sorted(claims, key=lambda claim: (*claim.weight, rank[claim.group])):
        away = claim.id in elsewhere and claim.group not in elsewhere[claim.id]
        if away:
            holders.setdefault(claim.id, None)
        elif holders.get(claim.id) is None:
            holders[claim.id] = claim.group
    return holders
