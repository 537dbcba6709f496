"""What follows from all rows together: who is absent or gone, which sources are stale, what is out of quarantine."""

from __future__ import annotations

import sqlite3

from db.quarantine import STAGES
from db.sightings import count_gone, note_absences, note_remembered


def settle(connection: sqlite3.Connection) -> None:
    """Bring up to date what rests on the rows of both databases, after those of ``other`` have come in."""
    for (source,) in connection.execute("SELECT id FROM main.sources").fetchall():
        note_remembered(connection, source)
        count_gone(connection, source)
        note_absences(connection, source)
    _let_go(connection)
    _count_nights(connection)
    _stale(connection)


def _let_go(connection: sqlite3.Connection) -> None:
    """What one database put aside and the other captured later and read without a fault."""
    connection.execute(
        """DELETE FROM main.quarantine WHERE EXISTS (
             SELECT 1 FROM main.captures c WHERE c.url = quarantine.address AND c.source = quarantine.source
               AND c.trusted = 1 AND c.date > quarantine.last_seen)"""
    )


_READ_WELL = """
SELECT max(c.date) FROM main.captures c WHERE c.url = ?2 AND c.source = ?1 AND c.trusted = 1 AND c.date <= ?3
"""


def _count_nights(connection: sqlite3.Connection) -> None:
    """What is in quarantine has been there since the first fault after it was last read well, whoever read it."""
    failed = _failed(connection)
    rows = connection.execute("SELECT source, address, stage, first_seen, last_seen, nights FROM main.quarantine")
    for source, address, stage, first, last, nights in rows.fetchall():
        faults = [moment for moment in failed.get((source, address, stage), ()) if moment <= last]
        (well,) = connection.execute(_READ_WELL, [source, address, last]).fetchone()
        if well is not None and well >= first:
            first, nights = min([moment for moment in faults if moment > well], default=last), 1
        counted = len({moment[:10] for moment in faults if moment >= first})
        connection.execute(
            "UPDATE main.quarantine SET first_seen = ?4, nights = ?5 WHERE source = ?1 AND address = ?2 AND stage = ?3",
            [source, address, stage, first, max(nights, counted)],
        )


def _failed(connection: sqlite3.Connection) -> dict[tuple[str, str, str], list[str]]:
    """When each address failed at each stage, by source, address and stage."""
    rows = connection.execute(
        """SELECT r.source, json_extract(f.value, '$.url'), json_extract(f.value, '$.kind'), r.captured
           FROM main.run_sources r, json_each(r.faults) f WHERE r.faults <> '[]' AND r.captured IS NOT NULL"""
    )
    found: dict[tuple[str, str, str], list[str]] = {}
    for source, address, kind, captured in rows:
        if address and kind in STAGES:
            found.setdefault((source, address, STAGES[kind]), []).append(captured)
    return found


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
