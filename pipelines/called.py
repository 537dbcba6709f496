"""A product's name as a text prints it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.catalogue import CatalogueProduct
from pipelines.tokens import Token

#: What may stand between the words of a name, and between a brand and a name.
BETWEEN = re.compile(r"[\s\-–®™'\"’“”()（）「」・+]{0,3}")


@dataclass(frozen=True, slots=True)
class Name:
    """A product's name in a text. ``candidates`` are the products it may mean; ``generic`` names mean a kind.

    ``called`` is the whole name where the text prints only its last words ("RoboVac G30, X8 and 30C").
    """

    start: int
    end: int
    candidates: tuple[CatalogueProduct, ...] = ()
    brand: str | None = None
    category: str | None = None
    generic: bool = False
    figures: bool = False
    called: str | None = None


def with_brand(text: str, name: Name, brands: Sequence[tuple[Token, str]]) -> Name:
    """The name with the brands that stand right before it."""
    brand = next((product.brand for product in name.candidates), None)
    start = name.start
    last = bisect_left(brands, name.end, key=lambda one: one[0].start)
    for place, named in reversed(brands[:last]):
        if place.start >= name.start:
            brand = brand or named
        elif start - place.end <= 2 and place.end <= start and BETWEEN.fullmatch(text, place.end, start):
            start, brand = place.start, brand or named
        else:
            break
    category = next((product.category for product in name.candidates), name.category)
    return replace(name, start=start, brand=brand, category=category)
