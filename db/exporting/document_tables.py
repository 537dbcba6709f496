"""The exported tables on documents: what sources published, what was made of it, what changed."""

from __future__ import annotations

from db.exporting.changed import changed
from db.exporting.columns import Export, columns

NOTICES = Export(
    "notices",
    "One row a document that was understood, with what was made of it.",
    ("document",),
    """SELECT d.source || '/' || d.key AS document, v.digest AS version, n.reader, n.watchlist, d.source, d.url,
              n.language,
              n.published, n.title, n.is_recall_report, n.kind, d.recreated
       FROM documents d JOIN notices n ON n.id = d.notice_id JOIN document_versions v ON v.id = n.version_id
       WHERE d.withheld IS NULL ORDER BY d.source, d.key""",
    columns("""
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
    refers={"document": ("documents", "document"), "source": ("sources", "id")},
    compared=True,
    fleeting=frozenset({"version", "reader", "watchlist"}),
)

CLAIMS = Export(
    "claims",
    "One row a value that a notice gives, with the words it rests on.",
    ("document", "position"),
    """SELECT d.source || '/' || d.key AS document, c.position, v.digest AS version, c.mention, c.product,
              c.market, c.field,
              c.value, c.part, c.quote, c.start, c."end", c.basis, c.said_by, c.hedged, d.recreated
       FROM documents d JOIN notices n ON n.id = d.notice_id JOIN document_versions v ON v.id = n.version_id
       JOIN claims c ON c.notice_id = n.id
       WHERE d.withheld IS NULL ORDER BY d.source, d.key, c.position""",
    columns("""
document string Address of the document: source/key.
position integer Place of the claim within the notice, from 0.
version string Digest of the words that were read.
mention integer Place of the mention within the notice, from 0.
product integer Place of the product within the mention, where the field is a product's.
market string Market, where the field is a scope's.
field string Field (announced, units, model, recalled_in, …).
value json Value, as JSON.
part string Part of the document that holds the words (title, text, …).
quote string The words, in the original language.
start integer Where they begin in the part, in code points.
end integer Where they end.
basis string text (these words say it), watchlist (our catalogue does), source (who speaks tells it).
said_by string Who says so, where the text names someone.
hedged boolean True where it is said with a reserve.
recreated boolean True for words of a page of our own making: no evidence.
"""),
    refers={"document": ("notices", "document")},
)

SOURCES = Export(
    "sources",
    "One row a source that was visited.",
    ("id",),
    """SELECT s.id, s.name, s.kind, s.language, s.market, s.timezone, s.homepage, s.licence, s.last_good, s.stale_since,
              (SELECT count(*) FROM documents d
               WHERE d.source = s.id AND d.withheld IS NULL) AS documents
       FROM sources s ORDER BY s.id""",
    columns("""
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

DOCUMENTS = Export(
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
    columns("""
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
    refers={"source": ("sources", "id")},
)

CHANGES = Export(
    "changes",
    "One row a change, by the day on which it was public. Of press articles only the words around a change are told.",
    ("id",),
    changed,
    columns("""
id string Digest of the row's content, so that the same change keeps it.
public string Day on which it was public (EDTF); empty where nothing tells.
kind string new_recall, widened, new_market, changed_figure, not_affected, withdrawn, vanished or changed_words.
recalls list Ids of the recalls that it is of.
market string Market, where it is of one.
models list Model numbers that it is of.
field string Field or part that changed.
old json Value or words before, as JSON.
new json Value or words after, as JSON.
words string The words that say the new value, in the original language.
document string Address of the document: source/key.
url string Address of the page.
what string What it is, in English.
recorded string When this database took it in (UTC).
recreated boolean True for a page of our own making: no evidence.
"""),
    refers={"document": ("documents", "document")},
)
