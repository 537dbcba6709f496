"""``recalls renormalize``: understand all stored documents again, and say what our code reads differently now.

A batch is one transaction, and each document remembers by whom it was read last: what is
interrupted goes on where it stopped, when it is run again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import click

from db.harvest import Fault, Reading
from db.quarantine import address_of
from db.renewed import differences, holding
from db.store import Store, open_store
from pipelines.notice import normalize, reader_version
from pipelines.watchlist import Watchlist, load_all
from recalls.errors import DONE, DONE_WITH_FAILURES, TRY_AGAIN_LATER, clear_errors
from recalls.linking import link_all
from recalls.rendering import write_rows

BATCH = 200
COLUMNS = ("document", "field", "product", "market", "old", "new")

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Again:
    """What came of understanding documents again: how many were, which cannot be, and the values that changed."""

    read: int = 0
    failed: list[Fault] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)


def run_renormalize(database: Path, watchlists: Path | None, output: str) -> int:
    """Understand again, link again; one row a value that changed. 1 where a document could not be understood."""
    with clear_errors(), open_store(database, create=False) as store:
        watchlist = load_all(watchlists)
        again = Again()
        interrupted = False
        try:
            for _ in understand_again(store, watchlist, again):
                click.echo(f"\r{again.read:,} documents understood", err=True, nl=False)
        except KeyboardInterrupt:
            interrupted = True
        click.echo(f"\r{again.read:,} documents understood, {len(again.changed):,} values changed", err=True)
        if not interrupted:
            click.echo(f"{link_all(store, watchlist):,} recalls", err=True)
    write_rows([_flat(row, output) for row in again.changed], output, columns=COLUMNS, empty="no value changed")
    if interrupted:
        click.echo("interrupted: run it again to go on", err=True)
        return TRY_AGAIN_LATER
    return DONE_WITH_FAILURES if again.failed else DONE


def understand_again(store: Store, watchlist: Watchlist, again: Again) -> Iterator[None]:
    """Understand what another version or watchlist understood; goes on after each batch, which is kept by then."""
    for batch in batches(store.unread(reader_version(), watchlist.digest)):
        renew(store, watchlist, batch, again)
        yield


def batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """The readings, so many at a time as one transaction takes."""
    waiting = iter(readings)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def renew(store: Store, watchlist: Watchlist, batch: list[Reading], again: Again) -> None:
    """Understand a batch and keep it, all or nothing; what cannot be understood keeps its notice and is put aside."""
    known = len(again.failed)
    understood = [one for reading in batch if (one := _understood(reading, watchlist, again))]
    keys = [(one.document.source.id, one.document.key) for one in understood if one.document.source]
    before = holding(store.connection, keys)
    store.renew(understood, reader=reader_version(), watchlist=watchlist.digest)
    store.read_again(understood, again.failed[known:], reader_version())
    after = holding(store.connection, keys)
    again.read += len(understood)
    again.changed += [
        {"document": f"{source}/{key}", **row}
        for (source, key), new in after.items()
        for row in differences(store.connection, before.get((source, key)), new)
    ]


def _understood(reading: Reading, watchlist: Watchlist, again: Again) -> Reading | None:
    """A reading with its notice of now; None where the reader fails, and the old notice stays."""
    document = reading.document
    if not any(watchlist.hits(part.text) for part in document.parts):
        return Reading(document, reading.published, None)
    try:
        notice = normalize(document, watchlist)
    except Exception as error:  # noqa: BLE001 - one document must not keep the others from being read
        log.warning("cannot understand %s: %s: %s", document.url or document.key, type(error).__name__, error)
        message = f"cannot understand document {document.key}: {type(error).__name__}: {error}"
        source = document.source.id if document.source else ""
        again.failed.append(Fault(source, "understanding", message, address_of(document)))
        return None
    return Reading(document, notice.published, notice)


def _flat(row: dict[str, Any], output: str) -> dict[str, Any]:
    if output == "json":
        return row
    return {**row, **{name: [json.dumps(value, ensure_ascii=False) for value in row[name]] for name in ("old", "new")}}
