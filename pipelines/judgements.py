"""What people decided about pairs of scopes, as a link pass asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from db.linking import Decision
from pipelines.candidates import Candidate
from pipelines.recall_groups import Group


def addressed(decisions: Iterable[Decision], candidates: list[Candidate]) -> Iterator[Decision]:
    """The decisions under the addresses of now: another reader may count a document's mentions differently."""
    known = {one.scope.address for one in candidates}
    of_document: dict[tuple[str, str], list[str]] = {}
    for one in candidates:
        if one.scope.status == "recalled" and one.scope.role == "main":
            of_document.setdefault((one.scope.document, one.scope.market or ""), []).append(one.scope.address)

    def now(address: str) -> str:
        rest, _, market = address.rpartition("@")
        there = of_document.get((rest.rpartition("#")[0], market), [])
        return address if address in known or len(there) != 1 else there[0]

    for decision in decisions:
        yield replace(decision, left=now(decision.left), right=now(decision.right))


class Judgements:
    """Decisions, looked up by a scope's address."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self.same: dict[str, set[str]] = {}
        self.different: dict[str, set[str]] = {}
        for decision in decisions:
            table = self.same if decision.verdict == "same" else self.different
            table.setdefault(decision.left, set()).add(decision.right)
            table.setdefault(decision.right, set()).add(decision.left)

    def forced(self, address: str) -> list[str]:
        """Every scope that people joined with this one, directly or through others."""
        found, waiting = {address}, [address]
        while waiting:
            for other in self.same.get(waiting.pop(), ()):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return sorted(found - {address})

    def forbids(self, address: str, group: Group) -> bool:
        """A person said that this scope and one of the group's are of different recalls."""
        return any(other in group.addresses for other in self.different.get(address, ()))
