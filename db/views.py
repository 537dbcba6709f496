"""The views that people query by hand, in `sqlite3`, Datasette or DuckDB."""

from __future__ import annotations

_TIMELINE = """
SELECT id, date, date_basis, market, issuer, reference, standing AS announced_by, brand_group, brands, products, models,
       units, units_qualifier, units_source, hazards, causes, remedies, sources, source_ids, languages, notices,
       first_source, first_published, recreated, date_first, date_last
FROM recalls WHERE retired IS NULL
ORDER BY date_first IS NULL, date_first, date_last, market, id
"""

_PRODUCT_TIMELINE = """
SELECT r.id AS recall, r.date, r.market, p.brand, p.name, p.model, p.base_model, p.models, p.category,
       p.units, p.units_qualifier,
       p.sold_from, p.sold_to, p.made_from, p.made_to, p.colours, p.gtins, p.batches, p.sellers,
       p.standing AS said_by, r.issuer, r.reference, r.remedies, r.hazards, r.recreated, r.date_first, r.date_last,
       p.position
FROM recalls r JOIN recall_products p ON p.recall_id = r.id
WHERE r.retired IS NULL
ORDER BY r.date_first IS NULL, r.date_first, r.date_last, r.market, r.id, p.position
"""

_MATRIX = """
SELECT base_model, market, 'recalled' AS status, date, units, recall, said_by, NULL AS speaker,
       0 AS hedged, NULL AS scope
FROM product_timeline WHERE base_model IS NOT NULL
UNION ALL
SELECT p.base_model, n.market, 'not_affected', coalesce(n.announced, n.published), NULL, n.recall_id,
       n.source, n.said_by, coalesce(n.hedged, 0), n.scope
FROM not_affected n
JOIN mentions m ON m.notice_id = n.notice_id AND m.position = n.mention
JOIN mention_products p ON p.mention_id = m.id
WHERE p.base_model IS NOT NULL
"""

_DISAGREEMENTS = """
SELECT v.recall_id AS recall, v.field, p.model, p.name, v.value, v.shown, v.source, v.said_by, v.hedged, v.published,
       v.scope
FROM differing w
CROSS JOIN recall_values v ON v.recall_id = w.recall_id AND v.field = w.field AND v.product IS w.product
LEFT JOIN recall_products p ON p.recall_id = v.recall_id AND p.position = v.product
ORDER BY w.recall_id, w.field, w.product, v.rank
"""

_CHANGES = """
SELECT min(coalesce(r.first_published, r.date), coalesce(r.date, r.first_published)) AS public,
       r.made AS recorded, 'new_recall' AS kind, r.id AS recall,
       NULL AS document, NULL AS url, NULL AS what
FROM recalls r WHERE r.retired IS NULL
UNION ALL
SELECT v.changed, v.recorded, 'changed_document', NULL, d.source || '/' || d.key, d.url, v.changes
FROM document_versions v JOIN documents d ON d.id = v.document_id
WHERE v.changes IS NOT NULL AND v.cause IS NOT 'reader' AND d.withheld IS NULL
UNION ALL
SELECT d.absent_since, d.absent_since, 'vanished_document', NULL, d.source || '/' || d.key, d.url, NULL
FROM documents d WHERE d.absent_since IS NOT NULL AND d.withheld IS NULL
"""

VIEWS: dict[str, str] = {
    "timeline": _TIMELINE,
    "product_timeline": _PRODUCT_TIMELINE,
    "matrix": _MATRIX,
    "disagreements": _DISAGREEMENTS,
    "changes": _CHANGES,
}
