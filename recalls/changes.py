"""``recalls changes``: what became different, by the day on which it was public."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from db.change_list import recent
from db.changes import one_by_one
from recalls.errors import DONE
from recalls.options import Ask
from recalls.past import asked_store, filters_of
from recalls.rendering import TABLE_ROWS, Row, write_marked
from recalls.sheet import figure

TABLE_COLUMNS = ("public", "kind", "market", "models", "what", "words", "recalls", "document")
CSV_COLUMNS = (
    *("public", "kind", "recalls", "market", "models", "field", "old", "new", "words", "document", "url", "what"),
    *("recorded", "recreated"),
)


def run_changes(asked: Ask, output: str, latest: int | None = None) -> int:
    """``recalls changes``: one row a change, oldest first; of the latest so many (0: all), TABLE_ROWS in a table."""
    if latest is None and output == "table":
        latest = TABLE_ROWS
    with asked_store(asked) as store:
        filters = filters_of(asked, store)
        rows: Iterable[Row] = one_by_one(store.connection, filters)
        if latest:
            # One more than is shown tells that there are more.
            some = recent(store.connection, filters, latest + 1)
            if len(some) > latest:
                click.echo(f"the latest {latest:,} changes; --latest 0 shows all", err=True)
            rows = some[-latest:]
        write_marked(
            rows,
            output,
            for_people=_for_people,
            for_csv=lambda row: {**row, "old": _cell(row["old"]), "new": _cell(row["new"])},
            table=TABLE_COLUMNS,
            columns=CSV_COLUMNS,
            empty="nothing changed",
        )
    return DONE


def _for_people(row: Row) -> Row:
    told = row["what"] or ""
    if row["field"] and row["kind"] in ("changed_figure", "changed_words"):
        told = f"{row['field']}: {_short(row['old'])} → {_short(row['new'])}"
    elif row["kind"] in ("withdrawn", "vanished"):
        told = _short(row["old"])
    elif row["new"] is not None:
        told = (
            f"{told}, {_short(row['new'])} units" if row["field"] == "units" else f"{told} {_short(row['new'])}".strip()
        )
    mark = "*" if row["recreated"] else ""
    return {**row, "kind": row["kind"].replace("_", " "), "what": told, "public": f"{row['public'] or ''}{mark}"}


def _short(value: Any) -> str:
    text = figure(value) if value is not None else "nothing"
    return text if len(text) <= 120 else f"{text[:120]} …"


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
