"""Reading back what is stored: documents to understand again, scopes to link."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from db.harvest import Reading
from db.linking import PlacedScope
from db.notices import NoticeRows
from db.records import Capture, Document, Source
from db.rows import load_links, load_parts

_PAGE = 200


def unread(connection: sqlite3.Connection, reader: str, watchlist: str) -> Iterator[Reading]:
    """Documents not yet understood by this reader and watchlist, page by page, so that others may write meanwhile."""
    sources = {source.id: source for source in _sources(connection)}
    after = ("", "")
    while rows := connection.execute(_UNREAD, [reader, watchlist, *after, _PAGE]).fetchall():
        for row in rows:
            yield _reading(row, sources)
        after = (rows[-1][0], rows[-1][1])


_UNREAD = """
SELECT d.source, d.key, v.url, v.language, v.published, v.modified, v.links, v.parts, v.recreated, d.published,
       c.url, c.date, c.status, c.digest, c.file, c.offset, c.record_id, c.method, c.etag, c.last_modified, c.revisit,
       c.recreated
FROM documents d JOIN document_versions v ON v.id = d.version_id LEFT JOIN captures c ON c.id = v.capture_id
WHERE (d.understood_reader IS NOT ?1 OR d.understood_watchlist IS NOT ?2) AND d.withheld IS NULL
  AND (d.source, d.key) > (?3, ?4)
ORDER BY d.source, d.key LIMIT ?5
"""


def _reading(row: tuple[Any, ...], sources: dict[str, Source]) -> Reading:
    source, key, url, language, published, modified, links, parts, recreated, edtf, *capture = row
    document = Document(
        key=key,
        url=url,
        parts=load_parts(parts),
        source=sources[source],
        language=language,
        published=published,
        modified=modified,
        links=load_links(links),
        capture=_capture(capture) if capture[0] is not None else None,
        recreated=bool(recreated),
    )
    return Reading(document, edtf, None)


def _capture(row: list[Any]) -> Capture:
    *others, revisit, recreated = row
    return Capture(*[*others, bool(revisit), bool(recreated)])


def _sources(connection: sqlite3.Connection) -> Iterator[Source]:
    rows = connection.execute(
        "SELECT id, name, kind, language, market, timezone, hosts, homepage, licence FROM sources ORDER BY id"
    )
    for identity, name, kind, language, market, timezone, hosts, homepage, licence in rows:
        yield Source(
            identity, name, kind, language, market, timezone or "", tuple(json.loads(hosts or "[]")), homepage, licence
        )


def renew(
    connection: sqlite3.Connection,
    readings: Sequence[Reading],
    notices: NoticeRows,
    readers: tuple[str, str],
    recorded: str,
) -> None:
    """Put each document's new notice in the place of the old one, which stays on record."""
    reader, watchlist = readers
    shown = []
    for reading in readings:
        document, notice = reading.document, reading.notice
        source = document.source.id if document.source else None
        known = connection.execute(
            """SELECT d.id, v.id, n.id FROM documents d JOIN document_versions v ON v.id = d.version_id
               LEFT JOIN notices n ON n.version_id = v.id AND n.reader = ? AND n.watchlist = ?
               WHERE d.source = ? AND d.key = ? AND v.digest = ?""",
            [reader, watchlist, source, document.key, document.digest],
        ).fetchone()
        if known is None:
            continue  # a newer version came in meanwhile; it was understood on its way
        identity, version, notice_id = known
        if notice is not None and notice_id is None:
            notice_id = notices.add(version, notice, reader=reader, watchlist=watchlist, recorded=recorded)
        language = notice.language if notice else document.language
        shown.append((notice_id if notice else None, reader, watchlist, language, reading.published, identity))
    notices.write()
    connection.executemany(
        "UPDATE documents SET notice_id = ?, understood_reader = ?, understood_watchlist = ?, language = ?, "
        "published = ? WHERE id = ?",
        shown,
    )


_SCOPES = """
SELECT d.source || '/' || d.key, m.position, c.market, d.source, n.kind, s.kind, s.market, m.role, c.status, d.url,
       coalesce(c.announced, m.announced), n.published, d.first_seen, m.issuer, m.reference, m.brands, v.links, m.id,
       c.units, m.units, s.kind = 'regulator' AND s.market IS c.market OR 1 >= (
         SELECT count(*) FROM mention_scopes o WHERE o.mention_id = m.id AND o.status = 'recalled'), n.language
FROM documents d
JOIN notices n ON n.id = d.notice_id JOIN document_versions v ON v.id = n.version_id
JOIN sources s ON s.id = d.source
JOIN mentions m ON m.notice_id = n.id LEFT JOIN mention_scopes c ON c.mention_id = m.id
WHERE n.is_recall_report = 1 AND d.withheld IS NULL
ORDER BY d.source, d.key, m.position, c.position
"""


def placed_scopes(connection: sqlite3.Connection) -> Iterator[PlacedScope]:
    """Every scope of the notices that hold now; a mention without a market gives one with market None."""
    products = _products(connection)
    for row in connection.execute(_SCOPES):
        *plain, brands, links, mention, units, total, own, language = row
        status = plain[8] or "recalled"
        models, names, sum_of_products = products.get(mention, ((), (), None))
        named = [tuple(json.loads(brands or "[]")), models, names, load_links(links)]
        # What a mention says of no market in particular counts for its only one, or the regulator's own.
        figures = (units, total, sum_of_products) if own else (units,)
        said = tuple(dict.fromkeys(figure for figure in figures if figure is not None))
        yield PlacedScope(*[*plain[:8], status, *plain[9:], *named, said, language])


def _products(connection: sqlite3.Connection) -> dict[int, tuple[tuple[str, ...], tuple[str, ...], int | None]]:
    """Models, names and the sum of the units of each mention that holds now, by the mention's row."""
    found: dict[int, tuple[list[str], list[str], list[int | None]]] = {}
    rows = connection.execute(
        """SELECT p.mention_id, p.model, p.name, p.units FROM documents d
           JOIN mentions m ON m.notice_id = d.notice_id
           JOIN mention_products p ON p.mention_id = m.id ORDER BY p.mention_id, p.position"""
    )
    for mention, model, name, units in rows:
        models, names, figures = found.setdefault(mention, ([], [], []))
        figures.append(units)
        if model:
            models.append(model)
        if name:
            names.append(name)
    return {
        mention: (tuple(models), tuple(names), _sum(figures)) for mention, (models, names, figures) in found.items()
    }


def _sum(figures: list[int | None]) -> int | None:
    """The sum where there are several and none is missing."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) > 1 else None
