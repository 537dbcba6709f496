"""Where sources differ: every value of a field that has several, the shown one first.

Which one is shown is ``db.shown``'s order. A value that only says the shown one less
exactly ("about 520,000" of 522,237, "June 2025" of 12 June) is listed and called coarser.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING, Any

from db.edtf import span
from db.figures import same_figure
from db.rows import Row, query
from db.timeline import Filters, conditions
from db.voices import read_address

if TYPE_CHECKING:
    from sqlite_utils import Database

#: Fields in which sources can contradict each other; of names and lists one only gives more than another.
COMPARED = ("announced", "units", "sold_from", "sold_to", "made_from", "made_to", "incidents", "recovered")

_VALUES = """
SELECT v.recall_id AS recall, v.field, p.model, p.name, v.value, v.shown, v.standing, v.source, v.said_by, v.hedged,
       v.published, v.scope, r.market, r.recreated,
       (SELECT c.quote FROM claims c WHERE c.notice_id = v.notice_id AND c.mention = v.mention
          AND (c.field = v.field OR c.field LIKE v.field || '.%') AND (c.value = v.value OR v.field = 'incidents')
          AND (c.market IS NULL OR c.market = r.market) ORDER BY c.position LIMIT 1) AS quote
FROM recall_values v JOIN recalls r ON r.id = v.recall_id
LEFT JOIN recall_products p ON p.recall_id = v.recall_id AND p.position = v.product
WHERE v.recall_id = ? AND v.field = ? AND v.product IS ? ORDER BY v.rank
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
    if recall is None:
        return list(one_by_one(connection, filters))
    return [*_fields(connection, "w.recall_id = ?", [recall]), *_markets(connection, "? IN (r.id, w.id)", [recall])]


def one_by_one(connection: sqlite3.Connection, filters: Filters | None = None) -> Iterator[Row]:
    """The rows of ``disagreements``, recall by recall, as they are read. Raises BadFilter, before the first."""
    filters = filters or Filters()
    where, values = conditions(filters, "r.id")
    fitting = f"IN (SELECT r.id FROM timeline r WHERE {where})" if filters != Filters() else "IS NOT NULL"
    differing = _fields(connection, f"w.recall_id {fitting}", values)
    rows = merge(differing, _markets(connection, f"r.id {fitting}", values), key=_recall)
    return _told_by(filters.source, rows) if filters.source else rows


def _recall(row: Row) -> str:
    return str(row["recall"])


def _told_by(source: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Of recalls for which a source is among those that differ."""
    for _, group in groupby(rows, key=_recall):
        told = list(group)
        if any(row["source"] == source for row in told):
            yield from told


def _fields(connection: sqlite3.Connection, one: str, given: Sequence[Any]) -> Iterator[Row]:
    """The values of each field for which sources give several."""
    statement = f"SELECT w.recall_id, w.field, w.product FROM differing w WHERE {one} ORDER BY 1, 2, 3"
    for field in connection.execute(statement, given):
        values = query(connection, _VALUES, field)
        for row in values:
            row["value"] = json.loads(row["value"])
        for row in values:
            row["document"] = read_address(row.pop("scope"))[0]
            row["shown"], row["hedged"] = bool(row["shown"]), bool(row["hedged"])
            row["recreated"] = bool(row["recreated"])
            row["coarser"] = coarser(row["field"], row["value"], values[0]["value"])
        yield from values


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
CROSS JOIN recall_products q ON q.base_model = p.base_model CROSS JOIN recalls r ON r.id = q.recall_id
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


def _markets(connection: sqlite3.Connection, one: str, given: Sequence[Any]) -> Iterator[Row]:
    """One figure, given by an authority or the maker for a market and by the press for the world."""
    for pair in query(connection, _WORLDWIDE.format(one=one), given):
        ours, theirs = (query(connection, _FIGURE, [pair[name]])[0] for name in ("recall", "other"))
        if ours["units"] == theirs["units"] or same_figure(ours["units"], theirs["units"]):
            yield from (_of_market(pair["recall"], ours["market"], row, shown=row is ours) for row in (ours, theirs))


def _of_market(recall: str, market: str, row: Row, *, shown: bool) -> Row:
    told = {name: row[name] for name in ("standing", "source", "published", "said_by", "quote")}
    subject = {"recall": recall, "field": "market", "model": None, "name": None, "value": row["market"]}
    marks = {"shown": shown, "coarser": False, "hedged": bool(row["hedged"]), "recreated": bool(row["recreated"])}
    return {**subject, **told, **marks, "market": market, "document": read_address(row["scope"])[0]}
