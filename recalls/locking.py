"""One night at a time: a lock beside the database that says who holds it.

The operating system lets go of it when its holder ends, however that happens; what the file says afterwards is
only who held it last.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.clock import now
from recalls.errors import DONE_WITH_FAILURES, TRY_AGAIN_LATER, Failure


@contextmanager
def locked(database: Path) -> Iterator[Path]:
    """Hold the lock of a database; gives the lock's file.

    Raises Failure: with 75 where somebody else holds it, naming who; with 1 where the folder cannot be written; with 2
    where the database has no name.
    """
    if not database.name:
        raise Failure("the name of the database is empty: name a file", 2)
    path = database.with_name(f"{database.name}.lock")
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise Failure(f"{path} cannot be written: {error.strerror}", DONE_WITH_FAILURES) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise Failure(f"{database} is at work: {_holder(file.read())}", TRY_AGAIN_LATER) from error
        file.seek(0)
        file.truncate()
        file.write(json.dumps(_ourselves()))
        file.flush()
        yield path


def _ourselves() -> dict[str, str | int]:
    command = " ".join(["recalls", *sys.argv[1:]])
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": now(), "command": command}


def _holder(words: str) -> str:
    """Who holds a lock, in one line."""
    try:
        told = json.loads(words)
        return f"`{told['command']}` holds it since {told['since']} (process {told['pid']} on {told['host']})"
    except (ValueError, LookupError, TypeError):
        return "another program holds its lock"
