"""The formats of an export: one module a format, found by its name.

Each has ``write(folder, sheets, style)``, which writes the tables and says what it wrote,
and ``read(path, table)``, which gives the rows of a file of an earlier export as texts by
column, or None where this format cannot be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module, resources
from pathlib import Path
from typing import Protocol, cast

from db.exporting.columns import Export
from db.exporting.styles import Sheet, Style, Written


class Format(Protocol):
    """What a module of this package has."""

    MEDIA_TYPE: str

    def write(self, folder: Path, sheets: Iterable[Sheet], style: Style) -> list[Written]:
        """Write the tables into a folder."""

    def read(self, path: Path, table: Export, style: Style) -> Iterator[Mapping[str, str]] | None:
        """The rows of a file that an earlier export wrote."""


def names() -> tuple[str, ...]:
    """The formats that there are."""
    files = (file.name for file in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".py") for name in files if name.endswith(".py") and name[0] != "_"))


def load(name: str) -> Format:
    """The module of a format."""
    return cast(Format, import_module(f"{__name__}.{name}"))
