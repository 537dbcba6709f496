"""Rows on standard output: a table for people, JSON or CSV for programs."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TextIO

import click
from tabulate import tabulate
from wcwidth import wcswidth, wrap

from db.exporting.cells import safe_cell

Row = Mapping[str, Any]

#: More rows than a person reads in a table; programs get all.
TABLE_ROWS = 500
#: What people read below rows that are marked.
RECREATED = "Rows marked * rest on re-created pages: they show how the program works and are evidence of nothing."
_NARROWEST = 12


def write_rows(rows: Iterable[Row], output: str, *, columns: Sequence[str], empty: str) -> None:
    """Write rows in the chosen format. JSON and CSV are written row by row, so that any number of them fits.

    Args:
        rows: one mapping a row; JSON gets every key, a table and CSV the named columns.
        output: ``table``, ``json`` (one array, a row a line) or ``csv`` (RFC 4180, spreadsheet-safe cells).
        columns: the columns of a table and of CSV, in order.
        empty: what a person reads where there is no row (standard error).
    """
    if output == "json":
        _write_json(rows)
    elif output == "csv":
        write_csv(sys.stdout, rows, columns)
    elif shown := list(rows):
        click.echo(_table(shown, columns))
    else:
        click.echo(empty, err=True)


def write_marked(
    rows: Iterable[Row],
    output: str,
    *,
    for_people: Callable[[Row], Row],
    for_csv: Callable[[Row], Row],
    table: Sequence[str],
    columns: Sequence[str],
    empty: str,
) -> None:
    """Write rows of which some rest on re-created pages (``recreated``); below a table stands what its marks mean.

    Args:
        for_people, for_csv: a row as it stands in a table, which marks it, and in CSV; JSON gets it as it is.
        table, columns: the columns of a table, and of CSV.
    """
    if output == "table":
        shown = list(rows)
        write_rows(map(for_people, shown), output, columns=table, empty=empty)
        if any(row["recreated"] for row in shown):
            click.echo(f"\n{RECREATED}", err=True)
    else:
        write_rows(map(for_csv, rows) if output == "csv" else rows, output, columns=columns, empty=empty)


def write_csv(file: TextIO, rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Write rows as CSV (RFC 4180) whose cells no spreadsheet runs, one at a time."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(_cells(row, columns) for row in rows)


def first_rows(rows: Iterable[Row], output: str, most: int | None) -> Iterable[Row]:
    """So many rows from the beginning (0: all), of a table TABLE_ROWS where no number is given; says if there are more.

    What is not asked for is not fetched.
    """
    most = TABLE_ROWS if most is None and output == "table" else most
    if not most:
        return list(rows) if output == "table" else rows
    found = list(islice(rows, most + 1))
    if len(found) > most:
        click.echo(f"the first {most:,} rows; --first 0 shows all", err=True)
    return found[:most]


def _write_json(rows: Iterable[Row]) -> None:
    separator = "[\n"
    for row in rows:
        sys.stdout.write(separator + json.dumps(dict(row), ensure_ascii=False))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator[0] == "[" else "\n]\n")


#: How a cell begins that a spreadsheet would run, after the blank that goes before each one below.
_RISKY = re.compile(r" [=+\-@\uff1d\uff0b\uff0d\uff20]")


def _cells(row: Row, columns: Sequence[str]) -> list[str]:
    """A row's cells; most need no look of their own, which is what takes time with many of them."""
    values = map(row.get, columns)
    cells = [value if type(value) is str else "" if value is None else _text(value) for value in values]
    together = " ".join(("", *cells))
    if together.isprintable() and not _RISKY.search(together):
        return cells
    return [safe_cell(printable(cell)) for cell in cells]


def _text(value: Any) -> str:
    try:
        return "|".join(value) if isinstance(value, list) else plain(value, separator="|")
    except TypeError:  # not all of them are texts
        return plain(value, separator="|")


def plain(value: Any, *, separator: str = ", ") -> str:
    """A value as one line of text: lists joined, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return separator.join(plain(item) for item in value)
    return printable(str(value))


def printable(text: str) -> str:
    """Text from outside without the characters that would steer a terminal."""
    if text.isprintable():
        return text
    return "".join(character for character in text if character in "\n\t" or unicodedata.category(character) != "Cc")


def _table(rows: Sequence[Row], columns: Sequence[str]) -> str:
    cells = [[plain(row.get(name)) for name in columns] for row in rows]
    # Wrapped here, as tabulate's own wrapping takes 401,771 for a number that it cannot read.
    widths = _widths(cells, columns)
    lines = [
        [
            text if _width(text) <= width else "\n".join(wrap(text, width))
            for text, width in zip(row, widths, strict=True)
        ]
        for row in cells
    ]
    headers = [name.replace("_", " ") for name in columns]
    return str(tabulate(lines, headers=headers, tablefmt="simple", disable_numparse=True))


def _widths(cells: Sequence[Sequence[str]], columns: Sequence[str]) -> list[int]:
    """Column widths that fit the terminal: lists give way, the widest first, until all fit or all are narrow."""
    available = shutil.get_terminal_size((160, 24)).columns - 2 * (len(columns) - 1)
    widths = [max(_width(text) for text in (name, *(row[at] for row in cells))) for at, name in enumerate(columns)]
    yielding = [at for at in range(len(columns)) if any(" " in row[at] for row in cells)]
    while sum(widths) > available and (wide := [at for at in yielding if widths[at] > _NARROWEST]):
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _width(text: str) -> int:
    """The columns that a text takes; of ASCII as many as it has characters."""
    return len(text) if text.isascii() and text.isprintable() else wcswidth(text)
