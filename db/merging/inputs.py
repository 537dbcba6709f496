"""Databases to merge are copied first: they stay as they are, and a crawl may go on writing to them meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db.schema import StoreError, connect, explain, is_behind, open_to_read


def copied(path: Path, copy: Path) -> Path:
    """A copy of a database that is whole and has the tables of this version; its path.

    Raises:
        StoreError: no database of this program, damaged, or made by a newer version; the message names ``path``.
    """
    if not path.is_file():
        raise StoreError(f"{path} is no file: name the database that a crawl wrote")
    try:
        with closing(open_to_read(path)) as connection:
            if is_behind(connection, path) and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
                raise StoreError(f"{path} is empty: name the database that a crawl wrote")
            with closing(sqlite3.connect(copy)) as target:
                connection.backup(target)
                (state,) = target.execute("PRAGMA quick_check(1)").fetchone()
                lost = target.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        # What fills a disk is the copy; the original is only read.
        full = getattr(error, "sqlite_errorname", None) == "SQLITE_FULL"
        raise explain(error, copy if full else path) from error
    if state != "ok" or lost:
        what = state if state != "ok" else f"a row of {lost[0]} refers to one of {lost[2]} that is not there"
        raise StoreError(f"{path} is damaged ({what}): put back a copy, or replay its archive into a new one")
    connect(copy).close()  # brings older tables up to date
    return copy
