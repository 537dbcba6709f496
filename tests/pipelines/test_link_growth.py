"""The work of a link pass grows with the scopes, not with their square: comparisons are counted, not seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.linking_cost import synthetic
from pipelines import link, recall_groups, recall_relations

COUNTED = (
    (link, "fit"),
    (recall_groups, "same_figure"),
    (recall_groups, "_fits"),
    (recall_relations, "_day"),
)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of the comparisons is made."""
    counts: Counter[str] = Counter()

    def counting(name: str, compare: Callable[..., Any]) -> Callable[..., Any]:
        def count(*arguments: Any) -> Any:
            counts[name] += 1
            return compare(*arguments)

        return count

    for module, name in COUNTED:
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return counts


def test_many_scopes_are_compared_no_oftener_each_than_few(counted: Counter[str]) -> None:
    few, many = 1_000, 16_000
    link.link(synthetic(few), groups={"Anker": "anker"})
    each = {name: counted[name] / few for _, name in COUNTED}
    assert all(each.values()), each
    counted.clear()
    link.link(synthetic(many), groups={"Anker": "anker"})
    assert all(counted[name] / many < 1.5 * each[name] for _, name in COUNTED), (each, counted)
