"""The Scrapy item pipeline: understand what concerns a watched brand, keep it as one night.

Thin on purpose: what a document means is ``pipelines.notice``'s to say, whether a
source kept its promise is the spider's, and what is already known is the store's.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem

from db.harvest import Fault, Harvest, Reading
from db.quarantine import address_of
from db.records import Document
from db.store import Store, StoreError, open_store
from pipelines.dates.stamps import published_on
from pipelines.notice import normalize, reader_version
from pipelines.watchlist import load_all

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)


class Keep:
    """Keep the documents that concern a watched brand, and publish them when the source is done.

    Settings: ``WATCHLISTS`` (a folder of the user's, or None), ``ALL_BRANDS`` (keep
    every document, understand only watched ones), ``DATABASE`` (path; without one
    nothing is stored and the items go on to Scrapy's feed exports), ``RUN`` (the id
    of the run they belong to) and ``ALLOW_RECREATED``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.watchlist = load_all(crawler.settings.get("WATCHLISTS"))
        self.all_brands = crawler.settings.getbool("ALL_BRANDS")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Keep:
        """Scrapy's way in."""
        return cls(crawler)

    @property
    def spider(self) -> Any:
        """The spider at work: a crawler.source.SourceSpider, which this package does not import."""
        return self.crawler.spider

    def process_item(self, item: Document) -> Document:
        """Understand one document and add it to the source's harvest.

        Raises:
            DropItem: no watched brand's words are hit, and not all brands are wanted.
        """
        watched = any(self.watchlist.hits(part.text) for part in item.parts)
        if not watched and not self.all_brands:
            raise DropItem("no watched brand's words")
        self.spider.harvest.readings.append(self.read(item) if watched else self.shelve(item))
        return item

    def read(self, document: Document) -> Reading:
        """A document with its notice; a reader's failure costs that document's notice and is reported."""
        try:
            notice = normalize(document, self.watchlist)
        except Exception as error:
            log.info("cannot understand %s", document.url or document.key, exc_info=True)
            message = f"cannot understand document {document.key}: {type(error).__name__}: {error}"
            self.spider.harvest.faults.append(Fault(self.spider.name, "understanding", message, address_of(document)))
            return replace(self.shelve(document), failed=True)
        return Reading(document, notice.published, notice)

    def shelve(self, document: Document) -> Reading:
        """A document in its source's words, searchable and not understood."""
        origin = document.source
        published = published_on(
            document.published,
            timezone=origin.timezone if origin else None,
            language=document.language or (origin.language if origin else None),
        )
        return Reading(document, published, None)

    def close_spider(self) -> None:
        """Judge the source by its promise and publish its harvest in one transaction."""
        settings, spider = self.crawler.settings, self.spider
        if not settings.get("DATABASE"):
            spider.judge(None)
            return
        try:
            with open_store(settings["DATABASE"], allow_recreated=settings.getbool("ALLOW_RECREATED")) as store:
                spider.judge(store.last_read(spider.name))
                self.publish(store, spider.harvest)
        except StoreError as error:
            spider.harvest.kept_promise = False
            spider.harvest.faults.append(Fault(spider.name, "store", str(error)))

    def publish(self, store: Store, harvest: Harvest) -> None:
        """Hand the harvest over with the versions of everything that read it."""
        store.publish(
            self.crawler.settings["RUN"],
            harvest,
            reader=reader_version(),
            watchlist=self.watchlist.digest,
            crawler_reader=self.spider.reader_version(),
        )
