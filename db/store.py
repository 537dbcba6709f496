"""The store: what was crawled, understood and linked, in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from db import deciding, quarantine, recalls, rereading, revisiting, runs
from db.captures import captured_on, earlier_capture
from db.clock import now
from db.harvest import Fault, Harvest, Reading
from db.linking import Decision, Linking
from db.notices import NoticeRows
from db.publishing import Publication, Published, Readers
from db.records import Capture, Part
from db.rows import load_parts
from db.schema import StoreError, connect, explain
from db.sightings import note_absences


class RecreatedRefused(StoreError):
    """Pages of our own making would mix with live ones."""


def open_store(
    path: str | Path,
    *,
    create: bool = True,
    read_only: bool = False,
    allow_recreated: bool = False,
    clock: Callable[[], str] = now,
) -> Store:
    """Open a database, making or updating its tables where needed.

    Args:
        create: make a new file where there is none.
        read_only: only ask; nothing is written and sqlite-utils is not imported.
        allow_recreated: let pages of our own making and live ones into one database.
        clock: gives the time at which something is recorded.

    Raises:
        StoreError: the file cannot be used (see ``db.schema.connect``); StoreBusy where
            trying again later helps.
    """
    path = Path(path)
    return Store(connect(path, create=create, read_only=read_only), path, allow_recreated=allow_recreated, clock=clock)


class Store:
    """One open database. Close it, or use it in a ``with`` statement."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        allow_recreated: bool = False,
        clock: Callable[[], str] = now,
    ) -> None:
        self.connection = connection
        self.path = path
        self.allow_recreated = allow_recreated
        self.clock = clock

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept, or nothing.

        Raises:
            StoreError: the database cannot be written; nothing was changed.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise explain(error, self.path) from error

    # Runs

    def start_run(
        self, *, started: str | None = None, command: str = "", sources: Iterable[str] = (), version: str = ""
    ) -> str:
        """Note that a run has begun; its id.

        Args:
            sources: the ids of the sources that it means to visit; each is "running"
                until its harvest is published.
        """
        with self.writing() as connection:
            return runs.start(connection, started or self.clock(), command, sources, version)

    def cut_off(self, command: str, since: str, sources: Iterable[str]) -> tuple[str, frozenset[str]] | None:
        """The newest run of a command that never came to its end (see ``db.runs.cut_off``)."""
        return runs.cut_off(self.connection, command, since, sources)

    def finish_run(self, run: str, *, finished: str | None = None) -> None:
        """Note that a run is over; sources without a harvest are "unfinished"."""
        with self.writing() as connection:
            runs.finish(connection, run, finished or self.clock())

    def keep_report(self, run: str, report: dict[str, Any]) -> None:
        """Keep what a night reported, with its run."""
        with self.writing() as connection:
            runs.keep_report(connection, run, report)

    def run_outcomes(self, run: str) -> dict[str, dict[str, Any]]:
        """What came of each source in a run (see ``db.runs.outcomes``)."""
        return runs.outcomes(self.connection, run)

    def last_read(self, source: str) -> int | None:
        """How many records the source showed in its last complete run that kept its promise; None before."""
        return runs.last_read(self.connection, source)

    def sources(self) -> list[dict[str, Any]]:
        """Every source with when it last did well, since when it is stale, and its last run."""
        return runs.sources(self.connection)

    def note_checks(self, checks: Iterable[tuple[str, str, str]]) -> None:
        """Note what live sources answered just now: source, verdict and why."""
        checked = self.clock()
        with self.writing() as connection:
            for source, verdict, why in checks:
                runs.note_check(connection, source, checked, verdict, why)

    def checks(self) -> dict[str, dict[str, str]]:
        """The last live check of each source (see ``db.runs.checks``)."""
        return runs.checks(self.connection)

    # Documents

    def publish(
        self,
        run: str,
        harvest: Harvest,
        *,
        reader: str,
        watchlist: str,
        crawler_reader: str,
        visited: bool = True,
    ) -> Published:
        """Take in everything of one source, in one transaction.

        Where ``harvest.kept_promise`` is False only the run and its faults are noted; the
        source keeps its last good state and is stale from now on.

        Args:
            run: the id from ``start_run``.
            reader: the version of the code that understands.
            watchlist: the digest of the watchlists.
            crawler_reader: the version of the code that names the parts.
            visited: the source itself was asked; what others archived of it says nothing of how it fares.

        Raises:
            RecreatedRefused: pages of our own making and live ones would mix in a
                database that was not opened with ``allow_recreated``.
            StoreError: the database cannot be written.
        """
        self._refuse_mixing(harvest)
        readers = Readers(reader, watchlist, crawler_reader)
        put_aside_by = {"reading": crawler_reader, "understanding": reader}
        with self.writing() as connection:
            if not harvest.kept_promise:
                recorded = self.clock()
                runs.note_failure(connection, run, harvest, readers, recorded)
                quarantine.note(connection, harvest, put_aside_by, captured_on(harvest) or recorded)
                return Published(stale=True)
            published = Publication(connection, harvest, readers, self.clock()).publish()
            recorded = self.clock()
            runs.note_harvest(connection, run, harvest, readers, published, recorded, visited=visited)
            published.absent, published.returned = note_absences(connection, harvest.source.id)
            runs.note_absences(connection, run, harvest.source.id, published)
            quarantine.note(connection, harvest, put_aside_by, captured_on(harvest) or recorded)
            return published

    def _refuse_mixing(self, harvest: Harvest) -> None:
        if self.allow_recreated or not harvest.kept_promise:
            return
        kinds = {reading.document.recreated for reading in harvest.readings}
        kinds |= {capture.recreated for capture in harvest.captures}
        kinds |= {reading.document.capture.recreated for reading in harvest.readings if reading.document.capture}
        if True in kinds:
            raise RecreatedRefused(
                f"{harvest.source.id}: pages of our own making are no evidence: "
                "use a database of their own and --allow-recreated"
            )
        if (
            kinds
            and self.connection.execute("SELECT EXISTS (SELECT 1 FROM documents WHERE recreated = 1)").fetchone()[0]
        ):
            raise RecreatedRefused(
                f"{self.path} holds re-created pages: crawl into another database (--db), "
                "or --allow-recreated to mix them"
            )

    def read_again(self, readings: Iterable[Reading], faults: Iterable[Fault], reader: str) -> None:
        """Let go of documents that were in quarantine and are understood now, and put aside those that cannot be."""
        with self.writing() as connection:
            quarantine.understood(connection, readings)
            quarantine.not_understood(connection, faults, reader, self.clock())

    def validators(self, url: str, crawler_reader: str | None = None) -> tuple[str | None, str | None] | None:
        """See ``db.revisiting``; so also the four that follow."""
        return revisiting.validators(self.connection, url, crawler_reader)

    def read_before(self, url: str, digest: str, read_by: str, since: str = "") -> bool:
        return revisiting.read_before(self.connection, url, digest, read_by, since)

    def read_on(self, url: str, read_by: str) -> str | None:
        return revisiting.read_on(self.connection, url, read_by)

    def watched(self, source: str) -> list[tuple[str, str]]:
        return revisiting.watched(self.connection, source)

    def seen(self, source: str, key: str, url: str | None = None) -> tuple[str, str] | None:
        return revisiting.seen(self.connection, source, key, url)

    def captured(self, url: str, digest: str | None = None) -> Capture | None:
        """An earlier capture of an address whose record holds the body, for a new record to refer to."""
        return earlier_capture(self.connection, url, digest)

    def addresses(self, source: str) -> tuple[str, ...]:
        """The addresses of a source's documents that have not vanished, in their order."""
        rows = self.connection.execute(
            """SELECT DISTINCT url FROM documents WHERE source = ? AND url IS NOT NULL AND absent_since IS NULL
               ORDER BY url""",
            [source],
        )
        return tuple(url for (url,) in rows)

    def parts(
        self, source: str, key: str, crawler_reader: str | None = None, until: str | None = None
    ) -> tuple[Part, ...] | None:
        """A document's parts as they hold now, or None; given ``crawler_reader``, only if that version named them,
        and given ``until``, only if they were there by then."""
        row = self.connection.execute(
            """SELECT v.parts FROM documents d JOIN document_versions v ON v.id = d.version_id
               WHERE d.source = ?1 AND d.key = ?2 AND (?3 IS NULL OR v.reader = ?3)
               AND (?4 IS NULL OR v.first_seen <= ?4)""",
            [source, key, crawler_reader, until],
        ).fetchone()
        return load_parts(row[0]) if row else None

    def unread(self, reader: str, watchlist: str) -> Iterator[Reading]:
        """Documents whose newest words were last understood by another reader or watchlist.

        Each with its notice of then left out: give the readings back to ``renew``. In the
        order of source and key; a batch may be written while more are asked for.
        """
        return rereading.unread(self.connection, reader, watchlist)

    def renew(self, readings: Sequence[Reading], *, reader: str, watchlist: str) -> None:
        """Take in what stored documents mean to this reader, in one transaction."""
        with self.writing() as connection:
            rereading.renew(connection, readings, NoticeRows(connection), (reader, watchlist), self.clock())

    # Recalls

    def decisions(self) -> list[Decision]:
        """What people decided, in the order of the scopes' addresses."""
        return deciding.decisions(self.connection)

    def decide(self, decision: Decision) -> None:
        """Keep a person's word; a later one on the same two scopes replaces it."""
        with self.writing() as connection:
            deciding.decide(connection, decision, self.clock())

    def save_links(self, linking: Linking, titles: Mapping[str, str] | None = None) -> None:
        """Keep what a link pass found, in place of the last one's; ids stay. ``titles``: the catalogue's, by model."""
        with self.writing() as connection:
            recalls.save(connection, linking, self.clock(), titles or {})


__all__: Sequence[str] = ("RecreatedRefused", "Store", "StoreError", "open_store")
