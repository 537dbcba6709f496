"""Read what texts mean."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from recalls.options import database_option, format_option, watchlists_folder


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE...|-")
@click.option("--url", metavar="ADDRESS", help="Where the text was published: its host tells the source.")
@click.option("--published", metavar="DATE", help="When it was published (2025-10-24, 2025-06).")
@click.option("--title", help="Its title.")
@click.option("--language", metavar="TAG", help="Its language as a BCP 47 tag (de, ja, zh-Hant).")
@click.option("--explain", is_flag=True, help="Show the text with the words behind each value, instead of JSON.")
@watchlists_folder
def extract(inputs: tuple[str, ...], **options: Any) -> None:
    """Understand texts: HTML, plain text or JSON Lines in, one notice a line out."""
    from recalls.extracting import run_extract

    sys.exit(run_extract(inputs, **options))


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--show", is_flag=True, help="Name the texts that missed, and which fields.")
@format_option
@watchlists_folder
def evaluate(files: tuple[Path, ...], **options: Any) -> None:
    """Score the readers on labelled texts (tests/corpus/*.jsonl), by field and by language."""
    from recalls.scoring import run_evaluate

    sys.exit(run_evaluate(files, output=options.pop("output"), **options))


@click.command()
@database_option(must_exist=True)
@watchlists_folder
@format_option
def renormalize(database: Path, watchlists: Path | None, output: str) -> None:
    """Understand all stored documents again and tell which values changed through our code; resumes."""
    from recalls.renormalizing import run_renormalize

    sys.exit(run_renormalize(database, watchlists, output))
