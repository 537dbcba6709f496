"""The rows of the exported table of changes. Of a press article's words only those around a change are given."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

from db.changes import one_by_one
from db.rows import Row

#: So many code points of an article's changed words are told, and so many that stand before them.
_MOST = 300
_BEFORE = 40


def changed(connection: sqlite3.Connection) -> Iterator[Row]:
    """Every change (see ``db.changes``) as a row whose ``old`` and ``new`` are JSON."""
    press = {source for (source,) in connection.execute("SELECT id FROM sources WHERE kind = 'press'")}
    seen: Counter[str] = Counter()
    for row in one_by_one(connection):
        source = (row["document"] or "").partition("/")[0]
        if source in press and row["kind"] == "changed_words":
            row["old"], row["new"] = around(row["old"], row["new"])
        told = {**row, "old": _json(row["old"]), "new": _json(row["new"])}
        content = {name: value for name, value in told.items() if name != "recorded"}
        digest = hashlib.sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:16]
        seen[digest] += 1
        again = f"-{seen[digest]}" if seen[digest] > 1 else ""
        lists = {name: json.dumps(row[name], ensure_ascii=False) for name in ("recalls", "models")}
        yield {**told, **lists, "id": digest + again}


def around(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """The words in which two texts differ, with a few before them: what may be quoted of somebody's article."""
    ours, theirs = old or "", new or ""
    shorter = min(len(ours), len(theirs))
    start = next((at for at in range(shorter) if ours[at] != theirs[at]), shorter)
    same = next((at for at in range(shorter - start) if ours[-1 - at] != theirs[-1 - at]), shorter - start)
    first = max(0, start - _BEFORE)

    def cut(text: str | None) -> str | None:
        if text is None:
            return None
        end = len(text) - same
        piece = text[first : min(end, first + _MOST)]
        return f"{'… ' if first else ''}{piece}{' …' if first + len(piece) < len(text) else ''}"

    return cut(old), cut(new)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
