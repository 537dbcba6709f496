"""``recalls backfill``: what it says, and how it ends."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from recalls.errors import DONE, DONE_WITH_FAILURES, TRY_AGAIN_LATER, Failure, clear_errors
from recalls.rendering import printable, write_rows


def run_backfill(files: tuple[str, ...], output: str, *, workers: int | None, **options: Any) -> int:
    """A row a file; 1 where one could not be read or holds damage, 75 where it was cut short or no cluster answers."""
    needed = {"pyarrow": options["out"], "distributed": options["scheduler"], "fsspec": any("://" in f for f in files)}
    for package, asked in needed.items():
        if asked and find_spec(package) is None:
            raise Failure(f"this needs the package {package}: pip install 'recall-timeline[cluster]'", 2)
    for name in files:
        if "://" in name:
            _check_system(name)
        elif not Path(name).is_file():
            raise click.UsageError(f"no such file: {name}")
    from recalls.backfilling.running import COUNTS, Backfill, backfill, told
    from recalls.backfilling.workers import NoCluster

    rows: list[dict[str, Any]] = []
    failed = interrupted = False
    asked_for = Backfill(files, workers=workers or os.cpu_count() or 1, **options)
    with clear_errors():
        try:
            for found, before in backfill(asked_for):
                rows.append(told(found, before))
                failed = failed or bool(found.failure or found.counts["damaged"] or found.counts["failed"])
                for fault in [found.failure] if found.failure else found.faults:
                    click.echo(printable(f"{found.address}: {fault}"), err=True)
                more = found.counts["damaged"] + found.counts["failed"] - len(found.faults)
                if more > 0:
                    others = "other places" if found.faults else "places"
                    click.echo(f"{found.address}: {more:,} {others} could not be read", err=True)
                pace = f", {found.counts['pages'] / found.seconds:,.0f} pages/s" if found.seconds and not before else ""
                click.echo(f"{found.address}: {rows[-1]['state']}, {found.counts['kept']:,} kept{pace}", err=True)
        except NoCluster as error:
            raise Failure(str(error), TRY_AGAIN_LATER) from error
        except KeyboardInterrupt:
            interrupted = True
    write_rows(rows, output, columns=["file", "state", *COUNTS], empty="no file is named by this")
    if interrupted:
        click.echo("interrupted: run it again to go on", err=True)
        return TRY_AGAIN_LATER
    return DONE_WITH_FAILURES if failed else DONE


def _check_system(address: str) -> None:
    """Refuse an address of a file system that fsspec does not know, or lacks a package for."""
    import fsspec

    for piece in address.split("::"):
        try:
            fsspec.get_filesystem_class(piece.partition("://")[0])
        except ImportError as error:
            raise Failure(f"{address}: {error} (a package for pip install)", 2) from error
        except ValueError as error:
            raise click.UsageError(f"{address}: {error}") from error
