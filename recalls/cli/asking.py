"""Ask the timeline."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from recalls.options import (
    Ask,
    asking,
    database_option,
    first_option,
    format_option,
    history,
    language_option,
    latest_option,
)
from recalls.parameters import to_market, to_model


@click.command()
@asking
@language_option("Labels of the table.")
@latest_option("latest")
@format_option
def timeline(asked: Ask, language: str, latest: int | None, output: str) -> None:
    """The recalls in the order of their announcement."""
    from recalls.timeline import run_timeline

    sys.exit(run_timeline(asked, output, language, latest))


@click.command()
@click.argument("identifier", metavar="ID")
@database_option(must_exist=True)
@click.option(
    "--format", "output", type=click.Choice(["table", "json"]), default="table", help="For people, or for programs."
)
@history
def show(identifier: str, database: Path, output: str, as_of: str | None, recorded_as_of: str | None) -> None:
    """Everything on one recall or document: each value with its quotes, sources and captures."""
    from recalls.sheet import run_show

    sys.exit(run_show(identifier, database, output, as_of, recorded_as_of))


@click.command()
@asking
@latest_option("models recalled last")
@format_option
def matrix(asked: Ask, latest: int | None, output: str) -> None:
    """Models and markets: recalled when, expressly not affected (who says so), or nothing known."""
    from recalls.matrix import run_matrix

    sys.exit(run_matrix(asked, output, latest))


@click.command()
@click.argument("words", nargs=-1, required=True)
@database_option(must_exist=True)
@click.option("--limit", default=20, show_default=True, metavar="N", help="At most this many documents.")
@format_option
def search(words: tuple[str, ...], database: Path, limit: int, output: str) -> None:
    """Search titles, bodies and quotes of all documents, in any language (recalls search 回収 発火)."""
    from recalls.searching import run_search

    sys.exit(run_search(words, database, limit, output))


@click.command()
@asking
@latest_option("latest")
@format_option
def changes(asked: Ask, latest: int | None, output: str) -> None:
    """What is new since a day: recalls, markets, figures (old and new), notices withdrawn or vanished.

    --since and --until go by the day on which something was public, not on which it was recorded.
    """
    from recalls.changes import run_changes

    sys.exit(run_changes(asked, output, latest))


@click.command()
@asking
@first_option
@format_option
def disagreements(asked: Ask, first: int | None, output: str) -> None:
    """Where sources give different values (units, dates, markets): the shown one first, each with its words."""
    from recalls.disagreeing import run_disagreements

    sys.exit(run_disagreements(asked, output, first))


@click.command()
@click.argument("model", callback=to_model)
@click.option(
    "--market",
    callback=to_market,
    metavar="CODE",
    help="Where it was bought: ISO 3166 code or name; without it, all markets.",
)
@click.option("--bought", metavar="DATE", help="When (2023-05-11, 2023-05, 2023).")
@click.option("--seller", metavar="NAME", help="From whom.")
@click.option("--serial", metavar="NUMBER", help="Its serial or batch number.")
@click.option("--colour", metavar="NAME", help="Its colour, as sources print it.")
@database_option(must_exist=True)
@format_option
def check(model: str, market: str | None, database: Path, output: str, **known: str | None) -> None:
    """Is this unit affected? Yes, no, or what one must still look up, with quotes and the maker's page.

    MODEL is a model number or a product's name (recalls check "Soundcore 3" --market Germany).
    """
    from db.checking import Unit
    from recalls.checking import run_check

    sys.exit(run_check(Unit(model, market, **known), database, output))
