"""Changes kept ready, as finding them all (``db.changes``) takes seconds on many notices.

Made anew whenever recalls are joined, which every crawl and every order to withhold ends with.
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from db.changes import KINDS, found_anew, one_by_one
from db.edtf import span
from db.excerpts import OF_ARTICLES, OF_NOTICES, excerpts
from db.listing import Narrowed, of_recalls, within
from db.rows import Row
from db.timeline import Filters

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Changed:
    """One page of changes, the newest first, as ``db.changes`` tells them, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


def add_tables(database: Database) -> None:
    """The changes in the order in which pages show them, and which recalls each is of."""
    columns = {"position": int, "date_first": str, "date_last": str, "kind": str, "told": str}
    database.table("change_list").create(columns, pk="position", not_null={"kind", "told"}, strict=True)
    members = {"recall_id": str, "position": int}
    database.table("change_recalls").create(members, pk=("recall_id", "position"), strict=True)


def keep_ready(connection: sqlite3.Connection) -> None:
    """Make the list anew from what the tables say now. The caller commits."""
    connection.execute("DELETE FROM change_list")
    connection.execute("DELETE FROM change_recalls")
    press = {source for (source,) in connection.execute("SELECT id FROM sources WHERE kind = 'press'")}
    found = sorted(found_anew(connection), key=_newest_first)
    connection.executemany(
        "INSERT INTO change_list VALUES (?, ?, ?, ?, ?)",
        ((at, *_days(row), row["kind"], _told(row, press)) for at, row in enumerate(found)),
    )
    connection.executemany(
        "INSERT INTO change_recalls VALUES (?, ?)",
        ((recall, at) for at, row in enumerate(found) for recall in dict.fromkeys(row["recalls"])),
    )


def _told(row: Row, press: set[str]) -> str:
    """A change as JSON; of changed words those around the change, few of them where they are an article's."""
    if row["kind"] == "changed_words":
        most = OF_ARTICLES if (row["document"] or "").partition("/")[0] in press else OF_NOTICES
        old, new = excerpts(row["old"], row["new"], most)
        row = {**row, "old": old, "new": new}
    return json.dumps(row, ensure_ascii=False)


def _days(row: Row) -> tuple[str | None, str | None]:
    days = span(row["public"])
    return (days[0].isoformat(), days[1].isoformat()) if days else (None, None)


def _newest_first(row: Row) -> tuple[Any, ...]:
    days = span(row["public"])
    # What has no day comes last.
    return -days[0].toordinal() if days else 0, KINDS.index(row["kind"])


def latest(connection: sqlite3.Connection, narrowed: Narrowed, *, limit: int, offset: int = 0) -> Changed:
    """The changes that fit, newest first: ``since`` and ``until`` go by the day on which they were public.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    condition, given = _fitting(narrowed)
    total = connection.execute(f"SELECT count(*) FROM change_list WHERE {condition}", given).fetchone()[0]
    rows = connection.execute(
        f"SELECT told FROM change_list WHERE {condition} ORDER BY position LIMIT ? OFFSET ?", [*given, limit, offset]
    )
    return Changed(tuple(json.loads(told) for (told,) in rows), int(total))


def _fitting(narrowed: Narrowed) -> tuple[str, list[Any]]:
    """A condition on the rows of the list, and its values. Raises BadFilter."""
    condition, given = within(narrowed)
    recalls, values = of_recalls(narrowed)
    if values:
        condition += f""" AND position IN (SELECT c.position FROM change_recalls c
                      JOIN recall_list ON recall_list.recall_id = c.recall_id WHERE {recalls})"""
        given = [*given, *values]
    return condition, given


def recent(connection: sqlite3.Connection, filters: Filters, most: int) -> list[Row]:
    """The last so many rows of ``db.changes.changes``, oldest first; found by how far back the list says they go.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    day = _far_enough(connection, filters, most) if filters.source is None else None
    if day and (asked := span(filters.since)):
        day = max(day, asked[0].isoformat())
    if day:
        rows = list(deque(one_by_one(connection, replace(filters, since=day)), most))
        days = span(rows[0]["public"]) if len(rows) == most else None
        # The list may be older than the tables: what it says is only believed where enough is found.
        if days and days[0].isoformat() >= day:
            return rows
    return list(deque(one_by_one(connection, filters), most))


def _far_enough(connection: sqlite3.Connection, filters: Filters, most: int) -> str | None:
    """The day of the last of so many changes that fit, newest first; None where there are not so many."""
    asked = Narrowed(filters.brand, filters.model, filters.market, since=filters.since, until=filters.until)
    where, values = _fitting(asked)
    row = connection.execute(
        f"SELECT date_first FROM change_list WHERE {where} ORDER BY position LIMIT 1 OFFSET ?", [*values, most - 1]
    ).fetchone()
    return row[0] if row else None
