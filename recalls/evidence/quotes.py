"""The quotes behind a recall's values, each looked up again in the words that were stored."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

from db.exporting.cells import safe_cell
from db.rows import Row, query

COLUMNS = (
    *("document", "source", "url", "language", "published", "captured", "field", "value", "market", "product"),
    *("quote", "part", "start", "end", "basis", "said_by", "hedged", "version", "checked", "recreated"),
)
_QUOTES = """
SELECT d.source || '/' || d.key AS document, s.name AS source, d.url, n.language, n.published, c.date AS captured,
       q.field, q.value, q.market, p.model AS product, q.quote, q.part, q.start, q."end", q.basis, q.said_by, q.hedged,
       v.digest AS version, d.recreated, v.parts
FROM recall_mentions m JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
JOIN documents d ON d.id = v.document_id JOIN sources s ON s.id = d.source
LEFT JOIN captures c ON c.id = v.capture_id
JOIN claims q ON q.notice_id = n.id AND q.mention = m.mention AND (q.market IS NULL OR q.market = m.market)
LEFT JOIN mentions o ON o.notice_id = n.id AND o.position = q.mention
LEFT JOIN mention_products p ON p.mention_id = o.id AND p.position = q.product
WHERE m.recall_id = ? AND d.withheld IS NULL
ORDER BY n.published IS NULL, n.published, m.scope, q.position
"""


def quotes(connection: sqlite3.Connection, recall: str) -> list[Row]:
    """One row a claim on a recall; ``checked`` says whether its quote stands where it says (or is not of words)."""
    rows = query(connection, _QUOTES, [recall])
    for row in rows:
        parts = json.loads(row.pop("parts"))
        words = [part["text"] for part in parts if part["name"] == row["part"]]
        row["hedged"], row["recreated"] = bool(row["hedged"]), bool(row["recreated"])
        row["value"] = json.loads(row["value"])
        if not row["quote"]:
            row["checked"] = "by the source itself, which speaks for its market"
        elif any(text[row["start"] : row["end"]] == row["quote"] for text in words):
            row["checked"] = "found at its place"
        else:
            row["checked"] = "NOT found at its place"
    return rows


def write_csv(path: Path, columns: tuple[str, ...], rows: list[Row]) -> None:
    """Rows as CSV that a spreadsheet runs nothing of (RFC 4180, UTF-8)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([_cell(row[name]) for name in columns] for row in rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_cell(json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value))
