"""The database file: how it is opened, and its tables, built by numbered migrations.

A migration never changes once it is released; what comes later is a further one.
``migrations`` says which were applied and when. sqlite-utils builds the tables and is
imported only where there is something to build: it imports pandas where it finds it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db import backfilled, brands, change_list, disagreements, listing, model_list, quarantine, recall_ids, sightings
from db.clock import now
from db.tables import FULL_TEXT, INDEXES, RARE, TABLES
from db.views import VIEWS
from db.withholding import add_table as _withholdings

if TYPE_CHECKING:
    from sqlite_utils import Database

#: Who holds the database for a minute costs nobody a night.
_BUSY_SECONDS = 90.0
_OLDEST_SQLITE = (3, 40, 0)


class StoreError(Exception):
    """The database cannot be used; the message says what to do."""


class StoreBusy(StoreError):
    """Another program is writing: try again later."""


def _first_tables(database: Database) -> None:
    for name, table in TABLES.items():
        database.table(name).create(
            table.columns,
            pk=table.key,
            not_null=table.required,
            foreign_keys=[(column, other, "id") for column, other in table.refers.items()],
            defaults=table.defaults,
            strict=True,
        )
    for name, columns, unique in INDEXES:
        database.table(name).create_index(columns, unique=unique)
    database.execute(FULL_TEXT)
    for name, query in VIEWS.items():
        database.create_view(name, query)


def _views_again(database: Database) -> None:
    """The views as they stand now."""
    for name, query in VIEWS.items():
        database.create_view(name, query, replace=True)


def _live_checks(database: Database) -> None:
    """What each source's live pages answered when they were last asked (``recalls sources --check``)."""
    columns = {"source": str, "checked": str, "verdict": str, "why": str}
    database.table("live_checks").create(columns, pk="source", not_null={"checked", "verdict", "why"}, strict=True)


def _nights(database: Database) -> None:
    """What a run cost and what came of it, and what was put aside."""
    for name in ("requests", "received", "not_modified", "not_due"):
        database.table("run_sources").add_column(name, int)
    database.table("runs").add_column("report", str)
    quarantine.add_table(database)


def _quick_questions(database: Database) -> None:
    """What is rare is found without reading all, and many are compared without their wide rows."""
    for name, table, columns, condition in RARE:
        database.execute(f"CREATE INDEX {name} ON {table} ({columns}) WHERE {condition}")
    database.table("change_list").create_index(["date_first"])
    database.table("recalls").create_index(["id", "market", "date_first", "retired"])
    database.table("recall_products").create_index(["base_model", "recall_id"])
    database.execute("DROP INDEX idx_recall_products_base_model")  # the longer one serves as well
    disagreements.add_table(database)


#: Applied in this order, by number; a database holds the numbers that it has seen.
MIGRATIONS: dict[int, Callable[[Database], None]] = {
    1: _first_tables,
    2: _views_again,  # a recall is news on the earlier of its two days
    3: _live_checks,
    4: _nights,
    6: _withholdings,
    8: backfilled.add_table,
    10: sightings.add_tables,
    11: recall_ids.add_namesakes,
    12: listing.add_tables,
    13: change_list.add_tables,
    # The public views are made after the migrations: a number says that they became others.
    14: lambda database: None,
    19: lambda database: None,
    20: model_list.add_names,
    21: brands.add_tables,
    22: _quick_questions,
    23: _views_again,  # sources disagree on how many were recovered, too; told from what is kept ready
}


def connect(
    path: Path, *, create: bool = True, read_only: bool = False, any_thread: bool = False
) -> sqlite3.Connection:
    """Open the database and bring its tables up to date.

    Args:
        create: make a new database where there is no file.
        read_only: change nothing, not even the tables' version; needs an up-to-date file.
        any_thread: a connection to read from that threads may hand to each other.

    Raises:
        StoreBusy: another program holds the database for longer than a minute and a half.
        StoreError: no such file, not a database, damaged, made by a newer version,
            not writable; the message names the file and says what to do.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old: 3.40 or later is needed")
    if not path.exists() and (read_only or not create):
        raise StoreError(f"there is no database {path}: `recalls crawl --db {path}` makes one")
    connection = None
    try:
        connection = open_to_read(path, any_thread) if read_only else _open_to_write(path)
        _migrate(connection, path, read_only=read_only)
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise explain(error, path) from error
    except StoreError:
        if connection is not None:
            connection.close()
        raise
    return connection


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """SQLite's error as one that says which file and what to do."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy(f"{path} is being written by another program: try again when it is done")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreError(
            f"{path} is damaged or not a database ({error}): put back a copy, "
            "or move it away and replay the archive into a new one"
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return StoreError(f"{path} cannot be opened for this ({error}): check its permissions and its folder's")
    if name.startswith("SQLITE_FULL"):
        return StoreError(f"the disk is full, what was being written to {path} is not kept: free some space, run again")
    return StoreError(f"{path}: {error}")


def _open_to_write(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    # A night commits seldom, so what was said to be kept may as well outlast a loss of power.
    connection.execute("PRAGMA synchronous = FULL")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    return connection


def open_to_read(path: Path, any_thread: bool = False) -> sqlite3.Connection:
    """A connection that changes nothing, whatever the tables. Raises sqlite3.Error."""
    address, same = path.resolve().as_uri(), not any_thread
    connection = sqlite3.connect(
        f"{address}?mode=ro", uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=same
    )
    try:
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        # A write-ahead log needs a writable folder. Without a log beside it the file is whole.
        connection.close()
        if Path(f"{path}-wal").exists():
            raise
        connection = sqlite3.connect(
            f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=same
        )
    connection.execute("PRAGMA query_only = ON")
    return connection


def _applied(connection: sqlite3.Connection) -> set[int]:
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").fetchone()
    return {number for (number,) in connection.execute("SELECT number FROM migrations")} if known else set()


def is_behind(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether a database lacks tables of this version. Raises StoreError for one of another program, or a newer."""
    applied = _applied(connection)
    if applied - MIGRATIONS.keys():
        raise StoreError(f"{path} was made by a newer version of recall-timeline: update the program to open it")
    if not applied and connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
        raise StoreError(f"{path} is a database of another program: choose another file with --db")
    return bool(MIGRATIONS.keys() - applied)


def _migrate(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    if not is_behind(connection, path):
        return
    if read_only:
        raise StoreError(
            f"{path} has no up-to-date tables: run `recalls crawl --db {path}` once to bring it up to date"
        )
    _apply(connection)


def _today(connection: sqlite3.Connection) -> None:
    """What today's code makes of today's tables: views to show, and lists kept ready."""
    from db import public_views

    public_views.make(connection)
    listing.keep_ready(connection)
    disagreements.keep_ready(connection)
    change_list.keep_ready(connection)


def _apply(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    connection.execute("BEGIN IMMEDIATE")
    try:
        database = Database(connection, recursive_triggers=False, execute_plugins=False)
        log = database.table("migrations")
        if not log.exists():
            log.create({"number": int, "applied": str}, pk="number", not_null={"applied"}, strict=True)
        # Another program may have migrated while this one waited for its turn.
        for number in sorted(MIGRATIONS.keys() - _applied(connection)):
            MIGRATIONS[number](database)
            log.insert({"number": number, "applied": now()})
        _today(connection)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
