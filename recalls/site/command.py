"""``recalls site``: the pages as a folder of files, in one moment of the database, seen only when it is whole."""

from __future__ import annotations

from pathlib import Path

import click

from db.store import open_store
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.evidence.records import Archives
from recalls.site.folder import NotOurs, replacing
from recalls.site.writing import Wished, write


def run_site(
    folder: Path, database: Path, languages: tuple[str, ...], latest: int, home: str | None, archive: tuple[Path, ...]
) -> int:
    """Write the site and say how large it is. 2 where the folder is somebody else's, 1 where it cannot be written."""
    if home is not None and not home.lower().startswith(("https://", "http://")):
        raise click.UsageError(f"--home: {home!r} is no address: it begins with https:// or http://")
    wished = Wished(tuple(dict.fromkeys(languages)), latest, home, Archives(archive) if archive else None)
    with clear_errors(), open_store(database, read_only=True) as store:
        store.connection.execute("BEGIN")
        try:
            with replacing(folder) as making:
                written = write(store.connection, making, wished)
        except NotOurs as error:
            raise click.UsageError(str(error)) from error
        except OSError as error:
            raise Failure(f"{folder} cannot be written: {error.strerror or error}", DONE_WITH_FAILURES) from error
    older = f"; {written.older:,} older ones stand in the lists of their years (--latest)" if written.older else ""
    click.echo(f"{folder}: {written.files:,} files, {written.recalls:,} recalls with a page{older}", err=True)
    return DONE
