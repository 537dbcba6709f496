"""The recalls of the US Consumer Product Safety Commission.

Domain: saferproducts.gov (the data), cpsc.gov (the pages it points to)
Caveats: An overloaded service answers 200 with one record of RecallID 0, titled "Error retrieving …".
    An unknown parameter is ignored, and the whole database comes back. There are no validators.
    Retailers' names are whole sentences with sale window and prices; models stand in the description.
    Addresses collide but for a suffix, so the key is the recall number.
Interface: https://www.saferproducts.gov/RestWebServices/Recall (Programmer's Guide 1.4), JSON
Seen: 2026-11-22, in saved answers
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response

from crawler.failures import Unreadable
from crawler.health import Promise
from crawler.markup import unescaped
from crawler.platforms.open_data import Fields, OpenData
from crawler.source import Form
from db.records import Document

API = "https://www.saferproducts.gov/RestWebServices/Recall?format=json"


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
    promise = Promise(records=500)
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

    def recalls(self, response: Response) -> Iterator[Document]:
        """All records of one answer."""
        return self.records(response, self._recall)

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
