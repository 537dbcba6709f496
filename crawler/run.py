"""One crawl in this process: several sources side by side, and what each brought home."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler import replay
from crawler.source import SourceSpider
from db.harvest import Fault, Harvest

log = logging.getLogger(__name__)

_WATCH_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Crawled:
    """What came of a crawl: a harvest a source, in the order asked for; whether a signal cut it short."""

    harvests: list[Harvest]
    interrupted: bool = False


def settings(changes: Mapping[str, Any] | None = None) -> Settings:
    """The settings of crawler.settings with some changed; names in capitals, as there."""
    made = Settings()
    made.setmodule("crawler.settings", priority="project")
    made.setdict(dict(changes or {}), priority="cmdline")
    return made


def crawl(
    spiders: Iterable[type[SourceSpider]],
    changes: Mapping[str, Any] | None = None,
    urls: Iterable[str] = (),
    *,
    watch: Callable[[Sequence[Harvest]], None] | None = None,
) -> Crawled:
    """Crawl these sources to their end.

    With ``urls`` each source reads those of them that lie on its hosts, and
    nothing else. Once per process, as Twisted's reactor cannot be started twice.
    ``watch`` is called now and then with the harvests of the sources at work.
    Raises crawler.warc.BadArchive where a file of REPLAY cannot be read.
    """
    chosen = settings(changes)
    archives = replay.index(tuple(Path(path) for path in chosen.getlist("REPLAY")))
    chosen.set("NOW", chosen.get("NOW") or archives.newest_date, priority="cmdline")
    chosen.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    process = AsyncCrawlerProcess(chosen)
    addresses = tuple(urls)
    crawlers: list[Crawler] = []
    tasks: list[asyncio.Task[None]] = []
    for spider in spiders:
        crawler = process.create_crawler(spider)
        crawlers.append(crawler)
        tasks.append(process.crawl(crawler, urls=addresses))
    if watch is not None:
        _call_now_and_then(lambda: watch([_harvest(crawler) for crawler in crawlers if crawler.spider]))
    asked_to_stop = _start(process)
    for crawler, task in zip(crawlers, tasks, strict=True):
        if not task.done():
            continue  # asked a second time, Scrapy lets go of the pages in hand
        if error := task.exception():
            log.error("%s did not run", crawler.spidercls.name, exc_info=error)
            _harvest(crawler).faults.append(Fault(crawler.spidercls.name, "parse", f"the source did not run: {error}"))
    interrupted = asked_to_stop or any(_was_shut_down(crawler) for crawler in crawlers)
    return Crawled([_harvest(crawler) for crawler in crawlers], interrupted)


def _was_shut_down(crawler: Crawler) -> bool:
    """Whether a signal ended a crawler; not one whose spider could not even be made, which has no statistics."""
    if not isinstance(crawler.spider, SourceSpider) or crawler.stats is None:
        return False
    return bool(crawler.stats.get_value("finish_reason") == "shutdown")


def _start(process: AsyncCrawlerProcess) -> bool:
    """Crawl to the end; whether a signal asked to stop. The signals' handlers are then again those of before.

    Scrapy leaves its own behind, with which nothing that follows a crawl could be stopped, and tells of a signal by
    the handler of the next one alone where every source was at its end already.
    """
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        process.start()
        return signal.getsignal(signal.SIGTERM) in (process._signal_kill, signal.SIG_IGN)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _harvest(crawler: Crawler) -> Harvest:
    """A crawler's harvest; an empty one that kept no promise where its spider could not even be made."""
    if isinstance(crawler.spider, SourceSpider):
        return crawler.spider.harvest
    spider = crawler.spidercls
    assert issubclass(spider, SourceSpider)
    unmade = Harvest(source=spider.described(), kept_promise=False)
    unmade.faults.append(Fault(spider.name, "parse", "the source could not be set up; the log says why"))
    return unmade


def _call_now_and_then(function: Callable[[], None]) -> None:
    from twisted.internet.task import LoopingCall  # its import needs the reactor that Scrapy installs

    LoopingCall(function).start(_WATCH_SECONDS, now=False)
