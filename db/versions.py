"""Versions of a document: their order, what changed from one to the next, and who changed it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from db.records import Part
from db.rows import dump, load_parts

#: The order in which the versions ``v`` of a document last held, the one that holds now last. Two of one moment are
#: one capture that was read twice: the later reading counts.
IN_ORDER = "v.last_seen, v.recorded, v.digest"

Cause = Literal["source", "reader", "unknown"]


def changes(
    old: Sequence[Part], old_stamp: str | None, new: Sequence[Part], new_stamp: str | None
) -> list[dict[str, str | None]]:
    """What changed, part by part in the new order: ``{"part", "old", "new"}``, null where it was not there.

    Parts of one name are compared in their order; the source's stamp goes by ``published``
    where no part has that name.
    """
    before, after = _numbered(old), _numbered(new)
    before.setdefault(("published", 0), old_stamp)
    after.setdefault(("published", 0), new_stamp)
    names = [*after, *(name for name in before if name not in after)]
    return [
        {"part": name, "old": before.get((name, number)), "new": after.get((name, number))}
        for name, number in names
        if before.get((name, number)) != after.get((name, number))
    ]


def _numbered(parts: Sequence[Part]) -> dict[tuple[str, int], str | None]:
    counts: dict[str, int] = {}
    numbered: dict[tuple[str, int], str | None] = {}
    for part in parts:
        number = counts.get(part.name, 0)
        numbered[(part.name, number)] = part.text
        counts[part.name] = number + 1
    return numbered


def cause(old_reader: str | None, new_reader: str | None, old_bytes: str | None, new_bytes: str | None) -> Cause:
    """Who made a new version: the source, or our own code that reads its pages differently now.

    Args:
        old_reader, new_reader: the versions of the code that named the parts.
        old_bytes, new_bytes: payload digests of the captures.
    """
    if old_bytes is not None and old_bytes == new_bytes:
        return "reader" if old_reader != new_reader else "unknown"
    return "source" if old_reader == new_reader else "unknown"


def say_what_changed(connection: sqlite3.Connection, document_id: int) -> None:
    """Write what changed from each version of a document to the next, in the order in which they last held.

    A source may go back to words that it had before. Their version is then the last again,
    and changed when the one between was last seen, or later.
    """
    rows = connection.execute(
        f"""SELECT v.id, v.parts, v.published, v.reader, c.digest, v.first_seen, v.last_seen FROM document_versions v
           LEFT JOIN captures c ON c.id = v.capture_id
           WHERE v.document_id = ? ORDER BY {IN_ORDER}""",
        [document_id],
    ).fetchall()
    connection.execute(
        "UPDATE document_versions SET changes = NULL, cause = NULL, changed = NULL WHERE id = ?", [rows[0][0]]
    )
    for before, after in pairwise(rows):
        what = dump(changes(load_parts(before[1]), before[2], load_parts(after[1]), after[2]))
        who = cause(before[3], after[3], before[4], after[4])
        connection.execute(
            "UPDATE document_versions SET changes = ?, cause = ?, changed = ? WHERE id = ?",
            [what, who, max(before[6], after[5]), after[0]],
        )
