"""Captures, documents, their versions and notices: joined by what they are, whatever their row numbers.

A document is its source and key, a version the digest of its words, a notice its version, reader and watchlist. What
both databases have is one row; ``taken_documents``, ``taken_versions``, ``taken_notices`` and ``taken_mentions`` say
which row of ours each of theirs became, and whether it is fresh.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from db.merging.tables import columns
from db.schema import StoreError
from db.versions import say_what_changed


class SameName(StoreError):
    """Both databases point at archive files of one name that are not one file."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a database brought: documents that are new, those of which it has newer words, and captures."""

    documents: int = 0
    newer: int = 0
    captures: int = 0


def take_in_documents(connection: sqlite3.Connection) -> Taken:
    """All documents of the attached database ``other``, with what was captured, read and understood of them.

    Raises SameName; the caller rolls back.
    """
    captures = _captures(connection)
    _documents(connection)
    _versions(connection)
    _notices(connection)
    newer = _show(connection)
    for (document,) in connection.execute(
        """SELECT ours FROM taken_documents t WHERE NOT fresh
           AND (SELECT count(*) FROM document_versions v WHERE v.document_id = t.ours) > 1"""
    ).fetchall():
        say_what_changed(connection, document)
    (fresh,) = connection.execute("SELECT count(*) FROM taken_documents WHERE fresh").fetchone()
    for name in ("documents", "versions", "notices", "mentions"):
        connection.execute(f"DROP TABLE temp.taken_{name}")
    return Taken(fresh, newer, captures)


_CLASH = """
SELECT o.file FROM other.captures o JOIN main.captures c ON c.file = o.file AND c.offset = o.offset
WHERE (o.url, o.date, o.record_id) IS NOT (c.url, c.date, c.record_id) LIMIT 1
"""
_SAME_CAPTURE = """
    source = min(source, excluded.source),
    status = iif(excluded.revisit < revisit, excluded.status, status),
    revisit = min(revisit, excluded.revisit),
    recreated = max(recreated, excluded.recreated),
    reader = CASE WHEN excluded.trusted > trusted THEN excluded.reader WHEN excluded.trusted < trusted THEN reader
                  ELSE nullif(max(coalesce(reader, ''), coalesce(excluded.reader, '')), '') END,
    trusted = max(trusted, excluded.trusted)
"""


def _captures(connection: sqlite3.Connection) -> int:
    clash = connection.execute(_CLASH).fetchone()
    if clash:
        raise SameName(
            f"both have captures in a file named {clash[0]}, and these are two files: rename one of them, "
            "and replay it into a new database in place of the one that has it"
        )
    before = _count(connection, "captures")
    names = ", ".join(columns(connection, "captures", "id"))
    connection.execute(
        f"INSERT INTO captures ({names}) SELECT {names} FROM other.captures WHERE true ORDER BY date, file, offset "
        f"ON CONFLICT (file, offset) DO UPDATE SET {_SAME_CAPTURE}"
    )
    return _count(connection, "captures") - before


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0])


def _taken(connection: sqlite3.Connection, what: str, select: str, highest: int) -> None:
    """Which of our rows each of theirs became; those above the highest number of before are fresh."""
    connection.execute(f"CREATE TEMP TABLE taken_{what} (theirs INTEGER PRIMARY KEY, ours INTEGER, fresh INTEGER)")
    connection.execute(f"INSERT INTO taken_{what} SELECT theirs, ours, ours > ? FROM ({select})", [highest])


def _highest(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max(id), 0) FROM main.{table}").fetchone()[0])


def _documents(connection: sqlite3.Connection) -> None:
    highest = _highest(connection, "documents")
    names = ", ".join(columns(connection, "documents", "id", "version_id", "notice_id"))
    connection.execute(
        f"INSERT INTO documents ({names}) SELECT {names} FROM other.documents o WHERE true ORDER BY source, key "
        """ON CONFLICT (source, key) DO UPDATE SET
             first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen),
             recreated = max(recreated, excluded.recreated),
             withheld = coalesce(min(withheld, excluded.withheld), withheld, excluded.withheld)"""
    )
    _taken(
        connection,
        "documents",
        "SELECT o.id AS theirs, d.id AS ours FROM other.documents o JOIN main.documents d USING (source, key)",
        highest,
    )
    connection.execute(
        """INSERT INTO document_words (rowid, title, body)
           SELECT t.ours, w.title, w.body FROM taken_documents t JOIN other.document_words w ON w.rowid = t.theirs
           WHERE t.fresh"""
    )


