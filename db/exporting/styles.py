"""How an export is written, and what each format hands back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.exporting.columns import Export
from db.exporting.rows import Values


@dataclass(frozen=True, slots=True)
class Style:
    """The format (a module of ``db.exporting.formats``), and what CSV does for spreadsheets.

    ``excel``: a byte order mark, semicolons and decimal commas, as a German Excel expects.
    ``raw``: cells as they are, even those that a spreadsheet would run.
    """

    format: str = "csv"
    excel: bool = False
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table on its way out: its rows can be asked for once."""

    table: Export
    rows: Iterator[Values]


@dataclass(frozen=True, slots=True)
class Written:
    """One table as it was written: in which file, and how many rows."""

    table: str
    path: Path
    rows: int


class MissingLibrary(Exception):
    """A format needs a library that is not installed; the message says how to get it."""

    def __init__(self, format_: str, library: str) -> None:
        super().__init__(f"--format {format_} needs {library}: pip install 'recall-timeline[sheets]'")
