"""The exported tables on recalls: what is shown of them, and what they rest on."""

from __future__ import annotations

from db.exporting.columns import Export, columns

_PRODUCT_COLUMNS = """
brand string Brand.
name string Name in the watchlist, behind its brand; else as the best-placed source prints it.
model string Model number as printed; without colour and region where several are meant.
models list Every model number as printed, with colour and region.
category string Kind of product (power_bank, speaker, …).
units integer Number of units of this product.
units_qualifier string How firmly the figure is said: exact, about, at_least, at_most.
sold_from string First day of sale (EDTF).
sold_to string Last day of sale (EDTF).
made_from string First day of manufacture (EDTF).
made_to string Last day of manufacture (EDTF).
colours list Colours that are affected.
gtins list Article numbers (GTIN, JAN, EAN).
batches list Batches or serial numbers.
sellers list Who sold it.
said_by string Standing of the source that lists the product: regulator, manufacturer, other_regulator or press.
"""

RECALLS = Export(
    "recalls",
    "One row a recall: one announcement by one issuer in one market, with the values that are shown.",
    ("id",),
    "SELECT * FROM timeline",
    columns("""
id string Lasting id of the recall.
date string Date of the recall (EDTF, ISO 8601-2): announced, else first published.
date_basis string What the date rests on: announced or published.
market string ISO 3166-1 alpha-2 code, or EU, EUROPE, GLOBAL.
issuer string Who announced it, by a known authority's or company's one name; the words are in the claims.
reference string The issuer's number for it.
announced_by string Best standing among its founders: regulator, manufacturer, other_regulator or press.
brand_group string Slug of the brand group.
brands list Brands.
products list Names of the products.
models list Model numbers.
units integer Number of units in this market.
units_qualifier string How firmly the figure is said: exact, about, at_least, at_most.
units_source string The source whose figure is shown.
hazards list fire, burn, explosion, overheat, shock, other.
causes list Causes as the sources give them.
remedies list refund, replacement, repair, voucher, dispose, stop_use.
sources integer How many sources report it.
source_ids list Which sources report it.
languages list In which languages (BCP 47).
notices integer How many documents report it.
first_source string Who reported it first, among the documents we hold.
first_published string When that was published (EDTF), if known.
recreated boolean True where a page of our own making is among them: no evidence.
"""),
    refers={"units_source": ("sources", "id"), "first_source": ("sources", "id")},
    compared=True,
)

PRODUCTS = Export(
    "recall_products",
    "One row a recall, product and market (a recall is of one market).",
    ("recall", "position"),
    "SELECT * FROM product_timeline",
    columns(f"""
recall string Id of the recall.
position integer Place of the product within the recall, from 0.
date string Date of the recall (EDTF).
market string Market of the recall.
{_PRODUCT_COLUMNS.strip()}
recreated boolean True where a page of our own making is among the recall's documents.
"""),
    refers={"recall": ("recalls", "id")},
    compared=True,
)

MEMBERS = Export(
    "recall_notices",
    "Which notices report which recall, and why they were joined to it.",
    ("recall", "scope"),
    """SELECT m.recall_id AS recall, m.scope, d.source || '/' || d.key AS document, m.mention, m.market,
              m.standing, m.role,
              m.reason, m.score, d.recreated
       FROM recall_mentions m JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
       JOIN documents d ON d.id = v.document_id WHERE d.withheld IS NULL ORDER BY m.recall_id, m.scope""",
    columns("""
recall string Id of the recall.
scope string Address of the scope: document#mention@market.
document string Address of the document: source/key.
mention integer Place of the mention within the notice, from 0.
market string Market of the recall.
standing string What the source's word weighs in this market: regulator, manufacturer, other_regulator or press.
role string main where the notice is about this recall, background where it looks back on it.
reason string Why it was joined.
score number How sure that is, from 0 to 1.
recreated boolean True for a page of our own making: no evidence.
"""),
    refers={"recall": ("recalls", "id"), "document": ("notices", "document")},
)

RELATIONS = Export(
    "recall_relations",
    "Recalls that belong together and stay two.",
    ("recall", "earlier", "kind"),
    """SELECT recall_id AS recall, other_id AS earlier, kind, reason FROM recall_relations
       ORDER BY recall_id, other_id, kind""",
    columns("""
recall string Id of the later recall.
earlier string Id of the earlier recall.
kind string expands (same market, same models, later), campaign (other market), partner (named as its counterpart).
reason string Why they are related.
"""),
    refers={"recall": ("recalls", "id"), "earlier": ("recalls", "id")},
    compared=True,
)

NOT_AFFECTED = Export(
    "not_affected",
    "Markets of which someone expressly says that they are not affected.",
    ("scope",),
    """SELECT n.scope, n.market, n.recall_id AS recall, n.said_by, n.hedged, n.announced, n.published, n.source,
              n.reason, d.recreated
       FROM not_affected n JOIN notices o ON o.id = n.notice_id JOIN document_versions v ON v.id = o.version_id
       JOIN documents d ON d.id = v.document_id WHERE d.withheld IS NULL ORDER BY n.scope""",
    columns("""
scope string Address of the statement: document#mention@market.
market string The market that is not affected.
recall string Id of the recall of which that is said, where it is clear.
said_by string Who says so, where the text names someone.
hedged boolean True where it is said with a reserve.
announced string When that was said (EDTF).
published string When the document was published (EDTF).
source string Source of the document.
reason string How the recall was found.
recreated boolean True for words of a page of our own making: no evidence.
"""),
    refers={"recall": ("recalls", "id"), "source": ("sources", "id")},
    compared=True,
)