#: What a version is told from, where both databases have it: by whom the words were first recorded, from which capture.
_FIRST = "v.recorded, coalesce(c.date, ''), coalesce(c.file, ''), coalesce(c.offset, 0)"
_TOLD = ("parts", "url", "language", "modified", "links", "reader", "recorded")


def _versions(connection: sqlite3.Connection) -> None:
    highest = _highest(connection, "document_versions")
    names = columns(connection, "document_versions", "id", "document_id", "capture_id")
    connection.execute(
        f"""INSERT INTO document_versions (document_id, capture_id, {", ".join(names)})
            SELECT t.ours, ours.id, {", ".join(f"o.{name}" for name in names)}
            FROM other.document_versions o JOIN taken_documents t ON t.theirs = o.document_id
            LEFT JOIN other.captures c ON c.id = o.capture_id
            LEFT JOIN main.captures ours ON ours.file = c.file AND ours.offset = c.offset
            WHERE true ORDER BY t.ours, o.last_seen, o.recorded, o.digest
            ON CONFLICT (document_id, digest) DO UPDATE SET
              first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen),
              recreated = max(recreated, excluded.recreated)"""
    )
    _taken(
        connection,
        "versions",
        """SELECT o.id AS theirs, v.id AS ours FROM other.document_versions o
           JOIN taken_documents t ON t.theirs = o.document_id
           JOIN main.document_versions v ON v.document_id = t.ours AND v.digest = o.digest""",
        highest,
    )
    _told_first(connection)


def _told_first(connection: sqlite3.Connection) -> None:
    told = ", ".join(f"coalesce(v.{name}, '')" for name in _TOLD)
    earlier = connection.execute(
        f"""SELECT t.ours, theirs.id, {", ".join(f"o.{name}" for name in _TOLD)}
            FROM taken_versions t JOIN other.document_versions o ON o.id = t.theirs
            LEFT JOIN other.captures c ON c.id = o.capture_id
            LEFT JOIN main.captures theirs ON theirs.file = c.file AND theirs.offset = c.offset
            WHERE NOT t.fresh AND ({_FIRST.replace("v.", "o.")}, {told.replace("v.", "o.")}) < (
              SELECT {_FIRST}, {told} FROM main.document_versions v LEFT JOIN main.captures c ON c.id = v.capture_id
              WHERE v.id = t.ours)"""
    ).fetchall()
    connection.executemany(
        f"UPDATE document_versions SET capture_id = ?2, {', '.join(f'{n} = ?{i}' for i, n in enumerate(_TOLD, 3))} "
        "WHERE id = ?1",
        earlier,
    )


def _notices(connection: sqlite3.Connection) -> None:
    highest = _highest(connection, "notices")
    names = columns(connection, "notices", "id", "version_id")
    connection.execute(
        f"""INSERT INTO notices (version_id, {", ".join(names)})
            SELECT t.ours, {", ".join(f"o.{name}" for name in names)}
            FROM other.notices o JOIN taken_versions t ON t.theirs = o.version_id WHERE true ORDER BY o.id
            ON CONFLICT (version_id, reader, watchlist) DO UPDATE SET
              recorded = coalesce(min(recorded, excluded.recorded), recorded, excluded.recorded)"""
    )
    _taken(
        connection,
        "notices",
        """SELECT o.id AS theirs, n.id AS ours FROM other.notices o JOIN taken_versions t ON t.theirs = o.version_id
           JOIN main.notices n ON n.version_id = t.ours AND n.reader = o.reader AND n.watchlist = o.watchlist""",
        highest,
    )
    # A notice is told by its version, reader and watchlist alone: where we have it, we have what hangs on it.
    _copy(connection, "mentions", "notice_id", "taken_notices", "id")
    connection.execute(
        """CREATE TEMP TABLE taken_mentions AS SELECT o.id AS theirs, m.id AS ours, 1 AS fresh FROM other.mentions o
           JOIN taken_notices t ON t.theirs = o.notice_id AND t.fresh
           JOIN main.mentions m ON m.notice_id = t.ours AND m.position = o.position"""
    )
    _copy(connection, "mention_scopes", "mention_id", "taken_mentions")
    _copy(connection, "mention_products", "mention_id", "taken_mentions")
    _copy(connection, "claims", "notice_id", "taken_notices")


