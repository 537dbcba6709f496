"""Documents to understand again, as they are stored, and their new notices in the place of the old ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from db import captures
from db.harvest import Reading
from db.notices import NoticeRows
from db.records import Document, Source
from db.rows import load_links, load_parts
from db.sources import known_sources

_PAGE = 200


def unread(connection: sqlite3.Connection, reader: str, watchlist: str) -> Iterator[Reading]:
    """Documents not yet understood by this reader and watchlist, page by page, so that others may write meanwhile."""
    sources = known_sources(connection)
    after = ("", "")
    while rows := connection.execute(_UNREAD, [reader, watchlist, *after, _PAGE]).fetchall():
        for row in rows:
            yield _reading(row, sources)
        after = (rows[-1][0], rows[-1][1])


_UNREAD = f"""
SELECT d.source, d.key, v.url, v.language, v.published, v.modified, v.links, v.parts, v.recreated, d.published,
       {", ".join(f"c.{name}" for name in captures.COLUMNS)}
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
        capture=captures.load_capture(capture) if capture[0] is not None else None,
        recreated=bool(recreated),
    )
    return Reading(document, edtf, None)


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
