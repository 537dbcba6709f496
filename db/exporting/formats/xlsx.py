"""An Excel workbook: a sheet a table, and one that says what each column means.

Texts are written as texts, so that nothing is run, no article number is rounded and no
``2025-06`` becomes a day. Excel's own limits hold: a text is cut at 32,767 characters and
ends in ``…`` then, and a table of more than 1,048,575 rows goes on on a further sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from db.exporting.cells import plain_cell
from db.exporting.columns import Export
from db.exporting.rows import Values
from db.exporting.styles import MissingLibrary, Sheet, Style, Written

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE = "recall-timeline.xlsx"
MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_575
#: Written into the file in place of a clock, so that the same data gives the same bytes.
_MADE = dt.datetime(2000, 1, 1)


def write(folder: Path, sheets: Iterable[Sheet], style: Style) -> list[Written]:
    """One workbook, row by row. Raises MissingLibrary."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingLibrary("xlsx", "XlsxWriter") from error
    path = folder / FILE
    written: list[Written] = []
    dictionary: list[tuple[str, str, str, str]] = []
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(folder)}) as book:
        book.set_properties({"created": _MADE, "title": "Timeline of product recalls"})
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            count = 0
            for part, some in enumerate(_parts(sheet.rows), start=1):
                name = sheet.table.name if part == 1 else f"{sheet.table.name} ({part})"
                count += _fill(book.add_worksheet(name), sheet.table, some, bold)
            written.append(Written(sheet.table.name, path, count))
            dictionary += [(sheet.table.name, one.name, one.type, one.description) for one in sheet.table.columns]
        explained = book.add_worksheet("data dictionary")
        explained.set_column(3, 3, 90)
        for at, row in enumerate([("table", "column", "type", "meaning"), *dictionary]):
            for column, text in enumerate(row):
                explained.write_string(at, column, text, bold if not at else None)
    return written


def _parts(rows: Iterator[Values]) -> Iterator[Iterator[Values]]:
    """The rows in as many parts as sheets are needed, one where there is none; each is to be read before the next."""
    yield islice(rows, MOST_ROWS)
    while more := list(islice(rows, 1)):
        yield chain(more, islice(rows, MOST_ROWS - 1))


def _fill(worksheet: Any, table: Export, rows: Iterable[Values], bold: Any) -> int:
    worksheet.freeze_panes(1, 1)
    worksheet.set_column(0, len(table.columns) - 1, 18)
    for at, column in enumerate(table.columns):
        worksheet.write_string(0, at, column.name, bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is None:
                continue
            if column.type in ("integer", "number"):
                worksheet.write_number(count, at, value)
            elif column.type == "boolean":
                worksheet.write_boolean(count, at, value)
            else:
                worksheet.write_string(count, at, _fitting(plain_cell(column.type, value)))
    worksheet.autofilter(0, 0, count, len(table.columns) - 1)
    return count


def _fitting(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def read(path: Path, table: Export, style: Style) -> Iterator[Mapping[str, str]] | None:
    """Nothing: a workbook is written and never read back."""
    return None
