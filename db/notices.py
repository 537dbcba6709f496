"""Rows of a notice: its mentions, their scopes and products, and its claims."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from db.model_numbers import base_model
from db.plain import plain
from db.records import Mention, Notice, Product, Units
from db.rows import dump, insert

_COLUMNS = {
    "notices": "id version_id reader watchlist language published title is_recall_report kind recorded",
    "mentions": (
        "id notice_id position role announced issuer reference brands units units_qualifier hazards causes remedies "
        "reports injuries deaths damage damage_currency recovered_percent recovered_as_of supplier"
    ),
    "mention_scopes": "mention_id position market status units units_qualifier announced said_by hedged",
    "mention_products": (
        "mention_id position brand name model base_model category units units_qualifier sold_from sold_to made_from "
        "made_to colours gtins batches sellers"
    ),
    "claims": ("notice_id position mention field value part quote start end basis said_by hedged product market"),
}


@dataclass(slots=True)
class NoticeRows:
    """Notices on their way into the tables, written many at a time."""

    connection: sqlite3.Connection
    next_notice: int = 0
    next_mention: int = 0
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {name: [] for name in _COLUMNS})

    def __post_init__(self) -> None:
        self.next_notice = self._next("notices")
        self.next_mention = self._next("mentions")

    def _next(self, table: str) -> int:
        highest = self.connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        return int(highest or 0) + 1

    def add(self, version: int, notice: Notice, *, reader: str, watchlist: str, recorded: str) -> int:
        """Put one notice of a version on the pile; the id that it will have."""
        identity, self.next_notice = self.next_notice, self.next_notice + 1
        self.rows["notices"].append(
            (
                identity,
                version,
                reader,
                watchlist,
                notice.language,
                notice.published,
                notice.title,
                int(notice.is_recall_report),
                notice.kind,
                recorded,
            )
        )
        for position, mention in enumerate(notice.mentions):
            self._add_mention(identity, position, mention)
        for position, claim in enumerate(notice.claims):
            value = dump(plain(claim.value))
            self.rows["claims"].append(
                (
                    identity,
                    position,
                    claim.mention,
                    claim.field,
                    value,
                    claim.part,
                    claim.quote,
                    claim.start,
                    claim.end,
                    claim.basis,
                    claim.said_by,
                    int(claim.hedged),
                    claim.product,
                    claim.market,
                )
            )
        return identity

    def write(self) -> None:
        """Write the pile, parents first."""
        for table, columns in _COLUMNS.items():
            insert(self.connection, table, columns, self.rows[table])
            self.rows[table].clear()

    def _add_mention(self, notice: int, position: int, mention: Mention) -> None:
        identity, self.next_mention = self.next_mention, self.next_mention + 1
        incidents, recovered = mention.incidents, mention.recovered
        damage = incidents.damage if incidents else None
        self.rows["mentions"].append(
            (identity, notice, position, mention.role, mention.announced, mention.issuer, mention.reference)
            + (dump(mention.brands), *_units(mention.units))
            + (dump(mention.hazards), dump(mention.causes), dump(mention.remedies))
            + ((incidents.reports, incidents.injuries, incidents.deaths) if incidents else (None, None, None))
            + ((damage.value, damage.currency) if damage else (None, None))
            + ((recovered.percent, recovered.as_of) if recovered else (None, None))
            + (mention.supplier,)
        )
        for number, scope in enumerate(mention.scopes):
            self.rows["mention_scopes"].append(
                (
                    identity,
                    number,
                    scope.market,
                    scope.status,
                    *_units(scope.units),
                    scope.announced,
                    scope.said_by,
                    int(scope.hedged),
                )
            )
        for number, product in enumerate(mention.products):
            self.rows["mention_products"].append((identity, number, *_product(product)))


def _product(product: Product) -> tuple[Any, ...]:
    return (
        product.brand,
        product.name,
        product.model,
        base_model(product.model) if product.model else None,
        product.category,
        *_units(product.units),
        product.sold_from,
        product.sold_to,
        product.made_from,
        product.made_to,
        dump(product.colours),
        dump(product.gtins),
        dump(product.batches),
        dump(product.sellers),
    )


def _units(units: Units | None) -> tuple[int | None, str | None]:
    return (units.value, units.qualifier) if units else (None, None)
