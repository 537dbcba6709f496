"""What two versions of one document say differently, told from their claims.

Only where the words changed too: a value that another reader finds in the old words is
our doing and no news.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: Fields whose values can rise and fall.
FIGURES = ("units", "incidents", "recovered", "sold_from", "sold_to", "made_from", "made_to", "announced")
#: Fields that hold several values: what a further one means.
ADDED = {"recalled_in": "new_market", "not_affected_in": "not_affected", "model": "widened"}


@dataclass(frozen=True, slots=True)
class Saying:
    """One value that a version gives, of which product and market, in which words."""

    field: str
    value: Any
    product: str | None
    market: str | None
    quote: str


Said = Mapping[tuple[str, str | None, str | None], tuple[Saying, ...]]


def said(connection: sqlite3.Connection, notice: int) -> Said:
    """What the main mentions of a notice say, by field, product and market."""
    rows = connection.execute(
        """SELECT c.field, c.value, coalesce(p.base_model, p.name), c.market, c.quote
           FROM claims c JOIN mentions m ON m.notice_id = c.notice_id AND m.position = c.mention AND m.role = 'main'
           LEFT JOIN mention_products p ON p.mention_id = m.id AND p.position = c.product
           WHERE c.notice_id = ? ORDER BY c.position""",
        [notice],
    )
    found: dict[tuple[str, str | None, str | None], tuple[Saying, ...]] = {}
    for field, value, product, market, quote in rows:
        one = Saying(field, json.loads(value), product, market, quote)
        if field in ADDED:
            # Each value stands for itself: a market is recalled in, a model is listed.
            one = Saying(field, one.value, product, one.value if field != "model" else market, quote)
            found.setdefault((field, str(one.value), None), (one,))
        elif field.partition(".")[0] in FIGURES:
            found[(field, product, market)] = (*found.get((field, product, market), ()), one)
    return found


def compare(before: Said, after: Said, old_words: str) -> Iterator[tuple[str, Saying | None, Saying]]:
    """Kind of change, old (None where nothing was said) and new.

    Args:
        old_words: the parts of the version before, as they are stored.
    """
    old_text = "\n".join(part["text"] for part in json.loads(old_words))
    for key, sayings in after.items():
        new, earlier = sayings[0], before.get(key, ())
        if any(one.value == new.value for one in earlier) or (new.quote and new.quote in old_text):
            continue
        if new.field in ADDED:
            yield ADDED[new.field], None, new
        else:
            yield "changed_figure", earlier[0] if earlier else None, new
