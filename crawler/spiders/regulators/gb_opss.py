"""The product safety alerts, reports and recalls of the UK's Office for Product Safety and Standards.

Domain: www.gov.uk
Caveats: The search tells titles and categories; the words are in the content item, whose body is HTML.
    The PSD number is the key: it ends title and address, and older texts call it "PSD case number".
    Labels of the product table vary with the years; unknown ones are kept as identification, and reported.
Interface: /api/search.json with filter_format=product_safety_alert_report_recall, /api/content, JSON
Seen: 2026-11-22, in saved answers
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.failures import Unreadable
from crawler.health import Promise
from crawler.platforms import govuk
from crawler.platforms.open_data import Fields, OpenData
from db.records import Document, Part, Topic

FIELDS = (
    "title,link,public_timestamp,description,product_category,product_risk_level,"
    "product_alert_type,product_measure_type,product_recall_alert_date"
)
PAGE_SIZE = 100
MOST_PAGES = 500

HEADINGS: dict[str, Topic] = {
    "": "text",
    "Summary": "text",
    "Product information": "identification",
    "Hazard": "hazard",
    "Corrective action": "remedy",
    "Additional information": "ignored",
}
ROWS: dict[str, Topic] = {
    "Type": "category",
    "Product": "product",
    "Product name": "product",
    "Brand": "brand",
    "Model": "model",
    "Model number": "model",
    "Batches": "identification",
    "Batch number": "identification",
    "Serial number": "identification",
    "Barcode": "gtin",
    "Country of Origin": "ignored",
    "Product Description": "text",
    "Product Report and Image": "ignored",
}
RESULT: dict[str, Topic] = {
    "title": "title",
    "description": "text",
    "product_category": "category",
    "product_measure_type": "remedy",
    "product_recall_alert_date": "announced",
    "product_alert_type": "ignored",
    "product_risk_level": "ignored",
}
_NUMBER = re.compile(r"(\d{4}-\d{4,5})\)?\s*$")
_STATED = re.compile(r"PSD (?:notification|case) number:\s*(\S+)")


class Opss(OpenData):
    """See the module's docstring."""

    name = "gb-opss"
    title = "Office for Product Safety and Standards"
    kind = "regulator"
    market = "GB"
    language = "en"
    timezone = "Europe/London"
    hosts = ("www.gov.uk",)
    own_pages = r"/product-safety-alerts-reports-recalls|filter_format=product_safety_alert_report_recall"
    homepage = "https://www.gov.uk/product-safety-alerts-reports-recalls"
    licence = "Open Government Licence v3.0"
    promise = Promise()
    checked = "2026-11-22"
    checked_by = "saved answers"
    lists_everything = False
    forms = (
        Form(r"/api/search\.json\?", "found", listing=True),
        Form(r"/api/content/product-safety-alerts-reports-recalls/", "content"),
    )
    fields: ClassVar[Fields] = {
        **dict.fromkeys(("base_path", "content_id", "document_type", "locale", "phase", "schema_name", "links")),
        **dict.fromkeys(("first_published_at", "public_updated_at", "updated_at", "publishing_app", "rendering_app")),
        **dict.fromkeys(("analytics_identifier", "publishing_request_id", "publishing_scheduled_at")),
        "scheduled_publishing_delay_seconds": None,
        "title": "title",
        "description": "text",
        "withdrawn_notice.explanation": "text",
        "withdrawn_notice.withdrawn_at": None,
        "details": None,
        "details.metadata.product_alert_type": "ignored",
        "details.metadata.product_category": "category",
        "details.metadata.product_measure_type[]": "remedy",
        "details.metadata.product_recall_alert_date": "announced",
        "details.metadata.product_risk_level": "ignored",
    }

    def listings(self) -> Iterable[Request]:
        for word in self.queries or (None,):
            yield from self._search(word, 0)

    def _search(self, word: str | None, start: int) -> Iterator[Request]:
        query = f"&q={quote(word)}" if word else ""
        address = (
            f"{govuk.SEARCH}?filter_format=product_safety_alert_report_recall{query}"
            f"&count={PAGE_SIZE}&start={start}&order=-public_timestamp&fields={FIELDS}"
        )
        return self.visit(address, self.found, listing=True, word=word, start=start)

    def found(self, response: Response, word: str | None = None, start: int | None = None) -> Iterator[Request]:
        """One page of the answer to a search."""
        answer = self.json(response)
        if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
            raise Unreadable("changed_layout", "no results in the answer")
        total = int(answer.get("total") or 0)
        if total > (start or 0) and not answer["results"]:
            raise Unreadable("changed_layout", f"{total} results are counted but none is listed")
        for result in answer["results"]:
            link = str(result.get("link") if isinstance(result, dict) else "")
            if not link.startswith("/product-safety-alerts-reports-recalls/"):
                self.note("parse", f"a result that is no notice: {link or result}", response.url)
            else:
                key = _key(link, str(result.get("title", "")))
                if self.saw(key) and self.due(key, govuk.CONTENT + link):
                    instead = self._result(response, key, result) if self.single_addresses else None
                    yield from self.visit(govuk.CONTENT + link, self.content, key=key, instead=instead)
        if start == 0:
            for further in range(PAGE_SIZE, min(total, MOST_PAGES * PAGE_SIZE), PAGE_SIZE):
                yield from self._search(word, further)

    def _result(self, response: Response, key: str, result: dict[str, Any]) -> Document:
        """What the search itself says of a notice, where one asked for the search alone."""
        parts = [
            Part(f"{field}[{index}]" if isinstance(value, list) else field, str(words), RESULT[field])
            for field, value in result.items()
            if field in RESULT
            for index, words in enumerate(value if isinstance(value, list) else [value])
        ]
        published = result.get("public_timestamp")
        return self.document(response, key, parts, url=govuk.SITE + result["link"], published=published)

    def content(self, response: Response) -> Iterator[Document]:
        """One notice's content item."""
        item = self.json(response)
        if not isinstance(item, dict) or not isinstance((item.get("details") or {}).get("body"), str):
            raise Unreadable("changed_layout", "no body in the content item")
        key = _key(str(item.get("base_path", "")), str(item.get("title", "")))
        if self.single_addresses:
            self.saw(key)
        attachments = [str(file.get("url", "")) for file in item["details"].get("attachments") or ()]
        yield self.document(
            response,
            key,
            [*self.parts(item, f"notice {key}"), *self._body(item["details"]["body"], key)],
            url=govuk.SITE + str(item.get("base_path", "")),
            published=item.get("first_published_at"),
            modified=item.get("public_updated_at"),
            links={"attachment": tuple(filter(None, attachments))} if attachments else {},
        )

    def _body(self, body: str, key: str) -> Iterator[Part]:
        for heading, text, rows in govuk.sections(body):
            if heading not in HEADINGS:
                self.note_unknown(heading, f"notice {key}")
            if text:
                yield Part(heading or "body", text, HEADINGS.get(heading, "text"))
            for label, words in _numbered(rows):
                name = label.partition(" (")[0]
                if name not in ROWS:
                    self.note_unknown(name, f"notice {key}")
                yield Part(label, words, ROWS.get(name, "identification"))
            if stated := _STATED.search(text):
                yield Part("PSD notification number", stated[1], "reference")


def _numbered(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Rows whose labels occur again get a number behind them, so that each part has a name of its own."""
    seen: dict[str, int] = {}
    for label, words in rows:
        seen[label] = seen.get(label, 0) + 1
        yield (label if seen[label] == 1 else f"{label} ({seen[label]})"), words


def _key(link: str, title: str) -> str:
    """The PSD number, which ends address and title; the address's last piece where there is none."""
    match = _NUMBER.search(link) or _NUMBER.search(title)
    return match[1] if match else link.rpartition("/")[2]