def _copy(connection: sqlite3.Connection, table: str, parent: str, taken: str, *without: str) -> None:
    """The rows of a table that hang on what is fresh."""
    names = columns(connection, table, parent, *without)
    connection.execute(
        f"""INSERT INTO {table} ("{parent}", {", ".join(names)})
            SELECT t.ours, {", ".join(f"o.{name}" for name in names)}
            FROM other.{table} o JOIN {taken} t ON t.theirs = o."{parent}" WHERE t.fresh ORDER BY o.rowid"""
    )


_SHOWN = ("url", "title", "language", "published", "understood_reader", "understood_watchlist")
_BOTH = f"""
SELECT d.id, o.id, v.id, w.id, (v.last_seen, v.recorded, v.digest) < (w.last_seen, w.recorded, w.digest),
       d.notice_id, n.ours, {", ".join(f"d.{name}" for name in _SHOWN)}, {", ".join(f"o.{name}" for name in _SHOWN)}
FROM taken_documents t JOIN main.documents d ON d.id = t.ours JOIN other.documents o ON o.id = t.theirs
JOIN main.document_versions v ON v.id = d.version_id
JOIN taken_versions s ON s.theirs = o.version_id JOIN main.document_versions w ON w.id = s.ours
LEFT JOIN taken_notices n ON n.theirs = o.notice_id
WHERE NOT t.fresh
"""


def _show(connection: sqlite3.Connection) -> int:
    """Let each document show the words that were captured last, as they were understood last; how many are newer."""
    connection.execute(
        """UPDATE documents SET version_id = v.ours, notice_id = n.ours FROM taken_documents t
           JOIN other.documents o ON o.id = t.theirs LEFT JOIN taken_versions v ON v.theirs = o.version_id
           LEFT JOIN taken_notices n ON n.theirs = o.notice_id WHERE documents.id = t.ours AND t.fresh"""
    )
    newer = 0
    for ours, theirs, version, other, later, notice, their_notice, *shown in connection.execute(_BOTH).fetchall():
        here, there = shown[: len(_SHOWN)], shown[len(_SHOWN) :]
        if version == other:
            notice, shown = _understood(connection, version, (notice, here), (their_notice, there))
            _put(connection, ours, version, notice, shown)
        elif later:
            newer += 1
            _put(connection, ours, other, their_notice, there)
            connection.execute("DELETE FROM document_words WHERE rowid = ?", [ours])
            connection.execute(
                "INSERT INTO document_words (rowid, title, body) "
                "SELECT ?, title, body FROM other.document_words WHERE rowid = ?",
                [ours, theirs],
            )
    return newer


#: A notice, and what a document that it is of shows.
_Understood = tuple[int | None, list[Any]]


def _understood(
    connection: sqlite3.Connection,
    version: int,
    ours: _Understood,
    theirs: _Understood,
) -> _Understood:
    """Of one version the notice that was made last, and what is shown with it: the same one whoever takes in whom."""
    here, there = sorted((ours, theirs), key=lambda side: [value or "" for value in side[1]])
    if here[0] == there[0]:
        return there
    row = connection.execute(
        """SELECT id, language, published, reader, watchlist FROM main.notices WHERE version_id = ?
           ORDER BY recorded DESC, reader DESC, watchlist DESC""",
        [version],
    ).fetchone()
    for side in (here, there):
        if side[0] == row[0]:
            return side
    return row[0], [*there[1][:2], *row[1:]]


def _put(connection: sqlite3.Connection, document: int, version: int, notice: int | None, shown: list[Any]) -> None:
    connection.execute(
        f"UPDATE documents SET version_id = ?, notice_id = ?, {', '.join(f'{name} = ?' for name in _SHOWN)} "
        "WHERE id = ?",
        [version, notice, *shown, document],
    )
