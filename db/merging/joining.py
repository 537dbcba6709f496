"""One database taken into another, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from db.linking import GivenIds
from db.merging.documents import Taken, take_in_documents
from db.merging.settling import settle
from db.merging.tables import take_in_records
from db.recall_ids import given_ids
from db.schema import connect, explain
from db.store import RecreatedRefused, Store


def take_in(store: Store, path: Path, name: Path, then: Callable[[GivenIds], object] = lambda _: None) -> Taken:
    """Take a database into another: all of it, or nothing.

    Args:
        path: a copy of it (see ``db.merging.inputs``), which nobody writes to.
        name: what it is called to people.
        then: what else belongs into the same transaction, told the ids that ``store`` had given before.

    Raises:
        RecreatedRefused: pages of our own making and live ones would mix, and ``store`` does not allow it.
        StoreError: the two cannot be joined, or the database cannot be written.
    """
    connection = store.connection
    connection.execute("ATTACH DATABASE ? AS other", [str(path)])
    try:
        with store.writing():
            if not store.allow_recreated:
                _refuse_mixing(connection, store.path, name)
            before = given_ids(connection, store.clock()[:10])
            take_in_records(connection)
            taken = take_in_documents(connection)
            settle(connection)
            then(before)
            return taken
    except sqlite3.DatabaseError as error:
        raise explain(error, store.path) from error
    finally:
        with suppress(sqlite3.Error):
            connection.execute("DETACH DATABASE other")


def ids_given(path: Path, today: str) -> GivenIds:
    """The ids that a database gave to its recalls."""
    with closing(connect(path, create=False, read_only=True)) as connection:
        return given_ids(connection, today)


def _refuse_mixing(connection: sqlite3.Connection, ours: Path, theirs: Path) -> None:
    made, live = [
        {
            schema
            for schema in ("main", "other")
            for table in ("documents", "captures")
            if connection.execute(
                f"SELECT EXISTS (SELECT 1 FROM {schema}.{table} WHERE coalesce(recreated, 0) = {recreated})"
            ).fetchone()[0]
        }
        for recreated in (1, 0)
    ]
    if any({one, other} == {"main", "other"} for one in made for other in live):
        here, there = (theirs, ours) if "other" in made else (ours, theirs)
        raise RecreatedRefused(
            f"{here} holds re-created pages, which are no evidence, and {there} live ones: "
            "merge them into databases of their own, or --allow-recreated to mix them"
        )
