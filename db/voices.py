"""What the notices that hold now say, as voices on recalls (see ``db.shown``)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from db.linking import Recall, Statement, standing
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


class Mentions:
    """Every mention that holds now, by document and position, read once for a whole pass."""

    statement_columns = "scope market recall_id said_by announced published source reason notice_id mention hedged"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.mentions = {(row[0], row[1]): row for row in connection.execute(_MENTIONS)}
        self.scopes: dict[int, list[tuple[Any, ...]]] = {}
        for mention, *scope in connection.execute(_SCOPES):
            self.scopes.setdefault(mention, []).append(tuple(scope))
        self.products: dict[int, list[tuple[Any, ...]]] = {}
        for mention, *product in connection.execute(_PRODUCTS):
            self.products.setdefault(mention, []).append(tuple(product))

    def voices(self, recall: Recall) -> Iterator[Voice]:
        """What each member of a recall says about it."""
        for link in recall.links:
            document, position, market = read_address(link.scope)
            row = self.mentions[(document, position)]
            scope = self._scope(row[3], market, "recalled")
            yield Voice(
                scope=link.scope,
                document=document,
                notice_id=row[2],
                mention=position,
                source=row[4],
                standing=standing(row[5], row[6], recall.market),
                role=row[7],
                announces=row[-1] in ("announcement", "expansion"),
                language=row[8],
                published=row[9],
                first_seen=row[10],
                recreated=bool(row[11]),
                said_by=scope[5] if scope else None,
                hedged=bool(scope[6]) if scope else False,
                values=self._values(row, scope, recall.market),
                products=tuple(_product(product) for product in self.products.get(row[3], ())),
            )

    def statement(self, statement: Statement) -> tuple[Any, ...]:
        """The row of a market that is not affected."""
        document, position, market = read_address(statement.scope)
        row = self.mentions[(document, position)]
        scope = self._scope(row[3], market, "not_affected") or (market, "not_affected", None, None, None, None, 0)
        return (
            statement.scope,
            market,
            statement.recall,
            scope[5],
            scope[4],
            row[9],
            row[4],
            statement.reason,
            row[2],
            position,
            scope[6],
        )

    def _scope(self, mention: int, market: str | None, status: str) -> tuple[Any, ...] | None:
        scopes = self.scopes.get(mention, ())
        return next((scope for scope in scopes if scope[0] == market and scope[1] == status), None)

    def _values(self, row: tuple[Any, ...], scope: tuple[Any, ...] | None, market: str) -> dict[str, Any]:
        """The values of a mention's fields in one market.

        A figure counts for the market that it was given for. The mention's own figure is
        that of its main market: its only one, or the one in which a regulator sits.
        """
        announced, issuer, reference, units, qualifier, brands, hazards, causes, remedies = row[12:21]
        recalled = [other for other in self.scopes.get(row[3], ()) if other[1] == "recalled"]
        own = len(recalled) <= 1 or (row[5] == "regulator" and row[6] == market)
        figure = (scope[2], scope[3]) if scope and scope[2] is not None else (units, qualifier) if own else (None, None)
        found: dict[str, Any] = {
            "announced": (scope[4] if scope else None) or announced,
            "issuer": issuer,
            "reference": reference,
            "units": _figure(*figure),
            "brands": json.loads(brands or "[]"),
            "hazards": json.loads(hazards or "[]"),
            "causes": json.loads(causes or "[]"),
            "remedies": json.loads(remedies or "[]"),
            "supplier": row[28],
        }
        incidents = dict(zip(("reports", "injuries", "deaths", "damage", "currency"), row[21:26], strict=True))
        if any(value is not None for value in incidents.values()):
            found["incidents"] = {name: value for name, value in incidents.items() if value is not None}
        if row[26] is not None:
            found["recovered"] = {"percent": row[26], "as_of": row[27]}
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
        "colours": json.loads(colours or "[]"),
        "gtins": json.loads(gtins or "[]"),
        "batches": json.loads(batches or "[]"),
        "sellers": json.loads(sellers or "[]"),
    }
