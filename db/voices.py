"""What the notices that hold now say, as voices on recalls (see ``db.shown``)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from db.linking import Recall, Statement, standing
from db.records import SourceKind
from db.rows import texts
from db.shown import Voice

_MENTIONS = """
SELECT d.source || '/' || d.key, m.position, n.id, m.id, d.source, s.kind, s.market, m.role, n.language, n.published,
       d.first_seen, d.recreated, m.announced, m.issuer, m.reference, m.units, m.units_qualifier, m.brands, m.hazards,
       m.causes, m.remedies, m.reports, m.injuries, m.deaths, m.damage, m.damage_currency, m.recovered_percent,
       m.recovered_as_of, m.supplier, n.kind
FROM documents d JOIN notices n ON n.id = d.notice_id JOIN sources s ON s.id = d.source
JOIN mentions m ON m.notice_id = n.id
WHERE n.is_recall_report = 1 AND d.withheld IS NULL
"""
_SCOPES = """
SELECT mention_id, market, status, units, units_qualifier, announced, said_by, hedged FROM mention_scopes
WHERE mention_id IN (SELECT m.id FROM documents d JOIN mentions m ON m.notice_id = d.notice_id)
ORDER BY mention_id, position
"""
_PRODUCTS = """
SELECT mention_id, brand, name, model, category, units, units_qualifier, sold_from, sold_to, made_from, made_to,
       colours, gtins, batches, sellers FROM mention_products
WHERE mention_id IN (SELECT m.id FROM documents d JOIN mentions m ON m.notice_id = d.notice_id)
ORDER BY mention_id, position
"""


class _Mention(NamedTuple):
    """A mention as it is read: its notice's and source's facts, then its own; lists as JSON."""

    document: str
    position: int
    notice_id: int
    mention_id: int
    source: str
    source_kind: SourceKind
    source_market: str | None
    role: str
    language: str
    published: str | None
    first_seen: str
    recreated: int
    announced: str | None
    issuer: str | None
    reference: str | None
    units: int | None
    units_qualifier: str | None
    brands: str | None
    hazards: str | None
    causes: str | None
    remedies: str | None
    reports: int | None
    injuries: int | None
    deaths: int | None
    damage: float | None
    currency: str | None
    recovered_percent: float | None
    recovered_as_of: str | None
    supplier: str | None
    notice_kind: str


class _Scope(NamedTuple):
    """A scope of a mention as it is read."""

    market: str | None
    status: str
    units: int | None = None
    units_qualifier: str | None = None
    announced: str | None = None
    said_by: str | None = None
    hedged: int = 0


class Mentions:
    """Every mention that holds now, by document and position, read once for a whole pass."""

    statement_columns = "scope market recall_id said_by announced published source reason notice_id mention hedged"

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = map(_Mention._make, connection.execute(_MENTIONS))
        self.mentions = {(row.document, row.position): row for row in rows}
        self.scopes: dict[int, list[_Scope]] = {}
        for mention, *scope in connection.execute(_SCOPES):
            self.scopes.setdefault(mention, []).append(_Scope._make(scope))
        self.products: dict[int, list[tuple[Any, ...]]] = {}
        for mention, *product in connection.execute(_PRODUCTS):
            self.products.setdefault(mention, []).append(tuple(product))

    def voices(self, recall: Recall) -> Iterator[Voice]:
        """What each member of a recall says about it."""
        for link in recall.links:
            document, position, market = read_address(link.scope)
            mention = self.mentions[(document, position)]
            scope = self._scope(mention, market, "recalled")
            yield Voice(
                scope=link.scope,
                document=document,
                notice_id=mention.notice_id,
                mention=position,
                source=mention.source,
                standing=standing(mention.source_kind, mention.source_market, recall.market),
                role=mention.role,
                announces=mention.notice_kind in ("announcement", "expansion"),
                language=mention.language,
                published=mention.published,
                first_seen=mention.first_seen,
                recreated=bool(mention.recreated),
                said_by=scope.said_by if scope else None,
                hedged=bool(scope.hedged) if scope else False,
                values=self._values(mention, scope, recall.market),
                products=tuple(_product(product) for product in self.products.get(mention.mention_id, ())),
            )

    def statement(self, statement: Statement) -> tuple[Any, ...]:
        """The row of a market that is not affected."""
        document, position, market = read_address(statement.scope)
        mention = self.mentions[(document, position)]
        scope = self._scope(mention, market, "not_affected") or _Scope(market, "not_affected")
        return (
            *(statement.scope, market, statement.recall, scope.said_by, scope.announced, mention.published),
            *(mention.source, statement.reason, mention.notice_id, position, scope.hedged),
        )

    def _scope(self, mention: _Mention, market: str | None, status: str) -> _Scope | None:
        scopes = self.scopes.get(mention.mention_id, ())
        return next((scope for scope in scopes if scope.market == market and scope.status == status), None)

    def _values(self, mention: _Mention, scope: _Scope | None, market: str) -> dict[str, Any]:
        """The values of a mention's fields in one market.

        A figure counts for the market that it was given for. The mention's own figure is
        that of its main market: its only one, or the one in which a regulator sits.
        """
        recalled = [other for other in self.scopes.get(mention.mention_id, ()) if other.status == "recalled"]
        own = len(recalled) <= 1 or (mention.source_kind == "regulator" and mention.source_market == market)
        figured = scope if scope and scope.units is not None else mention if own else None
        found: dict[str, Any] = {
            "announced": (scope.announced if scope else None) or mention.announced,
            "issuer": mention.issuer,
            "reference": mention.reference,
            "units": _figure(figured.units, figured.units_qualifier) if figured else None,
            "brands": texts(mention.brands),
            "hazards": texts(mention.hazards),
            "causes": texts(mention.causes),
            "remedies": texts(mention.remedies),
            "supplier": mention.supplier,
        }
        counted = ("reports", "injuries", "deaths", "damage", "currency")
        incidents = {name: value for name in counted if (value := getattr(mention, name)) is not None}
        if incidents:
            found["incidents"] = incidents
        if mention.recovered_percent is not None:
            found["recovered"] = {"percent": mention.recovered_percent, "as_of": mention.recovered_as_of}
        return found


def read_address(scope: str) -> tuple[str, int, str | None]:
    """The document, the mention's position and the market of ``source/key#mention@market``."""
    rest, _, market = scope.rpartition("@")
    document, _, position = rest.rpartition("#")
    return document, int(position), market or None


def _figure(value: int | None, qualifier: str | None) -> dict[str, Any] | None:
    return None if value is None else {"value": value, "qualifier": qualifier}


def _product(row: tuple[Any, ...]) -> dict[str, Any]:
    brand, name, model, category, units, qualifier, *dates, colours, gtins, batches, sellers = row
    return {
        "brand": brand,
        "name": name,
        "model": model,
        "category": category,
        "units": _figure(units, qualifier),
        **dict(zip(("sold_from", "sold_to", "made_from", "made_to"), dates, strict=True)),
        "colours": texts(colours),
        "gtins": texts(gtins),
        "batches": texts(batches),
        "sellers": texts(sellers),
    }
