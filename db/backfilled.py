"""Which files of news archives have been read into this database: what is complete is not read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from db.rows import dump

if TYPE_CHECKING:
    from sqlite_utils import Database


def add_table(database: Database) -> None:
    """``backfilled``: one row a file, by its digest, and by the code and the watchlists that read it."""
    columns = dict.fromkeys(("digest", "reader", "watchlist", "address", "counts", "finished"), str)
    database.table("backfilled").create(
        {**columns, "size": int},
        pk=("digest", "reader", "watchlist"),
        not_null={"address", "counts", "finished", "size"},
        strict=True,
    )


def counted(connection: sqlite3.Connection, digest: str, reader: str, watchlist: str) -> dict[str, int] | None:
    """What became of the pages of a file that this code and these watchlists have read; None where they have not."""
    row = connection.execute(
        "SELECT counts FROM backfilled WHERE digest = ? AND reader = ? AND watchlist = ?", [digest, reader, watchlist]
    ).fetchone()
    return json.loads(row[0]) if row else None


def note(
    connection: sqlite3.Connection,
    *,
    digest: str,
    reader: str,
    watchlist: str,
    address: str,
    size: int,
    counts: Mapping[str, int],
    finished: str,
) -> None:
    """Note a file as read; ``counts`` says what became of its pages. The caller commits."""
    connection.execute(
        "INSERT OR REPLACE INTO backfilled (digest, reader, watchlist, address, counts, finished, size) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [digest, reader, watchlist, address, dump(dict(counts)), finished, size],
    )
