"""Rows on standard output: a table for people, JSON or CSV for programs."""

from __future__ import annotations

import csv
import json
import shutil
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import click
from tabulate import tabulate
from wcwidth import wcswidth, wrap

from db.exporting.cells import safe_cell

Row = Mapping[str, Any]

_NARROWEST = 12


def write_rows(rows: Sequence[Row], output: str, *, columns: Sequence[str], empty: str) -> None:
    """Write rows in the chosen format.

    Args:
        rows: one mapping a row; JSON gets every key, a table and CSV the named columns.
        output: ``table``, ``json`` (one array) or ``csv`` (RFC 4180, spreadsheet-safe cells).
        columns: the columns of a table and of CSV, in order.
        empty: what a person reads where there is no row (standard error).
    """
    if output == "json":
        click.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=1))
    elif output == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([safe_cell(plain(row.get(name), separator="|")) for name in columns] for row in rows)
    elif rows:
        click.echo(_table(rows, columns))
    else:
        click.echo(empty, err=True)


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
            text if wcswidth(text) <= width else "\n".join(wrap(text, width))
            for text, width in zip(row, widths, strict=True)
        ]
        for row in cells
    ]
    headers = [name.replace("_", " ") for name in columns]
    return str(tabulate(lines, headers=headers, tablefmt="simple", disable_numparse=True))


def _widths(cells: Sequence[Sequence[str]], columns: Sequence[str]) -> list[int]:
    """Column widths that fit the terminal: lists give way, the widest first, until all fit or all are narrow."""
    available = shutil.get_terminal_size((160, 24)).columns - 2 * (len(columns) - 1)
    widths = [max(wcswidth(text) for text in (name, *(row[at] for row in cells))) for at, name in enumerate(columns)]
    yielding = [at for at in range(len(columns)) if any(" " in row[at] for row in cells)]
    while sum(widths) > available and (wide := [at for at in yielding if widths[at] > _NARROWEST]):
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths
