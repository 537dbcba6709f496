"""The recalls and safety alerts of Health Canada.

Domain: recalls-rappels.canada.ca
Caveats: One file holds everything, 16 MB, renewed each night. All values are strings or null.
    There is no date of first publication: "Last updated" is the only stamp, and null on some old records.
    "What you should do" is flattened HTML: entities stay in it, and paragraphs run together without a space.
    The address is cut off in the middle of words; the key is the NID.
    The file lacks numbers sold, when they were sold, companies and partners: a watched record is completed from its
    page, where a section "Background" has label and value in lines of their own, whatever the markup between them.
    A joint recall names its twin abroad by a link.
Interface: HCRSAMOpenData.json, dataset d38de914-c94c-429b-8ab1-8776c31643e3 of open.canada.ca, JSON; pages, HTML
Seen: 2026-11-22, in the file of August 2026; pages in public scrapers of them
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from bs4 import BeautifulSoup
from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.failures import Unreadable
from crawler.health import Promise
from crawler.markup import tree_text, unescaped
from crawler.platforms.open_data import Fields, OpenData
from db.records import Document, Part, Topic

FILE = "https://recalls-rappels.canada.ca/sites/default/files/opendata-donneesouvertes/HCRSAMOpenData.json"
SECTIONS: tuple[tuple[str, str, Topic], ...] = (
    ("Affected products", ".ar-affected-products", "identification"),
    ("Issue in full", ".ar-issue-long", "text"),
    ("Companies", ".field--name-companies, .field--name-field-companies", "issuer"),
)
BACKGROUND: dict[str, Topic] = {"Number Sold": "units", "Time Period Sold": "sold", "Place of Origin": "ignored"}
_LABELLED = re.compile(rf"\s*({'|'.join(BACKGROUND)})\b\s*:?", re.IGNORECASE)
_PARTNER = re.compile(r"^https?://(www\.)?(cpsc\.gov/(\w\w/)?recalls/\w|profeco|gob\.mx/profeco)", re.IGNORECASE)


class HealthCanada(OpenData):
    """See the module's docstring."""

    name = "ca-health-canada"
    title = "Health Canada"
    kind = "regulator"
    market = "CA"
    language = "en"
    timezone = "America/Toronto"
    hosts = ("recalls-rappels.canada.ca",)
    homepage = "https://recalls-rappels.canada.ca/en"
    licence = "Open Government Licence – Canada 2.0"
    # 8 % of the records, all of them old, carry no stamp.
    promise = Promise(records=20_000, published=0.85, quiet_days=21)
    max_bytes = 48_000_000
    checked = "2026-11-22"
    checked_by = "the file of August 2026"
    forms = (Form(r"/HCRSAMOpenData\.json", "recalls", listing=True),)
    fields: ClassVar[Fields] = {
        "NID": "reference",
        "Title": "title",
        "URL": None,
        "Organization": "ignored",
        "Product": "product",
        "Issue": "hazard",
        "What you should do": "remedy",
        "Category": "category",
        "Recall class": "ignored",
        "Last updated": None,
        "Archived": None,
    }

    def listings(self) -> Iterable[Request]:
        return self.visit(FILE, self.recalls, listing=True)

    def recalls(self, response: Response) -> Iterator[Document | Request]:
        """All records of the file; watched ones are completed from their pages."""
        for document in self.records(response, self._recall):
            watched = self.named("\n".join(part.text for part in document.parts))
            yield from self.complete(document, document.url if watched else None, self.page)

    def page(self, response: Response, document: Document) -> Iterator[Document]:
        """What a recall's page says beyond its record."""
        page = BeautifulSoup(self.text(response), "lxml")
        found = [(name, page.select_one(selector), topic) for name, selector, topic in SECTIONS]
        parts = [Part(name, tree_text(section), topic) for name, section, topic in found if section is not None]
        parts += _background(page)
        if not parts:
            raise Unreadable("changed_layout", "no section of a recall in the page")
        partners = [str(link["href"]) for link in page.select("a[href]") if _PARTNER.match(str(link["href"]))]
        links = {**document.links, "partner": tuple(dict.fromkeys(partners))} if partners else document.links
        yield replace(document, parts=(*document.parts, *parts), links=links)

    def _recall(self, response: Response, record: dict[str, Any]) -> Document | None:
        number = record.get("NID")
        if not number:
            raise ValueError(f'no NID for "{record.get("Title")}"')
        if not self.saw(str(number)):
            return None
        return self.document(
            response,
            str(number),
            self.parts(record, f"record {number}", unescaped),
            url=record.get("URL"),
            published=record.get("Last updated"),
            modified=record.get("Last updated"),
        )


def _background(page: BeautifulSoup) -> Iterator[Part]:
    """Labels and values in the page's section of further information, on one line or on several up to an empty one."""
    label, words = "", list[str]()
    lines = [line for box in page.select(".ar-additional-info details") for line in tree_text(box).splitlines()]
    for line in [*lines, ""]:
        told = _LABELLED.match(line)
        if (told or not line.strip()) and label and words:
            yield Part(label, "\n".join(words), BACKGROUND[label])
            label, words = "", []
        if told:
            label = next(name for name in BACKGROUND if name.lower() == told[1].lower())
        if label and (value := line[told.end() if told else 0 :].strip()):
            words.append(value)
