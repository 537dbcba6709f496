"""Decide what is one recall."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from recalls.options import database_option, first_option, format_option


@click.command()
@click.argument("left")
@click.argument("right")
@click.option("--why", required=True, help="The reason, for those who read the decision later.")
@database_option(must_exist=True)
def same(left: str, right: str, why: str, database: Path) -> None:
    """Say that two recalls, documents or scopes (source/key#0@JP) are of one recall; it wins over every rule."""
    from recalls.deciding import run_decide

    sys.exit(run_decide("same", left, right, why, database))


@click.command()
@click.argument("left")
@click.argument("right")
@click.option("--why", default="", help="The reason, for those who read the decision later.")
@database_option(must_exist=True)
def different(left: str, right: str, why: str, database: Path) -> None:
    """Say that two recalls, documents or scopes are of different recalls; it wins over every rule."""
    from recalls.deciding import run_decide

    sys.exit(run_decide("different", left, right, why, database))


@click.command()
@database_option(must_exist=True)
@click.option(
    "--import", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Take in such a CSV file."
)
@format_option
def decisions(database: Path, file: Path | None, output: str) -> None:
    """What people decided, as text that fits in git (--format csv), or taken in from it."""
    from recalls.deciding import run_decisions

    sys.exit(run_decisions(database, output, file))


@click.command()
@database_option(must_exist=True)
@first_option
@format_option
def review(database: Path, first: int | None, output: str) -> None:
    """Doubtful pairs: joined for a weak reason, apart though alike, or reports that are in no recall."""
    from recalls.deciding import run_review

    sys.exit(run_review(database, output, first))
