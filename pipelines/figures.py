"""Which products a name's figures tell: "Power Bank (20.000 mAh, 22,5 W)" by series, capacity and power."""

from __future__ import annotations

import re
from functools import cache

from pipelines.catalogue import CatalogueProduct
from pipelines.folding import fold
from pipelines.tokens import name_key, tokens
from pipelines.watchlist import Watchlist

_CAPACITY = re.compile(r"(\d[\d.,' ]*)\s*-?(?:mah|毫安|м[аa]ч)|(\d{1,2}(?:[.,]\d)?)\s?k(?![a-z])")


_POWER = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?)\s?-?(?:w(?![a-zà-ÿ])|watts?|ワット|瓦|вт)")


_LIGHTNING = re.compile(r"lightning|ライトニング")


def told(
    watchlist: Watchlist, category: str | None, words: frozenset[str], folded: str
) -> tuple[CatalogueProduct, ...]:
    """The products whose figures a text's figures tell: same series, capacity and power where both give them."""
    capacity, power = _capacity(folded), _power(folded)
    if capacity is None:
        return ()
    lightning = bool(_LIGHTNING.search(folded))
    found = []
    for product, series, (their_capacity, their_power, their_lightning) in _figured(watchlist):
        if category and product.category != category:
            continue
        if their_capacity != capacity or (power is not None and their_power is not None and their_power != power):
            continue
        if series == frozenset(fold(word) for word in words) and their_lightning == lightning:
            found.append(product)
    return tuple(found)


@cache
def _figured(
    watchlist: Watchlist,
) -> tuple[tuple[CatalogueProduct, frozenset[str], tuple[float, float | None, bool]], ...]:
    """The catalogue's products that are named by figures, with their series and figures."""
    found = []
    for group in watchlist.groups:
        for product in group.products:
            for name in product.names:
                folded = fold(name)
                if (capacity := _capacity(folded)) is not None and _POWER.search(folded):
                    forms = {token.form for token in tokens(name)}
                    series = frozenset(fold(word) for word in group.series if name_key(word)[0] in forms)
                    found.append((product, series, (capacity, _power(folded), bool(_LIGHTNING.search(folded)))))
    return tuple(found)


def _capacity(folded: str) -> float | None:
    if not (match := _CAPACITY.search(folded)):
        return None
    if match.group(1):
        return float(re.sub(r"\D", "", match.group(1)) or 0)
    return float(match.group(2).replace(",", ".")) * 1000


def _power(folded: str) -> float | None:
    return float(match.group(1).replace(",", ".")) if (match := _POWER.search(folded)) else None
