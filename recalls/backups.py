"""``recalls backup``: a copy of the database while others write to it, whole and checked, under a name of its own."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.mending import sync
from db.schema import explain, is_behind, open_to_read
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors


def run_backup(database: Path, folder: Path, keep: int | None) -> int:
    """Copy the database into a folder; with ``keep``, only so many of the newest copies of it stay."""
    with clear_errors():
        try:
            copy = backup(database, folder)
        except (OSError, sqlite3.Error) as error:
            told = explain(error, folder) if isinstance(error, sqlite3.Error) else error
            raise Failure(f"no backup was made: {told}", DONE_WITH_FAILURES) from error
        for old in _copies(database, folder)[:-keep] if keep else ():
            old.unlink()
    click.echo(str(copy))
    return DONE


def backup(database: Path, folder: Path) -> Path:
    """Copy the database; the copy's path. It appears when it is complete and checked, or not at all.

    One whose tables are of an earlier version is copied as it is: the moment before an upgrade is when a copy is
    wanted most. Raises OSError, sqlite3.Error, and StoreError for a database that cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / f"{database.stem}-{moment}.db"
    partial = target.with_suffix(".partial")
    try:
        with closing(_opened(database)) as original:
            copy = sqlite3.connect(partial)
            try:
                original.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                (state,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            finally:
                copy.close()
        if state != "ok":
            raise OSError(f"the copy is damaged: {state}")
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.rename(target)
        sync(folder)
    finally:
        partial.unlink(missing_ok=True)
    return target


def _opened(database: Path) -> sqlite3.Connection:
    try:
        connection = open_to_read(database)
        try:
            is_behind(connection, database)  # refuses what is not ours
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise explain(error, database) from error
    return connection


def _copies(database: Path, folder: Path) -> list[Path]:
    """The copies of a database in a folder, oldest first."""
    return sorted(folder.glob(f"{database.stem}-[0-9]*T[0-9]*Z.db"))
