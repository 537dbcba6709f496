"""Where sources differ: every value of a field that has several, the shown one first.

Which one is shown is ``db.shown``'s order. A value that only says the shown one less
exactly ("about 520,000" of 522,237, "June 2025" of 12 June) is listed and called coarser.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from db.edtf import span
from db.figures import same_figure
from db.rows import Row, query
from db.timeline import Filters, ids
from db.voices import read_address

if TYPE_CHECKING:
    from sqlite_utils import Database

#: Fields in which sources can contradict each other; of names and lists one only gives more than another.
COMPARED = ("announced", "units", "sold_from", "sold_to", "made_from", "made_to", "incidents", "recovered")

_DIFFERING = """
SELECT v.recall_id AS recall, v.field, p.model, p.name, v.value, v.shown, v.standing, v.source, v.said_by, v.hedged,
       v.published, v.scope, v.product, r.market, r.recreated,
       (SELECT c.quote FROM claims c WHERE c.notice_id = v.notice_id AND c.mention = v.mention
          AND (c.field = v.field OR c.field LIKE v.field || '.%') AND (c.value = v.value OR v.field = 'incidents')
          AND (c.market IS NULL OR c.market = r.market) ORDER BY c.position LIMIT 1) AS quote
FROM differing w
CROSS JOIN recall_values v ON v.recall_id = w.recall_id AND v.field = w.field AND v.product IS w.product
JOIN recalls r ON r.id = v.recall_id
LEFT JOIN recall_products p ON p.recall_id = v.recall_id AND p.position = v.product
WHERE r.retired IS NULL AND {one}
ORDER BY v.recall_id, v.field, v.product, v.rank
"""


def add_table(database: Database) -> None:
    """``differing``: the fields of recalls for which sources give several values, as few of many do."""
    columns = {"recall_id": str, "field": str, "product": int}
    database.table("differing").create(columns, not_null={"recall_id", "field"}, strict=True)
    database.table("differing").create_index(["recall_id", "field", "product"], unique=True)


def keep_ready(connection: sqlite3.Connection) -> None:
    """Find them anew from the values of recalls. The caller commits."""
    connection.execute("DELETE FROM differing")
    fields = ", ".join("?" * len(COMPARED))
    connection.execute(
        f"""INSERT INTO differing SELECT recall_id, field, product FROM recall_values WHERE field IN ({fields})
            GROUP BY recall_id, field, product HAVING min(value) <> max(value)""",
        COMPARED,
    )


def disagreements(
    connection: sqlite3.Connection, recall: str | None = None, filters: Filters | None = None
) -> list[Row]:
    """Fields for which sources give different values, the shown one first; of one recall, or of those that fit.

    Each row: ``recall``, ``market``, ``field``, ``model`` and ``name`` where the field is a product's, ``value``,
    ``shown``, ``coarser``, ``standing``, ``source``, ``document``, ``said_by``, ``hedged``, ``published``, ``quote``,
    ``recreated``. Field "market" stands for one figure that some give for a country and others for the world.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    statement = _DIFFERING.format(one="w.recall_id = ?" if recall else "1")
    found = [row for rows in _groups(query(connection, statement, [recall] if recall else [])) for row in rows]
    found += _markets(connection, recall)
    if filters is not None and filters != Filters():
        fitting = ids(connection, replace(filters, source=None))
        told = {row["recall"] for row in found if filters.source in (None, row["source"])}
        found = [row for row in found if row["recall"] in fitting & told]
    return found


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    for _, group in groupby(rows, key=lambda row: (row["recall"], row["field"], row.pop("product"))):
        values = list(group)
        for row in values:
            row["value"] = json.loads(row["value"])
        for row in values:
            row["document"] = read_address(row.pop("scope"))[0]
            row["shown"], row["hedged"] = bool(row["shown"]), bool(row["hedged"])
            row["recreated"] = bool(row["recreated"])
            row["coarser"] = coarser(row["field"], row["value"], values[0]["value"])
        yield values


def coarser(field: str, value: Any, shown: Any) -> bool:
    """Whether a value is the shown one, said less exactly."""
    if value == shown:
        return False
    if field == "units":
        return value["value"] == shown["value"] or same_figure(value["value"], shown["value"])
    if isinstance(value, str) and isinstance(shown, str):
        ours, theirs = span(value), span(shown)
        return bool(ours and theirs and ours[0] <= theirs[0] and theirs[1] <= ours[1])
    return False


#: Recalls of one model, announced within two months of each other: who copies a figure does so while it is news.
_WORLDWIDE = """
SELECT DISTINCT r.id AS recall, w.id AS other
FROM recalls w CROSS JOIN recall_products p ON p.recall_id = w.id
CROSS JOIN recall_products q ON q.base_model = p.base_model JOIN recalls r ON r.id = q.recall_id
WHERE r.retired IS NULL AND w.retired IS NULL AND w.market = 'GLOBAL' AND r.market <> 'GLOBAL'
  AND r.units IS NOT NULL AND w.units IS NOT NULL AND w.standing = 'press' AND r.standing <> 'press'
  AND abs(julianday(r.date_first) - julianday(w.date_first)) <= 60 AND {one}
ORDER BY r.id, w.id
"""
#: Who gives a recall's figure, and where he says of which market.
_FIGURE = """
SELECT r.market, r.units, r.recreated, v.standing, v.source, v.scope, v.published, v.said_by, v.hedged,
       (SELECT c.quote FROM claims c WHERE c.notice_id = v.notice_id AND c.mention = v.mention
          AND c.field = 'recalled_in' AND c.value = json_quote(r.market) ORDER BY c.position LIMIT 1) AS quote
FROM recalls r JOIN recall_values v ON v.recall_id = r.id AND v.field = 'units' AND v.product IS NULL AND v.shown = 1
WHERE r.id = ?
"""


def _markets(connection: sqlite3.Connection, recall: str | None) -> Iterator[Row]:
    """One figure, given by an authority or the maker for a market and by the press for the world."""
    one = "? IN (r.id, w.id)" if recall else "1"
    for pair in query(connection, _WORLDWIDE.format(one=one), [recall] if recall else []):
        ours, theirs = (query(connection, _FIGURE, [pair[name]])[0] for name in ("recall", "other"))
        if ours["units"] == theirs["units"] or same_figure(ours["units"], theirs["units"]):
            yield from (_of_market(pair["recall"], ours["market"], row, shown=row is ours) for row in (ours, theirs))


def _of_market(recall: str, market: str, row: Row, *, shown: bool) -> Row:
    told = {name: row[name] for name in ("standing", "source", "published", "said_by", "quote")}
    subject = {"recall": recall, "field": "market", "model": None, "name": None, "value": row["market"]}
    marks = {"shown": shown, "coarser": False, "hedged": bool(row["hedged"]), "recreated": bool(row["recreated"])}
    return {**subject, **told, **marks, "market": market, "document": read_address(row["scope"])[0]}
