"""Rows on their way into the database and out of it: what SQLite can hold, and what a query gives."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from db.records import Part

Row = dict[str, Any]

_LARGEST = 2**63 - 1
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ESCAPED = json.JSONEncoder(separators=(",", ":"))


def query(connection: sqlite3.Connection, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """The rows of a SELECT as mappings."""
    return list(each_row(connection, statement, values))


def each_row(
    connection: sqlite3.Connection, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> Iterator[Row]:
    """The same as they are read, for any number of them; what is wrong with the statement is raised at once."""
    cursor = connection.execute(statement, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def insert(
    connection: sqlite3.Connection, table: str, columns: str, rows: Sequence[Sequence[Any]], *, stored: bool = False
) -> None:
    """Add rows to a table, in one statement; ``columns`` are named with spaces between.

    ``stored``: the values come from this database, so it can hold them.
    """
    if rows:
        names = columns.split()
        quoted = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        # Most values are plain texts, or none: those need no look of their own.
        held = (
            rows
            if stored
            else (
                [
                    value if value is None or (type(value) is str and value.isascii()) else bindable(value)
                    for value in row
                ]
                for row in rows
            )
        )
        connection.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", held)


def bindable(value: Any) -> Any:
    """A value that SQLite can hold; a whole number beyond 64 bits is none that we can vouch for."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, int) and not -_LARGEST <= value <= _LARGEST:
        return None
    return value


def storable(text: str) -> str:
    """Text that SQLite can hold: half of a surrogate pair becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def dump(value: Any) -> str:
    """JSON as the database holds it: compact, in the words' own script.

    Half of a surrogate pair, which a source's own JSON may carry, is no UTF-8: a value with
    one is written with escapes, so that it comes back as it was.
    """
    text = _COMPACT.encode(value)
    return text if text == storable(text) else _ESCAPED.encode(value)


def texts(held: str | None) -> list[str]:
    """A list of texts from its compact JSON, as the database holds it; where nothing in it is escaped, it is cut."""
    if not held or held == "[]":
        return []
    if held.startswith('["') and "\\" not in held:
        return held[2:-2].split('","')
    found: list[str] = json.loads(held)
    return found


def dump_parts(parts: Sequence[Part]) -> str:
    """Parts as ``[{"name", "text", "topic"}]``."""
    return dump([{"name": part.name, "text": part.text, "topic": part.topic} for part in parts])


def load_parts(parts: str) -> tuple[Part, ...]:
    """Parts from what ``dump_parts`` wrote."""
    return tuple(Part(part["name"], part["text"], part["topic"]) for part in json.loads(parts))


def dump_links(links: Mapping[str, Sequence[str]]) -> str:
    """Links as ``{relation: [address]}``."""
    return dump({relation: list(addresses) for relation, addresses in links.items()})


def load_links(links: str | None) -> dict[str, tuple[str, ...]]:
    """Links from what ``dump_links`` wrote."""
    return {relation: tuple(addresses) for relation, addresses in json.loads(links or "{}").items()}
