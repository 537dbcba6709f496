"""Tables whose rows stand for themselves: which row stays where both databases have one of the same key."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from db.rows import dump


def columns(connection: sqlite3.Connection, table: str, *without: str) -> list[str]:
    """The columns of a table, but for some, quoted."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", [table])
    return [f'"{name}"' for (name,) in rows if name not in without]


def take_in_records(connection: sqlite3.Connection) -> None:
    """Everything of the attached database ``other`` that hangs on no document."""
    _sources(connection)
    _union(
        connection,
        "runs",
        ["id"],
        finished="coalesce(max(finished, excluded.finished), finished, excluded.finished)",
        report="coalesce(max(report, excluded.report), report, excluded.report)",
    )
    # A run that came to its end says more than the same run half-way.
    _greatest(connection, "run_sources", ["run_id", "source"], ["status NOT IN ('running', 'unfinished')", "finished"])
    _greatest(connection, "live_checks", ["source"], ["checked"])
    _greatest(connection, "decisions", ["left", "right"], ["decided"])
    _greatest(connection, "brand_groups", ["brand"], ["brand_group"])
    _greatest(connection, "model_titles", ["model"], ["title"])
    _greatest(connection, "backfilled", ["digest", "reader", "watchlist"], ["finished"])
    _union(connection, "gone_nights", ["source", "key", "night"], answered="min(answered, excluded.answered)")
    _union(connection, "listed_only", ["source", "key"], last_listed="max(last_listed, excluded.last_listed)")
    _union(connection, "recall_redirects", ["id"], since="min(since, excluded.since)")
    _union(connection, "recall_namesakes", ["id", "recall_id"], since="min(since, excluded.since)")
    _recalls(connection)
    _withholdings(connection)
    _quarantine(connection)


def _union(connection: sqlite3.Connection, table: str, key: Sequence[str], **joined: str) -> None:
    """All rows of both; where both have one, ``joined`` says what becomes of a column, and the others stay."""
    names = ", ".join(columns(connection, table))
    changes = ", ".join(f'"{name}" = {what}' for name, what in joined.items())
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {names} FROM other.{table} WHERE true "
        f"ON CONFLICT ({_quoted(key)}) DO UPDATE SET {changes}"
    )


def _greatest(connection: sqlite3.Connection, table: str, key: Sequence[str], by: Sequence[str]) -> None:
    """All rows of both; where both have one, the greater of the two: by these values, then by all there are."""
    names = columns(connection, table)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(names)} FROM other.{table} WHERE true "
        f"ON CONFLICT ({_quoted(key)}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names)} "
        f"WHERE ({_values('excluded', by, names)}) > ({_values(table, by, names)})"
    )


def _values(row: str, by: Sequence[str], names: Sequence[str]) -> str:
    return ", ".join([*(f"coalesce({row}.{value}, '')" for value in by), *(f"coalesce({row}.{n}, '')" for n in names)])


def _quoted(key: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in key)


def _sources(connection: sqlite3.Connection) -> None:
    """What is said of a source is that of the database that heard of it last."""
    names = columns(connection, "sources")
    connection.execute(
        f"INSERT INTO sources ({', '.join(names)}) SELECT {', '.join(names)} FROM other.sources WHERE true "
        "ON CONFLICT DO NOTHING"
    )
    told = columns(connection, "sources", "id", "last_good", "stale_since")
    last = "coalesce((SELECT max(r.run_id) FROM {}.run_sources r WHERE r.source = s.id), '')"
    listed = ", ".join(f"s.{name}" for name in told)
    for identity, *theirs in connection.execute(f"SELECT s.id, {last.format('other')}, {listed} FROM other.sources s"):
        ours = connection.execute(
            f"SELECT {last.format('main')}, {listed} FROM main.sources s WHERE id = ?", [identity]
        ).fetchone()
        if dump(theirs) > dump(ours):
            changes = ", ".join(f"{name} = ?" for name in told)
            connection.execute(f"UPDATE main.sources SET {changes} WHERE id = ?", [*theirs[1:], identity])


def _withholdings(connection: sqlite3.Connection) -> None:
    names = ", ".join(columns(connection, "withholdings", "id"))
    connection.execute(
        f"INSERT INTO withholdings ({names}) SELECT {names} FROM other.withholdings "
        f"EXCEPT SELECT {names} FROM main.withholdings ORDER BY decided, source, key"
    )


def _recalls(connection: sqlite3.Connection) -> None:
    """Ids with what was last known of them; of those of which something speaks, linking says it anew."""
    rows = connection.execute(
        """SELECT theirs.id, min(theirs.made, ours.made), max(theirs.retired, ours.retired)
           FROM other.recalls theirs JOIN main.recalls ours USING (id)"""
    ).fetchall()
    _greatest(connection, "recalls", ["id"], ["retired"])
    connection.executemany("UPDATE recalls SET made = ?2, retired = ?3 WHERE id = ?1", rows)


def _quarantine(connection: sqlite3.Connection) -> None:
    """Since the first night of either, with the reason of the last."""
    rows = connection.execute(
        """SELECT theirs.source, theirs.address, theirs.stage, min(theirs.first_seen, ours.first_seen),
                   max(theirs.nights, ours.nights)
            FROM other.quarantine theirs JOIN main.quarantine ours USING (source, address, stage)"""
    ).fetchall()
    _greatest(connection, "quarantine", ["source", "address", "stage"], ["last_seen"])
    connection.executemany(
        "UPDATE quarantine SET first_seen = ?4, nights = ?5 WHERE source = ?1 AND address = ?2 AND stage = ?3", rows
    )
