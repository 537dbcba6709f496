"""The data dictionary: every column that is exported, its type and what it means.

One place for the CSV files, ``datapackage.json`` and the documentation. Types are
Frictionless Table Schema's; ``list`` is a string of members joined with ``|``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "number", "boolean", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One exported column."""

    name: str
    type: ColumnType
    description: str


@dataclass(frozen=True, slots=True)
class Export:
    """One exported table: its rows in a stable order, and its columns in theirs."""

    name: str
    description: str
    key: tuple[str, ...]
    query: str
    columns: tuple[Column, ...]


def _columns(text: str) -> tuple[Column, ...]:
    """Columns from lines ``name type description``."""
    lines = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Column(name, type_, description) for name, type_, description in lines)  # type: ignore[arg-type]


_PRODUCT_COLUMNS = """
brand string Brand.
name string Name as the best-placed source prints it.
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

_RECALLS = Export(
    "recalls",
    "One row a recall: one announcement by one issuer in one market, with the values that are shown.",
    ("id",),
    "SELECT * FROM timeline",
    _columns("""
id string Lasting id of the recall.
date string Date of the recall (EDTF, ISO 8601-2): announced, else first published.
date_basis string What the date rests on: announced or published.
market string ISO 3166-1 alpha-2 code, or EU, EUROPE, GLOBAL.
issuer string Who announced it, as the best-placed source names it.
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
first_published string When that was published (EDTF).
recreated boolean True where a page of our own making is among them: no evidence.
"""),
)

_PRODUCTS = Export(
    "recall_products",
    "One row a recall and product.",
    ("recall", "position"),
    "SELECT * FROM product_timeline",
    _columns(f"""
recall string Id of the recall.
position integer Place of the product within the recall, from 0.
date string Date of the recall (EDTF).
market string Market of the recall.
{_PRODUCT_COLUMNS.strip()}
recreated boolean True where a page of our own making is among the recall's documents.
"""),
)

_MEMBERS = Export(
    "recall_notices",
    "Which notices report which recall, and why they were joined to it.",
    ("recall", "scope"),
    """SELECT m.recall_id AS recall, m.scope, d.source || '/' || d.key AS document, m.mention, m.market,
              m.standing, m.role,
              m.reason, m.score
       FROM recall_mentions m JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
       JOIN documents d ON d.id = v.document_id WHERE d.withheld IS NULL ORDER BY m.recall_id, m.scope""",
    _columns("""
recall string Id of the recall.
scope string Address of the scope: document#mention@market.
document string Address of the document: source/key.
mention integer Place of the mention within the notice, from 0.
market string Market of the recall.
standing string What the source's word weighs in this market: regulator, manufacturer, other_regulator or press.
role string main where the notice is about this recall, background where it looks back on it.
reason string Why it was joined.
score number How sure that is, from 0 to 1.
"""),
)

_RELATIONS = Export(
    "recall_relations",
    "Recalls that belong together and stay two.",
    ("recall", "earlier", "kind"),
    """SELECT recall_id AS recall, other_id AS earlier, kind, reason FROM recall_relations
       ORDER BY recall_id, other_id, kind""",
    _columns("""
recall string Id of the later recall.
earlier string Id of the earlier recall.
kind string expands (same market, same models, later), campaign (other market), partner (named as its counterpart).
reason string Why they are related.
"""),
)

_NOT_AFFECTED = Export(
    "not_affected",
    "Markets of which someone expressly says that they are not affected.",
    ("scope",),
    """SELECT scope, market, recall_id AS recall, said_by, hedged, announced, published, source, reason
       FROM not_affected ORDER BY scope""",
    _columns("""
scope string Address of the statement: document#mention@market.
market string The market that is not affected.
recall string Id of the recall of which that is said, where it is clear.
said_by string Who says so, where the text names someone.
hedged boolean True where it is said with a reserve.
announced string When that was said (EDTF).
published string When the document was published (EDTF).
source string Source of the document.
reason string How the recall was found.
"""),
)

_NOTICES = Export(
    "notices",
    "One row a document that was understood, with what was made of it.",
    ("document",),
    """SELECT d.source || '/' || d.key AS document, v.digest AS version, n.reader, n.watchlist, d.source, d.url,
              n.language,
              n.published, n.title, n.is_recall_report, n.kind, d.recreated
       FROM documents d JOIN notices n ON n.id = d.notice_id JOIN document_versions v ON v.id = n.version_id
       WHERE d.withheld IS NULL ORDER BY d.source, d.key""",
    _columns("""
