"""Runs: what was visited when, what came of each source, and which sources are stale."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from db.captures import captured_on
from db.harvest import Harvest
from db.publishing import Published, Readers
from db.rows import dump
from db.sources import upsert_source

_OUTCOME = (
    "status started finished captured read kept new changed unchanged historic absent returned "
    "complete kept_promise faults requests received not_modified not_due"
)

_SOURCE = (
    "id",
    "name",
    "kind",
    "language",
    "market",
    "homepage",
    "licence",
    "last_good",
    "stale_since",
    "documents",
    "last_run",
)


def start(connection: sqlite3.Connection, started: str, command: str, sources: Iterable[str], version: str) -> str:
    """Add a run. Its id is its start, its number in that second, and a mark that no other machine's has."""
    (before,) = connection.execute("SELECT count(*) FROM runs WHERE started = ?", [started]).fetchone()
    run = f"{started}-{before + 1:02d}-{secrets.token_hex(4)}"
    connection.execute(
        "INSERT INTO runs (id, command, started, version) VALUES (?, ?, ?, ?)", [run, command, started, version]
    )
    connection.executemany(
        "INSERT INTO run_sources (run_id, source, status) VALUES (?, ?, 'running')",
        ((run, source) for source in sorted(set(sources))),
    )
    return run


def cut_off(
    connection: sqlite3.Connection, command: str, since: str, sources: Iterable[str]
) -> tuple[str, frozenset[str]] | None:
    """The newest run of a command since a moment that never came to its end: its id, and the sources that had come in.

    None where the newest one did. Only a run that visited no others than these sources counts: those of other machines
    may have been merged in. The caller knows that no other program is at work.
    """
    row = connection.execute(
        """SELECT id, finished FROM runs u WHERE command = ? AND started >= ? AND NOT EXISTS (
             SELECT 1 FROM run_sources r WHERE r.run_id = u.id AND r.source NOT IN (SELECT value FROM json_each(?)))
           ORDER BY id DESC LIMIT 1""",
        [command, since, dump(sorted(sources))],
    ).fetchone()
    if row is None or row[1] is not None:
        return None
    done = connection.execute(
        """SELECT source FROM run_sources r WHERE run_id = ? AND status IN ('ok', 'faults') AND NOT EXISTS (
             SELECT 1 FROM json_each(r.faults) WHERE json_extract(value, '$.kind') = 'cancelled')""",
        [row[0]],
    )
    return row[0], frozenset(source for (source,) in done)


