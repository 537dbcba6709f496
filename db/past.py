"""A database as it stood on a day: what was public by then, or what was recorded by then.

Both give a copy that is put back to that day; recalls are joined anew in it. All versions
and notices are kept, so nothing has to be remembered for it. What was public goes by the
sources' own dates; a page of which only a later capture is kept counts with the words of
that capture, where it was published by then.
"""

from __future__ import annotations

import re
import sqlite3

from db.edtf import span
from db.timeline import days_asked


def as_of(
    connection: sqlite3.Connection, *, public: str | None = None, recorded: str | None = None
) -> sqlite3.Connection:
    """A copy of a database, put back to the end of a day; its recalls are still those of today.

    Args:
        public: what the public could know on that day (EDTF; a month or year means its last day).
        recorded: what this database had taken in by that day.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    copy = sqlite3.connect("", isolation_level=None)
    connection.backup(copy)
    copy.execute("BEGIN")
    if recorded is not None:
        _forget_recorded_after(copy, f"{days_asked(recorded, 'recorded-as-of')[1]}T23:59:59Z")
    if public is not None:
        _forget_public_after(copy, days_asked(public, "as-of")[1])
    _show_what_held(copy)
    copy.execute("COMMIT")
    return copy


def _forget_recorded_after(copy: sqlite3.Connection, limit: str) -> None:
    for statement in (
        "DELETE FROM notices WHERE recorded > ?1",
        "DELETE FROM document_versions WHERE recorded > ?1",
        "DELETE FROM decisions WHERE decided > ?1",
        "DELETE FROM recall_redirects WHERE since > ?1",
        "DELETE FROM recalls WHERE made > ?1",
        "UPDATE documents SET absent_since = NULL WHERE absent_since > ?1",
    ):
        copy.execute(statement, [limit])


_PUBLISHED = """
SELECT d.id, d.published, d.first_seen,
       CASE WHEN s.kind <> 'press' THEN (SELECT min(m.announced) FROM mentions m
         WHERE m.notice_id = d.notice_id AND m.role = 'main') END
FROM documents d JOIN sources s ON s.id = d.source
"""


def _forget_public_after(copy: sqlite3.Connection, limit: str) -> None:
    later = []
    for identity, published, first_seen, announced in copy.execute(_PUBLISHED):
        days = span(published) or span(announced) or span(first_seen)
        if days is None or days[1].isoformat() > limit:
            later.append((identity,))
    copy.executemany("DELETE FROM document_versions WHERE document_id = ?", later)
    changed = copy.execute("SELECT id, changed, modified FROM document_versions WHERE changed IS NOT NULL").fetchall()
    rewritten = [(identity,) for identity, seen, modified in changed if _day_of_change(seen, modified) > limit]
    copy.executemany("DELETE FROM document_versions WHERE id = ?", rewritten)
    copy.execute("UPDATE documents SET absent_since = NULL WHERE substr(absent_since, 1, 10) > ?", [limit])


def _day_of_change(seen: str, modified: str | None) -> str:
    """The source's own stamp where it is not after the capture that shows the new words, else that capture's day."""
    stamp = re.match(r"\d{4}-\d\d-\d\d", modified or "")
    return stamp[0] if stamp and stamp[0] <= seen[:10] else seen[:10]


def _show_what_held(copy: sqlite3.Connection) -> None:
    """Point each document at its last version that is left, and at that version's last notice."""
    gone = "(SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM document_versions))"
    copy.execute(f"DELETE FROM document_words WHERE rowid IN {gone}")
    copy.execute(f"DELETE FROM documents WHERE id IN {gone}")
    copy.execute("DELETE FROM notices WHERE version_id NOT IN (SELECT id FROM document_versions)")
    copy.execute(
        """UPDATE documents SET version_id = (SELECT v.id FROM document_versions v WHERE v.document_id = documents.id
                                              ORDER BY v.last_seen DESC, v.recorded DESC, v.digest DESC LIMIT 1)
           WHERE version_id NOT IN (SELECT id FROM document_versions)"""
    )
    copy.execute(
        """UPDATE documents SET notice_id = (SELECT n.id FROM notices n WHERE n.version_id = documents.version_id
                                             ORDER BY n.recorded DESC, n.reader DESC, n.watchlist DESC LIMIT 1)
           WHERE notice_id IS NULL OR notice_id NOT IN (
             SELECT n.id FROM notices n WHERE n.version_id = documents.version_id)"""
    )
