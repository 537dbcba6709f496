"""One crawl in this process: several sources side by side, and what each brought home."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler import replay
from crawler.source import SourceSpider
from db.records import Harvest


def settings(changes: Mapping[str, Any] | None = None) -> Settings:
    """The settings of crawler.settings with some changed; names in capitals, as there."""
    made = Settings()
    made.setmodule("crawler.settings", priority="project")
    made.setdict(dict(changes or {}), priority="cmdline")
    return made


def crawl(
    spiders: Iterable[type[SourceSpider]], changes: Mapping[str, Any] | None = None, urls: Iterable[str] = ()
) -> list[Harvest]:
    """Crawl these sources to their end and give their harvests, in the same order.

    With ``urls`` each source reads those of them that lie on its hosts, and
    nothing else. Once per process, as Twisted's reactor cannot be started twice.
    Raises crawler.warc.BadArchive where a file of REPLAY cannot be read.
    """
    chosen = settings(changes)
    replay.index(tuple(Path(path) for path in chosen.getlist("REPLAY")))
    process = AsyncCrawlerProcess(chosen)
    addresses = tuple(urls)
    crawlers: list[Crawler] = []
    tasks: list[asyncio.Task[None]] = []
    for spider in spiders:
        crawler = process.create_crawler(spider)
        crawlers.append(crawler)
        tasks.append(process.crawl(crawler, urls=addresses))
    process.start()
    for task in tasks:
        task.result()
    return [crawler.spider.harvest for crawler in crawlers if isinstance(crawler.spider, SourceSpider)]
