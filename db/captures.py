"""The captures that documents were read from."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from db.harvest import Harvest
from db.records import Capture
from db.rows import bindable

#: Each field of a capture has a column of its name.
COLUMNS = tuple(field.name for field in fields(Capture))


def captured_on(harvest: Harvest) -> str | None:
    """The date of a harvest: that of its newest capture, else when it ended or began."""
    newest = max((capture.date for capture in harvest.captures), default=None)
    return newest or harvest.finished or harvest.started or None


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

    def trusted(place: tuple[str, int], capture: Capture) -> bool:
        read = place in read_from or capture.url in harvest.read_pages
        whole = capture.url in harvest.read_whole and not harvest.faults
        return whole or (read and capture.url not in faulty)

    names = ("source", *COLUMNS, "trusted", "reader")
    connection.executemany(
        f"INSERT INTO captures ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) ON CONFLICT (file, offset) "
        "DO UPDATE SET trusted = excluded.trusted, reader = excluded.reader "
        "WHERE excluded.trusted > trusted OR (excluded.trusted = trusted AND excluded.source = source)",
        (
            (
                harvest.source.id,
                *(bindable(getattr(capture, name)) for name in COLUMNS),
                int(trusted(place, capture)),
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
        f"""SELECT {", ".join(COLUMNS)} FROM captures
            WHERE url = ?1 AND revisit = 0 AND (?2 IS NULL OR digest = ?2) ORDER BY date DESC, id DESC LIMIT 1""",
        [url, digest],
    ).fetchone()
    return load_capture(row) if row else None


def load_capture(row: Sequence[Any]) -> Capture:
    """A capture from its COLUMNS."""
    known = dict(zip(COLUMNS, row, strict=True))
    return Capture(**{**known, "revisit": bool(known["revisit"]), "recreated": bool(known["recreated"])})