def newest_is_open(connection: sqlite3.Connection) -> bool:
    """Whether the newest run has not come to its end: it is at work, or was cut off before its link pass."""
    row = connection.execute("SELECT finished IS NULL FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return bool(row and row[0])


def finish(connection: sqlite3.Connection, run: str, finished: str) -> None:
    """Close a run."""
    connection.execute("UPDATE runs SET finished = ? WHERE id = ?", [finished, run])
    connection.execute("UPDATE run_sources SET status = 'unfinished' WHERE run_id = ? AND status = 'running'", [run])


def note_harvest(
    connection: sqlite3.Connection,
    run: str,
    harvest: Harvest,
    readers: Readers,
    published: Published,
    recorded: str,
    *,
    visited: bool = True,
) -> None:
    """Note a harvest that was published; its source, where it was visited itself, is not stale any more."""
    _note(connection, run, harvest, readers, "ok" if not harvest.faults else "faults", published, recorded)
    if not visited:
        return
    connection.execute(
        "UPDATE sources SET last_good = max(coalesce(last_good, ''), ?), stale_since = NULL WHERE id = ?",
        [captured_on(harvest) or recorded, harvest.source.id],
    )


def note_failure(connection: sqlite3.Connection, run: str, harvest: Harvest, readers: Readers, recorded: str) -> None:
    """Note a harvest that broke its source's promise; the source is stale since the first of them."""
    upsert_source(connection, harvest.source)
    _note(connection, run, harvest, readers, "failed", Published(stale=True), recorded)
    connection.execute(
        "UPDATE sources SET stale_since = coalesce(stale_since, ?) WHERE id = ?",
        [captured_on(harvest) or recorded, harvest.source.id],
    )


def note_absences(connection: sqlite3.Connection, run: str, source: str, published: Published) -> None:
    """Add to a run how many documents vanished and came back, which is known last."""
    connection.execute(
        "UPDATE run_sources SET absent = ?, returned = ? WHERE run_id = ? AND source = ?",
        [published.absent, published.returned, run, source],
    )


def _note(
    connection: sqlite3.Connection,
    run: str,
    harvest: Harvest,
    readers: Readers,
    status: str,
    published: Published,
    recorded: str,
) -> None:
    counts = {name: value for name, value in asdict(published).items() if name != "stale"}
    row = {
        "run_id": run,
        "source": harvest.source.id,
        "status": status,
        "started": harvest.started or None,
        "finished": harvest.finished or None,
        "captured": captured_on(harvest) or recorded,
        "read": harvest.read,
        "kept": len(harvest.readings),
        "complete": int(harvest.complete),
        "kept_promise": int(harvest.kept_promise),
        "reader": readers.notice,
        "watchlist": readers.watchlist,
        "crawler_reader": readers.crawler,
        "faults": dump([asdict(fault) for fault in harvest.faults]),
        **asdict(harvest.traffic),
        **counts,
    }
    columns = ", ".join(f'"{name}"' for name in row)
    connection.execute(
        f"INSERT OR REPLACE INTO run_sources ({columns}) VALUES ({', '.join('?' * len(row))})", list(row.values())
    )


def keep_report(connection: sqlite3.Connection, run: str, report: dict[str, Any]) -> None:
    """Keep the report of a night with its run."""
    connection.execute("UPDATE runs SET report = ? WHERE id = ?", [dump(report), run])


def reports(connection: sqlite3.Connection, before: str | None = None) -> Iterator[dict[str, Any]]:
    """The reports that were kept, newest first; only of runs that began before this one, where one is given."""
    rows = connection.execute(
        "SELECT report FROM runs WHERE report IS NOT NULL AND (?1 IS NULL OR id < ?1) ORDER BY id DESC", [before]
    )
    return (json.loads(report) for (report,) in rows)


def nights(connection: sqlite3.Connection, last: int = 14) -> dict[str, list[dict[str, Any]]]:
    """How each source fared on its last nights, oldest first; of several runs on a day the latest counts.

    A night: ``date``, ``run``, ``status`` (ok, faults, failed, running, unfinished), ``failure`` (the kind of its
    first fault, or None), and the counts ``read``, ``new`` and ``changed``.
    """
    rows = connection.execute(
        """SELECT source, run_id, substr(run_id, 1, 10), status, json_extract(faults, '$[0].kind'), read, new, changed
           FROM run_sources ORDER BY source, run_id DESC"""
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for source, run, date, status, failure, read, new, changed in rows:
        known = found.setdefault(source, [])
        if len(known) < last and not (known and known[-1]["date"] == date):
            night = {"date": date, "run": run, "status": status, "failure": failure}
            known.append({**night, "read": read, "new": new, "changed": changed})
    return {source: known[::-1] for source, known in found.items()}


def last_read(connection: sqlite3.Connection, source: str) -> int | None:
    """Records read in the last complete run of a source that kept its promise."""
    row = connection.execute(
        """SELECT read FROM run_sources WHERE source = ? AND complete = 1 AND kept_promise = 1
           ORDER BY captured DESC, run_id DESC""",
        [source],
    ).fetchone()
    return None if row is None else int(row[0])


def outcomes(connection: sqlite3.Connection, run: str) -> dict[str, dict[str, Any]]:
    """What came of each source in a run, by source.

    ``status`` is ok, faults (published, with faults), failed (promise broken, nothing
    published), running or unfinished; the counts are those of ``Published``; ``faults`` a
    list of ``{"source", "kind", "message", "url"}``.
    """
    names = _OUTCOME.split()
    columns = ", ".join(f'"{name}"' for name in names)
    rows = connection.execute(f"SELECT source, {columns} FROM run_sources WHERE run_id = ? ORDER BY source", [run])
    return {row[0]: _outcome(dict(zip(names, row[1:], strict=True))) for row in rows}


def sources(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every source that was ever visited, with its documents counted and its last run."""
    rows = connection.execute(
        """SELECT s.id, s.name, s.kind, s.language, s.market, s.homepage, s.licence, s.last_good, s.stale_since,
                  (SELECT count(*) FROM documents d WHERE d.source = s.id),
                  (SELECT r.run_id FROM run_sources r WHERE r.source = s.id ORDER BY r.run_id DESC LIMIT 1)
           FROM sources s ORDER BY s.id"""
    ).fetchall()
    found = [dict(zip(_SOURCE, row, strict=True)) for row in rows]
    for source in found:
        source["outcome"] = outcomes(connection, source["last_run"]).get(source["id"]) if source["last_run"] else None
    return found


def _outcome(row: dict[str, Any]) -> dict[str, Any]:
    row["faults"] = json.loads(row["faults"] or "[]")
    row["complete"], row["kept_promise"] = bool(row["complete"]), bool(row["kept_promise"])
    return row


def note_check(connection: sqlite3.Connection, source: str, checked: str, verdict: str, why: str) -> None:
    """Note what a source's live pages answered, in place of what they did before."""
    connection.execute(
        "INSERT OR REPLACE INTO live_checks (source, checked, verdict, why) VALUES (?, ?, ?, ?)",
        [source, checked, verdict, why],
    )


def checks(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """The last live check of each source that had one: ``checked``, ``verdict``, ``why``."""
    rows = connection.execute("SELECT source, checked, verdict, why FROM live_checks")
    return {row[0]: {"checked": row[1], "verdict": row[2], "why": row[3]} for row in rows}
