"""Reports anywhere in the press: known coverage of 2024 and 2025, and any address that one names.

Domain: many
Caveats: Compiled in November 2026 from public pages; blogs, aggregators and translations by machine are among them.
    Addresses of hosts that are a source of their own are read by that source. Many of these pages will be gone.
    The table's language is believed where a page tells none; the market is not known, the time zone only as far as
    a stamp tells it. Stamps in UTC (many blogs print none else) are read by the clock of a country's domain, else by
    that of a language that is spoken by one clock.
Interface: crawler/coverage.csv, articles' own pages (JSON-LD, meta elements, main text)
Seen: 2026-11-22, in a collection of addresses; no page was saved
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import cache
from urllib.parse import urljoin

from scrapy import Request

from crawler import registry
from crawler.addresses import host_of, normalised, within
from crawler.coverage import coverage, languages
from crawler.health import Promise
from crawler.platforms.article import Articles, key_of
from crawler.platforms.page import Page
from crawler.zones import zone_of

_UTC = re.compile(r"T\d\d:\d\d\S*(Z|[+-]00:?00)$")
_OFFSET = re.compile(r"(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)[+-](?!00:?00$)\d\d:?\d\d$")


class Coverage(Articles):
    """See the module's docstring."""

    name = "press-coverage"
    title = "Known coverage"
    market = None
    language = "und"
    timezone = "UTC"
    hosts = ("*",)
    licence = "© their publishers; quotes only"
    promise = Promise(records=50, published=0.5)
    checked = "2026-11-22"
    checked_by = "a collection of addresses"

    @classmethod
    def takes(cls, url: str) -> bool:
        """Any address of the web that no other source reads."""
        return url.startswith(("http://", "https://")) and not _anothers(host_of(url))

    def listings(self) -> Iterable[Request]:
        self.tally.listings += 1  # the table is the listing: with it the promise counts
        self.tally.read_listings += 1
        for report in coverage():
            yield from self.candidate(report.url, supposed=True)
        yield from super().listings()

    def key_of(self, url: str) -> str:
        return urljoin(normalised(url), key_of(url))

    def stamp(self, told: str | None, url: str, language: str | None = None) -> str | None:
        """The day is that of the outlet's own clock: the one that its stamps, its domain or its language tell."""
        if told and (zone := zone_of(host_of(url), language)) and _UTC.search(told):
            with suppress(ValueError):
                return datetime.fromisoformat(told).astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S")
        return _OFFSET.sub(r"\1", told) if told else None

    def spoken(self, page: Page, url: str) -> str | None:
        return page.language or languages().get(normalised(url))


@cache
def _anothers(host: str) -> bool:
    others = (spider for name, spider in registry.sources().items() if name != Coverage.name)
    return any(within(host, spider.hosts) for spider in others)
