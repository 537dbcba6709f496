"""What readers search a site of files by: every recall's terms, and how it is shown where it is found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from db.listing import FACETS
from db.rows import Row, query
from db.timeline import RECALL_LISTS, plain_row
from recalls.site.words import facet, index, shards, terms, unspaced
from recalls.web.pages.timeline import entry
from recalls.web.visit import Visit, part

#: So many recalls are shown at once, and lie in a file together.
CHUNK = 20
#: The columns of the narrow list by what readers narrow by.
_COLUMNS = {**FACETS, "model": "models"}
_LISTED = "SELECT * FROM recall_list ORDER BY position"
_TEXTS = """
SELECT l.position, d.title FROM recall_list l JOIN recall_mentions m ON m.recall_id = l.recall_id
JOIN documents d ON d.notice_id = m.notice_id WHERE d.withheld IS NULL
UNION
SELECT l.position, c.quote FROM recall_list l JOIN recall_mentions m ON m.recall_id = l.recall_id
JOIN documents d ON d.notice_id = m.notice_id
JOIN claims c ON c.notice_id = m.notice_id AND c.mention = m.mention WHERE d.withheld IS NULL AND c.quote <> ''
"""
_SHOWN = "SELECT t.* FROM recall_list l JOIN timeline t ON t.id = l.recall_id ORDER BY l.position"
#: What of a recall's row is searched, beside titles and quotes.
_NAMES = ("id", "issuer", "reference", "brands", "products", "models")


def write_index(connection: sqlite3.Connection, folder: Path) -> None:
    """Write the index of all recalls: titles and quotes of their documents, their names, what they are narrowed by."""
    listed = query(connection, _LISTED)
    found: list[set[str]] = [set() for _ in listed]
    for own, row in zip(found, listed, strict=True):
        own.update(facet(name, value) for name, column in _COLUMNS.items() for value in _values(row[column]))
    for own, row in zip(found, _shown(connection), strict=True):
        own.update(term for name in _NAMES for text in _texts(row[name]) for term in terms(text))
    for position, text in connection.execute(_TEXTS):
        found[position].update(terms(text or ""))
    made = shards(index(found))
    (folder / "words").mkdir(parents=True)
    for number, shard in enumerate(made):
        _write(folder / "words" / f"{number}.json", shard)
    head = {
        "recalls": len(listed),
        "chunk": CHUNK,
        "shards": len(made),
        "facets": [*_COLUMNS],
        "unspaced": unspaced(),
        "dates": _dates(listed),
    }
    _write(folder / "index.json", head)


def write_entries(visit: Visit, folder: Path) -> None:
    """Write how each recall is shown in a list of those that were found, in the language of the visit."""
    folder.mkdir(parents=True)
    shown = [str(part(visit, "list_entry", entry(row, visit.wording), 3)).strip() for row in _shown(visit.connection)]
    for start in range(0, len(shown), CHUNK):
        _write(folder / f"{start // CHUNK}.json", shown[start : start + CHUNK])


def _shown(connection: sqlite3.Connection) -> Iterator[Row]:
    return (plain_row(row, RECALL_LISTS) for row in query(connection, _SHOWN))


def _values(held: str | None) -> list[str]:
    return [value for value in (held or "").split("|") if value]


def _texts(value: Any) -> Iterable[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _dates(listed: Sequence[Row]) -> list[list[Any]]:
    """First and last month of the recalls in their order, and how many in a row have these."""
    months = groupby(listed, key=lambda row: ((row["date_first"] or "")[:7], (row["date_last"] or "")[:7]))
    return [[first, last, sum(1 for _ in rows)] for (first, last), rows in months]


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
