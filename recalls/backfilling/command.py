"""``recalls backfill``: what it says, and how it ends."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import click

from recalls.errors import DONE, DONE_WITH_FAILURES, TRY_AGAIN_LATER, Failure, clear_errors
from recalls.rendering import printable, write_rows
from recalls.stopping import stoppable

if TYPE_CHECKING:
    from recalls.backfilling.reading import Found


def run_backfill(files: tuple[str, ...], output: str, **options: Any) -> int:
    """A row a file; 1 where one could not be read or holds damage, 75 where it was cut short or no cluster answers."""
    with clear_errors(), stoppable():  # also while what it needs is loaded, which takes a second
        _check(files, options["out"], options["scheduler"])
        return _run(files, output, **options)


def _run(files: tuple[str, ...], output: str, *, workers: int | None, **options: Any) -> int:
    from recalls.backfilling.running import COUNTS, Backfill, backfill, told
    from recalls.backfilling.workers import NoCluster

    rows: list[dict[str, Any]] = []
    failed = False
    cut_short: str | None = None
    asked = Backfill(files, workers=workers or os.cpu_count() or 1, **options)
    try:
        for found, before in backfill(asked):
            rows.append(told(found, before))
            failed = failed or bool(found.failure or found.counts["damaged"] or found.counts["failed"])
            _say(found, before, rows[-1]["state"])
    except NoCluster as error:
        cut_short = str(error)
    except KeyboardInterrupt:
        cut_short = "interrupted: run it again to go on"
    write_rows(rows, output, columns=["file", "state", *COUNTS], empty="no file was read")
    if cut_short is not None:
        click.echo(cut_short, err=True)
        return TRY_AGAIN_LATER
    return DONE_WITH_FAILURES if failed else DONE


def _say(found: Found, before: bool, state: str) -> None:
    """What is wrong with a file, and what came of it."""
    for fault in [found.failure] if found.failure else found.faults:
        click.echo(printable(f"{found.address}: {fault}"), err=True)
    more = found.counts["damaged"] + found.counts["failed"] - len(found.faults)
    if more > 0:
        others = "other places" if found.faults else "places"
        click.echo(printable(f"{found.address}: {more:,} {others} could not be read"), err=True)
    if not found.failure:
        pace = f", {found.counts['pages'] / found.seconds:,.0f} pages/s" if found.seconds and not before else ""
        click.echo(printable(f"{found.address}: {state}, {found.counts['kept']:,} kept{pace}"), err=True)


def _check(files: tuple[str, ...], out: Path | None, scheduler: str | None) -> None:
    """Refuse what cannot be done before anything is read for it."""
    needed = {"pyarrow": out, "distributed": scheduler is not None, "fsspec": any("://" in name for name in files)}
    for package, asked in needed.items():
        if asked and find_spec(package) is None:
            raise Failure(f"this needs the package {package}: pip install 'recall-timeline[cluster]'", 2)
    for name in files:
        if "://" in name:
            _check_system(name)
        else:
            _check_path(name)
    if scheduler is not None:
        _check_scheduler(scheduler)
    if out:
        _check_folder(out)


def _check_path(name: str) -> None:
    """Refuse what is no file of this machine."""
    if os.path.isdir(name):  # noqa: PTH112 - Path's raises where a name is too long
        raise click.UsageError(printable(f"{name} is a folder"))
    if not os.path.isfile(name):  # noqa: PTH113
        raise click.UsageError(printable(f"no such file: {name}"))
    try:
        str(Path(name).resolve()).encode()
    except UnicodeEncodeError as error:
        raise click.UsageError(f"{os.fsencode(name)!r}: the name is not in UTF-8; rename the file") from error


def _check_scheduler(address: str) -> None:
    """Refuse what can be no address of a Dask scheduler."""
    from recalls.backfilling.workers import NoAddress, check_address

    try:
        check_address(address)
    except NoAddress as error:
        raise click.BadParameter(str(error), param_hint="--scheduler") from error


def _check_folder(out: Path) -> None:
    """Refuse a folder that takes no results."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise Failure(f"{out} cannot be written: {error.strerror or error}", DONE_WITH_FAILURES) from error


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
