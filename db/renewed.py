"""Which values changed because our code or a watchlist did: two notices of the same words, compared."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from db.rows import Row

Values = dict[tuple[str, str | None, str | None], list[Any]]


def holding(connection: sqlite3.Connection, documents: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int | None]:
    """The notice that holds now for each document, by source and key."""
    found: dict[tuple[str, str], int | None] = {}
    for source, key in documents:
        row = connection.execute(
            "SELECT notice_id FROM documents WHERE source = ? AND key = ?", [source, key]
        ).fetchone()
        if row:
            found[source, key] = row[0]
    return found


def differences(connection: sqlite3.Connection, old: int | None, new: int | None) -> Iterator[Row]:
    """What one notice says and the other does not: field, product, market; lists of values as ``old`` and ``new``."""
    if old == new:
        return
    before, after = _values(connection, old), _values(connection, new)
    for key in sorted(before.keys() | after.keys(), key=repr):
        gone = [value for value in before.get(key, []) if value not in after.get(key, [])]
        come = [value for value in after.get(key, []) if value not in before.get(key, [])]
        if gone or come:
            field, product, market = key
            yield {"field": field, "product": product, "market": market, "old": gone, "new": come}


def _values(connection: sqlite3.Connection, notice: int | None) -> Values:
    if notice is None:
        return {}
    found: Values = {}
    report, kind = connection.execute("SELECT is_recall_report, kind FROM notices WHERE id = ?", [notice]).fetchone()
    found["is_recall_report", None, None], found["kind", None, None] = [bool(report)], [kind]
    rows = connection.execute(
        """SELECT c.field, coalesce(p.model, p.name), c.market, c.value FROM claims c
           JOIN mentions m ON m.notice_id = c.notice_id AND m.position = c.mention
           LEFT JOIN mention_products p ON p.mention_id = m.id AND p.position = c.product
           WHERE c.notice_id = ? ORDER BY c.position""",
        [notice],
    )
    for field, product, market, value in rows:
        found.setdefault((field, product, market), []).append(json.loads(value))
    return found
