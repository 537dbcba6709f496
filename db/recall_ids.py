"""The ids of recalls: which were ever given, where they lead now, and which name two recalls of merged databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from db.linking import GivenIds, KnownRecall, Linking, Namesake
from db.rows import dump

if TYPE_CHECKING:
    from sqlite_utils import Database


def add_namesakes(database: Database) -> None:
    """``recall_namesakes``: ids that a database which was merged in had given to another recall than this one's."""
    columns = {"id": str, "recall_id": str, "since": str}
    database.table("recall_namesakes").create(columns, pk=("id", "recall_id"), not_null={"since"}, strict=True)


def given_ids(connection: sqlite3.Connection, today: str) -> GivenIds:
    """What a database that is to be merged calls its recalls, and what it called them before a merge of ``today``."""
    leads = connection.execute(
        "SELECT id, recall_id, since FROM recall_redirects WHERE recall_id IS NOT NULL"
    ).fetchall()
    own = {recall.id: recall for recall in known_ids(connection) if recall.founders}
    lost = connection.execute("SELECT id, recall_id, since FROM recall_namesakes ORDER BY id, recall_id").fetchall()
    return GivenIds(
        recalls=tuple(own.values()),
        redirects={old: to for old, to, _ in leads},
        settled=frozenset(old for old, _, since in leads if since[:10] < today),
        lost=tuple(replace(own[to], id=old) for old, to, since in lost if to in own and since[:10] == today),
        longer={to: since for old, to, since in lost if to.startswith(f"{old}-")},
    )


def namesakes(connection: sqlite3.Connection, recall: str) -> list[str]:
    """The recalls to which other databases had given this id before they were merged in."""
    rows = connection.execute("SELECT recall_id FROM recall_namesakes WHERE id = ? ORDER BY 1", [recall])
    return [other for (other,) in rows]


def known_ids(connection: sqlite3.Connection) -> list[KnownRecall]:
    """Every id ever given, oldest first. One that was redirected has no founders: it is taken, and nothing else."""
    members: dict[str, list[str]] = {}
    for recall, scope in connection.execute("SELECT recall_id, scope FROM recall_mentions ORDER BY recall_id, scope"):
        members.setdefault(recall, []).append(scope)
    rows = connection.execute("SELECT id, made, founders FROM recalls").fetchall()
    leads = {one for (one,) in connection.execute("SELECT id FROM recall_redirects WHERE recall_id IS NOT NULL")}
    known = [
        KnownRecall(id_, made, tuple(json.loads(founders)), tuple(members.get(id_, ())), id_ in leads)
        for id_, made, founders in rows
    ]
    gone = connection.execute("SELECT id, since FROM recall_redirects WHERE id NOT IN (SELECT id FROM recalls)")
    known += [KnownRecall(identity, since, ()) for identity, since in gone]
    return sorted(known, key=lambda recall: (recall.made, recall.id))


def resolve(connection: sqlite3.Connection, recall: str) -> str | None:
    """The id under which a recall goes now; None where there never was one, or nothing speaks of it."""
    row = connection.execute(
        """SELECT id FROM recalls WHERE retired IS NULL
           AND id IN (?1, (SELECT recall_id FROM recall_redirects WHERE id = ?1))""",
        [recall],
    ).fetchone()
    return str(row[0]) if row else None


def retire(connection: sqlite3.Connection, linking: Linking, recorded: str) -> None:
    """Let ids that went into others lead there, and those of which nothing speaks any more rest. The caller commits."""
    for old, new in sorted(linking.redirects.items()):
        # The row stays with its founders: parted again from what it went into, the recall has its own id back.
        connection.execute("UPDATE recalls SET retired = coalesce(retired, ?) WHERE id = ?", [recorded, old])
        if old in linking.founders:
            connection.execute("UPDATE recalls SET founders = ? WHERE id = ?", [dump(linking.founders[old]), old])
        if new is None:
            continue
        connection.execute("UPDATE recall_redirects SET recall_id = ? WHERE recall_id = ?", [new, old])
        connection.execute(
            "INSERT INTO recall_redirects VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET recall_id = excluded.recall_id",
            [old, new, recorded],
        )
        connection.execute("UPDATE OR IGNORE recall_namesakes SET recall_id = ? WHERE recall_id = ?", [new, old])
    connection.executemany("DELETE FROM recall_redirects WHERE id = ?", ((recall.id,) for recall in linking.recalls))


def keep_namesakes(connection: sqlite3.Connection, found: Iterable[Namesake], recorded: str) -> None:
    """Keep the ids that merged databases had given to two recalls. The caller commits."""
    for namesake in found:
        connection.execute(
            "INSERT OR IGNORE INTO recall_namesakes VALUES (?, ?, ?)", [namesake.id, namesake.recall, recorded]
        )
        # Who lost an id is no younger for it: in whatever order databases are merged, the same id stays.
        connection.execute("UPDATE recalls SET made = min(made, ?) WHERE id = ?", [namesake.made, namesake.recall])
    # What turned out to be one recall after all has no namesake; nor has one that went into another.
    connection.execute(
        "DELETE FROM recall_namesakes WHERE id = recall_id OR recall_id IN (SELECT id FROM recall_redirects)"
    )
