"""What feeds tell: recalls that are new or changed, each with the day it became public and the time we noted it.

An entry comes for every recall; which are told goes by the public day of their last
change, so that a backfill of old pages is no news. ``updated`` is the time at which this
database took that in, and moves only when something changed: a recall that appears, a
document that joins it, words or figures that change, a document that vanishes. Reading
everything again with better code moves nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from db.changes import changes
from db.citation import citation
from db.edtf import span
from db.timeline import Filters, Row, query, timeline

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
    recalls = {row["id"]: row for row in timeline(connection, filters) if _in_language(row, language)}
    told: dict[str, list[Row]] = {}
    for change in changes(connection):
        for identity in change["recalls"]:
            if identity in recalls:
                told.setdefault(identity, []).append(change)
    joined = dict(query_pairs(connection, _JOINED))
    public = {identity: _last_day(told.get(identity, ()), row) for identity, row in recalls.items()}
    newest = sorted(recalls, key=lambda identity: (public[identity] or "", identity), reverse=True)[:latest]
    made = dict(query_pairs(connection, "SELECT id, made FROM recalls"))
    return [
        _entry(connection, recalls[one], public[one], told.get(one, []), (made[one], joined.get(one)), base)
        for one in newest
    ]


#: When the first words of the youngest of a recall's documents were taken in.
_JOINED = """
SELECT j.recall_id, max(j.recorded) FROM (
  SELECT m.recall_id, min(w.recorded) AS recorded
  FROM recall_mentions m JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
  JOIN document_versions w ON w.document_id = v.document_id GROUP BY m.recall_id, v.document_id) j
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


def _last_day(told: Iterable[Row], recall: Row) -> str | None:
    dates = [*(change["public"] for change in told), recall["date"]]
    return max((days[1].isoformat() for date in dates if (days := span(date))), default=None)


def _in_language(row: Row, language: str | None) -> bool:
    if language is None:
        return True
    wanted = language.lower()
    return any(one.lower() == wanted or one.lower().startswith(f"{wanted}-") for one in row["languages"])


def query_pairs(connection: sqlite3.Connection, statement: str) -> list[tuple[str, str]]:
    """The rows of a SELECT of two columns."""
    return connection.execute(statement).fetchall()
