"""When a document was seen, missed and found gone; the captures and sources that say so."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from db.harvest import Harvest
from db.records import Capture, Source
from db.rows import bindable, dump, storable

if TYPE_CHECKING:
    from sqlite_utils import Database

_CAPTURE_FIELDS = (
    "file",
    "offset",
    "url",
    "method",
    "date",
    "status",
    "digest",
    "record_id",
    "etag",
    "last_modified",
    "revisit",
    "recreated",
)
_SOURCE_FIELDS = ("name", "kind", "language", "market", "timezone", "homepage", "licence")


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


def captured_on(harvest: Harvest) -> str | None:
    """The date of a harvest: that of its newest capture, else when it ended or began."""
    newest = max((capture.date for capture in harvest.captures), default=None)
    return newest or harvest.finished or harvest.started or None


def upsert_source(connection: sqlite3.Connection, source: Source) -> None:
    """Add a source, or bring what is said of it up to date."""
    names = ("id", *_SOURCE_FIELDS, "hosts")
    values = (source.id, *(getattr(source, name) for name in _SOURCE_FIELDS), dump(list(source.hosts)))
    connection.execute(
        f"INSERT INTO sources ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names[1:])}",
        values,
    )


def keep_captures(connection: sqlite3.Connection, harvest: Harvest, crawler_reader: str) -> dict[tuple[str, int], int]:
    """Add the captures that are not there yet; the ids of all of this harvest, by file and offset.

    A capture is trusted when documents were read from it, or it is no listing and was read to its
    end, and nothing went wrong with its address; or when it was read to its end and nothing at all
    went wrong: only then may its validators be sent, as a 304 would hide what was not read. What a
    listing led to may have failed, so one fault anywhere keeps a listing that holds no documents
    itself from being trusted. Where two sources of a replayed archive read one capture, it stays
    with the first that could trust it, whichever of them ends later.
    """
    read_by = harvest.read_by or crawler_reader
    read_from = {(c.file, c.offset): c for reading in harvest.readings if (c := reading.document.capture)}
    faulty = {fault.url for fault in harvest.faults}
    seen = {(capture.file, capture.offset): capture for capture in harvest.captures} | read_from
    names = ("source", *_CAPTURE_FIELDS, "trusted", "reader")
    connection.executemany(
        f"INSERT INTO captures ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) ON CONFLICT (file, offset) "
        "DO UPDATE SET trusted = excluded.trusted, reader = excluded.reader "
        "WHERE excluded.trusted > trusted OR (excluded.trusted = trusted AND excluded.source = source)",
        (
            (
                harvest.source.id,
                *(bindable(getattr(capture, name)) for name in _CAPTURE_FIELDS),
                int(
                    ((place in read_from or capture.url in harvest.read_pages) and capture.url not in faulty)
                    or (capture.url in harvest.read_whole and not harvest.faults)
                ),
                read_by,
            )
            for place, capture in seen.items()
        ),
    )
    ids: dict[tuple[str, int], int] = {}
    for file in sorted({file for file, _ in seen}):
        rows = connection.execute("SELECT offset, id FROM captures WHERE file = ?", [file])
        ids.update(((file, offset), identity) for offset, identity in rows)
    return ids


def earlier_capture(connection: sqlite3.Connection, url: str, digest: str | None) -> Capture | None:
    """The newest capture of an address that holds a body; given a payload digest, one with that body."""
    row = connection.execute(
        f"""SELECT {", ".join(_CAPTURE_FIELDS)} FROM captures
            WHERE url = ?1 AND revisit = 0 AND (?2 IS NULL OR digest = ?2) ORDER BY date DESC, id DESC LIMIT 1""",
        [url, digest],
    ).fetchone()
    if row is None:
        return None
    known = dict(zip(_CAPTURE_FIELDS, row, strict=True))
    return Capture(**{**known, "revisit": bool(known["revisit"]), "recreated": bool(known["recreated"])})


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
