"""The database that a question goes to, as it stands or put back to a day and linked anew, and whom it asks there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from db.model_list import find
from db.model_numbers import base_model
from db.store import Store, open_store
from db.timeline import BadFilter, Filters
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


def filters_of(asked: Ask, store: Store) -> Filters:
    """What a question is narrowed to. Raises click.UsageError: a name that several models bear."""
    model = meant_model(store, asked.model)
    return Filters(asked.brand, model, asked.market, asked.source, asked.since, asked.until)


def meant_model(store: Store, typed: str | None) -> str | None:
    """The model that a typed number or name means in this database; what was typed where it knows none.

    Raises:
        click.UsageError: the name may be any of several.
    """
    found = find(store.connection, typed) if typed else []
    if len(found) > 1:
        known = ", ".join(f"{one.model} ({one.names[0]})" if one.names else one.model for one in found)
        raise click.UsageError(f"{typed!r} may be any of {known}: name one of them")
    return typed if not typed or not found or base_model(typed) == found[0].model else found[0].model


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
