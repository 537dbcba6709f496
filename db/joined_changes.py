"""Changes that nothing but joining recalls makes: recalls that appear, and sources that report one again.

A recall is new, widens another or brings a model to another market; a source's later document gives another figure.
Finding them takes seconds on many recalls: so they are told when recalls are joined, and kept with all changes (see
``db.change_list``).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from db.edtf import span
from db.rows import Row, query

#: Kinds of change that a recall is by which it appears.
KINDS = ("new_recall", "widened", "new_market")
#: How it is said where a source has reported before.
_BEFORE = "before in "


def change(kind: str, public: str | None, **given: Any) -> Row:
    """A change as a row (see ``db.changes.changes``), empty but for what is given."""
    empty = dict.fromkeys(("market", "field", "old", "new", "words", "document", "url", "what", "recorded"))
    return {"public": public, "kind": kind, "recalls": [], "models": [], **empty, "recreated": False, **given}


_RECALLS = """
SELECT r.id, r.date, r.date_first, r.market, r.made, r.recreated, r.units, r.units_qualifier,
       (SELECT min(n.published) FROM recall_mentions m JOIN notices n ON n.id = m.notice_id
        WHERE m.recall_id = r.id AND m.role = 'main') AS published,
       (SELECT json_group_array(p.base_model) FROM recall_products p
        WHERE p.recall_id = r.id AND p.base_model IS NOT NULL) AS base_models,
       (SELECT e.other_id FROM recall_relations e WHERE e.recall_id = r.id AND e.kind = 'expands') AS widens
FROM recalls r WHERE r.retired IS NULL
"""
#: The first night on which a recall was new in a listing that had been read in full before.
_SEEN = """
SELECT substr(min(d.first_seen), 1, 10) FROM recall_mentions m JOIN notices n ON n.id = m.notice_id
JOIN document_versions v ON v.id = n.version_id JOIN documents d ON d.id = v.document_id
WHERE m.recall_id = ? AND EXISTS (
  SELECT 1 FROM run_sources u WHERE u.source = d.source AND u.complete = 1 AND u.kept_promise = 1
  AND u.captured < d.first_seen)
"""
#: Where and when models were recalled, the first time in each market first.
_FIRST = """
SELECT p.base_model, o.market, o.date_first IS NULL, coalesce(o.date_first, ''), o.id
FROM recall_products p JOIN recalls o ON o.id = p.recall_id
WHERE o.retired IS NULL AND p.base_model IS NOT NULL
ORDER BY 3, 4, 5
"""


def told_anew(connection: sqlite3.Connection) -> Iterator[Row]:
    """All of them, from the tables."""
    yield from _appearing(connection)
    yield from _reported_again(connection)


def _appearing(connection: sqlite3.Connection) -> Iterator[Row]:
    """Every recall by the day on which someone first told of it, with what is new about it, from the tables."""
    rows = query(connection, _RECALLS)
    first: dict[str, dict[str, tuple[Any, ...]]] = {}
    for model, market, *when in connection.execute(_FIRST):
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
        yield change(
            kind,
            # Without a date: the night on which it was new in a listing read in full before; else nobody knows.
            _earliest(row["date"], row["published"]) or connection.execute(_SEEN, [row["id"]]).fetchone()[0],
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


_AGAIN = """
SELECT v.recall_id, v.field, v.value, v.scope, v.published, v.notice_id, v.mention, r.market, o.recorded, d.url,
       d.recreated, d.source || '/' || d.key AS document, p.base_model, v.source, v.product
FROM differing w
CROSS JOIN recall_values v ON v.recall_id = w.recall_id AND v.field = w.field AND v.product IS w.product
JOIN recalls r ON r.id = v.recall_id JOIN notices n ON n.id = v.notice_id
JOIN document_versions o ON o.id = n.version_id JOIN documents d ON d.id = o.document_id
LEFT JOIN recall_products p ON p.recall_id = v.recall_id AND p.position = v.product
WHERE w.field IN ('units', 'incidents', 'recovered') AND v.published IS NOT NULL
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
        yield change(
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
            what=f"{_BEFORE}{before['document']}",
            recorded=after["recorded"],
            recreated=bool(after["recreated"]),
        )


def is_of_source(row: Row, source: str | None) -> bool:
    """Whether a change is told of a source's document; of any where no source is asked for."""
    return source is None or str(row["document"]).startswith(f"{source}/")


def kept(
    connection: sqlite3.Connection, only: set[str] | None, source: str | None, condition: str, values: list[Any]
) -> Iterator[Row]:
    """The same as they were kept, in the order of ``db.changes.changes``.

    Args:
        only: of these recalls alone.
        source: of documents, of this source's alone.
        condition, values: on ``date_first`` and ``date_last``, the public day.
    """
    if only is not None:
        condition += """ AND position IN (SELECT c.position FROM json_each(?) j
                      CROSS JOIN change_recalls c ON c.recall_id = j.value)"""
        values = [*values, json.dumps(sorted(only))]
    rows = connection.execute(
        f"""SELECT told FROM change_list WHERE kind IN {(*KINDS, "changed_figure")} AND {condition}
            ORDER BY date_first, position""",
        values,
    )
    for (told,) in rows:
        row: Row = json.loads(told)
        # A document that says more than before may tell of another market, model or figure as well.
        if row["document"] is None or (str(row["what"]).startswith(_BEFORE) and is_of_source(row, source)):
            yield row
