"""Versions of a document: their words as they are stored, and what changed between two."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from db.records import Document, Part

Cause = Literal["source", "reader", "unknown"]


def dump(value: Any) -> str:
    """JSON as the database holds it: compact, in the words' own script.

    Half of a surrogate pair, which a source's own JSON may carry, is no UTF-8: a value with
    one is written with escapes, so that it comes back as it was.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text == storable(text) else json.dumps(value, separators=(",", ":"))


def dump_parts(parts: Sequence[Part]) -> str:
    """Parts as ``[{"name", "text", "topic"}]``."""
    return dump([{"name": part.name, "text": part.text, "topic": part.topic} for part in parts])


def load_parts(parts: str) -> tuple[Part, ...]:
    """Parts from what ``dump_parts`` wrote."""
    return tuple(Part(part["name"], part["text"], part["topic"]) for part in json.loads(parts))


def dump_links(links: Mapping[str, Sequence[str]]) -> str:
    """Links as ``{relation: [address]}``."""
    return dump({relation: list(addresses) for relation, addresses in links.items()})


def load_links(links: str | None) -> dict[str, tuple[str, ...]]:
    """Links from what ``dump_links`` wrote."""
    return {relation: tuple(addresses) for relation, addresses in json.loads(links or "{}").items()}


def storable(text: str) -> str:
    """Text that SQLite can hold: half of a surrogate pair becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def body(document: Document) -> str:
    """The words of a document for the full-text index: all parts but the title and ignored ones."""
    return "\n".join(part.text for part in document.parts if part.topic not in ("title", "ignored"))


def changes(
    old: Sequence[Part], old_stamp: str | None, new: Sequence[Part], new_stamp: str | None
) -> list[dict[str, str | None]]:
    """What changed, part by part in the new order: ``{"part", "old", "new"}``, null where it was not there.

    Parts of one name are compared in their order; the source's stamp goes by ``published``
    where no part has that name.
    """
    before, after = _numbered(old), _numbered(new)
    before.setdefault(("published", 0), old_stamp)
    after.setdefault(("published", 0), new_stamp)
    names = [*after, *(name for name in before if name not in after)]
    return [
        {"part": name, "old": before.get((name, number)), "new": after.get((name, number))}
        for name, number in names
        if before.get((name, number)) != after.get((name, number))
    ]


def _numbered(parts: Sequence[Part]) -> dict[tuple[str, int], str | None]:
    counts: dict[str, int] = {}
    numbered: dict[tuple[str, int], str | None] = {}
    for part in parts:
        number = counts.get(part.name, 0)
        numbered[(part.name, number)] = part.text
        counts[part.name] = number + 1
    return numbered


def cause(old_reader: str | None, new_reader: str | None, old_bytes: str | None, new_bytes: str | None) -> Cause:
    """Who made a new version: the source, or our own code that reads its pages differently now.

    Args:
        old_reader, new_reader: the versions of the code that named the parts.
        old_bytes, new_bytes: payload digests of the captures.
    """
    if old_bytes is not None and old_bytes == new_bytes:
        return "reader" if old_reader != new_reader else "unknown"
    return "source" if old_reader == new_reader else "unknown"


def say_what_changed(connection: sqlite3.Connection, document_id: int) -> None:
    """Write what changed from each version of a document to the next, in the order of their capture."""
    rows = connection.execute(
        """SELECT v.id, v.parts, v.published, v.reader, c.digest FROM document_versions v
           LEFT JOIN captures c ON c.id = v.capture_id
           WHERE v.document_id = ? ORDER BY v.first_seen, v.last_seen, v.id""",
        [document_id],
    ).fetchall()
    previous: tuple[Any, ...] | None = None
    for version, parts, stamp, reader, payload in rows:
        what, who = None, None
        if previous is not None:
            what = dump(changes(load_parts(previous[1]), previous[2], load_parts(parts), stamp))
            who = cause(previous[3], reader, previous[4], payload)
        connection.execute("UPDATE document_versions SET changes = ?, cause = ? WHERE id = ?", [what, who, version])
        previous = (version, parts, stamp, reader, payload)
