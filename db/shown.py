"""Which value of a recall is shown, and which others are listed beside it.

The order, stated here and nowhere else: the market's regulator, then the manufacturer,
then a regulator of another market, then the press; of equals, who announces the recall
before who follows it up, tells of an accident or looks back on it; then the newer before
the older (by publication, else by first capture); then who gives units product by
product before who gives one figure; last the document's address, so that the order never
depends on luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.edtf import span
from db.linking import STANDINGS, Standing
from db.model_numbers import base_model, folded_name

#: Fields of a product that can be shown and contradicted, in the order of their columns.
PRODUCT_FIELDS = (
    "brand",
    "name",
    "category",
    "units",
    "sold_from",
    "sold_to",
    "made_from",
    "made_to",
    "colours",
    "gtins",
    "batches",
    "sellers",
)
RECALL_FIELDS = (
    "announced",
    "issuer",
    "reference",
    "units",
    "brands",
    "hazards",
    "causes",
    "remedies",
    "incidents",
    "recovered",
    "supplier",
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one notice says about one recall: the values of its mention, in this market.

    ``values`` holds the recall's fields, ``products`` one mapping a product; what was not
    said is not in them.
    """

    scope: str
    document: str
    notice_id: int
    mention: int
    source: str
    standing: Standing
    role: str
    language: str
    published: str | None
    first_seen: str
    recreated: bool
    said_by: str | None = None
    hedged: bool = False
    announces: bool = True
    values: dict[str, Any] = field(default_factory=dict)
    products: tuple[dict[str, Any], ...] = ()

    @property
    def day(self) -> str:
        """The first day on which this can have been published; else that of its first capture."""
        known = span(self.published)
        return known[0].isoformat() if known else self.first_seen[:10]


@dataclass(slots=True)
class ShownProduct:
    """One product of a recall: every value of each field, best first."""

    base: str | None
    models: list[str]
    standing: Standing
    values: dict[str, list[tuple[Any, Voice]]] = field(default_factory=dict)

    def best(self, name: str) -> Any:
        """The shown value of a field, or None."""
        said = self.values.get(name)
        return said[0][0] if said else None

    @property
    def model(self) -> str | None:
        """The model as printed where one was printed; without its variant where several were."""
        return self.models[0] if len(self.models) == 1 else self.base


def in_order(voices: Iterable[Voice]) -> list[Voice]:
    """The voices, best first, by the order that this module states."""
    by_address = sorted(voices, key=lambda voice: voice.scope)
    itemized = sorted(by_address, key=lambda voice: not any(product.get("units") for product in voice.products))
    newest_first = sorted(itemized, key=lambda voice: voice.day, reverse=True)
    return sorted(
        newest_first, key=lambda voice: (STANDINGS.index(voice.standing), voice.role != "main", not voice.announces)
    )


def values(ordered: Sequence[Voice]) -> dict[str, list[tuple[Any, Voice]]]:
    """Every value of each field of the recall, best first; fields that nobody speaks of are left out."""
    found: dict[str, list[tuple[Any, Voice]]] = {}
    for name in RECALL_FIELDS:
        said = [(voice.values[name], voice) for voice in ordered if voice.values.get(name) not in (None, [])]
        if said:
            found[name] = said
    return found


def products(ordered: Sequence[Voice]) -> list[ShownProduct]:
    """The products of a recall, with every value of their fields.

    Which products: those of the regulators and the manufacturer, else those of other
    regulators, else of the press. The press often lists those of an earlier recall beside
    them; its values count for products that are the recall's anyway. Two are the same
    product when their models are (without colour and region), else when their names are.
    """
    shown: list[ShownProduct] = []
    by_model: dict[str, ShownProduct] = {}
    by_name: dict[str, ShownProduct] = {}
    listing = _who_lists(ordered)
    for voice in ordered:
        for product in voice.products:
            base = base_model(product["model"]) if product.get("model") else None
            name = folded_name(product.get("name"))
            known = by_model.get(base) if base else by_name.get(name)
            if known is None and base and name in by_name and by_name[name].base is None:
                known = by_name[name]
            if known is None:
                if voice not in listing or not (base or name):
                    continue
                known = ShownProduct(base, [], voice.standing)
                shown.append(known)
            if base:
                known.base = known.base or base
                by_model.setdefault(base, known)
                if voice in listing and product["model"] not in known.models:
                    known.models.append(product["model"])
            if name:
                by_name.setdefault(name, known)
            for field_name in PRODUCT_FIELDS:
                if product.get(field_name) not in (None, []):
                    known.values.setdefault(field_name, []).append((product[field_name], voice))
    return shown


def _who_lists(ordered: Sequence[Voice]) -> list[Voice]:
    for standings in (("regulator", "manufacturer"), ("other_regulator",), ("press",)):
        for role in ("main", "background"):
            voices = [v for v in ordered if v.standing in standings and v.role == role and v.products]
            if voices:
                return voices
    return []
