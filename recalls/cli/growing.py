"""Go past one machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from recalls.options import format_option, watchlists_folder

_DATABASE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="WARC...")
@click.option("--db", "database", type=_DATABASE, help="Put what is found into this database.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write one Parquet file an input here.")
@click.option(
    "--workers", type=click.IntRange(1), default=None, metavar="N", help="Processes here.  [default: one a core]"
)
@click.option("--scheduler", metavar="ADDRESS", help="Read on the Dask cluster of this scheduler (tcp://host:8786).")
@click.option("--allow-recreated", is_flag=True, help="Let re-created pages into this database; they stay marked.")
@watchlists_folder
@format_option
def backfill(
    files: tuple[str, ...],
    database: Path | None,
    out: Path | None,
    workers: int | None,
    scheduler: str | None,
    allow_recreated: bool,
    watchlists: Path | None,
    output: str,
) -> None:
    """Find reports on watched brands in archives of news (WARC): paths, or addresses (s3://…/*.warc.gz).

    What was read in full is not read again. Results go into a database (--db), Parquet files (--out), or both.
    """
    from recalls.backfilling.command import run_backfill

    if database is None and out is None:
        raise click.UsageError("say where results go: --db FILE, --out FOLDER, or both")
    sys.exit(
        run_backfill(
            files,
            output,
            database=database,
            out=out,
            workers=workers,
            scheduler=scheduler,
            allow_recreated=allow_recreated,
            watchlists=watchlists,
        )
    )
