"""``recalls verify``: does the archive hold what the database says, and does each quote stand where it should?

``warcio check`` alone passes a file that breaks off, and looks at no revisit. Here every capture of the database is
read at its offset, every file to its end, and every claim's quote in the words of its document.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from crawler import warc
from crawler.mending import OPEN
from crawler.warc import BadArchive, Entry, payload_digest
from db.clock import written
from db.records import digest_of
from db.rows import load_parts
from db.store import open_store
from recalls.errors import DONE, DONE_WITH_FAILURES, clear_errors
from recalls.rendering import write_rows

#: So many problems of one kind are named; the others are counted.
MOST_NAMED = 20
#: A clock that was set back a day costs a day's news at most, which the next night reads: no problem.
_DAYS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: of which kind, where, and what was found."""

    kind: str
    where: str
    message: str


def verify(
    connection: sqlite3.Connection,
    places: Sequence[Path],
    *,
    quick: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Problem]:
    """Everything that does not hold.

    Args:
        places: the folders and files in which the captures' files lie; none: only the database is looked at.
        quick: leave out what grows with the archive: only the last capture of each file is read, and no file missed.
        tell: is told what is at hand, for a person who waits.
    """
    tell("the database")
    yield from _database(connection, quick=quick)
    yield from _clock(connection)
    if not quick:
        tell("the documents and their quotes")
        yield from _versions(connection)
        yield from _quotes(connection)
    if places:
        files = dict(_files(places))
        yield from _left_open(places)
        for name, path in files.items():
            tell(str(path))
            yield from _file(connection, name, path, quick=quick)
        if not quick:
            yield from _missing(connection, files)
            yield from _revisits(connection)


def _database(connection: sqlite3.Connection, *, quick: bool) -> Iterator[Problem]:
    check = "quick_check" if quick else "integrity_check"
    for (message,) in connection.execute(f"PRAGMA {check}({MOST_NAMED})"):
        if message != "ok":
            yield Problem("database", "the database", str(message))
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem("database", f"{table}, row {row}", f"refers to a row of {parent} that is not there")


