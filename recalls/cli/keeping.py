"""Keep the evidence."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from recalls.options import database_option, format_option, watchlists_folder


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


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@database_option(must_exist=True)
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Remove all but the N newest copies.")
def backup(folder: Path, database: Path, keep: int | None) -> None:
    """Copy the database into a folder, also while a crawl runs; the copy is checked."""
    from recalls.backups import run_backup

    sys.exit(run_backup(database, folder, keep))


@click.command()
@click.argument("places", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[FOLDER|FILE]...")
@database_option(must_exist=True)
@click.option("--quick", is_flag=True, help="Leave out what grows with the archive.")
@format_option
def verify(places: tuple[Path, ...], database: Path, quick: bool, output: str) -> None:
    """Check the database against its archive: every file, capture, digest, revisit and quote.

    FOLDER and FILE say where the WARC files lie.  [default: the folder archive, where there is one]
    """
    from recalls.verifying import run_verify

    usual = Path("archive")
    sys.exit(run_verify(database, places or ((usual,) if usual.is_dir() else ()), quick, output))


@click.command()
@click.argument(
    "databases",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE...",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The database that takes them in; it is made where there is none.  [default: the first of them]",
)
@click.option("--allow-recreated", is_flag=True, help="Let re-created pages and live ones into one database.")
@watchlists_folder
def merge(databases: tuple[Path, ...], into: Path | None, allow_recreated: bool, watchlists: Path | None) -> None:
    """Join databases of several machines into one, losing nothing, in any order, twice without harm.

    The others are only read, also while a crawl writes to them; what they hold comes in wholly or not at all. Their
    archives may lie side by side in one folder.
    """
    from recalls.merging import run_merge

    sys.exit(run_merge(databases, into, watchlists, allow_recreated))


@click.command()
@click.argument("identifier", metavar="ID")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@database_option(must_exist=True)
@click.option(
    "--archive",
    "places",
    multiple=True,
    default=["archive"],
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where the WARC files lie: folders or files (repeatable).",
)
def evidence(identifier: str, folder: Path, database: Path, places: tuple[Path, ...]) -> None:
    """Write one recall's captures (WACZ), quotes and digests into a folder, to hand to a lawyer."""
    from recalls.evidence.command import run_evidence

    sys.exit(run_evidence(identifier, folder, database, places))
