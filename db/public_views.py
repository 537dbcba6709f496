"""Views that may be shown to anybody: the exported tables, without full texts, withheld documents and row numbers.

One view an exported table, ``public_`` before its name, its columns those of the data
dictionary. Made anew with the tables, so that they are today's.
"""

from __future__ import annotations

import re
import sqlite3

from db.dictionary import EXPORTS

PREFIX = "public_"
#: Changes are found by code and kept as JSON (see ``db.change_list``); they have no digest there.
_CHANGES = "SELECT told FROM change_list"
_NOT_KEPT = frozenset({"id"})


def names() -> dict[str, str]:
    """Each view's name and the exported table that it shows."""
    return {f"{PREFIX}{name}": name for name in EXPORTS}


def columns(table: str) -> dict[str, str]:
    """What each column of an exported table's view means."""
    kept = EXPORTS[table].columns
    without = _NOT_KEPT if callable(EXPORTS[table].query) else frozenset()
    return {column.name: column.description for column in kept if column.name not in without}


def make(connection: sqlite3.Connection) -> None:
    """Put the views in the place of those that are there. The caller commits."""
    there = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'public!_%' ESCAPE '!'"
    )
    for (name,) in there.fetchall():
        connection.execute(f'DROP VIEW "{name}"')
    for view, table in names().items():
        connection.execute(f"CREATE VIEW {view} AS {_select(table)}")


def _select(table: str) -> str:
    query = EXPORTS[table].query
    if callable(query):
        picked = ", ".join(f"json_extract(told, '$.{name}') AS \"{name}\"" for name in columns(table))
        return f"SELECT {picked} FROM ({_CHANGES})"
    # Whoever looks sorts for himself; sorting twice costs on many rows.
    unsorted = re.sub(r"\s+ORDER BY[^()]*\Z", "", query.strip())
    picked = ", ".join(f'"{name}"' for name in columns(table))
    return f"SELECT {picked} FROM ({unsorted})"
