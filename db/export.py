"""CSV for spreadsheets, pandas and DuckDB, with a Frictionless data package beside it.

RFC 4180: commas, CRLF, quotes where needed, a header; UTF-8 without a mark. Nothing is an
empty cell, truth is ``true`` or ``false``, members of a list are joined with ``|`` (a
member's own ``|`` is ``\\|``). Rows come in the order of their keys.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, so
texts from outside that do are preceded by an apostrophe; line ends within a cell become
plain ones. ``raw`` leaves both as they are. A NUL, which CSV readers refuse, is � in both.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from db.dictionary import EXPORTS, Column, ColumnType, Export

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export(connection: sqlite3.Connection, folder: str | Path, *, raw: bool = False) -> list[tuple[Path, int]]:
    """Write every table of the data dictionary as CSV, and ``datapackage.json``.

    All files show the same moment. Each is complete or not there: it is written under
    another name and renamed.

    Args:
        folder: made where it is not there; other files in it are left alone.
        raw: leave cells as they are, even those that a spreadsheet would run.

    Returns:
        The files and how many rows each holds, in the order of the dictionary.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Path, int]] = []
    connection.execute("BEGIN")
    try:
        for table in EXPORTS.values():
            path = folder / f"{table.name}.csv"
            written.append((path, _write(connection, table, path, raw=raw)))
    finally:
        connection.execute("ROLLBACK")
    with _replacing(folder / "datapackage.json") as file:
        json.dump(data_package(), file, ensure_ascii=False, indent=2)
        file.write("\n")
    return written


def _write(connection: sqlite3.Connection, table: Export, path: Path, *, raw: bool) -> int:
    cursor = connection.execute(table.query)
    places = {name: at for at, (name, *_) in enumerate(cursor.description)}
    shown: list[tuple[int, Callable[[Any], str]]] = [
        (places[column.name], _cell_writer(column, raw=raw)) for column in table.columns
    ]
    count = 0
    with _replacing(path) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column.name for column in table.columns)
        for row in cursor:
            writer.writerow([write(row[at]) for at, write in shown])
            count += 1
    return count


def _cell_writer(column: Column, *, raw: bool) -> Callable[[Any], str]:
    plain = _PLAIN[column.type]

    def text(value: Any) -> str:
        if value is None:
            return ""
        return plain(value).replace("\0", "\ufffd") if raw else safe_cell(plain(value))

    def figure(value: Any) -> str:
        return "" if value is None else plain(value)

    return text if column.type in ("string", "list") else figure


def _list(value: str) -> str:
    return "|".join(str(member).replace("|", "\\|") for member in json.loads(value))


_PLAIN: dict[ColumnType, Callable[[Any], str]] = {
    "string": str,
    "integer": str,
    "number": str,
    "boolean": lambda value: "true" if value else "false",
    "list": _list,
}


def safe_cell(text: str) -> str:
    """A text as a cell that no spreadsheet runs, without NUL and with plain line ends."""
    plain = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """A file that takes its place when it is complete, and leaves nothing behind where it fails."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def data_package() -> dict[str, Any]:
    """The Frictionless data package: every file with its columns, their types and meaning."""
    return {
        "profile": "tabular-data-package",
        "name": "recall-timeline",
        "title": "Timeline of product recalls",
        "resources": [_resource(table) for table in EXPORTS.values()],
    }


def _resource(table: Export) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "type": "string" if column.type == "list" else column.type,
                    "description": column.description + (" Joined with |." if column.type == "list" else ""),
                }
                for column in table.columns
            ],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }
