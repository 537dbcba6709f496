"""Hand out what the timeline holds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from recalls.options import database_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@database_option(must_exist=True)
@click.option(
    "--raw", is_flag=True, help="Leave cells as they are, even those that a spreadsheet would run as formulas."
)
def export(folder: Path, database: Path, raw: bool) -> None:
    """Write the tables as CSV (RFC 4180, UTF-8) with a data dictionary."""
    from recalls.commands import run_export

    sys.exit(run_export(folder, database, raw))
