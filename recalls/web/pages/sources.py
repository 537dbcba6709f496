"""Whom we read, and how each fared night by night."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db import runs
from recalls.web.plots import night_strip
from recalls.web.visit import Visit, render

NIGHTS = 30


def page(visit: Visit) -> str:
    """The sources as HTML."""
    wording, nights = visit.wording, runs.nights(visit.connection, last=NIGHTS)
    told = []
    for row in sorted(rows(visit), key=lambda row: (row["stale_since"] is None, row["name"].casefold())):
        fared = nights.get(row["id"], [])
        strip = night_strip([(night["date"], night["status"]) for night in fared], wording, row["name"])
        broken = next((night["failure"] for night in reversed(fared) if night["failure"]), None)
        told.append({**row, "strip": strip if fared else None, "failure": broken if row["stale_since"] else None})
    return render(visit, "sources", rows=told, states=("ok", "faults", "failed", "unfinished"))


def rows(visit: Visit) -> Sequence[dict[str, Any]]:
    """Every source with its state, for programs (see ``db.runs.sources``)."""
    return [{name: value for name, value in row.items() if name != "outcome"} for row in runs.sources(visit.connection)]


CSV_COLUMNS = (
    *("id", "name", "kind", "language", "market", "homepage", "licence", "documents", "last_good", "stale_since"),
    "last_run",
)
