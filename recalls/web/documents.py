"""The documents that quotes stand in, as pages name and link them; withheld ones are not among them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from db.rows import Row, query
from recalls.web.visit import cut

_NAMED = """
SELECT d.source || '/' || d.key AS document, s.name AS source_name, s.kind, d.url, d.title, d.language, d.published,
       d.absent_since, d.recreated, c.file, c.offset, c.date AS captured
FROM json_each(?) j
JOIN documents d ON d.source = substr(j.value, 1, instr(j.value, '/') - 1)
  AND d.key = substr(j.value, instr(j.value, '/') + 1)
JOIN sources s ON s.id = d.source
LEFT JOIN document_versions v ON v.id = d.version_id LEFT JOIN captures c ON c.id = v.capture_id
WHERE d.withheld IS NULL
"""


def named(connection: sqlite3.Connection, addresses: Iterable[str | None]) -> Mapping[str, Row]:
    """Documents by their addresses (``source/key``), each with ``capture`` (``file``, ``offset``) or None."""
    wanted = sorted({address for address in addresses if address})
    rows = query(connection, _NAMED, [json.dumps(wanted)]) if wanted else []
    for row in rows:
        file, offset = row.pop("file"), row.pop("offset")
        row["capture"] = {"file": file, "offset": offset} if file else None
        row["recreated"] = bool(row["recreated"])
    return {row["document"]: row for row in rows}


def marked(context: str | None, quote: str | None, most: int = 400) -> Markup | None:
    """The words around a quote with the quote marked; None where they add nothing to it."""
    if not context or not quote or context.strip() == quote.strip() or quote not in context:
        return None
    start = context.index(quote)
    room = max(0, (most - len(quote)) // 2)
    first, last = max(0, start - room), min(len(context), start + len(quote) + room)
    before = ("… " if first else "") + context[first:start]
    after = context[start + len(quote) : last] + (" …" if last < len(context) else "")
    return Markup(f"{escape(cut(before, most))}<mark>{escape(cut(quote, most))}</mark>{escape(cut(after, most))}")
