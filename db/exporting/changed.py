"""The rows of the exported table of changes. Of a press article's words only those around a change are given."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

from db.changes import one_by_one
from db.excerpts import OF_ARTICLES, excerpts
from db.rows import Row


def changed(connection: sqlite3.Connection) -> Iterator[Row]:
    """Every change (see ``db.changes``) as a row whose ``old`` and ``new`` are JSON."""
    press = {source for (source,) in connection.execute("SELECT id FROM sources WHERE kind = 'press'")}
    seen: Counter[str] = Counter()
    for row in one_by_one(connection):
        source = (row["document"] or "").partition("/")[0]
        if source in press and row["kind"] == "changed_words":
            row["old"], row["new"] = excerpts(row["old"], row["new"], OF_ARTICLES)
        told = {**row, "old": _json(row["old"]), "new": _json(row["new"])}
        content = {name: value for name, value in told.items() if name != "recorded"}
        digest = hashlib.sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:16]
        seen[digest] += 1
        again = f"-{seen[digest]}" if seen[digest] > 1 else ""
        lists = {name: json.dumps(row[name], ensure_ascii=False) for name in ("recalls", "models")}
        yield {**told, **lists, "id": digest + again}


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
