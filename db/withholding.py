"""Documents that a person took out of every output, on record and reversibly.

``documents.withheld`` holds the time since when; everything that answers leaves such a
document out, and recalls are joined anew without it. ``withholdings`` keeps every order,
those that were taken back too. Nothing is deleted: words, notices and captures stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from db.rows import Row, query

if TYPE_CHECKING:
    from sqlite_utils import Database

Order = Literal["withhold", "restore"]


class CannotWithhold(ValueError):
    """There is no such document, or it is in that state already; the message says which."""


def add_table(database: Database) -> None:
    """The record of what was withheld and restored, by whom, why and when (UTC)."""
    columns = {"id": int, "source": str, "key": str, "verdict": str, "why": str, "who": str, "decided": str}
    required = columns.keys() - {"id"}
    database.table("withholdings").create(columns, pk="id", not_null=required, strict=True)


def order(connection: sqlite3.Connection, what: Order, name: str, *, why: str, who: str, moment: str) -> list[str]:
    """Take documents out of every output, or put them back. The caller commits, and joins recalls anew.

    Args:
        name: a document's address (``source/key``), or the address of its page on the web.
        why: the reason, for those who read the record later.
        who: who decided it.
        moment: when (UTC, ISO 8601).

    Returns:
        The addresses of the documents whose state changed.

    Raises:
        CannotWithhold: no document has that name, or all that have are in that state already.
    """
    found = _documents(connection, name)
    if not found:
        raise CannotWithhold(_unknown(connection, name))
    wanted = [row for row in found if (row["withheld"] is None) == (what == "withhold")]
    if not wanted:
        state = f"withheld since {found[0]['withheld']}" if what == "withhold" else "not withheld"
        raise CannotWithhold(f"{name} is {state}")
    for row in wanted:
        since = moment if what == "withhold" else None
        connection.execute("UPDATE documents SET withheld = ? WHERE id = ?", [since, row["id"]])
        connection.execute(
            "INSERT INTO withholdings (source, key, verdict, why, who, decided) VALUES (?, ?, ?, ?, ?, ?)",
            [row["source"], row["key"], what, why, who, moment],
        )
    return [f"{row['source']}/{row['key']}" for row in wanted]


def orders(connection: sqlite3.Connection) -> list[Row]:
    """Every order that was ever given, oldest first.

    Each: ``document``, ``verdict`` (withhold, restore), ``why``, ``who``, ``decided``,
    ``withheld`` (whether the document is withheld now).
    """
    rows = query(
        connection,
        """SELECT w.source || '/' || w.key AS document, w.verdict, w.why, w.who, w.decided,
                  d.withheld IS NOT NULL AS withheld
           FROM withholdings w LEFT JOIN documents d ON d.source = w.source AND d.key = w.key ORDER BY w.id""",
    )
    for row in rows:
        row["withheld"] = bool(row["withheld"])
    return rows


def last_order(connection: sqlite3.Connection) -> str | None:
    """When something was last withheld or restored (UTC), or None."""
    moment = connection.execute("SELECT max(decided) FROM withholdings").fetchone()[0]
    return str(moment) if moment else None


def _documents(connection: sqlite3.Connection, name: str) -> Sequence[Row]:
    source, _, key = name.partition("/")
    columns = "id, source, key, withheld"
    exact = query(connection, f"SELECT {columns} FROM documents WHERE source = ? AND key = ?", [source, key])
    return exact or query(connection, f"SELECT {columns} FROM documents WHERE url = ? ORDER BY source, key", [name])


def _unknown(connection: sqlite3.Connection, name: str) -> str:
    members = connection.execute(
        """SELECT DISTINCT substr(scope, 1, instr(scope, '#') - 1) FROM recall_mentions WHERE recall_id = ?
           ORDER BY 1""",
        [name],
    ).fetchall()
    if members:
        return f"{name} is a recall; name the document that is meant: {', '.join(one for (one,) in members)}"
    return f"no document is called {name!r}: name it as source/key, or by the address of its page"
