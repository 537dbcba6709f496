"""The scopes that linking joins, read back from the notices that hold now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from db.linking import PlacedScope
from db.rows import load_links, texts

_SCOPES = """
SELECT d.source || '/' || d.key, m.position, c.market, d.source, n.kind, s.kind, s.market, m.role, c.status, d.url,
       coalesce(c.announced, m.announced), n.published, d.first_seen, m.issuer, m.reference, m.brands, v.links, m.id,
       c.units, m.units, s.kind = 'regulator' AND s.market IS c.market OR 1 >= (
         SELECT count(*) FROM mention_scopes o WHERE o.mention_id = m.id AND o.status = 'recalled'), n.language
FROM documents d
JOIN notices n ON n.id = d.notice_id JOIN document_versions v ON v.id = n.version_id
JOIN sources s ON s.id = d.source
JOIN mentions m ON m.notice_id = n.id LEFT JOIN mention_scopes c ON c.mention_id = m.id
WHERE n.is_recall_report = 1 AND d.withheld IS NULL
ORDER BY d.source, d.key, m.position, c.position
"""


def placed_scopes(connection: sqlite3.Connection) -> Iterator[PlacedScope]:
    """Every scope of the notices that hold now; a mention without a market gives one with market None."""
    products = _products(connection)
    for row in connection.execute(_SCOPES):
        document, mention, market, source, kind, source_kind, source_market, role, status, url, *rest = row
        announced, published, first_seen, issuer, reference, brands, links, identity, *figures, own, language = rest
        models, names, sum_of_products = products.get(identity, ((), (), None))
        # What a mention says of no market in particular counts for its only one, or the regulator's own.
        units = (*figures, sum_of_products) if own else figures[:1]
        yield PlacedScope(
            document,
            mention,
            market,
            source,
            kind,
            source_kind,
            source_market,
            role,
            status or "recalled",
            url,
            announced=announced,
            published=published,
            first_seen=first_seen,
            issuer=issuer,
            reference=reference,
            brands=tuple(texts(brands)),
            models=models,
            names=names,
            links=load_links(links),
            units=tuple(dict.fromkeys(figure for figure in units if figure is not None)),
            language=language,
        )


def _products(connection: sqlite3.Connection) -> dict[int, tuple[tuple[str, ...], tuple[str, ...], int | None]]:
    """Models, names and the sum of the units of each mention that holds now, by the mention's row."""
    found: dict[int, tuple[list[str], list[str], list[int | None]]] = {}
    rows = connection.execute(
        """SELECT p.mention_id, p.model, p.name, p.units FROM documents d
           JOIN mentions m ON m.notice_id = d.notice_id
           JOIN mention_products p ON p.mention_id = m.id ORDER BY p.mention_id, p.position"""
    )
    for mention, model, name, units in rows:
        models, names, figures = found.setdefault(mention, ([], [], []))
        figures.append(units)
        if model:
            models.append(model)
        if name:
            names.append(name)
    return {
        mention: (tuple(models), tuple(names), _sum(figures)) for mention, (models, names, figures) in found.items()
    }


def _sum(figures: list[int | None]) -> int | None:
    """The sum where there are several and none is missing."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) > 1 else None
