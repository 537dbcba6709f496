"""``datapackage.json`` (Frictionless Data Package 1) and the README beside the exported files."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.exporting.columns import Column, Export
from db.exporting.formats import csv as csv_format
from db.exporting.formats import load
from db.exporting.styles import Style
from db.rows import Row, query

#: The property of the data package that only we read.
OURS = "recall-timeline"
#: Where the licences that sources state can be read.
_LICENCES = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "Open Government Licence v3.0": (
        "OGL-UK-3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "Open Government Licence – Canada 2.0": (
        "OGL-Canada-2.0",
        "https://open.canada.ca/en/open-government-licence-canada",
    ),
    "Licence Ouverte 2.0": ("etalab-2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    "Taiwan Open Government Data License 1.0": ("OGDL-Taiwan-1.0", "https://data.gov.tw/license"),
}
_FRICTIONLESS = {"csv": "string", "xlsx": "string", "jsonl": "array", "parquet": "array"}


@dataclass(frozen=True, slots=True)
class File:
    """One table in a file of the export, by its path within the folder; ``compared`` files are always CSV."""

    name: str
    table: Export
    path: str
    rows: int
    style: Style
    description: str


def sources(connection: sqlite3.Connection) -> list[Row]:
    """The sources that have a document, with name, homepage and licence."""
    return query(
        connection,
        """SELECT s.id, s.name, s.kind, s.homepage, s.licence FROM sources s WHERE EXISTS (
             SELECT 1 FROM documents d WHERE d.source = s.id AND d.withheld IS NULL) ORDER BY s.id""",
    )


def data_package(folder: Path, files: Sequence[File], told: Mapping[str, Any], spoken: Sequence[Row]) -> dict[str, Any]:
    """The description of all files: columns, types, keys, digests; whose words they hold and under which licence.

    Args:
        folder: where the files lie.
        told: what the next export wants to know of this one (see ``db.exporting.compared``).
        spoken: the sources.
    """
    names = {file.name for file in files}
    stated = dict.fromkeys(row["licence"] for row in spoken if row["licence"] in _LICENCES)
    licences = [{"name": _LICENCES[one][0], "path": _LICENCES[one][1], "title": one} for one in stated]
    return {
        "profile": "tabular-data-package" if all(map(_is_checked, files)) else "data-package",
        "name": "recall-timeline",
        "title": "Timeline of product recalls",
        "description": "Facts on product recalls with the words that say so. The words are their sources': the "
        "licence of each stands in the table of sources. Articles of the press are quoted and linked, never included.",
        "sources": [{"title": row["name"], **({"path": row["homepage"]} if row["homepage"] else {})} for row in spoken],
        **({"licenses": licences} if licences else {}),
        "resources": [_resource(folder, file, names) for file in files],
        OURS: dict(told),
    }


def _resource(folder: Path, file: File, names: set[str]) -> dict[str, Any]:
    content = folder / file.path
    with content.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    format_ = file.style.format
    resource: dict[str, Any] = {
        **({"profile": "tabular-data-resource"} if _is_checked(file) else {"profile": "data-resource", "type": "file"}),
        "name": file.name.replace("_", "-"),
        "path": file.path,
        "description": file.description,
        "format": format_,
        "mediatype": load(format_).MEDIA_TYPE,
        "encoding": csv_format.encoding(file.style) if format_ == "csv" else "utf-8",
        "bytes": content.stat().st_size,
        "hash": f"sha256:{digest}",
    }
    if format_ == "csv" and file.style.excel:
        resource["dialect"] = {"delimiter": csv_format.delimiter(file.style)}
    if format_ == "xlsx":
        resource["dialect"] = {"excel": {"sheet": file.table.name}}
    keys = [
        {"fields": column, "reference": {"resource": other.replace("_", "-"), "fields": one}}
        for column, (other, one) in file.table.refers.items()
        if other in names and file.name in names and file.name == file.table.name
    ]
    schema = {
        "fields": [_field(column, file.style) for column in file.table.columns],
        "primaryKey": list(file.table.key),
        "missingValues": [""],
    }
    resource["schema"] = {**schema, "foreignKeys": keys} if keys else schema
    return resource


def _is_checked(file: File) -> bool:
    """Whether programs that check packages can read a file as a table, and not its bytes alone.

    They take Parquet's lists and empty figures for something else, and know no JSON Lines without a line.
    """
    return file.style.format != "parquet" and (file.style.format != "jsonl" or file.rows > 0)


def _field(column: Column, style: Style) -> dict[str, Any]:
    type_: str = column.type
    description = column.description
    if column.type == "list":
        type_ = _FRICTIONLESS[style.format]
        description += "" if type_ == "array" else " Joined with |."
    elif column.type == "json":
        type_ = "any" if style.format == "jsonl" else "string"
    field: dict[str, Any] = {"name": column.name, "type": type_, "description": description}
    if column.type == "number" and style.format == "csv" and style.excel:
        field["decimalChar"] = ","
    return field


def readme(files: Sequence[File], style: Style, spoken: Sequence[Row], as_of: str | None) -> str:
    """The README: what each file holds and how its cells are to be read."""
    return "\n".join(_readme(files, style, spoken, as_of)) + "\n"


def _readme(files: Sequence[File], style: Style, spoken: Sequence[Row], as_of: str | None) -> Iterator[str]:
    yield "# Timeline of product recalls"
    yield ""
    yield "Written by `recalls export`." + (f" As it was known on {as_of}." if as_of else "")
    yield "`datapackage.json` says the same to programs (Frictionless Data Package), with the SHA-256 of each file."
    yield ""
    yield from _reading(style)
    yield "A row marked `recreated` rests on a page of our own making: it shows how the program works and is evidence"
    yield "of nothing. Dates are EDTF (ISO 8601-2): `2025-10-21`, `2025-06`, `2024-22` for summer 2024."
    yield ""
    yield "| file | rows | what it holds |"
    yield "|---|---|---|"
    for file in files:
        yield f"| [{file.path}]({file.path}) ({file.name}) | {file.rows:,} | {file.description} |"
    for file in files:
        if file.name == file.table.name:
            yield ""
            yield f"## {file.table.name}"
            yield ""
            yield f"{file.table.description} Key: {', '.join(f'`{name}`' for name in file.table.key)}."
            yield ""
            yield "| column | type | meaning |"
            yield "|---|---|---|"
            for column in file.table.columns:
                meaning = column.description.replace("|", "\\|")
                yield f"| `{column.name}` | {column.type} | {meaning} |"
    yield ""
    yield "## Whose words these are"
    yield ""
    yield "| source | licence |"
    yield "|---|---|"
    for row in spoken:
        name = row["name"].replace("|", "\\|")
        yield f"| [{name}]({row['homepage']}) | {row['licence'] or 'not stated'} |"


def _reading(style: Style) -> Iterator[str]:
    if style.format == "csv":
        mark = "UTF-8 with a byte order mark, semicolons, decimal commas" if style.excel else "UTF-8, commas"
        yield f"CSV as RFC 4180 has it ({mark}). An empty cell is a value that no source gives. Members of a list are"
        yield "joined with `|` (a `|` of their own is `\\|`); truth is `true` or `false`."
        if style.raw:
            yield "Cells are exactly as the sources have them (`--raw`): open them as text in a spreadsheet, which"
            yield "would run those that begin with `=`, `+`, `-` or `@`."
        else:
            yield "A text that a spreadsheet would run as a formula is preceded by an apostrophe, which `--raw` leaves"
            yield "out."
    elif style.format == "xlsx":
        yield "A workbook with a sheet a table. Lists are joined with `|`. Texts over 32,767 characters are cut, as"
        yield "Excel holds no more. What is new since the last export is not told: a workbook is never read back."
    else:
        yield "Lists are lists, an absent value is null."
