"""CSV as RFC 4180 says: commas, CRLF, quotes where needed, a header; UTF-8 without a mark.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, so
texts from outside that do are preceded by an apostrophe; line ends within a cell become
plain ones. ``raw`` leaves both as they are. For a German Excel (``excel``) the file begins
with a byte order mark, cells are parted by semicolons and decimals by a comma.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from db.exporting.cells import PLAIN, plain_cell, safe_cell
from db.exporting.columns import Column, Export
from db.exporting.styles import Sheet, Style, Written

MEDIA_TYPE = "text/csv"


def encoding(style: Style) -> str:
    """The encoding as Python and Frictionless name it."""
    return "utf-8-sig" if style.excel else "utf-8"


def delimiter(style: Style) -> str:
    """What parts the cells."""
    return ";" if style.excel else ","


def write(folder: Path, sheets: Iterable[Sheet], style: Style) -> list[Written]:
    """One file a table, row by row."""
    written = []
    for sheet in sheets:
        path = folder / f"{sheet.table.name}.csv"
        with path.open("w", encoding=encoding(style), newline="") as file:
            writer = csv.writer(file, delimiter=delimiter(style), lineterminator="\r\n")
            writer.writerow(column.name for column in sheet.table.columns)
            cells = [_cell(column, style) for column in sheet.table.columns]
            count = 0
            for row in sheet.rows:
                writer.writerow([cell(value) for cell, value in zip(cells, row, strict=True)])
                count += 1
        written.append(Written(sheet.table.name, path, count))
    return written


def _cell(column: Column, style: Style) -> Callable[[Any], str]:
    plain = PLAIN[column.type]
    if column.type in ("string", "list", "json"):
        if style.raw:
            return lambda value: "" if value is None else plain(value)
        return lambda value: "" if value is None else safe_cell(plain(value))
    if column.type == "number" and style.excel:
        return lambda value: plain_cell("number", value).replace(".", ",")
    return lambda value: "" if value is None else plain(value)


def read(path: Path, table: Export, style: Style) -> Iterator[Mapping[str, str]]:
    """The rows of an earlier file, decimals with a point."""
    figures = {column.name for column in table.columns if column.type == "number"} if style.excel else set()
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding=encoding(style), newline="") as file:
        for row in csv.DictReader(file, delimiter=delimiter(style), restval=""):
            yield {
                name: value.replace(",", ".") if name in figures else value
                for name, value in row.items()
                if isinstance(name, str) and isinstance(value, str)
            }
