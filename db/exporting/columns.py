"""What an exported table is: its columns, their types and meaning, its keys, and where its rows come from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

#: ``list`` holds texts; ``json`` a value as JSON. The others are Frictionless Table Schema's.
ColumnType = Literal["string", "integer", "number", "boolean", "list", "json"]

Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """One exported column."""

    name: str
    type: ColumnType
    description: str


@dataclass(frozen=True, slots=True)
class Export:
    """One exported table: its rows in a stable order, and its columns in theirs.

    ``query`` is a SELECT, or a function that gives the rows as mappings. ``refers`` maps a
    column to the table and column whose value it holds. ``compared`` says whether an export
    tells what is new in it since the one before, but for the columns of ``fleeting``.
    """

    name: str
    description: str
    key: tuple[str, ...]
    query: str | Callable[[sqlite3.Connection], Rows]
    columns: tuple[Column, ...]
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    compared: bool = False
    fleeting: frozenset[str] = frozenset()


def columns(text: str) -> tuple[Column, ...]:
    """Columns from lines ``name type description``."""
    lines = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Column(name, type_, description) for name, type_, description in lines)  # type: ignore[arg-type]
