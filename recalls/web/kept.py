"""Answers that were made, kept until something is written into the database."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

#: So many bytes of answers are kept; those that were not asked for longest go first.
_MOST_BYTES = 48_000_000

Kind = TypeVar("Kind")


class Kept(Generic[Kind]):
    """Answers by what was asked, as long as the database stands as it stood (SQLite's ``data_version``)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, tuple[Kind, int]] = OrderedDict()
        self._size = 0
        self._version = -1

    def version(self) -> int:
        """A number that changes whenever another program has written; ask before an answer is made."""
        with self._lock:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def get(self, asked: Hashable, version: int) -> Kind | None:
        """What was answered to that, if nothing was written since."""
        with self._lock:
            if version != self._version:
                self._answers.clear()
                self._size, self._version = 0, version
            found = self._answers.get(asked)
            if found is None:
                return None
            self._answers.move_to_end(asked)
            return found[0]

    def keep(self, asked: Hashable, version: int, answer: Kind, size: int) -> None:
        """Keep an answer that was made after ``version`` was asked for."""
        with self._lock:
            if version != self._version or size > _MOST_BYTES // 8:
                return
            self._size += size - self._answers.get(asked, (None, 0))[1]
            self._answers[asked] = answer, size
            while self._size > _MOST_BYTES:
                _, (_, freed) = self._answers.popitem(last=False)
                self._size -= freed
