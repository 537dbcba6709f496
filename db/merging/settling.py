"""What follows from all rows together: who is absent or gone, which sources are stale, what is out of quarantine."""

from __future__ import annotations

import sqlite3

from db.sightings import count_gone, note_absences, note_remembered


def settle(connection: sqlite3.Connection) -> None:
    """Bring up to date what rests on the rows of both databases, after those of ``other`` have come in."""
    for (source,) in connection.execute("SELECT id FROM main.sources").fetchall():
        note_remembered(connection, source)
        count_gone(connection, source)
        note_absences(connection, source)
    _let_go(connection)
    _stale(connection)


def _let_go(connection: sqlite3.Connection) -> None:
    """What one database put aside and the other captured later and read without a fault."""
    connection.execute(
        """DELETE FROM main.quarantine WHERE EXISTS (
             SELECT 1 FROM main.captures c WHERE c.url = quarantine.address AND c.source = quarantine.source
               AND c.trusted = 1 AND c.date > quarantine.last_seen)"""
    )


#: The first run that failed after the last that did well; what others archived of a source is no visit of it.
_FAILING = """
SELECT r.captured FROM main.run_sources r WHERE r.source = ?1 AND r.status = 'failed' AND r.run_id > coalesce((
  SELECT max(g.run_id) FROM main.run_sources g JOIN main.runs u ON u.id = g.run_id
  WHERE g.source = ?1 AND g.status IN ('ok', 'faults')
    AND ' ' || coalesce(u.command, '') || ' ' NOT LIKE '% backfill %'), '')
ORDER BY r.run_id LIMIT 1
"""


def _stale(connection: sqlite3.Connection) -> None:
    """A source is stale where its last visit failed, whoever made it."""
    rows = connection.execute(
        """SELECT s.id, coalesce(max(s.last_good, o.last_good), s.last_good, o.last_good),
                  s.stale_since IS NOT o.stale_since, s.stale_since
           FROM main.sources s JOIN other.sources o USING (id)"""
    ).fetchall()
    for source, last_good, differ, stale_since in rows:
        if differ:
            failing = connection.execute(_FAILING, [source]).fetchone()
            stale_since = failing[0] if failing else None
        connection.execute(
            "UPDATE main.sources SET last_good = ?, stale_since = ? WHERE id = ?", [last_good, stale_since, source]
        )
