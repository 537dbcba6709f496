"""The line by which a recall is cited: its id, an address, the day of the capture, a digest.

The capture is that of the source whose word weighs most (see ``db.shown``): the newest
words of its document. The digest is of the payload as it came over the wire, so that
whoever holds the archive can check the line against it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from db.linking import STANDINGS
from db.rows import query

RECREATED = "re-created page: no evidence"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a recall is cited by.

    ``address`` is that of the recall's own page where a site has one, else the source's page
    (``page``). ``captured`` is UTC; ``digest`` the capture's payload digest. None where no
    capture is known.
    """

    id: str
    title: str
    date: str | None
    market: str
    address: str | None
    source: str
    page: str | None
    captured: str | None
    digest: str | None
    recreated: bool

    @property
    def line(self) -> str:
        """One line of text; what is not known is left out."""
        head = ", ".join(filter(None, (self.title, self.market, self.date)))
        own = self.address if self.address != self.page else None
        seen = f"captured {self.captured}" if self.captured else None
        pieces = (f"{head} ({self.id})", own, ": ".join(filter(None, (self.source, self.page))), seen, self.digest)
        line = ". ".join(filter(None, pieces)) + "."
        marked = f"{line} [{RECREATED}]" if self.recreated else line
        return " ".join(marked.split())

    def as_json(self) -> dict[str, Any]:
        """The parts, and ``line``, as JSON can hold them."""
        return {**asdict(self), "line": self.line}


_RECALL = "SELECT id, date, market, issuer, brands, recreated FROM recalls WHERE id = ? AND retired IS NULL"
_CAPTURES = f"""
SELECT s.name, d.url, c.url AS captured_url, c.date, c.digest, d.recreated
FROM recall_mentions m JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
JOIN documents d ON d.id = v.document_id JOIN sources s ON s.id = d.source
JOIN document_versions w ON w.id = d.version_id LEFT JOIN captures c ON c.id = w.capture_id
WHERE m.recall_id = ? AND d.withheld IS NULL
ORDER BY m.role <> 'main', {" ".join(f"m.standing <> '{one}'," for one in STANDINGS)}
         n.published IS NULL, n.published DESC, m.scope
LIMIT 1
"""


def citation(connection: sqlite3.Connection, recall: str, base: str | None = None) -> Citation | None:
    """What a recall is cited by, or None where there is no such recall.

    Args:
        recall: an id that holds now (``db.recall_ids.resolve`` gives it).
        base: the address of a site that shows the recalls (``https://example.org/recalls``).
    """
    rows, captures = query(connection, _RECALL, [recall]), query(connection, _CAPTURES, [recall])
    if not rows or not captures:
        return None
    row, capture = rows[0], captures[0]
    page = capture["url"] or capture["captured_url"]
    return Citation(
        id=row["id"],
        title=f"Recall by {row['issuer']}" if row["issuer"] else "Recall",
        date=row["date"],
        market=row["market"],
        address=recall_page(base, row["id"]) if base else page,
        source=capture["name"],
        page=page,
        captured=capture["date"],
        digest=capture["digest"],
        recreated=bool(row["recreated"]),
    )


def recall_page(base: str, recall: str) -> str:
    """The address of a recall's page on a site."""
    return f"{base.rstrip('/')}/recall/{quote(recall, safe='-._~')}"
