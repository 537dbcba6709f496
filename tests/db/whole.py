"""Everything that a database holds, by what it is and not by row numbers: two that hold the same are equal."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

#: Row numbers, by the column that holds them, and what a row is known by.
_NAMES = {
    "document_id": "(SELECT d.source || '/' || d.key FROM documents d WHERE d.id = {})",
    "version_id": """(SELECT d.source || '/' || d.key || ' ' || v.digest FROM document_versions v
                      JOIN documents d ON d.id = v.document_id WHERE v.id = {})""",
    "notice_id": """(SELECT d.source || '/' || d.key || ' ' || v.digest || ' ' || n.reader || ' ' || n.watchlist
                     FROM notices n JOIN document_versions v ON v.id = n.version_id
                     JOIN documents d ON d.id = v.document_id WHERE n.id = {})""",
    "capture_id": "(SELECT c.file || ' ' || c.offset FROM captures c WHERE c.id = {})",
}
_NAMES["mention_id"] = _NAMES["notice_id"].replace("= {})", "= (SELECT m.notice_id FROM mentions m WHERE m.id = {}))")
#: What the clock of a link pass writes.
TIMES = frozenset(
    {"recalls.made", "recalls.retired", "recall_redirects.since", "recall_namesakes.since", "change_list.told"}
)

Content = dict[str, list[tuple[object, ...]]]


def content(connection: sqlite3.Connection, without: Collection[str] = TIMES) -> Content:
    """Every table's rows, sorted; ``without`` names columns to leave out, as ``table.column``."""
    tables = connection.execute(
        """SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
           AND name NOT LIKE 'document_words%' AND name <> 'migrations' ORDER BY name"""
    ).fetchall()
    found = {name: _rows(connection, name, without) for (name,) in tables}
    found["document_words"] = connection.execute(
        "SELECT d.source, d.key, w.title, w.body FROM document_words w JOIN documents d ON d.id = w.rowid ORDER BY 1, 2"
    ).fetchall()
    return found


def _rows(connection: sqlite3.Connection, table: str, without: Collection[str]) -> list[tuple[object, ...]]:
    columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", [table])]
    whole_number = table in ("captures", "documents", "document_versions", "notices", "mentions", "withholdings")
    told = [
        _NAMES[name].format(f"{table}.{name}") if name in _NAMES else f'"{name}"'
        for name in columns
        if not (whole_number and name == "id") and f"{table}.{name}" not in without
    ]
    if "mention_id" in columns:
        told.append(f"(SELECT m.position FROM mentions m WHERE m.id = {table}.mention_id)")
    rows = connection.execute(f"SELECT {', '.join(told)} FROM {table}").fetchall()
    return sorted(rows, key=repr)


def differences(one: Content, other: Content) -> dict[str, object]:
    """What only one of two databases holds, by table: for the message of a test that fails."""
    return {
        table: (
            [row for row in one.get(table, []) if row not in other.get(table, [])][:3],
            [row for row in other.get(table, []) if row not in one.get(table, [])][:3],
        )
        for table in one.keys() | other.keys()
        if one.get(table) != other.get(table)
    }
