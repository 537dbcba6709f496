"""A folder of exported tables: all of one moment, each file complete, described for people and programs."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from db.dictionary import EXPORTS
from db.exporting.compared import AMENDMENTS, REMOVALS, Comparison, earlier
from db.exporting.formats import load
from db.exporting.package import OURS, File, data_package, readme, sources
from db.exporting.rows import rows
from db.exporting.styles import Sheet, Style, Written
from db.recall_ids import resolve
from db.withholding import last_order


def export(
    connection: sqlite3.Connection,
    folder: str | Path,
    *,
    style: Style = Style(),  # noqa: B008 - frozen
    tables: Sequence[str] = (),
    as_of: str | None = None,
    news: bool = True,
) -> list[Written]:
    """Write tables of the data dictionary, ``datapackage.json`` and a README; the same data gives the same bytes.

    All files show the same moment. They are written into a folder beside and take their
    places one by one when all are complete, the description last. Where the folder holds
    an earlier export of this format, ``additions/``, ``amendments.csv`` and
    ``removals.csv`` tell what is new (see ``db.exporting.compared``).

    Args:
        folder: made where it is not there; other files in it are left alone.
        tables: only these, in the order of the dictionary; none means all.
        as_of: the day that the connection was put back to, to be told in the README.
        news: whether to write the files that tell what is new.

    Returns:
        The tables with their files and how many rows each has.

    Raises:
        MissingLibrary: the format needs a library that is not installed.
        OSError: the folder cannot be written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [table for name, table in EXPORTS.items() if not tables or name in tables]
    before = earlier(folder, OURS)
    with _beside(folder) as making, _one_moment(connection):
        order = last_order(connection)
        format_ = load(style.format)
        same = before is not None and before.style.format == style.format
        comparison = Comparison(
            folder=folder if same else making / "none",
            style=before.style if before else style,
            format=format_,
            discreet=before is not None and before.withholdings != order,
            leads_to=lambda identity: resolve(connection, identity),
        )
        sheets = (Sheet(table, comparison.watch(table, rows(connection, table))) for table in chosen)
        written = format_.write(making, sheets, style)
        named = {table.name: table for table in chosen}
        files = [
            File(one.table, named[one.table], one.path.name, one.rows, style, named[one.table].description)
            for one in written
        ]
        if news and style.format != "xlsx":
            files += _news(making, comparison, named, style)
        spoken = sources(connection)
        told = {"format": style.format, "excel": style.excel, "raw": style.raw, "as_of": as_of, "withholdings": order}
        package = data_package(making, files, told, spoken)
        (making / "README.md").write_text(readme(files, style, spoken, as_of), encoding="utf-8")
        with (making / "datapackage.json").open("w", encoding="utf-8") as file:
            json.dump(package, file, ensure_ascii=False, indent=2)
            file.write("\n")
        _take_places(making, folder, [*dict.fromkeys(file.path for file in files), "README.md", "datapackage.json"])
    return [Written(one.table, folder / one.path.name, one.rows) for one in written]


def _news(making: Path, comparison: Comparison, tables: Iterable[str], style: Style) -> list[File]:
    """The files that tell what is new, always CSV."""
    csv_style = Style("csv", style.excel, style.raw)
    write = load("csv").write
    files: list[File] = []
    (making / "additions").mkdir()
    for name in tables:
        table = EXPORTS[name]
        if table.compared:
            added = comparison.additions.get(name, [])
            write(making / "additions", [Sheet(table, iter(added))], csv_style)
            told = f"Rows of {name} that the export before did not have."
            files.append(File(f"additions-{name}", table, f"additions/{name}.csv", len(added), csv_style, told))
    for table, found in ((AMENDMENTS, comparison.amendments), (REMOVALS, comparison.removals)):
        write(making, [Sheet(table, iter(found))], csv_style)
        files.append(File(table.name, table, f"{table.name}.csv", len(found), csv_style, table.description))
    return files


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A hidden folder within the folder, so that renaming into it never crosses a file system."""
    making = Path(tempfile.mkdtemp(dir=folder, prefix=".export-"))
    try:
        yield making
    finally:
        shutil.rmtree(making, ignore_errors=True)


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    if connection.in_transaction:  # the caller holds one
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _take_places(making: Path, folder: Path, paths: Sequence[str]) -> None:
    for path in paths:
        (folder / path).parent.mkdir(exist_ok=True)
        (making / path).chmod(0o644)
        (making / path).replace(folder / path)
