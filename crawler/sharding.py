"""Sources shared out over machines: who visits one host is on one machine, so that politeness to it stays whole.

Each group of sources that share a host goes to the shard that draws the highest number for it (rendezvous hashing).
So a source's shard depends on nothing but its hosts and the number of shards: not on what else is visited, and a
source that is added moves none but those with which it shares a host.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawler.addresses import within
from crawler.source import SourceSpider

#: More machines than that visit no more than a few hosts each.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Shard:
    """The ``number``-th of ``of`` shares, counted from one."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


def read_shard(text: str) -> Shard:
    """``2/5``. Raises ValueError with what is wanted instead."""
    told = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text.strip(), re.ASCII)
    if told is None:
        raise ValueError(f"{text!r} is no shard: write 2/5 for the second of five")
    shard = Shard(int(told[1]), int(told[2]))
    if not 1 <= shard.of <= MOST:
        raise ValueError(f"{text!r}: there can be 1 to {MOST:,} shards")
    if not 1 <= shard.number <= shard.of:
        raise ValueError(f"{text!r}: the shards of {shard.of} are 1/{shard.of} to {shard.of}/{shard.of}")
    return shard


def share(spiders: Mapping[str, type[SourceSpider]], shard: Shard) -> frozenset[str]:
    """The sources of a shard, by name, given all that there are."""
    return frozenset(
        name for group in _neighbours(spiders) if _drawn(group, shard.of) == shard.number for name in group
    )


def _drawn(group: Mapping[str, tuple[str, ...]], shards: int) -> int:
    first = min(host for hosts in group.values() for host in hosts)
    return max(range(1, shards + 1), key=lambda number: hashlib.sha256(f"{first} {number}".encode()).digest())


def _neighbours(spiders: Mapping[str, type[SourceSpider]]) -> Iterable[Mapping[str, tuple[str, ...]]]:
    """The sources in groups that share a host, or one of whose hosts lies below one of another's; with their hosts."""
    groups: list[dict[str, tuple[str, ...]]] = []
    for name, spider in spiders.items():
        near = [group for group in groups if any(_meet(spider.hosts, hosts) for hosts in group.values())]
        joined = {name: spider.hosts}
        for group in near:
            groups.remove(group)
            joined |= group
        groups.append(joined)
    return groups


def _meet(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any(within(host, theirs) for host in ours) or any(within(host, ours) for host in theirs)
