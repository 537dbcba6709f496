"""People's decisions that cannot all hold: two scopes said to be different that others join, through a third."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.linking import Decision


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A decision that two scopes are different, and the shortest chain of others that joins them."""

    apart: Decision
    joined: tuple[Decision, ...]

    def __str__(self) -> str:
        chain = ", ".join(f"{one.left} = {one.right}" for one in self.joined)
        return (
            f"{self.apart.left} and {self.apart.right} are different by one decision and the same by others ({chain})"
        )


def contradictions(decisions: Iterable[Decision]) -> Iterator[Contradiction]:
    """Every contradiction among decisions, in their order; of decisions on the same two scopes the last counts."""
    last = {frozenset((one.left, one.right)): one for one in decisions}
    same: dict[str, list[tuple[str, Decision]]] = {}
    for one in last.values():
        if one.verdict == "same":
            same.setdefault(one.left, []).append((one.right, one))
            same.setdefault(one.right, []).append((one.left, one))
    for one in last.values():
        if one.verdict == "different" and (chain := _chain(same, one.left, one.right)) is not None:
            yield Contradiction(one, chain)


def _chain(same: dict[str, list[tuple[str, Decision]]], start: str, goal: str) -> tuple[Decision, ...] | None:
    chains: dict[str, tuple[Decision, ...]] = {start: ()}
    waiting = [start]
    for here in waiting:
        if here == goal:
            return chains[here]
        for there, decision in same.get(here, ()):
            if there not in chains:
                chains[there] = (*chains[here], decision)
                waiting.append(there)
    return None
