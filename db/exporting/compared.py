"""What is new since the export that lies in the folder: rows that were added, cells that changed, rows that went.

The files of the last export are read back, as its ``datapackage.json`` describes them; one
of another format cannot be compared. Where somebody withheld or restored a document in
between, old values are left empty and rows that went are not named: they could be the
document's.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.exporting.cells import plain_cell, same_text
from db.exporting.columns import Export, columns
from db.exporting.formats import Format
from db.exporting.rows import Values
from db.exporting.styles import Style

AMENDMENTS = Export(
    "amendments",
    "One row a cell that differs from the export before.",
    ("table", "key", "column"),
    "",
    columns("""
table string The table.
key string The row's key; several columns are joined with |.
column string The column.
old string Its cell in the export before; empty where a document was withheld or restored in between.
new string Its cell now.
"""),
)
REMOVALS = Export(
    "removals",
    "One row a row that the export before had; none are named where a document was withheld or restored in between.",
    ("table", "key"),
    "",
    columns("""
table string The table.
key string The row's key; several columns are joined with |.
now string Of a recall that was joined to another: the id that its own leads to now.
"""),
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the export before says of itself: how it was written, and the last order to withhold it knew of."""

    style: Style
    withholdings: str | None


def earlier(folder: Path, name: str) -> Earlier | None:
    """What ``datapackage.json`` in a folder tells; None where there is none of ours."""
    try:
        told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))[name]
        return Earlier(Style(told["format"], told["excel"], told["raw"]), told["withholdings"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(slots=True)
class Comparison:
    """Rows on their way out, beside those of the export before; ``leads_to`` tells where a recall's id leads now."""

    folder: Path
    style: Style
    format: Format
    discreet: bool
    leads_to: Callable[[str], str | None]
    additions: dict[str, list[Values]] = field(default_factory=dict)
    amendments: list[Values] = field(default_factory=list)
    removals: list[Values] = field(default_factory=list)

    def watch(self, table: Export, rows: Iterator[Values]) -> Iterator[Values]:
        """The same rows; what is new about them is noted."""
        old = self._old(table)
        if old is None:
            yield from rows
            return
        names = [column.name for column in table.columns]
        key_at = [names.index(name) for name in table.key]
        looked_at = [at for at, name in enumerate(names) if name not in table.fleeting]
        added = self.additions.setdefault(table.name, [])
        for row in rows:
            key = "|".join(_text(table, at, row[at]) for at in key_at)
            before = old.execute("DELETE FROM earlier WHERE key = ? RETURNING cells", [key]).fetchone()
            if before is None:
                added.append(row)
            else:
                cells = json.loads(before[0])
                self.amendments += self._amended(
                    table, key, cells, {names[at]: _text(table, at, row[at]) for at in looked_at}
                )
            yield row
        if not self.discreet:
            gone = [key for (key,) in old.execute("SELECT key FROM earlier ORDER BY rowid")]
            leads_to = self.leads_to if table.name == "recalls" else lambda key: None
            self.removals += [(table.name, key, leads_to(key)) for key in gone]
        old.close()

    def _amended(
        self, table: Export, key: str, before: Mapping[str, str], now: Mapping[str, str]
    ) -> Iterator[tuple[Any, ...]]:
        for name, cell in now.items():
            if name in before and same_text(before[name]) != same_text(cell):
                yield table.name, key, name, "" if self.discreet else before[name], cell

    def _old(self, table: Export) -> sqlite3.Connection | None:
        """The rows of the export before by their keys, in a database of their own that spills to the disk."""
        suffix = self.style.format
        path = self.folder / f"{table.name}.{suffix}"
        if not table.compared or not path.is_file() or (found := self.format.read(path, table, self.style)) is None:
            return None
        old = sqlite3.connect("")
        old.execute("CREATE TABLE earlier (key TEXT PRIMARY KEY, cells TEXT)")
        try:
            old.executemany(
                "INSERT OR REPLACE INTO earlier VALUES (?, ?)",
                (("|".join(row.get(name, "") for name in table.key), json.dumps(row)) for row in found),
            )
        except (ValueError, KeyError, TypeError, csv.Error):  # somebody wrote into it: there is nothing to compare
            old.close()
            return None
        return old


def _text(table: Export, at: int, value: Any) -> str:
    return plain_cell(table.columns[at].type, value)
