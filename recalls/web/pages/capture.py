"""A capture: what was archived when, the words that the timeline rests on, and an inert copy.

Whole articles of the press stay in the archive: of them, the words that are quoted are
shown. A capture that holds a withheld document is not shown, nor one that no document was
read from. The record is looked up by file name and byte among the captures that the
database knows, never by a path.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from markupsafe import Markup, escape

from crawler.coding import Unopenable, opened
from crawler.encoding import Undecodable, decode
from db.rows import Row, query
from recalls.evidence.records import NoRecord
from recalls.web.inert import MOST, inert
from recalls.web.visit import Visit, render

#: No body that is larger is shown.
_MOST_BYTES = 8_000_000
_TEXTS = ("text/", "application/json", "application/xml", "application/rss", "application/atom", "application/csv")
_CAPTURE = """
SELECT c.id, c.url, c.method, c.date, c.status, c.digest, c.file, c.offset, c.record_id, c.revisit, c.recreated,
       s.id AS source, s.name AS source_name, s.kind, s.language
FROM captures c JOIN sources s ON s.id = c.source WHERE c.file = ? AND c.offset = ?
"""
_DOCUMENTS = """
SELECT d.id, d.source || '/' || d.key AS document, d.title, d.language, d.withheld FROM document_versions v
JOIN documents d ON d.id = v.document_id WHERE v.capture_id = ?1
UNION
SELECT d.id, d.source || '/' || d.key, d.title, d.language, d.withheld FROM documents d
WHERE d.url = ?2 AND d.withheld IS NOT NULL
ORDER BY 2 LIMIT 500
"""
_WORDS = """
SELECT DISTINCT q.field, q.quote, n.language, d.source || '/' || d.key AS document
FROM document_versions v JOIN documents d ON d.id = v.document_id
JOIN notices n ON n.version_id = v.id JOIN claims q ON q.notice_id = n.id
WHERE v.capture_id = ? AND d.withheld IS NULL AND q.quote <> '' AND n.id = d.notice_id
ORDER BY d.key, q.position LIMIT 80
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a capture may be shown: ``copy`` (its inert page), or why there is none (a label's name)."""

    row: Row
    copy: Markup | None
    why_not: str | None
    cut: bool = False
    media_type: str = ""


def page(visit: Visit, file: str, offset: int) -> str | None:
    """The page on a capture; None where none is known, or none may be shown."""
    row = find(visit.connection, file, offset)
    if row is None:
        return None
    shown = look(visit, row)
    return render(
        visit,
        "capture",
        here=lambda addresses: addresses.capture(file, offset),
        capture=row,
        shown=shown,
        words=query(visit.connection, _WORDS, [row["id"]]),
    )


def copy(visit: Visit, file: str, offset: int) -> str | None:
    """The inert copy as a page of its own; None where there is none to show."""
    row = find(visit.connection, file, offset)
    shown = look(visit, row) if row else None
    return render(visit, "copy", shown=shown) if shown and shown.copy is not None else None


def find(connection: sqlite3.Connection, file: str, offset: int) -> Row | None:
    """A capture that documents were read from, none of which is withheld; else None."""
    rows = query(connection, _CAPTURE, [file, offset])
    if not rows:
        return None
    documents = query(connection, _DOCUMENTS, [rows[0]["id"], rows[0]["url"]])
    if not documents or any(document["withheld"] for document in documents):
        return None
    return {**rows[0], "recreated": bool(rows[0]["recreated"]), "documents": documents}


def look(visit: Visit, row: Row) -> Shown:
    """The copy of a capture, or why it is not shown."""
    if row["kind"] == "press" and not visit.press_copies:
        return Shown(row, None, "press")
    try:
        raw = visit.archives.read(row["file"], row["offset"])
        coding, chunked = raw.http.get("content-encoding", ""), "chunked" in raw.http.get("transfer-encoding", "")
        body = opened(raw.block.partition(b"\r\n\r\n")[2], coding, chunked=chunked, most=_MOST_BYTES)
        media_type = raw.http.get("content-type", "")
        return _readable(row, body, media_type)
    except NoRecord:
        return Shown(row, None, "no_file")
    except (Unopenable, Undecodable):
        return Shown(row, None, "not_text", media_type="?")


def _readable(row: Row, body: bytes, media_type: str) -> Shown:
    kind = media_type.partition(";")[0].strip().lower()
    looks_like_markup = body.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html"))
    if "html" in kind or (not kind and looks_like_markup):
        made, cut = inert(decode(body, media_type).text)
        return Shown(row, made, None, cut, kind)
    if kind.startswith(_TEXTS) or kind.endswith(("+json", "+xml")):
        text = decode(body, media_type).text
        return Shown(row, Markup("<pre>") + escape(text[:MOST]) + Markup("</pre>"), None, len(text) > MOST, kind)
    return Shown(row, None, "not_text", media_type=kind or "?")
