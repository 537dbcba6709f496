"""What became different, by the day on which it was public: a backfill of old pages is no news.

New, widened and newly reached markets are recalls that appear; figures change where a
document's words change, or where a source reports again with another figure; notices are
withdrawn (their own address is gone) or vanish from a full listing that kept its promise.
A change that our own code made is none (see ``db.versions.cause``).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import merge
from itertools import pairwise
from typing import Any

from db import joined_changes
from db.changed_words import Saying, compare, said
from db.edtf import span
from db.joined_changes import change, is_of_source
from db.listing import Narrowed, within
from db.rows import Row, query
from db.timeline import Filters, days_asked, ids
from db.versions import IN_ORDER

#: What a change can be, in the order in which those of one day are told.
KINDS = (
    *joined_changes.KINDS,
    "changed_figure",
    "not_affected",
    "withdrawn",
    "vanished",
    "changed_words",
)


def changes(connection: sqlite3.Connection, filters: Filters | None = None) -> list[Row]:
    """Every change that fits, by the day on which it was public.

    Each row: ``public`` (EDTF; None where no date and no earlier full listing tells), ``kind`` (see KINDS),
    ``recalls`` (ids), ``market``, ``models``, ``field``, ``old``, ``new``, ``words`` (the quote that says the new),
    ``document``, ``url``, ``what`` (in English), ``recorded`` (when this database took it in), ``recreated``.

    Args:
        filters: ``since`` and ``until`` go by the public day; brand, model and market by
            the recalls that a change is of.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    return list(one_by_one(connection, filters))


def one_by_one(connection: sqlite3.Connection, filters: Filters | None = None) -> Iterator[Row]:
    """The rows of ``changes`` as they are read, for any number of them. Raises BadFilter, before the first."""
    filters = filters or Filters()
    since = None if filters.since is None else days_asked(filters.since, "since")[0]
    until = None if filters.until is None else days_asked(filters.until, "until")[1]
    of_any_source = Filters(filters.brand, filters.model, filters.market)
    recalls = None if of_any_source == Filters() else ids(connection, of_any_source)
    # What tells of no document is a recall that appears: it is a source's where the source reports it.
    appear = ids(connection, replace(of_any_source, source=filters.source)) if filters.source else recalls
    fitting = []
    for row in _of_documents(connection, since):
        if recalls is not None:
            row["recalls"] = [identity for identity in row["recalls"] if identity in recalls]
        if (row["recalls"] or recalls is None) and is_of_source(row, filters.source) and _within(row, since, until):
            fitting.append(row)
    days = within(Narrowed(since=filters.since, until=filters.until))
    kept = joined_changes.kept(connection, appear, filters.source, *days)
    return merge(kept, sorted(fitting, key=_order), key=_order)


def found_anew(connection: sqlite3.Connection) -> list[Row]:
    """Every change, from the tables alone."""
    return sorted((*joined_changes.told_anew(connection), *_of_documents(connection, None)), key=_order)


def _of_documents(connection: sqlite3.Connection, since: str | None) -> Iterator[Row]:
    yield from _reworded(connection, since)
    yield from _gone(connection, since)


def _within(row: Row, since: str | None, until: str | None) -> bool:
    days = span(row["public"])
    if days is None:
        return since is None and until is None
    return (since is None or days[1].isoformat() >= since) and (until is None or days[0].isoformat() <= until)


def _order(row: Row) -> tuple[Any, ...]:
    days = span(row["public"])
    day = days[0].isoformat() if days else ""
    return day, KINDS.index(row["kind"]), row["recalls"], row["document"] or "", row["field"] or "", str(row["new"])


# Documents whose words changed

_VERSIONS = f"""
SELECT d.id AS document_id, d.source || '/' || d.key AS document, d.url, d.recreated, d.notice_id, v.id, v.parts,
       v.modified, v.changes, v.cause, v.changed, v.recorded,
       CASE WHEN v.id = d.version_id THEN d.notice_id ELSE (
         SELECT n.id FROM notices n WHERE n.version_id = v.id
         ORDER BY n.recorded DESC, n.reader DESC, n.watchlist DESC LIMIT 1) END AS notice
FROM document_versions v JOIN documents d ON d.id = v.document_id
WHERE d.withheld IS NULL AND d.id IN (
  SELECT document_id FROM document_versions WHERE changes IS NOT NULL AND changed >= ?)
ORDER BY d.source, d.key, {IN_ORDER}
"""


def _reworded(connection: sqlite3.Connection, since: str | None) -> Iterator[Row]:
    """What was changed before a day was public before it, and is left out."""
    rows = query(connection, _VERSIONS, [since or ""])
    for before, after in pairwise(rows):
        if before["document_id"] != after["document_id"] or not after["changes"] or after["cause"] == "reader":
            continue
        if since is None or after["changed"] >= since:
            yield from _between(connection, before, after)


def _between(connection: sqlite3.Connection, before: Row, after: Row) -> Iterator[Row]:
    """What one document says differently now: figures, markets and models, else its words."""
    told = {
        "public": _public(before, after),
        "document": after["document"],
        "url": after["url"],
        "recorded": after["recorded"],
        "recreated": bool(after["recreated"]),
    }
    recalls = _recalls_of(connection, after["notice_id"])
    found = False
    if before["notice"] and after["notice"]:
        differences = compare(said(connection, before["notice"]), said(connection, after["notice"]), before["parts"])
        for kind, old, new in differences:
            found = True
            yield change(kind, **told, **_saying(old, new), recalls=_in_market(recalls, new.market))
    if not found:
        for one in json.loads(after["changes"]):
            ids = [identity for identity, _ in recalls]
            yield change("changed_words", **told, recalls=ids, field=one["part"], old=one["old"], new=one["new"])


def _saying(old: Saying | None, new: Saying) -> Row:
    models = [new.product] if new.product else []
    values = {"old": old.value if old else None, "new": new.value}
    return {"field": new.field, "market": new.market, "models": models, **values, "words": new.quote}


def _public(before: Row, after: Row) -> str:
    """The day of the source's own stamp where it gives one since the version before, else of the capture."""
    seen = str(after["changed"])[:10]
    stamp = re.match(r"\d{4}-\d\d-\d\d", after["modified"] or "")
    if stamp and after["modified"] != before["modified"] and stamp[0] <= seen:
        return stamp[0]
    return seen


def _recalls_of(connection: sqlite3.Connection, notice: int | None) -> list[tuple[str, str]]:
    rows = connection.execute("SELECT DISTINCT recall_id, market FROM recall_mentions WHERE notice_id = ?", [notice])
    return sorted(rows.fetchall())


def _in_market(recalls: Iterable[tuple[str, str]], market: str | None) -> list[str]:
    return [identity for identity, where in recalls if market in (None, where)]


# Documents that are gone


def _gone(connection: sqlite3.Connection, since: str | None) -> Iterator[Row]:
    rows = query(
        connection,
        """SELECT source || '/' || key AS document, url, title, absent_since, gone_nights, notice_id, recreated
           FROM documents WHERE absent_since IS NOT NULL AND absent_since >= ? AND withheld IS NULL ORDER BY 1""",
        [since or ""],
    )
    for row in rows:
        kind = "withdrawn" if row["gone_nights"] >= 2 else "vanished"
        yield change(
            kind,
            row["absent_since"][:10],
            recalls=[identity for identity, _ in _recalls_of(connection, row["notice_id"])],
            document=row["document"],
            url=row["url"],
            old=row["title"],
            recorded=row["absent_since"],
            recreated=bool(row["recreated"]),
        )
