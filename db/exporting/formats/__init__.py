"""The formats of an export: one module a format, found by its name.

Each has ``write(folder, sheets, style)``, which writes the tables and says what it wrote,
and ``read(path, table, style)``, which gives the rows of a file of an earlier export as texts by
column, or None where this format cannot be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:  # the command line asks for the names alone, each time it starts
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
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def load(name: str) -> Format:
    """The module of a format."""
    return cast(Format, import_module(f"{__name__}.{name}"))
