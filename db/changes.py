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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from db.changed_words import Saying, compare, said
from db.edtf import span
from db.timeline import BadFilter, Filters, Row, query, timeline
from db.versions import IN_ORDER

#: What a change can be, in the order in which those of one day are told.
KINDS = (
    "new_recall",
    "widened",
    "new_market",
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
    filters = filters or Filters()
    narrowed = bool(filters.brand or filters.model or filters.market)
    if narrowed or filters.source:
        fits = timeline(connection, replace(filters, source=None, since=None, until=None))
        recalls = {row["id"]: row for row in fits}
    else:
        recalls = {row[0]: {} for row in connection.execute("SELECT id FROM recalls WHERE retired IS NULL")}
    limits = _limit(filters.since, "since", 0), _limit(filters.until, "until", 1)
    fitting = []
    appeared = _appeared(connection, list(recalls) if narrowed else None, limits[0])
    for row in (*appeared, *_reworded(connection), *_reported_again(connection), *_gone(connection)):
        row["recalls"] = [identity for identity in row["recalls"] if identity in recalls]
        if (row["recalls"] or not narrowed) and _of_source(row, filters.source, recalls) and _within(row, *limits):
            fitting.append(row)
    return sorted(fitting, key=_order)


def _limit(date: str | None, name: str, end: int) -> str | None:
    if date is None:
        return None
    days = span(date)
    if days is None:
        raise BadFilter(f"{name}: {date!r} is no date: write 2025, 2025-06 or 2025-06-27")
    return days[end].isoformat()


def _within(row: Row, since: str | None, until: str | None) -> bool:
    days = span(row["public"])
    if days is None:
        return since is None and until is None
    return (since is None or days[1].isoformat() >= since) and (until is None or days[0].isoformat() <= until)


def _of_source(row: Row, source: str | None, recalls: Mapping[str, Row]) -> bool:
    if source is None or (row["document"] or "").startswith(f"{source}/"):
        return True
    return row["document"] is None and any(source in recalls[identity]["source_ids"] for identity in row["recalls"])


def _order(row: Row) -> tuple[Any, ...]:
    days = span(row["public"])
    day = days[0].isoformat() if days else ""
    return day, KINDS.index(row["kind"]), row["recalls"], row["document"] or "", row["field"] or "", str(row["new"])


def _change(kind: str, public: str | None, **given: Any) -> Row:
    empty = dict.fromkeys(("market", "field", "old", "new", "words", "document", "url", "what", "recorded"))
    return {"public": public, "kind": kind, "recalls": [], "models": [], **empty, "recreated": False, **given}


# Recalls that appear

_RECALLS = """
SELECT r.id, r.date, r.date_first, r.market, r.made, r.recreated, r.units, r.units_qualifier,
       (SELECT min(n.published) FROM recall_mentions m JOIN notices n ON n.id = m.notice_id
        WHERE m.recall_id = r.id AND m.role = 'main') AS published,
       (SELECT json_group_array(p.base_model) FROM recall_products p
        WHERE p.recall_id = r.id AND p.base_model IS NOT NULL) AS base_models,
       (SELECT e.other_id FROM recall_relations e WHERE e.recall_id = r.id AND e.kind = 'expands') AS widens,
       (SELECT min(d.first_seen) FROM recall_mentions m JOIN notices n ON n.id = m.notice_id
        JOIN document_versions v ON v.id = n.version_id JOIN documents d ON d.id = v.document_id
        WHERE m.recall_id = r.id AND EXISTS (
          SELECT 1 FROM run_sources u WHERE u.source = d.source AND u.complete = 1 AND u.kept_promise = 1
          AND u.captured < d.first_seen)) AS seen
FROM recalls r WHERE r.retired IS NULL AND (:since IS NULL OR r.date_last IS NULL OR r.date_last >= :since)
  AND (:ids IS NULL OR r.id IN (SELECT value FROM json_each(:ids)))
"""
#: Where and when the models of some recalls were recalled, the first time in each market first.
_FIRST = """
SELECT p.base_model, o.market, o.date_first IS NULL, coalesce(o.date_first, ''), o.id
FROM recall_products p JOIN recalls o ON o.id = p.recall_id
WHERE o.retired IS NULL AND p.base_model IN (
  SELECT q.base_model FROM recall_products q WHERE q.recall_id IN (SELECT value FROM json_each(?)))
ORDER BY 3, 4, 5
"""


def _appeared(connection: sqlite3.Connection, ids: list[str] | None, since: str | None) -> Iterator[Row]:
    """Recalls by the day on which someone first told of them, with what is new about them.

    Args:
        ids: of these alone.
        since: what was announced before this day was public then, and is left out.
    """
    rows = query(connection, _RECALLS, {"ids": None if ids is None else json.dumps(ids), "since": since})
    first: dict[str, dict[str, tuple[Any, ...]]] = {}
    for model, market, *when in connection.execute(_FIRST, [json.dumps([row["id"] for row in rows])]):
        first.setdefault(model, {}).setdefault(market, tuple(when))
    for row in rows:
        models, when = json.loads(row["base_models"]), (row["date_first"] is None, row["date_first"] or "", row["id"])
        markets = {market for model in models for market, earliest in first[model].items() if earliest < when}
        elsewhere, here = sorted(markets - {row["market"]}), row["market"] in markets
        kind, what = "new_recall", "a new recall"
        if row["widens"]:
            kind, what = "widened", f"widens {row['widens']}"
        elif row["market"] == "GLOBAL":
            what = "announced as worldwide"
        elif elsewhere and not here:
            kind, what = "new_market", f"models of it were recalled before in {', '.join(elsewhere)}"
        figure = {"value": row["units"], "qualifier": row["units_qualifier"]} if row["units"] is not None else None
        yield _change(
            kind,
            # Without a date: the night on which it was new in a listing read in full before; else nobody knows.
            _earliest(row["date"], row["published"]) or (row["seen"][:10] if row["seen"] else None),
            recalls=[row["id"]],
            market=row["market"],
            models=models,
            field="units" if figure else None,
            new=figure,
            what=what,
            recorded=row["made"],
            recreated=bool(row["recreated"]),
        )


def _earliest(*dates: str | None) -> str | None:
    known = [(days, date) for date in dates if (days := span(date))]
    return min(known)[1] if known else None


# Documents whose words changed

_VERSIONS = f"""
SELECT d.id AS document_id, d.source || '/' || d.key AS document, d.url, d.recreated, d.notice_id, v.id, v.parts,
       v.modified, v.changes, v.cause, v.changed, v.recorded,
       CASE WHEN v.id = d.version_id THEN d.notice_id ELSE (
         SELECT n.id FROM notices n WHERE n.version_id = v.id
         ORDER BY n.recorded DESC, n.reader DESC, n.watchlist DESC LIMIT 1) END AS notice
FROM document_versions v JOIN documents d ON d.id = v.document_id
WHERE d.withheld IS NULL AND d.id IN (SELECT document_id FROM document_versions WHERE changes IS NOT NULL)
ORDER BY d.source, d.key, {IN_ORDER}
"""


def _reworded(connection: sqlite3.Connection) -> Iterator[Row]:
    rows = query(connection, _VERSIONS)
    for before, after in pairwise(rows):
        if before["document_id"] != after["document_id"] or not after["changes"] or after["cause"] == "reader":
            continue
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
            yield _change(kind, **told, **_saying(old, new), recalls=_in_market(recalls, new.market))
    if not found:
        for one in json.loads(after["changes"]):
            ids = [identity for identity, _ in recalls]
            yield _change("changed_words", **told, recalls=ids, field=one["part"], old=one["old"], new=one["new"])


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


# A source that reports again

_AGAIN = """
SELECT v.recall_id, v.field, v.value, v.scope, v.published, v.notice_id, v.mention, r.market, o.recorded, d.url,
       d.recreated, d.source || '/' || d.key AS document, p.base_model, v.source, v.product
FROM (SELECT DISTINCT recall_id, field, product FROM recall_values
      WHERE field IN ('units', 'incidents', 'recovered') AND rank = 1) w  -- what is said once does not change
JOIN recall_values v ON v.recall_id = w.recall_id AND v.field = w.field AND v.product IS w.product
JOIN recalls r ON r.id = v.recall_id JOIN notices n ON n.id = v.notice_id
JOIN document_versions o ON o.id = n.version_id JOIN documents d ON d.id = o.document_id
LEFT JOIN recall_products p ON p.recall_id = v.recall_id AND p.position = v.product
WHERE v.published IS NOT NULL
ORDER BY v.recall_id, v.field, v.product, v.source, v.published, v.scope
"""


def _reported_again(connection: sqlite3.Connection) -> Iterator[Row]:
    """A source's later document that gives another figure of the same recall than its earlier one."""
    for before, after in pairwise(query(connection, _AGAIN)):
        same = all(before[name] == after[name] for name in ("recall_id", "field", "product", "source"))
        if not same or before["document"] == after["document"] or before["value"] == after["value"]:
            continue
        words = connection.execute(
            "SELECT quote FROM claims WHERE notice_id = ? AND mention = ? AND (field = ? OR field LIKE ? || '.%') "
            "ORDER BY position LIMIT 1",
            [after["notice_id"], after["mention"], after["field"], after["field"]],
        ).fetchone()
        yield _change(
            "changed_figure",
            after["published"],
            recalls=[after["recall_id"]],
            market=after["market"],
            models=[after["base_model"]] if after["base_model"] else [],
            field=after["field"],
            old=json.loads(before["value"]),
            new=json.loads(after["value"]),
            words=words[0] if words else None,
            document=after["document"],
            url=after["url"],
            what=f"before in {before['document']}",
            recorded=after["recorded"],
            recreated=bool(after["recreated"]),
        )


# Documents that are gone


def _gone(connection: sqlite3.Connection) -> Iterator[Row]:
    rows = query(
        connection,
        """SELECT source || '/' || key AS document, url, title, absent_since, gone_nights, notice_id, recreated
           FROM documents WHERE absent_since IS NOT NULL AND withheld IS NULL ORDER BY 1""",
    )
    for row in rows:
        kind = "withdrawn" if row["gone_nights"] >= 2 else "vanished"
        yield _change(
            kind,
            row["absent_since"][:10],
            recalls=[identity for identity, _ in _recalls_of(connection, row["notice_id"])],
            document=row["document"],
            url=row["url"],
            old=row["title"],
            recorded=row["absent_since"],
            recreated=bool(row["recreated"]),
        )
