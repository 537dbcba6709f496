"""A backfill: which files are still to be read, who reads them, and where what they hold goes."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from db import backfilled
from db.clock import now
from db.harvest import Harvest, Reading
from db.records import Source
from db.store import Store, open_store
from pipelines.notice import reader_version
from pipelines.watchlist import load_all
from recalls.backfilling.reading import Found, Job, code_version, identity, unreadable
from recalls.backfilling.workers import read_here, read_on_cluster
from recalls.linking import link_all


@dataclass(frozen=True, slots=True)
class Backfill:
    """What the operator asked for. ``database``, ``out``: where results go, at least one of the two."""

    addresses: tuple[str, ...]
    database: Path | None = None
    out: Path | None = None
    workers: int = os.cpu_count() or 1
    scheduler: str | None = None
    watchlists: Path | None = None
    allow_recreated: bool = False


def backfill(asked: Backfill) -> Iterator[tuple[Found, bool]]:
    """Read what is not read yet; each file's result, and whether it was complete before.

    What a file holds is in the database, or under its own name in the folder, before its result is given.
    Raises StoreError, WatchlistError and NoCluster; what is wrong with a file is in its result.
    """
    watchlist = load_all(asked.watchlists)
    opened = open_store(asked.database, allow_recreated=asked.allow_recreated) if asked.database else nullcontext(None)
    with opened as store:
        jobs: list[Job] = []
        for address in expanded(asked.addresses):
            found, waiting = _known(asked, store, address, watchlist.digest)
            if waiting is not None:
                jobs.append(waiting)
            elif found is not None:
                yield found, True
        run = None
        if store is not None and jobs:
            run = store.start_run(command=" ".join(sys.argv[1:]), version=version("recall-timeline"))
        reading = read_on_cluster(jobs, asked.scheduler) if asked.scheduler else read_here(jobs, asked.workers)
        for result in reading:
            if asked.out:
                from recalls.backfilling.parquet import clear

                clear(result.address, asked.out)
            if store is not None and run is not None and result.failure is None:
                keep(store, run, result)
            yield result, False
        if store is not None and run is not None:
            link_all(store, watchlist)
            store.finish_run(run)


def expanded(addresses: Iterable[str]) -> list[str]:
    """The inputs by name, each once; a star in an address of a file system of fsspec's names several."""
    found: dict[str, None] = {}
    for address in addresses:
        if "://" in address and "*" in address:
            import fsspec

            system, path = fsspec.core.url_to_fs(address)
            found.update(dict.fromkeys(system.unstrip_protocol(name) for name in sorted(system.glob(path))))
        else:
            found[address if "://" in address else str(Path(address).resolve())] = None
    return list(found)


def _known(asked: Backfill, store: Store | None, address: str, watchlist: str) -> tuple[Found | None, Job | None]:
    """What is known of a file by this code and these watchlists, or the job to read it."""
    watchlists = str(asked.watchlists.resolve()) if asked.watchlists else None
    out = str(asked.out.resolve()) if asked.out else None
    job = Job(address, watchlists, out)
    try:
        size, digest = identity(address)
    except OSError as error:
        return Found(address, failure=unreadable(error)), None
    mark = digest, code_version(), watchlist
    counts = backfilled.counted(store.connection, *mark) if store else None
    in_database = store is None or counts is not None
    if out is None:
        found = Found(address, size, digest, counts=Counter(counts))
        return (found, None) if in_database and _whole(found) else (None, job)
    from recalls.backfilling.parquet import head, load, path_of

    path = path_of(address, Path(out))
    before = head(path)
    if before is None or not _whole(before) or (before.digest, before.reader, before.watchlist) != mark:
        return None, job
    if store is not None and not in_database:
        before = load(path, watchlists)
        run = store.start_run(command=" ".join(sys.argv[1:]), version=version("recall-timeline"))
        keep(store, run, before)
        store.finish_run(run)
    return before, None


def _whole(found: Found) -> bool:
    """Whether a file was read in full. A damaged one is read again: where it was mended within no digest tells."""
    return not found.counts["damaged"]


def keep(store: Store, run: str, found: Found) -> None:
    """Put what a file holds into the database, source by source, and note the file as read."""
    by_source: dict[str, list[tuple[Reading, str]]] = {}
    for reading, reader in found.readings:
        assert reading.document.source is not None
        by_source.setdefault(reading.document.source.id, []).append((reading, reader))
    for readings in by_source.values():
        store.publish(
            run,
            _harvest(readings),
            reader=reader_version(),
            watchlist=found.watchlist,
            crawler_reader=readings[0][1],
            visited=False,
        )
    with store.writing() as connection:
        backfilled.note(
            connection,
            digest=found.digest,
            reader=found.reader,
            watchlist=found.watchlist,
            address=found.address,
            size=found.size,
            counts=found.counts,
            finished=now(),
        )


def _harvest(readings: Sequence[tuple[Reading, str]]) -> Harvest:
    source = readings[0][0].document.source
    assert isinstance(source, Source)
    newest: dict[str, Reading] = {}
    for reading, _ in sorted(readings, key=lambda one: _captured(one[0])):
        newest[reading.document.key] = reading
    captures = [reading.document.capture for reading, _ in readings if reading.document.capture]
    return Harvest(source, list(newest.values()), captures, read=len(readings))


def _captured(reading: Reading) -> tuple[str, int]:
    capture = reading.document.capture
    return (capture.date, capture.offset) if capture else ("", 0)


def told(found: Found, before: bool) -> dict[str, Any]:
    """One line on a file: what became of its pages."""
    return {
        "file": found.address,
        "state": found.failure or ("complete before" if before else "read"),
        **{name: found.counts.get(name, 0) for name in COUNTS},
    }


COUNTS = ("pages", "rejected", "kept", "reports", "damaged", "failed")
