"""The sources whose documents are kept: who speaks there, in which language and for which market."""

from __future__ import annotations

import json
import sqlite3

from db.records import Source
from db.rows import dump

_PLAIN = ("id", "name", "kind", "language", "market", "timezone", "homepage", "licence")


def upsert_source(connection: sqlite3.Connection, source: Source) -> None:
    """Add a source, or bring what is said of it up to date."""
    names = (*_PLAIN, "hosts")
    connection.execute(
        f"INSERT INTO sources ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names[1:])}",
        (*(getattr(source, name) for name in _PLAIN), dump(list(source.hosts))),
    )


def known_sources(connection: sqlite3.Connection) -> dict[str, Source]:
    """All sources by their ids."""
    rows = connection.execute(f"SELECT {', '.join(_PLAIN)}, hosts FROM sources")
    sources = (
        Source(**dict(zip(_PLAIN, plain, strict=True)), hosts=tuple(json.loads(hosts))) for *plain, hosts in rows
    )
    return {source.id: source for source in sources}
