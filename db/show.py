"""Everything on one recall or one document, with the words and captures behind it.

Every quote is in the words of its source; ``start`` and ``end`` count code points of the
named part of the document's version that the notice was made from.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from db.citation import citation
from db.disagreements import disagreements
from db.model_numbers import folded_name
from db.recall_ids import namesakes, resolve
from db.rows import Row, query
from db.timeline import PRODUCT_LISTS, RECALL_LISTS, plain_row
from db.versions import IN_ORDER
from db.voices import read_address


def show(connection: sqlite3.Connection, identifier: str) -> dict[str, Any] | None:
    """What is known of a recall (by its id, also one of before) or a document (``source/key``).

    A recall gives its row of the timeline as ``recall``, and lists: ``products``,
    ``values`` (every value of every field, best first, each with its ``claims``),
    ``documents`` (who reports it, why they were joined, capture and versions),
    ``not_affected``, ``related``, ``namesakes`` (recalls that had this id in a database that was merged in) and
    ``disagreements``; and ``citation``, the line to cite it by, with its parts.

    A document gives its ``document`` row, its ``parts`` in the source's words,
    ``versions``, ``notice`` with mentions and claims, and the ``recalls`` that it reports.

    Returns:
        None where there is neither a recall nor a document of that name.
    """
    recall = resolve(connection, identifier)
    return _recall(connection, recall) if recall else _document(connection, identifier)


def products_and_values(connection: sqlite3.Connection, recall: str, market: str) -> tuple[list[Row], list[Row]]:
    """Of what is shown of a recall, by an id that holds now, its products and each value of each field."""
    products = query(connection, "SELECT * FROM product_timeline WHERE recall = ?", [recall])
    return [plain_row(product, PRODUCT_LISTS) for product in products], _values(connection, recall, market)


def _recall(connection: sqlite3.Connection, recall: str) -> dict[str, Any]:
    row = plain_row(query(connection, "SELECT * FROM timeline WHERE id = ?", [recall])[0], RECALL_LISTS)
    products, values = products_and_values(connection, recall, row["market"])
    return {
        "recall": row,
        "products": products,
        "values": values,
        "documents": [_member(connection, member) for member in query(connection, _MEMBERS, [recall])],
        "not_affected": [_statement(connection, said) for said in query(connection, _NOT_AFFECTED, [recall])],
        "related": query(connection, _RELATED, [recall]),
        "namesakes": namesakes(connection, recall),
        "disagreements": disagreements(connection, recall),
        "citation": cited.as_json() if (cited := citation(connection, recall)) else None,
    }


_MEMBERS = """
SELECT m.scope, d.source || '/' || d.key AS document, s.name AS source_name, m.standing, m.role, m.reason, m.score,
       d.url, d.title, n.language, n.published, n.kind, d.first_seen, d.last_seen, d.absent_since, d.recreated, d.id
FROM recall_mentions m JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
JOIN documents d ON d.id = v.document_id JOIN sources s ON s.id = d.source
WHERE m.recall_id = ? AND d.withheld IS NULL
ORDER BY n.published IS NULL, n.published, m.scope
"""
_NOT_AFFECTED = """
SELECT scope, market, said_by, hedged, announced, published, source, reason, notice_id, mention
FROM not_affected WHERE recall_id = ? ORDER BY market, scope
"""
_RELATED = """
SELECT r.kind, CASE WHEN r.recall_id = ?1 THEN r.other_id ELSE r.recall_id END AS recall,
       CASE WHEN r.recall_id = ?1 THEN 'earlier' ELSE 'later' END AS "order", r.reason
FROM recall_relations r WHERE ?1 IN (r.recall_id, r.other_id) ORDER BY 1, 3, 2
"""
_VALUES = """
SELECT v.field, v.product, p.model, p.base_model, p.name, v.value, v.shown, v.standing, v.source, v.scope, v.published,
       v.said_by, v.hedged, v.notice_id, v.mention
FROM recall_values v LEFT JOIN recall_products p ON p.recall_id = v.recall_id AND p.position = v.product
WHERE v.recall_id = ? ORDER BY v.product IS NOT NULL, v.product, v.field, v.rank
"""
_VERSIONS = f"""
SELECT v.digest, v.first_seen, v.last_seen, v.recorded, v.published, v.reader, v.changes, v.cause, v.changed,
       c.url AS capture_url, c.date AS capture_date, c.status AS capture_status, c.file AS capture_file,
       c.offset AS capture_offset, c.digest AS capture_digest, c.record_id AS capture_record
