"""How one source's harvest becomes part of the database: all of it, or nothing.

Time here is the captures', so that a replay gives what the crawl gave: ``last_seen`` is
the newest sighting, the version that holds is the one captured last, and a document is
absent since the first complete listing after its last sighting. So the harvests of a
source give the same state in whatever order they are published.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from db.captures import captured_on, keep_captures
from db.harvest import Harvest, Reading
from db.notices import NoticeRows
from db.rows import dump_links, dump_parts, insert
from db.search import index_words
from db.sightings import note_gone, note_sightings
from db.sources import upsert_source
from db.versions import say_what_changed

_BATCH = 500
_DOCUMENT_COLUMNS = (
    "id source key url title language published first_seen last_seen recreated version_id notice_id "
    "understood_reader understood_watchlist"
)
_VERSION_COLUMNS = (
    "id document_id digest parts url language published modified links capture_id reader first_seen last_seen recorded "
    "recreated"
)


@dataclass(slots=True)
class Published:
    """What a harvest changed: documents by what became of them.

    ``historic`` were captured before what the database already holds; ``absent`` vanished
    with this harvest, ``returned`` came back. ``stale``: the source did not keep its
    promise, so nothing was published.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    historic: int = 0
    absent: int = 0
    returned: int = 0
    stale: bool = False


@dataclass(slots=True)
class _Known:
    """A document as the database has it before this harvest."""

    id: int
    version: int
    digest: str
    captured: str
    first_seen: str
    shown: tuple[str | None, ...]
    understood: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Readers:
    """Which code and which watchlist read a harvest."""

    notice: str
    watchlist: str
    crawler: str