document string Address of the document: source/key.
version string Digest of the words that were read.
reader string Version of the code that understood it.
watchlist string Digest of the watchlists.
source string Id of the source.
url string Address of the page.
language string Language (BCP 47).
published string Date of publication (EDTF).
title string Title.
is_recall_report boolean True where it reports a recall of a watched brand.
kind string announcement, expansion, followup, accident or none.
recreated boolean True for a page of our own making: no evidence.
"""),
)

_CLAIMS = Export(
    "claims",
    "One row a value that a notice gives, with the words it rests on.",
    ("document", "position"),
    """SELECT d.source || '/' || d.key AS document, c.position, v.digest AS version, c.mention, c.product,
              c.market, c.field,
              c.value, c.part, c.quote, c.start, c."end", c.basis, c.said_by, c.hedged
       FROM documents d JOIN notices n ON n.id = d.notice_id JOIN document_versions v ON v.id = n.version_id
       JOIN claims c ON c.notice_id = n.id
       WHERE d.withheld IS NULL ORDER BY d.source, d.key, c.position""",
    _columns("""
document string Address of the document: source/key.
position integer Place of the claim within the notice, from 0.
version string Digest of the words that were read.
mention integer Place of the mention within the notice, from 0.
product integer Place of the product within the mention, where the field is a product's.
market string Market, where the field is a scope's.
field string Field (announced, units, model, recalled_in, …).
value string Value, as JSON.
part string Part of the document that holds the words (title, text, …).
quote string The words, in the original language.
start integer Where they begin in the part, in code points.
end integer Where they end.
basis string text (these words say it), watchlist (our catalogue does), source (who speaks tells it).
said_by string Who says so, where the text names someone.
hedged boolean True where it is said with a reserve.
"""),
)

_SOURCES = Export(
    "sources",
    "One row a source that was visited.",
    ("id",),
    """SELECT s.id, s.name, s.kind, s.language, s.market, s.timezone, s.homepage, s.licence, s.last_good, s.stale_since,
              (SELECT count(*) FROM documents d WHERE d.source = s.id) AS documents
       FROM sources s ORDER BY s.id""",
    _columns("""
id string Id of the source.
name string Name.
kind string regulator, manufacturer or press.
language string Its language (BCP 47).
market string Market that it speaks for or from.
timezone string Its time zone (IANA).
homepage string Its address.
licence string Licence of its data, where it states one.
last_good string Newest capture of its last run that kept its promise (UTC).
stale_since string Since when it has not kept its promise (UTC); empty where it does.
documents integer How many documents we hold of it.
"""),
)

_DOCUMENTS = Export(
    "documents",
    "One row a document, understood or not, with the capture of its newest version.",
    ("document",),
    """SELECT d.source || '/' || d.key AS document, d.source, d.key, d.url, d.title, d.language, d.published,
              d.first_seen,
              d.last_seen, d.absent_since, v.digest AS version,
              (SELECT count(*) FROM document_versions o WHERE o.document_id = d.id) AS versions,
              c.file AS capture_file, c.offset AS capture_offset, c.digest AS capture_digest, c.date AS captured,
              d.recreated
       FROM documents d JOIN document_versions v ON v.id = d.version_id LEFT JOIN captures c ON c.id = v.capture_id
       WHERE d.withheld IS NULL ORDER BY d.source, d.key""",
    _columns("""
document string Address of the document: source/key.
source string Id of the source.
key string Key within the source.
url string Address of the page.
title string Title.
language string Language (BCP 47).
published string Date of publication (EDTF).
first_seen string First capture (UTC).
last_seen string Last time that the source showed it (UTC).
absent_since string First full listing without it, or first 404, where it has vanished (UTC).
version string Digest of its newest words.
versions integer How many versions we hold.
capture_file string WARC file of the newest version.
capture_offset integer Byte at which its record starts there.
capture_digest string Payload digest of that record.
captured string Date of that capture (UTC).
recreated boolean True for a page of our own making: no evidence.
"""),
)

EXPORTS: Mapping[str, Export] = {
    export.name: export
    for export in (
        _RECALLS,
        _PRODUCTS,
        _MEMBERS,
        _RELATIONS,
        _NOT_AFFECTED,
        _NOTICES,
        _CLAIMS,
        _SOURCES,
        _DOCUMENTS,
    )
}
