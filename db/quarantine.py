"""What could not be read or understood: put aside with the reason, tried again, forgotten when it succeeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from db.harvest import Fault, Harvest, Reading
from db.records import Document

if TYPE_CHECKING:
    from sqlite_utils import Database

#: Faults of single addresses by the stage at which they arose; others are the source's, not an address's.
STAGES = {"parse": "reading", "changed_layout": "reading", "too_large": "reading", "understanding": "understanding"}


def address_of(document: Document) -> str:
    """What a document is held by: its own address, else ``source/key``."""
    return document.url or f"{document.source.id if document.source else ''}/{document.key}"


def add_table(database: Database) -> None:
    """``quarantine``: one row a source, address and stage."""
    texts = ("source", "address", "stage", "kind", "reason", "first_seen", "last_seen", "reader")
    database.table("quarantine").create(
        {**dict.fromkeys(texts, str), "nights": int},
        pk=("source", "address", "stage"),
        not_null={"kind", "reason", "first_seen", "last_seen", "reader", "nights"},
        strict=True,
    )


def note(connection: sqlite3.Connection, harvest: Harvest, readers: dict[str, str], captured: str) -> None:
    """Put aside what failed in a harvest of a night, and let go what was captured again without a fault.

    ``readers`` gives the version of the code by stage: what fails again with another version was tried again.
    """
    source = harvest.source.id
    failed = {(fault.url, STAGES[fault.kind]): fault for fault in harvest.faults if fault.url and fault.kind in STAGES}
    seen = {capture.url for capture in harvest.captures} | {
        address_of(reading.document) for reading in harvest.readings
    }
    held = connection.execute("SELECT address, stage FROM quarantine WHERE source = ?", [source]).fetchall()
    well = [(source, address, stage) for address, stage in held if address in seen and (address, stage) not in failed]
    connection.executemany("DELETE FROM quarantine WHERE source = ? AND address = ? AND stage = ?", well)
    connection.executemany(
        _HOLD,
        [
            (source, address, stage, fault.kind, fault.message, captured, readers[stage])
            for (address, stage), fault in failed.items()
        ],
    )


_HOLD = """
INSERT INTO quarantine (source, address, stage, kind, reason, first_seen, last_seen, reader, nights)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, 1) ON CONFLICT DO UPDATE SET kind = excluded.kind,
reason = excluded.reason, last_seen = excluded.last_seen, reader = excluded.reader,
nights = nights + (substr(last_seen, 1, 10) <> substr(excluded.last_seen, 1, 10))
"""


def not_understood(connection: sqlite3.Connection, faults: Iterable[Fault], reader: str, recorded: str) -> None:
    """Put aside stored documents that another version understood and this one cannot."""
    rows = [(f.source, f.url, STAGES[f.kind], f.kind, f.message, recorded, reader) for f in faults if f.url]
    connection.executemany(_HOLD, rows)


def understood(connection: sqlite3.Connection, readings: Iterable[Reading]) -> None:
    """Let go documents that could not be understood and now are."""
    connection.executemany(
        "DELETE FROM quarantine WHERE source = ? AND address = ? AND stage = 'understanding'",
        [(one.document.source.id, address_of(one.document)) for one in readings if one.document.source],
    )


def held(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """What is in quarantine: ``source, address, stage, kind, reason, first_seen, last_seen, nights``."""
    names = ("source", "address", "stage", "kind", "reason", "first_seen", "last_seen", "nights")
    rows = connection.execute(f"SELECT {', '.join(names)} FROM quarantine ORDER BY source, address, stage")
    return [dict(zip(names, row, strict=True)) for row in rows]