class Publication:
    """One harvest on its way in, inside an open transaction."""

    def __init__(self, connection: sqlite3.Connection, harvest: Harvest, readers: Readers, recorded: str) -> None:
        self.connection = connection
        self.harvest = harvest
        self.readers = readers
        self.recorded = recorded
        self.captured = captured_on(harvest) or recorded

    def publish(self) -> Published:
        """Write everything; the counts. The caller commits or rolls back."""
        outcome = Published()
        upsert_source(self.connection, self.harvest.source)
        self.captures = keep_captures(self.connection, self.harvest, self.readers.crawler)
        self.known = self._known_documents()
        self.next_document = _next_id(self.connection, "documents")
        self.next_version = _next_id(self.connection, "document_versions")
        self.notices = NoticeRows(self.connection)
        for batch in _batches(self._last_readings()):
            new = [reading for reading in batch if reading.document.key not in self.known]
            self._add_documents(new)
            outcome.new += len(new)
            for reading in batch:
                if (known := self.known.get(reading.document.key)) is not None:
                    self._see_again(reading, known, outcome)
            self.notices.write()
        note_sightings(self.connection, self.harvest, self.captured)
        note_gone(self.connection, self.harvest, self.captured)
        return outcome

    def _known_documents(self) -> dict[str, _Known]:
        rows = self.connection.execute(
            """SELECT d.key, d.id, v.id, v.digest, v.last_seen, d.first_seen, d.url, d.title, d.language, d.published,
                      d.understood_reader, d.understood_watchlist
               FROM documents d JOIN document_versions v ON v.id = d.version_id WHERE d.source = ?""",
            [self.harvest.source.id],
        )
        return {row[0]: _Known(*[*row[1:6], row[6:10], row[10:12]]) for row in rows}

    def _last_readings(self) -> Iterator[Reading]:
        """One reading a document: the one captured last, and of those the one read last."""
        last: dict[str, int] = {}
        dates: dict[str, str] = {}
        for number, reading in enumerate(self.harvest.readings):
            key, date = reading.document.key, self._captured(reading)
            if date >= dates.get(key, ""):
                last[key], dates[key] = number, date
        return (reading for number, reading in enumerate(self.harvest.readings) if last[reading.document.key] == number)

    def _captured(self, reading: Reading) -> str:
        return reading.document.capture.date if reading.document.capture else self.captured

    def _capture_id(self, reading: Reading) -> int | None:
        capture = reading.document.capture
        return self.captures[(capture.file, capture.offset)] if capture else None

    def _add_documents(self, readings: Sequence[Reading]) -> None:
        documents, words, versions = [], [], []
        for reading in readings:
            document, captured = reading.document, self._captured(reading)
            identity, self.next_document = self.next_document, self.next_document + 1
            version = self._version_row(reading, identity, document.digest)
            versions.append(version)
            notice = self._notice(version[0], reading)
            documents.append(
                (
                    identity,
                    self.harvest.source.id,
                    document.key,
                    *_shown(reading),
                    captured,
                    captured,
                    int(_recreated(reading)),
                    version[0],
                    notice,
                    self.readers.notice,
                    self.readers.watchlist,
                )
            )
            words.append((identity, index_words(document.title or ""), index_words(document.body)))
        insert(self.connection, "documents", _DOCUMENT_COLUMNS, documents)
        insert(self.connection, "document_versions", _VERSION_COLUMNS, versions)
        insert(self.connection, "document_words", "rowid title body", words)

    def _version_row(self, reading: Reading, document_id: int, digest: str) -> tuple[Any, ...]:
        document, captured = reading.document, self._captured(reading)
        identity, self.next_version = self.next_version, self.next_version + 1
        return (
            identity,
            document_id,
            digest,
            dump_parts(document.parts),
            document.url,
            document.language,
            document.published,
            document.modified,
            dump_links(document.links),
            self._capture_id(reading),
            self.readers.crawler,
            captured,
            captured,
            self.recorded,
            int(_recreated(reading)),
        )

    def _notice(self, version: int, reading: Reading) -> int | None:
        """The id of a version's notice by these readers, made where there is none yet."""
        if reading.notice is None:
            return None
        readers = self.readers
        there = self.connection.execute(
            "SELECT id FROM notices WHERE version_id = ? AND reader = ? AND watchlist = ?",
            [version, readers.notice, readers.watchlist],
        ).fetchone()
        if there:
            return int(there[0])
        return self.notices.add(
            version, reading.notice, reader=readers.notice, watchlist=readers.watchlist, recorded=self.recorded
        )

    def _see_again(self, reading: Reading, known: _Known, outcome: Published) -> None:
        """A document that was there before, or came into the database a moment ago."""
        digest, captured = reading.document.digest, self._captured(reading)
        newer = captured >= known.captured
        if digest == known.digest:
            outcome.unchanged += 1
            version = known.version
            self._extend(version, reading)
        else:
            outcome.changed += newer
            outcome.historic += not newer
            version = self._other_version(reading, known, digest)
        if captured < known.first_seen:
            self.connection.execute("UPDATE documents SET first_seen = ? WHERE id = ?", [captured, known.id])
        if reading.failed:
            return  # what was understood of it before still holds
        understood = (self.readers.notice, self.readers.watchlist)
        if version == known.version and known.understood == understood and known.shown == _shown(reading):
            return
        notice = self._notice(version, reading)
        if newer or version == known.version:
            self._show(known.id, version, notice, reading, changed=digest != known.digest)

    def _extend(self, version: int, reading: Reading) -> None:
        """A version was seen at another moment, too; its words rest on the earliest capture, in whatever order."""
        self.connection.execute(
            "UPDATE document_versions SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1), "
            "capture_id = CASE WHEN first_seen > ?1 THEN coalesce(?3, capture_id) ELSE capture_id END "
            "WHERE id = ?2 AND (first_seen > ?1 OR last_seen < ?1)",
            [self._captured(reading), version, self._capture_id(reading)],
        )

    def _other_version(self, reading: Reading, known: _Known, digest: str) -> int:
        there = self.connection.execute(
            "SELECT id FROM document_versions WHERE document_id = ? AND digest = ?", [known.id, digest]
        ).fetchone()
        if there:
            self._extend(int(there[0]), reading)
            say_what_changed(self.connection, known.id)
            return int(there[0])
        row = self._version_row(reading, known.id, digest)
        insert(self.connection, "document_versions", _VERSION_COLUMNS, [row])
        say_what_changed(self.connection, known.id)
        return int(row[0])

    def _show(self, document: int, version: int, notice: int | None, reading: Reading, *, changed: bool) -> None:
        self.connection.execute(
            """UPDATE documents SET url = ?, title = ?, language = ?, published = ?, version_id = ?, notice_id = ?,
                      understood_reader = ?, understood_watchlist = ?, recreated = max(recreated, ?) WHERE id = ?""",
            [
                *_shown(reading),
                version,
                notice,
                self.readers.notice,
                self.readers.watchlist,
                int(_recreated(reading)),
                document,
            ],
        )
        if changed:
            self.connection.execute("DELETE FROM document_words WHERE rowid = ?", [document])
            words = (document, index_words(reading.document.title or ""), index_words(reading.document.body))
            insert(self.connection, "document_words", "rowid title body", [words])


def _batches(readings: Iterator[Reading]) -> Iterator[list[Reading]]:
    while batch := list(islice(readings, _BATCH)):
        yield batch


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _shown(reading: Reading) -> tuple[str | None, ...]:
    document = reading.document
    language = reading.notice.language if reading.notice else document.language
    return document.url, document.title, language, reading.published


def _recreated(reading: Reading) -> bool:
    capture = reading.document.capture
    return reading.document.recreated or (capture is not None and capture.recreated)
