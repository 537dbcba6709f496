"""Ids of recalls: readable, made once, kept for ever.

``anker-jp-2025-10-21``: brand group, market, date as far as known when the recall was
first seen. Where that is taken, a model goes after it, else a number. An id belongs to
the recall that holds the scope which founded it; so it stays when earlier or better
notices join. When two recalls turn out to be one, the older id stays and the other
redirects. When one turns out to be two, the founder's keeps the id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from db.linking import KnownRecall
from pipelines.recall_groups import Group


def give_ids(groups: Sequence[Group], known: Sequence[KnownRecall]) -> tuple[dict[str, str], dict[str, str | None]]:
    """Ids by the groups' keys, and where ids of before lead that are no group's now.

    Args:
        known: every id ever given; one without founders is taken and leads nowhere new.
    """
    owners = Owners(groups)
    ids: dict[str, str] = {}
    redirects: dict[str, str | None] = {}
    homeless: list[KnownRecall] = []
    # An id that leads to a recall's own does not take that one's place for being older.
    for recall in sorted(known, key=lambda recall: (recall.redirects, recall.made, recall.id)):
        if not recall.founders:
            continue
        group = owners.of_founder(recall)
        if group is None:
            homeless.append(recall)
        elif group in ids:
            redirects[recall.id] = ids[group]
        else:
            ids[group] = recall.id
    for recall in homeless:
        group = owners.of_members(recall)
        if group is None:
            redirects[recall.id] = None
        elif group in ids:
            redirects[recall.id] = ids[group]
        else:
            ids[group] = recall.id
    names = Names(recall.id for recall in known)
    for new in sorted((group for group in groups if group.key not in ids), key=content_order):
        ids[new.key] = names.give(new)
    return ids, redirects


class Owners:
    """Which group holds a scope now: by its address, else by its document and market."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.by_address: dict[str, str] = {}
        self.by_document: dict[str, set[str]] = {}
        for group in groups:
            for address in group.addresses:
                self.by_address[address] = group.key
                self.by_document.setdefault(_document_and_market(address), set()).add(group.key)

    def owner(self, address: str) -> str | None:
        """The key of the group that holds a scope, or None."""
        if address in self.by_address:
            return self.by_address[address]
        # Another reader may count the mentions of a document differently.
        there = self.by_document.get(_document_and_market(address), set())
        return next(iter(there)) if len(there) == 1 else None

    def of_founder(self, recall: KnownRecall) -> str | None:
        """The group that holds the first founder that is still there."""
        return next((owner for founder in recall.founders if (owner := self.owner(founder))), None)

    def of_members(self, recall: KnownRecall) -> str | None:
        """The group that holds all members that are still there, if it is one."""
        there = {owner for member in recall.members if (owner := self.owner(member))}
        return next(iter(there)) if len(there) == 1 else None


def _document_and_market(address: str) -> str:
    rest, _, market = address.rpartition("@")
    return f"{rest.rpartition('#')[0]}@{market}"


def content_order(group: Group) -> tuple[object, ...]:
    return group.founder.order


def plain_name(group: Group) -> str:
    """What a recall is called where nothing else is called so: brand group, market and date."""
    founder = group.founder.scope
    date = re.sub(r"[^0-9-]+", "-", founder.announced or founder.published or "").strip("-") or "undated"
    return f"{group.brand}-{(group.market or '').lower()}-{date}"


class Names:
    """Ids for recalls that have none: each is given once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        #: How far the numbers behind a name are taken.
        self._reached: dict[str, int] = {}

    def give(self, group: Group) -> str:
        """A new id: the plain one, else one with a model, else with a number behind it."""
        name = next(name for name in self._possible(group) if name not in self._taken)
        self._taken.add(name)
        return name

    def _possible(self, group: Group) -> Iterator[str]:
        base = plain_name(group)
        yield base
        if group.models:
            base = f"{base}-{re.sub(r'[^a-z0-9]+', '-', min(group.models).lower()).strip('-')}"
            yield base
        while True:
            self._reached[base] = number = self._reached.get(base, 1) + 1
            yield f"{base}-{number}"
