"""The database that a question goes to: as it stands, or put back to a day and linked anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from db.store import Store, open_store
from db.timeline import BadFilter
from recalls.errors import clear_errors
from recalls.options import Ask


@contextmanager
def asked_store(asked: Ask) -> Iterator[Store]:
    """A store to read from, as the question wants it; a date that is none is wrong usage."""
    with store_as_of(asked.database, asked.as_of, asked.recorded_as_of) as store:
        try:
            yield store
        except BadFilter as error:
            raise click.UsageError(f"--{error}") from error


@contextmanager
def store_as_of(database: Path, public: str | None, recorded: str | None) -> Iterator[Store]:
    """A store to read from, put back to what was public or recorded by a day."""
    with clear_errors(), open_store(database, read_only=True) as store:
        if public is None and recorded is None:
            yield store
            return
        from db.past import as_of
        from pipelines.watchlist import load_all
        from recalls.linking import link_all

        try:
            copy = as_of(store.connection, public=public, recorded=recorded)
        except BadFilter as error:
            raise click.UsageError(f"--{error}") from error
        with Store(copy, database, allow_recreated=True) as past:
            link_all(past, load_all())
            yield past
