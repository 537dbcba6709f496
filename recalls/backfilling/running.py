"""A backfill: which files are still to be read, who reads them, and where what they hold goes."""

from __future__ import annotations

import logging
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

from db import backfilled, runs
from db.clock import now
from db.harvest import Harvest, Reading
from db.records import Source
from db.store import RecreatedRefused, Store, open_store
from pipelines.notice import reader_version
from pipelines.watchlist import Watchlist, load_all
from recalls.backfilling.inputs import expanded, identity, is_pattern, public, unreadable
from recalls.backfilling.reading import Found, Job, code_version
from recalls.backfilling.workers import read_here, read_on_cluster
from recalls.linking import link_all

log = logging.getLogger(__name__)

#: Inputs of which the size and the digest are asked for at a time.
_LOOKED_AT_AT_ONCE = 16


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
        lacking: list[tuple[Path, Job]] = []
        for address, identified in _identified(expanded(asked.addresses)):
            known = _known(asked, store, address, identified, watchlist.digest)
            if isinstance(known, Job):
                jobs.append(known)
            elif isinstance(known, tuple):
                lacking.append(known)
            else:
                yield known, True
        run = None
        for result, before in chain(_loaded(lacking, jobs, watchlist), _read(asked, jobs, watchlist)):
            if store is not None and result.failure is None and not _kept(store, result):
                run = run or _started(store)
                try:
                    keep(store, run, result)
                except RecreatedRefused as error:
                    result.failure = str(error)
            yield result, before
        # Where the last run was cut off, what it kept may not be joined into recalls.
        if store is not None and (run or runs.newest_is_open(store.connection)):
            run = run or _started(store)
            log.info("joining what was kept into recalls")
            link_all(store, watchlist)
            store.finish_run(run)


def _started(store: Store) -> str:
    """A run of its own, from the first file that there is something to keep of."""
    return store.start_run(command=public(" ".join(sys.argv[1:])), version=version("recall-timeline"))


def _loaded(lacking: Iterable[tuple[Path, Job]], jobs: list[Job], watchlist: Watchlist) -> Iterator[tuple[Found, bool]]:
    """Complete results that the database lacks; the files of those that are damaged are among the jobs then."""
    for path, job in lacking:
        from recalls.backfilling.parquet import load

        try:
            loaded = load(path, watchlist)
        except OSError:
            jobs.append(job)
        else:
            yield loaded, True


def _read(asked: Backfill, jobs: Sequence[Job], watchlist: Watchlist) -> Iterator[tuple[Found, bool]]:
    """What is read now. Machines of a cluster may differ: what another version or watchlist finds is not taken."""
    if not jobs:
        return
    mark = code_version(), watchlist.digest
    log.info("%d files to read", len(jobs))
    results = read_here(jobs, asked.workers) if asked.scheduler is None else read_on_cluster(jobs, asked.scheduler)
    for number, result in enumerate(results, start=1):
        if asked.out:
            from recalls.backfilling.parquet import clear

            clear(result.address, asked.out)
        if result.failure is None and (result.reader, result.watchlist) != mark:
            result.failure = "read by another version of the program, or with other watchlists, than are here"
        yield result, False
        log.info("%d of %d files read", number, len(jobs))


def _identified(addresses: Sequence[str]) -> Iterator[tuple[str, tuple[int, str] | OSError]]:
    """Each input with its size and digest, or why it cannot be opened. A web server lets one wait for each of many."""

    def looked_at(address: str) -> tuple[int, str] | OSError:
        try:
            return identity(address)
        except OSError as error:
            return error

    with ThreadPoolExecutor(_LOOKED_AT_AT_ONCE) as pool:
        yield from zip(addresses, pool.map(looked_at, addresses), strict=True)


def _known(
    asked: Backfill, store: Store | None, address: str, identified: tuple[int, str] | OSError, watchlist: str
) -> Found | tuple[Path, Job] | Job:
    """What is known of a file by this code and these watchlists: all, a result that the database lacks, or its job."""
    job = Job(address, _folder(asked.watchlists), _folder(asked.out))
    if isinstance(identified, OSError):
        wrong = "no file that fits it can be found" if is_pattern(address) else unreadable(identified)
        return Found(address, failure=wrong)
    size, digest = identified
    mark = digest, code_version(), watchlist
    counts = backfilled.counted(store.connection, *mark) if store else None
    in_database = store is None or counts is not None
    if job.out is None:
        found = Found(address, size, digest, counts=Counter(counts))
        return found if in_database and _whole(found) else job
    from recalls.backfilling.parquet import head, path_of

    path = path_of(address, Path(job.out))
    before = head(path)
    if before is None or not _whole(before) or (before.digest, before.reader, before.watchlist) != mark:
        return job
    return before if in_database else (path, job)


def _folder(path: Path | None) -> str | None:
    return str(path.resolve()) if path else None


def _kept(store: Store, found: Found) -> bool:
    """Whether a file of the same content is in the database, as one may be given under two names."""
    counts = backfilled.counted(store.connection, found.digest, found.reader, found.watchlist)
    return counts is not None and _whole(replace(found, counts=Counter(counts)))


def _whole(found: Found) -> bool:
    """Whether a file was read in full. A damaged one is read again: where it was mended within no digest tells."""
    return not found.counts["damaged"]


def keep(store: Store, run: str, found: Found) -> None:
    """Put what a file holds into the database, source by source, and note the file as read.

    A page that was captured more than once goes in as often, each time as it was then: its words may have changed.
    """
    rounds: dict[tuple[int, str], list[tuple[Reading, str]]] = {}
    before: Counter[tuple[str, str]] = Counter()
    for reading, reader in sorted(found.readings, key=lambda one: _captured(one[0])):
        assert reading.document.source is not None
        source = reading.document.source.id
        rounds.setdefault((before[source, reading.document.key], source), []).append((reading, reader))
        before[source, reading.document.key] += 1
    for _, readings in sorted(rounds.items(), key=itemgetter(0)):
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
    captures = [reading.document.capture for reading, _ in readings if reading.document.capture]
    return Harvest(source, [reading for reading, _ in readings], captures, read=len(readings))


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
