"""``recalls withhold`` and ``restore``: take a document out of every output on request, and put it back."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from db.store import open_store
from db.withholding import CannotWithhold, Order, order, orders
from pipelines.watchlist import load_all
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.linking import link_all
from recalls.rendering import write_rows

COLUMNS = ("document", "verdict", "why", "who", "decided", "withheld")
_LIVING = "SELECT id FROM recalls WHERE retired IS NULL"


def run_order(what: Order, name: str, why: str, who: str | None, database: Path) -> int:
    """Withhold or restore documents and link anew, so that it holds at once; says which recalls went or came."""
    with clear_errors(), open_store(database, create=False) as store:
        before = {identity for (identity,) in store.connection.execute(_LIVING)}
        try:
            with store.writing() as connection:
                moment = store.clock()
                changed = order(connection, what, name, why=why, who=who or _this_person(), moment=moment)
        except CannotWithhold as error:
            raise Failure(str(error), DONE_WITH_FAILURES) from error
        link_all(store, load_all())
        after = {identity for (identity,) in store.connection.execute(_LIVING)}
    for document in changed:
        click.echo(f"{'withheld' if what == 'withhold' else 'restored'}: {document}", err=True)
    for identity in sorted(before - after):
        click.echo(f"no source is left for {identity}: it is in no output", err=True)
    for identity in sorted(after - before):
        click.echo(f"in the output again: {identity}", err=True)
    return DONE


def run_orders(database: Path, output: str) -> int:
    """Every order on record, oldest first."""
    with clear_errors(), open_store(database, read_only=True) as store:
        rows = orders(store.connection)
    write_rows(rows, output, columns=COLUMNS, empty="nothing was ever withheld")
    return DONE


def _this_person() -> str:
    """The name of the account that runs this."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name, as in some containers
        return "unknown"
