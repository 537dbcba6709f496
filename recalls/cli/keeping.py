"""Keep the evidence."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from recalls.options import database_option, format_option


@click.command()
@click.argument("identifier", metavar="[ID]", required=False)
@click.option("--why", metavar="REASON", help="Who asked for it and on what ground; it is kept.")
@click.option("--who", metavar="NAME", help="Who decides it.  [default: the name of this account]")
@database_option(must_exist=True)
@format_option
def withhold(identifier: str | None, why: str | None, who: str | None, database: Path, output: str) -> None:
    """Take a document out of every output, on record and reversibly; without ID, list what was withheld.

    ID is source/key, as `recalls show` prints it, or the address of the page.
    """
    from recalls.withholding import run_order, run_orders

    if identifier is None:
        sys.exit(run_orders(database, output))
    if not why:
        raise click.UsageError("--why is needed: the record tells later readers")
    sys.exit(run_order("withhold", identifier, why, who, database))


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--why", metavar="REASON", default="", help="Why it may be shown again; it is kept.")
@click.option("--who", metavar="NAME", help="Who decides it.  [default: the name of this account]")
@database_option(must_exist=True)
def restore(identifier: str, why: str, who: str | None, database: Path) -> None:
    """Put a withheld document back into every output."""
    from recalls.withholding import run_order

    sys.exit(run_order("restore", identifier, why, who, database))
