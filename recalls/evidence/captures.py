"""Which captures a recall rests on, and their records as the archive has them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from db.rows import Row, query
from recalls.evidence.records import Archives, NoRecord, Raw

#: The captures of every version of every document that reports it, and the last one of each such page.
_CAPTURES = """
WITH members AS (
  SELECT DISTINCT d.id, d.source, d.source || '/' || d.key AS document, d.title
  FROM recall_mentions m JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
  JOIN documents d ON d.id = v.document_id WHERE m.recall_id = ?1 AND d.withheld IS NULL),
held AS (
  SELECT b.document, b.title, b.source, v.digest AS version, c.* FROM members b
  JOIN document_versions v ON v.document_id = b.id JOIN captures c ON c.id = v.capture_id)
SELECT h.document, h.title, h.version, h.url, h.date, h.status, h.digest, h.file, h.offset, h.record_id, h.revisit,
       h.recreated FROM held h
UNION
SELECT h.document, h.title, NULL, c.url, c.date, c.status, c.digest, c.file, c.offset, c.record_id, c.revisit,
       c.recreated
FROM held h JOIN captures c ON c.url = h.url AND c.source = h.source AND c.date = (
  SELECT max(o.date) FROM captures o WHERE o.url = h.url AND o.source = h.source)
WHERE c.id NOT IN (SELECT o.capture_id FROM document_versions o WHERE o.capture_id IS NOT NULL)
ORDER BY 5, 1
"""
_REFERRED = """
SELECT file, "offset" FROM captures
WHERE revisit = 0 AND (record_id = ?1 OR (url = ?2 AND (date = ?3 OR digest = ?4)))
ORDER BY record_id IS NOT ?1, date IS NOT ?3, date DESC LIMIT 1
"""


@dataclass(slots=True)
class Found:
    """The captures as rows, with ``checked`` in words; the records by file; and what is wrong, in sentences."""

    captures: list[Row] = field(default_factory=list)
    records: dict[str, list[Raw]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def collect(connection: sqlite3.Connection, recall: str, archives: Archives) -> Found:
    """The captures of a recall, each with its request, the record that it refers to, and its file's first record."""
    found = Found()
    wanted: dict[tuple[str, int], Raw] = {}
    for row in query(connection, _CAPTURES, [recall]):
        row["revisit"], row["recreated"] = bool(row["revisit"]), bool(row["recreated"])
        try:
            answer = archives.read(row["file"], row["offset"])
            row["checked"] = _checked(row, answer, found)
            _take(archives, answer, wanted)
            if answer.kind == "revisit":
                _take_referred(connection, archives, answer, row, wanted)
        except NoRecord as problem:
            row["checked"] = f"not checked: {problem}"
            found.problems.append(f"{row['url']}, captured {row['date']}: {problem}")
        found.captures.append(row)
    for (file, _), raw in sorted(wanted.items()):
        found.records.setdefault(file, []).append(raw)
    return found


def _take(archives: Archives, answer: Raw, wanted: dict[tuple[str, int], Raw]) -> None:
    wanted[answer.file, answer.offset] = answer
    for other in (archives.information(answer.file), archives.request_of(answer)):
        if other is not None:
            wanted.setdefault((other.file, other.offset), other)


def _take_referred(
    connection: sqlite3.Connection, archives: Archives, answer: Raw, row: Row, wanted: dict[tuple[str, int], Raw]
) -> None:
    """The record whose body a revisit stands for. Raises NoRecord."""
    fields = answer.fields
    url = (fields.get("warc-refers-to-target-uri") or str(row["url"])).strip("<>")
    values: list[Any] = [fields.get("warc-refers-to"), url, fields.get("warc-refers-to-date"), row["digest"]]
    place = connection.execute(_REFERRED, values).fetchone()
    if place is None:
        raise NoRecord("the record that this revisit refers to is not known")
    _take(archives, archives.read(*place), wanted)


def _checked(row: Row, answer: Raw, found: Found) -> str:
    """What was compared, in words; what does not agree becomes a problem."""
    wrong = [f"the {name} digest does not fit its bytes" for name, fits in answer.digests().items() if not fits]
    stated = answer.fields.get("warc-payload-digest")
    if stated and stated != row["digest"]:
        wrong.append(f"the record states {stated}, the database {row['digest']}")
    if answer.identity and answer.identity != row["record_id"]:
        wrong.append(f"the record is {answer.identity}, the database says {row['record_id']}")
    if wrong:
        found.problems.append(f"{row['url']}, captured {row['date']}: {'; '.join(wrong)}")
        return "; ".join(wrong)
    named = " and ".join(answer.digests())
    return f"{named} digest recomputed: fits" if named else "no digest of its bytes is stated"
