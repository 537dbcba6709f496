"""A source on loopback, as a user would add one: an open-data file, and pages it links to.

Domain: 127.0.0.1
Caveats: None; it exists for tests.
Interface: /list.json, JSON
Seen: 2026-11-22, written here
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.platforms.open_data import Fields, OpenData
from db.records import Document


class LocalApi(OpenData):
    """Reads ``LOCAL_LISTS``, addresses of lists of ``{"id", "title", "text", "link"}``."""

    name = "local-api"
    title = "A source on loopback"
    kind = "press"
    market = None
    language = "en"
    timezone = "UTC"
    hosts = ("127.0.0.1", "localhost")
    max_bytes = 100_000
    checked = "2026-11-22"
    checked_by = "written here"
    forms = (Form(r"/list", "items", listing=True),)
    fields: ClassVar[Fields] = {"id": None, "link": None, "title": "title", "text": "text"}

    def listings(self) -> Iterable[Request]:
        for address in self.settings.getlist("LOCAL_LISTS"):
            yield from self.visit(address, self.items, listing=True)

    def items(self, response: Response) -> Iterator[Document | Request]:
        """One list; what it links to is visited too."""
        for record in self.json(response):
            if "link" in record:
                yield from self.visit(record["link"], self.linked, key=record["id"])
        yield from self.records(response, self._item)

    def linked(self, response: Response) -> Iterator[Document]:
        """A page that a list links to: only its being there matters."""
        yield from ()

    def _item(self, response: Response, record: dict[str, Any]) -> Document | None:
        if not self.saw(record["id"]):
            return None
        return self.document(response, record["id"], self.parts(record, record["id"]), url=None, published="2026-11-22")


class OtherLocalApi(LocalApi):
    """A second source on the same host."""

    name = "other-local-api"
