"""What feeds tell: recalls that are new or changed, each with the day it became public and the time we noted it.

An entry comes for every recall; which are told goes by the public day of their last
change, so that a backfill of old pages is no news. ``updated`` is the time at which this
database took that in, and moves only when something changed: a recall that appears, a
document that joins it, words or figures that change, a document that vanishes. Reading
everything again with better code moves nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from db.citation import citation
from db.rows import Row, query
from db.timeline import RECALL_LISTS, Filters, conditions, plain_row

#: So many entries a feed has.
LATEST = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One recall as feeds tell it.

    ``recall`` is its row of the timeline, ``public`` the day (ISO 8601) of its last change
    or None, ``updated`` when that was taken in (UTC), ``changes`` its changes, the latest
    first (see ``db.changes``), ``page`` the address at its best-placed source, ``cite`` the
    line to cite it by, ``quotes`` words of its sources, each with document and language.
    """

    recall: Row
    public: str | None
    updated: str
    changes: tuple[Row, ...]
    page: str | None
    cite: str
    quotes: tuple[Row, ...]


def entries(
    connection: sqlite3.Connection,
    filters: Filters | None = None,
    *,
    language: str | None = None,
    base: str | None = None,
    latest: int = LATEST,
) -> list[Entry]:
    """The recalls that changed last, the latest first.

    Args:
        filters: which recalls; ``since`` and ``until`` go by the recall's date.
        language: only recalls that a document in this language reports (BCP 47; ``zh`` finds ``zh-Hant``).
        base: the address of a site that shows the recalls.
        latest: so many entries at most.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    public = _last_days(connection, filters or Filters(), language)
    newest = sorted(public, key=lambda identity: (public[identity] or "", identity), reverse=True)[:latest]
    among = json.dumps(newest)
    rows = query(connection, f"SELECT * FROM timeline WHERE id IN ({_AMONG})", [among])
    recalls = {row["id"]: plain_row(row, RECALL_LISTS) for row in rows}
    told: dict[str, list[Row]] = {}
    for identity, change in connection.execute(_TOLD, [among]):
        told.setdefault(identity, []).append(json.loads(change))
    joined = dict(connection.execute(_JOINED, [among]))
    made = dict(connection.execute(f"SELECT id, made FROM recalls WHERE id IN ({_AMONG})", [among]))
    return [
        _entry(connection, recalls[one], public[one], told.get(one, []), (made[one], joined.get(one)), base)
        for one in newest
    ]


def _last_days(connection: sqlite3.Connection, filters: Filters, language: str | None) -> dict[str, str | None]:
    """The recalls that fit, each with the last day (ISO 8601) of its changes and its own date. Raises BadFilter."""
    where, values = conditions(filters, "r.id")
    if language is not None:
        where, values = f"{where} AND instr(l.languages, ?) > 0", [*values, f"|{language.lower()}|"]
    rows = connection.execute(_DAYS.format(where=where), values)
    return {identity: max((day for day in days if day), default=None) for identity, *days in rows}


#: Changes are as they were when recalls were last joined (see ``db.change_list``).
_DAYS = """
SELECT r.id, r.date_last, (
  SELECT max(c.date_last) FROM change_recalls m JOIN change_list c ON c.position = m.position WHERE m.recall_id = r.id)
FROM recalls r JOIN recall_list l ON l.recall_id = r.id WHERE {where}
"""
_AMONG = "SELECT value FROM json_each(?)"
_TOLD = f"""
SELECT m.recall_id, c.told FROM change_recalls m JOIN change_list c ON c.position = m.position
WHERE m.recall_id IN ({_AMONG}) ORDER BY c.position
"""
#: When the first words of the youngest of a recall's documents were taken in.
_JOINED = f"""
SELECT j.recall_id, max(j.recorded) FROM (
  SELECT m.recall_id, min(w.recorded) AS recorded
  FROM recall_mentions m JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
  JOIN document_versions w ON w.document_id = v.document_id
  WHERE m.recall_id IN ({_AMONG}) GROUP BY m.recall_id, v.document_id) j
GROUP BY j.recall_id
"""
_QUOTES = """
SELECT DISTINCT c.quote, c.field, s.name AS source, n.language, d.url
FROM recall_mentions m JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
JOIN documents d ON d.id = v.document_id JOIN sources s ON s.id = d.source
JOIN claims c ON c.notice_id = n.id AND c.mention = m.mention
WHERE m.recall_id = ? AND d.withheld IS NULL AND c.quote <> ''
  AND c.field IN ('causes', 'hazards', 'remedies', 'units', 'recalled_in')
ORDER BY m.role <> 'main', m.standing <> 'regulator', m.standing <> 'manufacturer', m.scope, c.position
LIMIT 3
"""


def _entry(
    connection: sqlite3.Connection,
    recall: Row,
    public: str | None,
    told: Iterable[Row],
    taken_in: tuple[str, str | None],
    base: str | None,
) -> Entry:
    ordered = sorted(told, key=lambda change: (change["recorded"] or "", change["public"] or ""), reverse=True)
    times = [*taken_in, *(change["recorded"] for change in ordered)]
    cited = citation(connection, recall["id"], base)
    return Entry(
        recall=recall,
        public=public,
        updated=max(time for time in times if time),
        changes=tuple(ordered),
        page=cited.page if cited else None,
        cite=cited.line if cited else recall["id"],
        quotes=tuple(query(connection, _QUOTES, [recall["id"]])),
    )