FROM document_versions v LEFT JOIN captures c ON c.id = v.capture_id
WHERE v.document_id = ? ORDER BY {IN_ORDER}
"""
_CLAIMS = """
SELECT mention, field, value, product, market, part, quote, start, "end", basis, said_by, hedged
FROM claims WHERE notice_id = ? ORDER BY position
"""


def _values(connection: sqlite3.Connection, recall: str, market: str) -> list[Row]:
    claims: dict[int, list[Row]] = {}
    rows = query(connection, _VALUES, [recall])
    printed: dict[int | None, set[str]] = {}
    for row in rows:
        if row["field"] == "name":
            printed.setdefault(row["product"], set()).add(folded_name(json.loads(row["value"])))
    for row in rows:
        notice, mention = row.pop("notice_id"), row.pop("mention")
        if notice not in claims:
            claims[notice] = _claims(connection, notice)
        positions: set[int | None] = {None}
        if row["product"] is not None:
            names = printed.get(row["product"], set())
            positions = _positions(connection, notice, mention, row["base_model"], names)
        row["value"], row["shown"], row["hedged"] = json.loads(row["value"]), bool(row["shown"]), bool(row["hedged"])
        row["document"] = read_address(row["scope"])[0]
        row["claims"] = [
            claim
            for claim in claims[notice]
            if claim["mention"] == mention
            and claim["field"].partition(".")[0] == row["field"]
            and claim["product"] in positions
            and claim["market"] in (None, market)
        ]
        del row["product"], row["base_model"]
    return rows


def _positions(
    connection: sqlite3.Connection, notice: int, mention: int, base: str | None, names: set[str]
) -> set[int | None]:
    """Where a recall's product stands among those of one mention: by its model, else by a name that is printed."""
    rows = connection.execute(
        """SELECT p.position, p.base_model, p.name FROM mentions m JOIN mention_products p ON p.mention_id = m.id
           WHERE m.notice_id = ? AND m.position = ?""",
        [notice, mention],
    )
    return {at for at, model, named in rows if (model == base if model and base else folded_name(named) in names)}


def _claims(connection: sqlite3.Connection, notice: int) -> list[Row]:
    rows = query(connection, _CLAIMS, [notice])
    for row in rows:
        row["value"], row["hedged"] = json.loads(row["value"]), bool(row["hedged"])
    return rows


def _member(connection: sqlite3.Connection, member: Row) -> Row:
    member["recreated"] = bool(member["recreated"])
    versions = _versions(connection, member.pop("id"))
    return {**member, "versions": versions}


def _versions(connection: sqlite3.Connection, document: int) -> list[Row]:
    rows = query(connection, _VERSIONS, [document])
    for row in rows:
        row["changes"] = json.loads(row["changes"]) if row["changes"] else []
        capture = {
            name: row.pop(f"capture_{name}") for name in ["url", "date", "status", "file", "offset", "digest", "record"]
        }
        row["capture"] = capture if capture["file"] else None
    return rows


def _statement(connection: sqlite3.Connection, said: Row) -> Row:
    notice, mention = said.pop("notice_id"), said.pop("mention")
    said["hedged"] = bool(said["hedged"])
    said["document"] = read_address(said["scope"])[0]
    said["claims"] = [
        claim
        for claim in _claims(connection, notice)
        if claim["mention"] == mention and claim["field"] == "not_affected_in" and claim["value"] == said["market"]
    ]
    return said


def _document(connection: sqlite3.Connection, address: str) -> dict[str, Any] | None:
    source, _, key = address.partition("/")
    rows = query(
        connection,
        """SELECT d.source || '/' || d.key AS document, s.name AS source_name, d.url, d.title, d.language, d.published,
                  d.first_seen, d.last_seen, d.absent_since, d.recreated, d.id, d.notice_id, v.parts
           FROM documents d JOIN sources s ON s.id = d.source JOIN document_versions v ON v.id = d.version_id
           WHERE d.source = ? AND d.key = ? AND d.withheld IS NULL""",
        [source, key],
    )
    if not rows:
        return None
    document = rows[0]
    document["recreated"] = bool(document["recreated"])
    identity, notice, parts = document.pop("id"), document.pop("notice_id"), json.loads(document.pop("parts"))
    members = "SELECT recall_id AS recall, scope, reason, score FROM recall_mentions WHERE notice_id = ? ORDER BY scope"
    return {
        "document": document,
        "parts": parts,
        "versions": _versions(connection, identity),
        "notice": _notice(connection, notice) if notice else None,
        "recalls": query(connection, members, [notice]),
    }


def _notice(connection: sqlite3.Connection, notice: int) -> Row:
    columns = "reader, watchlist, language, published, title, is_recall_report, kind, recorded"
    row = query(connection, f"SELECT {columns} FROM notices WHERE id = ?", [notice])[0]
    row["is_recall_report"] = bool(row["is_recall_report"])
    return {**row, "claims": _claims(connection, notice)}
