"""``recalls export``: the tables as files, described for people and programs."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from db.dictionary import EXPORTS
from db.exporting.folder import export
from db.exporting.styles import MissingLibrary, Style
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure
from recalls.past import store_as_of


def run_export(
    folder: Path,
    database: Path,
    output: str,
    tables: str | None,
    *,
    excel: bool,
    raw: bool,
    as_of: str | None,
    recorded_as_of: str | None,
) -> int:
    """Write the tables that were asked for, as they stand or stood on a day."""
    if (excel or raw) and output != "csv":
        raise click.UsageError(f"--excel and --raw are of CSV: --format {output} keeps texts exact without them")
    chosen = _chosen(tables)
    with store_as_of(database, as_of, recorded_as_of) as store:
        try:
            style = Style(output, excel, raw)
            written = export(store.connection, folder, style=style, tables=chosen, as_of=as_of or recorded_as_of)
        except MissingLibrary as error:
            raise Failure(str(error), DONE_WITH_FAILURES) from error
        except OSError as error:
            raise Failure(f"{folder} cannot be written: {error.strerror or error}", DONE_WITH_FAILURES) from error
    for one in written:
        click.echo(f"{one.path}: {one.table}, {one.rows:,} rows", err=True)
    return DONE


def _chosen(tables: str | None) -> list[str]:
    names = [name.strip() for name in (tables or "").split(",") if name.strip()]
    for name in names:
        if name not in EXPORTS:
            near = difflib.get_close_matches(name, EXPORTS, 1)
            hint = f", did you mean {near[0]}?" if near else f": {', '.join(EXPORTS)}"
            raise click.UsageError(f"--tables: there is no table {name!r}{hint}")
    return names
