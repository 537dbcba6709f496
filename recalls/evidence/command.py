"""``recalls evidence``: write the folder, say what is wrong."""

from __future__ import annotations

from pathlib import Path

import click

from db.store import open_store
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.evidence.folder import write_evidence
from recalls.evidence.records import Archives
from recalls.rendering import printable


def run_evidence(identifier: str, folder: Path, database: Path, places: tuple[Path, ...]) -> int:
    """1 where a capture is missing or damaged, or a quote is not where it says; the rest is written."""
    with clear_errors(), open_store(database, read_only=True) as store:
        try:
            written = write_evidence(store, identifier, folder, Archives(places))
        except OSError as error:
            raise Failure(f"{folder} cannot be written: {error.strerror or error}", DONE_WITH_FAILURES) from error
    if written is None:
        raise Failure(f"{database} knows no recall {identifier!r}", DONE_WITH_FAILURES)
    for path in written.files:
        click.echo(str(path), err=True)
    for problem in written.problems:
        click.echo(printable(f"Error: {problem}"), err=True)
    return DONE_WITH_FAILURES if written.problems else DONE
