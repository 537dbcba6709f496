"""The recalls of the US Consumer Product Safety Commission.

Domain: saferproducts.gov (the data), cpsc.gov (the pages it points to)
Caveats: An overloaded service answers 200 with one record of RecallID 0, titled "Error retrieving …".
    An unknown parameter is ignored, and the whole database comes back. There are no validators.
    Retailers' names are whole sentences with sale window and prices; models stand in the description.
    Addresses collide but for a suffix, so the key is the recall number.
    Where a watched record lacks units, hazard, remedy, incidents or sellers, its page on cpsc.gov is asked, which
    turns away visitors from some networks; the record then stands alone.
Interface: https://www.saferproducts.gov/RestWebServices/Recall (Programmer's Guide 1.4), JSON; pages, HTML
Seen: 2026-11-22, in saved answers; pages in public scrapers of them
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
from crawler.markup import unescaped
from crawler.platforms.fields import led
from crawler.platforms.open_data import Fields, OpenData
from db.records import Document, Part, Topic

API = "https://www.saferproducts.gov/RestWebServices/Recall?format=json"
ROWS = ".recall-product__info .view-rows, .recall-product__details .view-rows, .recall-product__details-fields"
#: A recall's twin in Canada or Mexico.
_PARTNER = re.compile(
    r"^https?://(www\.)?(recalls-rappels\.canada\.ca/\w\w/(alert-recall|avis-rappel)/\w|profeco|gob\.mx/profeco)",
    re.IGNORECASE,
)
#: What the pages call that which a record may lack.
LABELS: dict[str, Topic] = {
    "Units": "units",
    "Hazard": "hazard",
    "Remedy": "remedy",
    "Incidents/Injuries": "incidents",
    "Sold At": "sold",
    "Sold Exclusively At": "sold",
    "Sold Online At": "sold",
}


class Cpsc(OpenData):
    """See the module's docstring."""

    name = "us-cpsc"
    title = "US Consumer Product Safety Commission"
    kind = "regulator"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    hosts = ("saferproducts.gov", "cpsc.gov")
    homepage = "https://www.cpsc.gov/Recalls"
    licence = "public domain"
    promise = Promise(records=500, quiet_days=30)
    max_bytes = 60_000_000
    checked = "2026-11-22"
    checked_by = "saved answers"
    forms = (Form(r"/RestWebServices/Recall\?", "recalls", listing=True),)
    fields: ClassVar[Fields] = {
        "RecallID": None,
        "RecallNumber": "reference",
        "RecallDate": "announced",
        "LastPublishDate": None,
        "Title": "title",
        "Description": "text",
        "URL": None,
        "ConsumerContact": "ignored",
        "SoldAtLabel": None,
        "Products[].Name": "product",
        "Products[].Description": "identification",
        "Products[].Model": "model",
        "Products[].Type": "category",
        "Products[].CategoryID": None,
        "Products[].NumberOfUnits": "units",
        "Inconjunctions[].URL": None,
        "Images[].URL": None,
        "Images[].Caption": "identification",
        "Injuries[].Name": "incidents",
        "Manufacturers[].Name": "issuer",
        "Manufacturers[].CompanyID": None,
        "Importers[].Name": "issuer",
        "Importers[].CompanyID": None,
        "Distributors[].Name": "seller",
        "Distributors[].CompanyID": None,
        "Retailers[].Name": "sold",
        "Retailers[].CompanyID": None,
        "ManufacturerCountries[].Country": "ignored",
        "ProductUPCs[].UPC": "gtin",
        "Hazards[].Name": "hazard",
        "Hazards[].HazardType": "hazard",
        "Hazards[].HazardTypeID": None,
        "Remedies[].Name": "remedy",
        "RemedyOptions[].Option": "remedy",
    }

    def listings(self) -> Iterable[Request]:
        return self.visit(API, self.recalls, listing=True)

    def recalls(self, response: Response) -> Iterator[Document | Request]:
        """All records of one answer; watched ones that lack something are completed from their pages."""
        for document in self.records(response, self._recall):
            lacks = not {*LABELS.values()} <= {part.topic for part in document.parts}
            watched = lacks and self.named("\n".join(part.text for part in document.parts))
            yield from self.complete(document, document.url if watched else None, self.page)

    def page(self, response: Response, document: Document) -> Iterator[Document]:
        """What a recall's page says of that which its record lacks, and which twins abroad it links to."""
        page = BeautifulSoup(self.text(response), "lxml")
        fields = list(led(page, ROWS))
        if not fields:
            raise Unreadable("changed_layout", "no field of a recall in the page")
        there = {part.topic for part in document.parts}
        new = [Part(field.label, field.text, LABELS[field.label]) for field in fields if field.label in LABELS]
        linked = (str(anchor["href"]) for anchor in page.select("a[href]"))
        partners = dict.fromkeys((*document.links.get("partner", ()), *filter(_PARTNER.match, linked)))
        links = {**document.links, "partner": tuple(partners)} if partners else document.links
        yield replace(
            document, parts=(*document.parts, *(part for part in new if part.topic not in there)), links=links
        )

    def _recall(self, response: Response, record: dict[str, Any]) -> Document | None:
        if record.get("RecallID") == 0 or str(record.get("Title")).startswith("Error retrieving"):
            raise Unreadable("changed_layout", f"an error instead of recalls: {record.get('Title')}")
        number = record.get("RecallNumber")
        if not number:
            raise ValueError(f'no recall number for "{record.get("Title")}"')
        if not self.saw(str(number)):
            return None
        links = {
            "partner": _addresses(record, "Inconjunctions"),
            "attachment": _addresses(record, "Images"),
        }
        return self.document(
            response,
            str(number),
            self.parts(record, f"recall {number}", unescaped),
            url=record.get("URL"),
            published=record.get("RecallDate"),
            modified=record.get("LastPublishDate"),
            links={relation: found for relation, found in links.items() if found},
        )


def _addresses(record: dict[str, Any], field: str) -> tuple[str, ...]:
    return tuple(item["URL"] for item in record.get(field) or () if item.get("URL"))
