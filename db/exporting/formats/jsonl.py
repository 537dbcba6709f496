"""JSON Lines: one object a row, in UTF-8; lists are arrays, JSON values themselves, nothing is null."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from db.exporting.cells import plain_cell
from db.exporting.columns import ColumnType, Export
from db.exporting.styles import Sheet, Style, Written

MEDIA_TYPE = "application/x-ndjson"


def write(folder: Path, sheets: Iterable[Sheet], style: Style) -> list[Written]:
    """One file a table, row by row."""
    written = []
    for sheet in sheets:
        path = folder / f"{sheet.table.name}.jsonl"
        names = [column.name for column in sheet.table.columns]
        values = [at for at, column in enumerate(sheet.table.columns) if column.type == "json"]
        count = 0
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for row in sheet.rows:
                told = list(row)
                for at in values:
                    told[at] = None if row[at] is None else json.loads(row[at])
                file.write(json.dumps(dict(zip(names, told, strict=True)), ensure_ascii=False) + "\n")
                count += 1
        written.append(Written(sheet.table.name, path, count))
    return written


def read(path: Path, table: Export, style: Style) -> Iterator[Mapping[str, str]]:
    """The rows of an earlier file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row: dict[str, Any] = json.loads(line)
            yield {column.name: _text(column.type, row[column.name]) for column in table.columns if column.name in row}


def _text(type_: ColumnType, value: Any) -> str:
    if type_ == "json" and value is not None:
        return json.dumps(value, ensure_ascii=False)
    return plain_cell(type_, value)
