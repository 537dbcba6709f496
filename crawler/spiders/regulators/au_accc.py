"""The recalls of Product Safety Australia (Australian Competition and Consumer Commission).

Domain: www.productsafety.gov.au
Caveats: The feed holds the latest hundred with most of their fields; the page adds the rest, among it the PRA number.
    So a recall is read from the feed, and completed from its page where that can be had: a guard before the site
    (Akamai) turns some visitors away. Addresses of the feed differ between public scrapers (/rss/recalls.xml).
    The last piece of the address is the key. pubDate may be that of an edit: the day printed comes first.
Interface: /rss/feed.xml/psa_recall, RSS 2.0 with HTML in it; /search-consumer-product-recalls/…, HTML (Drupal)
Seen: 2026-11-22, in public scrapers of it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from bs4 import BeautifulSoup
from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.failures import Unreadable
from crawler.health import Promise
from crawler.platforms.fields import drupal
from crawler.platforms.xml import XmlReports, value
from db.records import Document, Part, Topic


class Accc(XmlReports):
    """See the module's docstring."""

    name = "au-accc"
    title = "ACCC Product Safety"
    kind = "regulator"
    market = "AU"
    language = "en"
    timezone = "Australia/Sydney"
    hosts = ("www.productsafety.gov.au",)
    homepage = "https://www.productsafety.gov.au/recalls"
    licence = "CC BY 4.0"
    promise = Promise(records=50, quiet_days=45)
    checked = "2026-11-22"
    checked_by = "re-created from public scrapers"
    lists_everything = False
    forms = (Form(r"/rss/", "recalls", listing=True), Form(r"/search-consumer-product-recalls/", "page"))
    topics: ClassVar[dict[str, Topic]] = {
        "pra-number": "reference",
        "product-desc": "product",
        "brand": "brand",
        "model": "model",
        "product-defects": "cause",
        "hazards": "hazard",
        "consumer-action": "remedy",
        "supplier-name": "issuer",
        "supplier-running": "issuer",
        "traders": "seller",
        "sale-dates": "sold",
        "where-sold": "market",
        "country": "ignored",
        "published-date": "announced",
        "other-identify": "identification",
        "gtin": "gtin",
    }

    def listings(self) -> Iterable[Request]:
        return self.visit("https://www.productsafety.gov.au/rss/feed.xml/psa_recall", self.recalls, listing=True)

    def recalls(self, response: Response) -> Iterator[Document | Request]:
        """The feed: each item is a recall."""
        items = self.xml(response, "rss").findall("channel/item")
        if not items:
            raise Unreadable("changed_layout", "the feed holds no recall")
        for item in items:
            url = value(item, "link")
            key = url.rstrip("/").rpartition("/")[2]
            if key and self.saw(key):
                page = BeautifulSoup(value(item, "description"), "lxml")
                parts = (Part("title", value(item, "title"), "title"), *self._parts(page))
                document = self.document(
                    response, key, parts, url=url, published=_day(page) or value(item, "pubDate") or None
                )
                wanted = self.named("\n".join(part.text for part in parts))
                yield from self.complete(document, url if wanted else None, self.page)

    def page(self, response: Response, document: Document | None = None) -> Iterator[Document]:
        """One recall's page, by itself or to complete what the feed told."""
        page = BeautifulSoup(self.text(response), "lxml")
        parts = tuple(self._parts(page))
        heading = page.select_one("h1")
        if not parts or heading is None:
            raise Unreadable("changed_layout", "no field of a recall in the page")
        if document is None:
            key = response.url.rstrip("/").rpartition("/")[2]
            self.saw(key)
            title = Part("title", heading.get_text(" ", strip=True), "title")
            yield self.document(response, key, (title, *parts), url=response.url, published=_day(page))
        else:
            new = tuple(part for part in parts if document.part(part.name) is None)
            yield replace(document, parts=document.parts + new)

    def _parts(self, page: BeautifulSoup) -> Iterator[Part]:
        for field in drupal(page):
            name = field.label.removeprefix("psa-recall-")
            if name in self.topics and field.text:
                yield Part(name, field.text, self.topics[name])
            elif name != field.label and name != "product-photo" and name not in self.topics:
                self.note_unknown(field.label, "a recall")


def _day(page: BeautifulSoup) -> str | None:
    found = page.select_one("[class*='psa-recall-published-date'] time[datetime]")
    return str(found["datetime"]) if found else None
