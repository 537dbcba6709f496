"""What a crawl asks before it asks an address: what was read of it before, when, and whether its pages are due."""

from __future__ import annotations

import sqlite3

_SEEN = """SELECT first_seen, coalesce((SELECT max(date) FROM captures c WHERE c.url = d.url
                                        AND c.status IN (200, 304)), last_seen) FROM documents d"""


def validators(
    connection: sqlite3.Connection, url: str, crawler_reader: str | None = None
) -> tuple[str | None, str | None] | None:
    """ETag and Last-Modified to send for an address, or None.

    Only from a capture of which documents were published without a fault; given ``crawler_reader``, only if that
    version read it, so that an upgrade reads anew.
    """
    row = connection.execute(
        """SELECT etag, last_modified FROM captures
           WHERE url = ?1 AND trusted = 1 AND coalesce(etag, last_modified) IS NOT NULL
             AND (?2 IS NULL OR reader = ?2) ORDER BY date DESC, id DESC LIMIT 1""",
        [url, crawler_reader],
    ).fetchone()
    return (row[0], row[1]) if row else None


def read_before(connection: sqlite3.Connection, url: str, digest: str, read_by: str, since: str = "") -> bool:
    """Whether an answer with that payload digest, captured since then, was read by that reader without a fault."""
    row = connection.execute(
        "SELECT 1 FROM captures WHERE url = ? AND digest = ? AND reader = ? AND trusted = 1 AND date >= ?",
        [url, digest, read_by, since],
    ).fetchone()
    return row is not None


def read_on(connection: sqlite3.Connection, url: str, read_by: str) -> str | None:
    """When an address was last read by that reader without a fault; None before."""
    query = "SELECT max(date) FROM captures WHERE url = ? AND reader = ? AND trusted = 1"
    found: str | None = connection.execute(query, [url, read_by]).fetchone()[0]
    return found


def watched(connection: sqlite3.Connection, source: str) -> list[tuple[str, str]]:
    """For each understood document of a source that is still there: see ``seen``."""
    rows = connection.execute(f"{_SEEN} WHERE source = ? AND notice_id IS NOT NULL AND absent_since IS NULL", [source])
    return [(first, last) for first, last in rows]


def seen(connection: sqlite3.Connection, source: str, key: str, url: str | None = None) -> tuple[str, str] | None:
    """When a document was first captured, and when its page at an address was last read (UTC, ISO 8601).

    None where there is no such document. Where that page was never read, both are the first: it is still due.
    Without an address the second is when the document's own page last answered, or a listing last showed it.
    """
    found = connection.execute(f"{_SEEN} WHERE source = ? AND key = ?", [source, key]).fetchone()
    if found is None or url is None:
        return found and (found[0], found[1])
    read = "SELECT max(date) FROM captures WHERE url = ? AND (trusted = 1 OR status = 304)"
    return found[0], connection.execute(read, [url]).fetchone()[0] or found[0]
