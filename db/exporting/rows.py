"""The rows of an exported table, with values as Python has them: texts, figures, truth, lists of texts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from db.exporting.columns import ColumnType, Export

Values = tuple[Any, ...]


def rows(connection: sqlite3.Connection, table: Export) -> Iterator[Values]:
    """The rows in their stable order, one at a time; JSON stays text, and NUL, which no format holds, is �."""
    readers = [_READERS[column.type] for column in table.columns]
    for row in _stored(connection, table):
        yield tuple([None if value is None else read(value) for read, value in zip(readers, row, strict=True)])


def _stored(connection: sqlite3.Connection, table: Export) -> Iterator[Values]:
    names = [column.name for column in table.columns]
    if callable(table.query):
        yield from (tuple([row[name] for name in names]) for row in table.query(connection))
        return
    cursor = connection.execute(table.query)
    places = {name: at for at, (name, *_) in enumerate(cursor.description)}
    at = [places[name] for name in names]
    yield from (tuple([row[place] for place in at]) for row in cursor)


def _text(value: Any) -> str:
    text = str(value)
    return text.replace("\0", "\ufffd") if "\0" in text else text


_READERS: Mapping[ColumnType, Callable[[Any], Any]] = {
    "string": _text,
    "integer": int,
    "number": float,
    "boolean": bool,
    "list": lambda value: [_text(member) for member in json.loads(value)],
    "json": _text,
}