def _clock(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Captures of days to come: what is read before those days counts as older than they, and is not shown."""
    bound = written(datetime.now(UTC) + timedelta(days=_DAYS_AHEAD))
    count, last = connection.execute(
        "SELECT count(*), max(date) FROM captures WHERE date > ? AND recreated = 0", [bound]
    ).fetchone()
    if count:
        message = (
            f"{count:,} captures are dated later than today, up to {last[:10]}: this machine's clock is wrong, or was. "
            "Until that day what is read counts as older and is not shown: set the clock right, "
            "and replay the archive without the files of the wrong days into a new database"
        )
        yield Problem("clock", "the database", message)


def _versions(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Versions of documents whose words are not those that their digest was made of."""
    rows = connection.execute(
        """SELECT d.source || '/' || d.key, v.parts, v.published, v.digest FROM document_versions v
           JOIN documents d ON d.id = v.document_id ORDER BY v.id"""
    )
    for document, parts, published, digest in rows:
        try:
            whole = digest_of(load_parts(parts), published) == digest
        except (ValueError, LookupError, TypeError):
            whole = False
        if not whole:
            yield Problem("version", document, f"its stored words are not those of {digest}")


def _quotes(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Claims whose quote is not exactly ``part[start:end]`` of the version that their notice was made from."""
    rows = connection.execute(
        """SELECT c.notice_id, d.source || '/' || d.key, c.field, c.part, c.quote, c.start, c."end", v.parts
           FROM claims c JOIN notices n ON n.id = c.notice_id JOIN document_versions v ON v.id = n.version_id
           JOIN documents d ON d.id = v.document_id ORDER BY c.notice_id"""
    )
    notice, parts = None, dict[str, str]()
    for identity, document, field, part, quote, start, end, stored in rows:
        if identity != notice:
            notice, parts = identity, _texts(stored)
        if parts.get(part, "")[start:end] != quote:
            yield Problem("quote", document, f"{field}: {quote!r} does not stand in {part} at {start}:{end}")


def _texts(stored: str) -> dict[str, str]:
    """The parts of a version by their names; none where they cannot be read, which ``_versions`` tells."""
    texts: dict[str, str] = {}
    with suppress(ValueError, LookupError, TypeError):
        for part in load_parts(stored):
            texts.setdefault(part.name, part.text)
    return texts


def _files(places: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    for place in places:
        found = sorted((*place.glob("*.warc.gz"), *place.glob("*.warc"))) if place.is_dir() else [place]
        yield from ((path.name, path) for path in found)


def _left_open(places: Sequence[Path]) -> Iterator[Problem]:
    for place in places:
        for path in sorted(place.glob(f"*{OPEN}")) if place.is_dir() else ():
            with path.open("rb") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except OSError:
                    continue  # a crawl is writing to it
            yield Problem("archive", str(path), "left open by a crawl that was killed: the next crawl mends it")


def _file(connection: sqlite3.Connection, name: str, path: Path, *, quick: bool) -> Iterator[Problem]:
    """A file that breaks off, and captures of it that are not where and what the database says."""
    rows = connection.execute(
        "SELECT offset, url, date, status, digest, record_id, revisit FROM captures WHERE file = ? ORDER BY offset",
        [name],
    ).fetchall()
    if quick:
        rows = rows[-1:]
    held: dict[int, Entry] = {}
    if not quick:
        try:
            for entry in warc.entries(path):
                held[entry.offset] = entry
        except BadArchive as error:
            yield Problem("archive", str(path), str(error))
    for offset, url, date, status, digest, record, revisit in rows:
        place = f"{name}, byte {offset}"
        there = held.get(offset) or (warc.entry_at(path, offset) if offset >= 0 else None)
        if there is None:
            yield Problem("capture", place, f"no record of {url} can be read there")
        elif (there.url, there.date, there.record_id) != (warc.address(url), date, record):
            yield Problem("capture", place, f"another record than that of {url}, {date}")
        elif not revisit and there.status != status:
            yield Problem("capture", place, f"the answer of {url} has the status {there.status}, not {status}")
        elif not revisit and (found := _other_digest(there, digest)):
            yield Problem("capture", place, f"the body of {url} has the digest {found}, not {digest}")


def _other_digest(entry: Entry, digest: str) -> str | None:
    """The digest of a body where it is another; archives state that of a body as sent or without transfer coding."""
    try:
        record = warc.read(entry)
    except (BadArchive, OSError, ValueError) as error:
        return f"of nothing that can be read ({error})"
    if digest in warc.digests(record.body) | warc.digests(record.sent):
        return None
    return payload_digest(record.body)


def _missing(connection: sqlite3.Connection, files: dict[str, Path]) -> Iterator[Problem]:
    for name, count in connection.execute("SELECT file, count(*) FROM captures GROUP BY file ORDER BY file"):
        if name not in files:
            yield Problem("archive", name, f"the file is not there; {count} captures point at it")


def _revisits(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Unchanged answers whose body no capture of the same address and digest holds."""
    rows = connection.execute(
        """SELECT r.file, r.offset, r.url FROM captures r WHERE r.revisit = 1 AND r.digest IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM captures b WHERE b.url = r.url AND b.digest = r.digest AND b.revisit = 0)"""
    )
    for name, offset, url in rows:
        yield Problem("capture", f"{name}, byte {offset}", f"unchanged, but no capture holds the body of {url}")


def run_verify(database: Path, places: Sequence[Path], quick: bool, output: str) -> int:
    """``recalls verify``: one row a problem; 1 where there is one."""
    with clear_errors(), open_store(database, read_only=True) as store:
        problems = list(verify(store.connection, places, quick=quick, tell=_tell))
        (captures,), (claims,) = (
            store.connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("captures", "claims")
        )
    write_rows(list(_shown(problems, output)), output, columns=["kind", "where", "message"], empty="")
    looked = "the database" if not places else f"the database and {captures:,} captures"
    quotes = "" if quick else f", {claims:,} quotes"
    click.echo(f"{looked}{quotes}: {len(problems) or 'no'} problem{'s' if len(problems) != 1 else ''}", err=True)
    return DONE_WITH_FAILURES if problems else DONE


def _tell(what: str) -> None:
    click.echo(f"looking at {what}", err=True)


def _shown(problems: list[Problem], output: str) -> Iterator[dict[str, Any]]:
    """All for programs; for people so many of a kind."""
    by_kind: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_kind[problem.kind].append(problem)
    for kind, found in by_kind.items():
        named = found if output != "table" else found[:MOST_NAMED]
        yield from (asdict(problem) for problem in named)
        if len(named) < len(found):
            yield {"kind": kind, "where": "", "message": f"and {len(found) - len(named):,} more"}
