"""When a document was seen, missed and found gone."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from db.harvest import Harvest
from db.rows import storable

if TYPE_CHECKING:
    from sqlite_utils import Database


def add_tables(database: Database) -> None:
    """``gone_nights``: when a document's own page answered that it is gone. ``listed_only``: what nobody kept."""
    required = {"answered"}
    gone = dict.fromkeys(("source", "key", "night", "answered"), str)
    database.table("gone_nights").create(gone, pk=("source", "key", "night"), not_null=required, strict=True)
    listed = dict.fromkeys(("source", "key", "last_listed"), str)
    database.table("listed_only").create(listed, pk=("source", "key"), not_null={"last_listed"}, strict=True)
    for column in ("gone_since", "gone_last"):
        database.execute(
            f"INSERT OR IGNORE INTO gone_nights SELECT source, key, substr({column}, 1, 10), {column} FROM documents "
            f"WHERE {column} IS NOT NULL"
        )


def note_sightings(connection: sqlite3.Connection, harvest: Harvest, captured: str) -> None:
    """Bring ``last_seen`` forward for every document that a listing or its own page showed."""
    read = {
        reading.document.key: capture.date if (capture := reading.document.capture) else captured
        for reading in harvest.readings
    }
    # What was read in a full listing was in it, whenever its own page was captured.
    seen = read | dict.fromkeys(harvest.listed | read.keys() if harvest.complete else harvest.listed, captured)
    source = harvest.source.id
    known = {key for (key,) in connection.execute("SELECT key FROM documents WHERE source = ?", [source])}
    connection.executemany(
        "UPDATE documents SET last_seen = ?1 WHERE source = ?2 AND key = ?3 AND last_seen < ?1",
        ((seen[key], source, key) for key in known & seen.keys()),
    )
    _remember_listed(connection, source, harvest.listed - known, captured, complete=harvest.complete)
    note_remembered(connection, source)


def _remember_listed(
    connection: sqlite3.Connection, source: str, keys: set[str], captured: str, *, complete: bool
) -> None:
    """Remember what a listing showed and nobody kept: a document that comes later was there on that night.

    Only of sources that are ever listed in full, as only these can say that a document is absent.
    """
    ever = "SELECT EXISTS (SELECT 1 FROM run_sources WHERE source = ? AND complete = 1)"
    if complete or connection.execute(ever, [source]).fetchone()[0]:
        connection.executemany(
            "INSERT INTO listed_only (source, key, last_listed) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET last_listed = max(last_listed, excluded.last_listed)",
            ((source, storable(key), captured) for key in keys),
        )


def note_remembered(connection: sqlite3.Connection, source: str) -> None:
    """Let documents that were listed before they came in know of it."""
    connection.execute(
        """UPDATE documents SET last_seen = max(last_seen, l.last_listed) FROM listed_only l
           WHERE documents.source = ?1 AND l.source = ?1 AND l.key = documents.key""",
        [source],
    )
    connection.execute(
        "DELETE FROM listed_only WHERE source = ?1 AND key IN (SELECT key FROM documents WHERE source = ?1)", [source]
    )


def note_gone(connection: sqlite3.Connection, harvest: Harvest, captured: str) -> None:
    """Note the nights on which a document's own address answered 404 or 410, each once."""
    connection.executemany(
        "INSERT INTO gone_nights (source, key, night, answered) VALUES (?, ?, substr(?3, 1, 10), ?3) "
        "ON CONFLICT DO UPDATE SET answered = min(answered, excluded.answered)",
        ((harvest.source.id, storable(key), captured) for key in sorted(harvest.gone)),
    )
    count_gone(connection, harvest.source.id)


def count_gone(connection: sqlite3.Connection, source: str) -> None:
    """Say of each document how many nights its page has been gone, since when and when last.

    A page that answers again is not gone; that a listing still names it says nothing.
    """
    since = """FROM gone_nights g WHERE g.source = documents.source AND g.key = documents.key AND g.answered > (
                 SELECT max(v.last_seen) FROM document_versions v WHERE v.document_id = documents.id)"""
    connection.execute(
        f"""UPDATE documents SET gone_since = (SELECT min(g.answered) {since}),
                   gone_last = (SELECT max(g.answered) {since}), gone_nights = (SELECT count(*) {since})
            WHERE source = ?1 AND key IN (SELECT key FROM gone_nights WHERE source = ?1)""",
        [source],
    )


def note_absences(connection: sqlite3.Connection, source: str) -> tuple[int, int]:
    """Say of each document since when it is absent; how many became so, and how many came back.

    Absent since the first complete listing after its last sighting, or since its own
    address first answered 404 or 410, where it did so on two nights running.
    """
    absent_since = """CASE WHEN gone_nights >= 2 THEN gone_since ELSE (
        SELECT min(r.captured) FROM run_sources r
        WHERE r.source = documents.source AND r.complete = 1 AND r.kept_promise = 1 AND r.captured > documents.last_seen
    ) END"""
    before = _count_absent(connection, source)
    cursor = connection.execute(
        f"UPDATE documents SET absent_since = {absent_since} WHERE source = ? AND absent_since IS NOT {absent_since} "
        "RETURNING absent_since IS NOT NULL",
        [source],
    )
    changed = [bool(absent) for (absent,) in cursor.fetchall()]
    appeared = _count_absent(connection, source) - before
    returned = changed.count(False)
    return appeared + returned, returned


def _count_absent(connection: sqlite3.Connection, source: str) -> int:
    query = "SELECT count(*) FROM documents WHERE source = ? AND absent_since IS NOT NULL"
    return int(connection.execute(query, [source]).fetchone()[0])
