"""Archive files that a crawl left open: their tails are mended before the next one writes.

A file bears ``.open`` behind its name while it is written to, and its writer holds a lock on it. One that nobody
holds was left behind by a crawl that was killed, or by a loss of power: whole records stay, what breaks off behind
them is put aside as ``.tail``.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler import warc

OPEN = ".open"
TAIL = ".tail"


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that was left open: how many bytes of whole records it has, and how many were put aside."""

    path: Path
    kept: int
    cut: int


def mend(folder: Path) -> Iterator[Mended]:
    """Close the files of a folder that a crawl left open. Raises OSError where the folder cannot be written."""
    for path in sorted(folder.glob(f"*{OPEN}")):
        with path.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue  # its writer is at work
            whole = warc.whole_bytes(path)
            file.seek(whole)
            tail = file.read()
            closed = path.with_name(path.name.removesuffix(OPEN))
            if tail:
                closed.with_name(closed.name + TAIL).write_bytes(tail)
                file.truncate(whole)
                file.flush()
                os.fsync(file.fileno())
            if whole:
                path.rename(closed)
            else:
                path.unlink()
            sync(folder)
            yield Mended(closed, whole, len(tail))


def sync(folder: Path) -> None:
    """Make new names in a folder last through a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
