"""How well labelled texts are understood, by field and by language.

A label is a line ``{"id", "url", "language", "published", "text", "gold"}``; what each
gold field means is told in ``tests/corpus/README.md``. Main mentions alone are scored,
and a value where the label has none counts against the precision.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.model_numbers import base_model
from db.records import Mention, Notice, Product

FIELDS = (
    *("report", "language", "products", "recalled_in", "not_affected_in"),
    *("announced", "units", "sold", "hazards", "quotes"),
)
Gold = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed values of one field."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def compare(self, labelled: set[Any], found: set[Any]) -> None:
        """Count two sets of values against each other."""
        self.right += len(labelled & found)
        self.wrong += len(found - labelled)
        self.missed += len(labelled - found)

    @property
    def precision(self) -> float:
        """The share of found values that are right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of labelled values that were found; 1 where nothing was labelled."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Score:
    """The tallies of all fields, and which documents missed which fields."""

    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    documents: int = 0
    missed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def macro(self) -> float:
        """The mean of the fields' F1."""
        return sum(tally.f1 for tally in self.fields.values()) / len(self.fields)

    def add(self, identifier: str, language: str, gold: Gold, text: str, notice: Notice) -> None:
        """Score one document."""
        self.documents += 1
        before = {name: (tally.wrong, tally.missed) for name, tally in self.fields.items()}
        mentions = list(notice.main())
        compare = {name: tally.compare for name, tally in self.fields.items()}
        compare["report"]({True} & {gold["is_recall_report"]}, {True} & {notice.is_recall_report})
        compare["language"]({language[:2]}, {notice.language[:2]})
        compare["recalled_in"](set(gold["markets_recalled"]), _markets(mention.recalled_in for mention in mentions))
        compare["not_affected_in"](
            set(gold["markets_not_affected"]), _markets(mention.not_affected_in for mention in mentions)
        )
        compare["announced"](_some(gold["announced"]), {mention.announced for mention in mentions} - {None})
        compare["hazards"](
            set(gold["hazards"]), {hazard for mention in mentions for hazard in mention.hazards} - {"other"}
        )
        self._units(gold["units"], mentions)
        self._products(gold["products"], [product for mention in mentions for product in mention.products])
        self._quotes(gold, text, notice)
        wrong = [name for name, tally in self.fields.items() if (tally.wrong, tally.missed) != before[name]]
        if wrong:
            self.missed[identifier] = wrong

    def _units(self, labelled: Any, mentions: list[Mention]) -> None:
        """One figure is asked for; where the label has several, each of them is right."""
        allowed = set(labelled) if isinstance(labelled, list) else _some(labelled)
        said = {mention.units.value for mention in mentions if mention.units}
        hit = {"a right figure"} if allowed & said else set()
        self.fields["units"].compare({"a right figure"} if allowed else set(), hit | (said - allowed))

    def _products(self, labelled: list[Gold], found: list[Product]) -> None:
        gold, ours = _by_model(labelled, _gold_product), _by_model(found, _our_product)
        pairs = dict(_pairs(gold, ours))
        tally = self.fields["products"]
        tally.right += len(pairs)
        tally.missed += len(gold) - len(pairs)
        tally.wrong += len(ours) - len(pairs)
        for index, product in enumerate(gold):
            other = ours[pairs[index]] if index in pairs else None
            for end in ("sold_from", "sold_to"):
                self.fields["sold"].compare(_some(product[end]), _some(other[end]) if other else set())

    def _quotes(self, gold: Gold, text: str, notice: Notice) -> None:
        claims = [claim for claim in notice.claims if claim.part == "text" and claim.basis == "text"]
        tally = self.fields["quotes"]
        for claim in claims:
            stands = bool(claim.quote) and text[claim.start : claim.end] == claim.quote
            tally.right += stands
            tally.wrong += not stands
        tally.missed += bool(gold["is_recall_report"] and not claims)


def _markets(lists: Iterable[Iterable[str]]) -> set[str]:
    """Markets; a label's EU stands for Europe as well."""
    return {"EU" if market == "EUROPE" else market for markets in lists for market in markets}


def _some(value: Any) -> set[Any]:
    return set() if value is None else {value}


def _gold_product(product: Gold) -> dict[str, Any]:
    return {name: product.get(name) for name in ("name", "model", "sold_from", "sold_to")}


def _our_product(product: Product) -> dict[str, Any]:
    return {name: getattr(product, name) for name in ("name", "model", "sold_from", "sold_to")}


def _by_model(products: Iterable[Any], read: Any) -> list[dict[str, Any]]:
    """One product a model, its colours taken together; those without a model by their name."""
    kept: dict[str, dict[str, Any]] = {}
    for product in map(read, products):
        model = base_model(product["model"]) if product["model"] else None
        kept.setdefault(model or f"name {product['name']}", {**product, "model": model})
    return list(kept.values())


def _pairs(gold: list[dict[str, Any]], ours: list[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """The likeliest one-to-one matches: equal models first, then names that share at least half their words."""
    ranked = sorted(
        ((_likeness(one, other), index, place) for index, one in enumerate(gold) for place, other in enumerate(ours)),
        key=lambda found: (-found[0], -found[1], -found[2]),
    )
    taken: set[int] = set()
    given: set[int] = set()
    for likeness, index, place in ranked:
        if likeness >= 0.5 and index not in taken and place not in given:
            taken.add(index)
            given.add(place)
            yield index, place


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    if one["model"] and other["model"]:
        return 2.0 if one["model"] == other["model"] else 0.0
    left, right = _words(one["name"]), _words(other["name"])
    return len(left & right) / len(left | right) if left and right else 0.0


def _words(name: str | None) -> set[str]:
    folded = unicodedata.normalize("NFKC", name or "").casefold()
    joined = re.sub(r"(\d)[.,\s](\d{3})\b", r"\1\2", folded)
    return set(re.findall(r"\d+k?|[^\W\d_]+", joined)) - {"anker", "ankerwork"}
