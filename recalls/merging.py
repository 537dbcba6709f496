"""``recalls merge``: databases of several machines made one, losing nothing, in any order, twice without harm."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from db import recalls
from db.clock import now
from db.linking import GivenIds, Namesake
from db.merging.documents import Taken
from db.merging.inputs import copied
from db.merging.joining import ids_given, take_in
from db.store import open_store
from pipelines.notice import reader_version
from pipelines.watchlist import Watchlist, load_all
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.linking import keep_brands, linked, titles
from recalls.locking import locked
from recalls.stopping import stoppable


@dataclass(slots=True)
class Merged:
    """What came of it: what is new, what there is in all, and the ids that two recalls had.

    ``stale`` documents were understood by another version of the program, or with other watchlists.
    """

    taken: Taken = field(default_factory=Taken)
    documents: int = 0
    recalls: int = 0
    stale: int = 0
    namesakes: tuple[Namesake, ...] = ()


def run_merge(databases: Sequence[Path], into: Path | None, watchlists: Path | None, allow_recreated: bool) -> int:
    """Join databases into the first, or into another, which is made where there is none."""
    target = into or databases[0]
    others = _others(databases, target)
    if not others:
        raise click.UsageError("name two databases, or one and --into")
    with clear_errors(), locked(target), stoppable():
        merged = merge(target, others, load_all(watchlists), allow_recreated=allow_recreated)
    _tell(target, merged)
    return DONE


def _others(databases: Sequence[Path], target: Path) -> list[Path]:
    """The databases that are not the target, each once, by whatever names they go."""
    found = {_file(path): path for path in databases}
    found.pop(_file(target), None)
    return list(found.values())


def _file(path: Path) -> tuple[int, int] | Path:
    """What tells a file from all others: a hard link is another name of it."""
    try:
        told = path.stat()
    except OSError:
        return path.resolve()
    return told.st_dev, told.st_ino


def merge(target: Path, others: Sequence[Path], watchlist: Watchlist, *, allow_recreated: bool = False) -> Merged:
    """Join databases into one, in one transaction: as it was, if anything fails. The others are only read.

    The caller holds the lock of ``target``. Raises StoreError, naming the file that cannot be used.
    """
    try:
        with _room(target) as folder:
            if target.exists():
                return _merge(target, others, watchlist, folder, allow_recreated=allow_recreated)
            made = folder / target.name
            merged = _merge(made, others, watchlist, folder, allow_recreated=allow_recreated)
            _put_in_place(made, target.resolve())
            return merged
    except OSError as error:
        raise Failure(f"{target.parent} cannot be written: {error.strerror or error}", DONE_WITH_FAILURES) from error


@contextmanager
def _room(target: Path) -> Iterator[Path]:
    """A folder for copies beside the database that takes them in. One that a killed merge left there is cleared."""
    folder = target.with_name(f".merge-{target.name}")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(made: Path, target: Path) -> None:
    """A new database appears when it is whole. A log that an older one of its name left would be read into it."""
    for log in (Path(f"{target}-wal"), Path(f"{target}-shm")):
        log.unlink(missing_ok=True)
    made.replace(target)


def _merge(
    target: Path, others: Sequence[Path], watchlist: Watchlist, folder: Path, *, allow_recreated: bool
) -> Merged:
    copies = [copied(path, folder / f"{number}.copy") for number, path in enumerate(others)]
    today = now()[:10]
    given = [ids_given(copy, today) for copy in copies]
    merged = Merged()
    # The others are joined first, so that the target changes once.
    with open_store(copies[0], allow_recreated=allow_recreated) as all_others:
        for copy, name in zip(copies[1:], others[1:], strict=True):
            take_in(all_others, copy, name)
    with open_store(target, allow_recreated=allow_recreated) as store:

        def link(ours: GivenIds) -> None:
            keep_brands(store.connection, watchlist)
            linking = linked(store.connection, watchlist, [ours, *given])
            recalls.save(store.connection, linking, store.clock(), titles(store.connection, watchlist))
            merged.namesakes = linking.namesakes

        merged.taken = take_in(store, copies[0], others[0], link)
        merged.documents, merged.recalls, merged.stale = _counted(store.connection, watchlist)
    return merged


def _counted(connection: sqlite3.Connection, watchlist: Watchlist) -> tuple[int, int, int]:
    """Documents and recalls in all, and documents that another version of the program understood."""
    row = connection.execute(
        """SELECT count(*), (SELECT count(*) FROM recalls WHERE retired IS NULL),
                  coalesce(sum(understood_reader IS NOT ?1 OR understood_watchlist IS NOT ?2), 0) FROM documents""",
        [reader_version(), watchlist.digest],
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _tell(target: Path, merged: Merged) -> None:
    taken = merged.taken
    click.echo(
        f"{target}: {taken.documents:,} documents new, {taken.newer:,} with newer words, {taken.captures:,} captures "
        f"new; {merged.documents:,} documents and {merged.recalls:,} recalls in all",
        err=True,
    )
    for namesake in merged.namesakes:
        click.echo(f"two recalls had the id {namesake.id}: one of them is {namesake.recall} here", err=True)
    if merged.stale:
        again = f"`recalls renormalize --db {target}`"
        click.echo(f"{merged.stale:,} documents were understood by another version or watchlist: {again}", err=True)
