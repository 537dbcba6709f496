"""The recalls of Product Safety New Zealand (Ministry of Business, Innovation and Employment).

Domain: www.productsafety.govt.nz
Caveats: Twelve recalls a page, resolved ones only where asked for; the list ends with a page without recalls.
    There is no feed, no API and no number: the last piece of the address is the key.
Interface: /recalls?resolved=1&start=, HTML
Seen: 2026-11-22, in public scrapers of it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from bs4 import BeautifulSoup
from scrapy.http import Response

from crawler.health import Promise
from crawler.markup import tree_text
from crawler.platforms.fields import Field, headed
from crawler.platforms.listed_pages import Labels, ListedPages


class Mbie(ListedPages):
    """See the module's docstring."""

    name = "nz-mbie"
    title = "Product Safety New Zealand"
    kind = "regulator"
    market = "NZ"
    language = "en"
    timezone = "Pacific/Auckland"
    hosts = ("www.productsafety.govt.nz",)
    homepage = "https://www.productsafety.govt.nz/recalls"
    licence = "CC BY 4.0"
    promise = Promise(records=200, quiet_days=90)
    checked = "2026-11-22"
    checked_by = "re-created from public scrapers"
    lists = ("https://www.productsafety.govt.nz/recalls?resolved=1",)
    notice = r"/recalls/([a-z0-9][a-z0-9-]+)/?$"
    headline = "h1"
    labels: ClassVar[Labels] = {
        "The hazard": "hazard",
        "What to do": "remedy",
        "Product Identifiers": "identification",
        "Supplier Contact": "issuer",
    }

    def further(self, response: Response, tree: BeautifulSoup, page: int) -> Iterable[str]:
        return [f"{self.lists[0]}&start={12 * page}"] if tree.select("article.recall") else []

    def fields(self, tree: BeautifulSoup) -> Iterator[Field]:
        for kind, label in (("hazard", "The hazard"), ("whattodo", "What to do")):
            for box in tree.select(f".recall__info--{kind} .recall__info-content"):
                yield Field(label, tree_text(box), ())
        yield from headed(tree, "h4.recall__content-heading")
