"""The recalls and safety alerts of Health Canada.

Domain: recalls-rappels.canada.ca
Caveats: One file holds everything, 16 MB, renewed each night. All values are strings or null.
    There is no date of first publication: "Last updated" is the only stamp, and null on some old records.
    "What you should do" is flattened HTML: entities stay in it, and paragraphs run together without a space.
    The address is cut off in the middle of words; the key is the NID.
Interface: HCRSAMOpenData.json, dataset d38de914-c94c-429b-8ab1-8776c31643e3 of open.canada.ca, JSON
Seen: 2026-11-22, in the file of August 2026
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response

from crawler.health import Promise
from crawler.markup import unescaped
from crawler.platforms.open_data import Fields, OpenData
from crawler.source import Form
from db.records import Document

FILE = "https://recalls-rappels.canada.ca/sites/default/files/opendata-donneesouvertes/HCRSAMOpenData.json"


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
    promise = Promise(records=20_000, published=0.85)
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

    def recalls(self, response: Response) -> Iterator[Document]:
        """All records of the file."""
        return self.records(response, self._recall)

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
