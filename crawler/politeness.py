"""Turns at a host: one request at a time and a pause between two, for all spiders of the process.

Scrapy keeps one set of slots per crawler, so two spiders on one host would not
be polite to it together. Here a host has one queue whoever asks.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from crawler.addresses import host_of
from crawler.failures import PrivateAddress, Refused
from crawler.public_hosts import PublicHosts


@dataclass(slots=True)
class Host:
    """One host's queue: seconds of pause that it asked for, and when it may be asked again (monotonic clock)."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    pause: float = 0.0
    ready: float = 0.0


#: Who waits for a turn looks up so often, in seconds, whether the crawl is to stop.
_LOOK_UP = 1.0

_hosts: dict[str, Host] = {}


def host(name: str) -> Host:
    """The queue of a host; the same one for every spider of this process."""
    return _hosts.setdefault(name, Host())


def slow_down(name: str, pause: float) -> None:
    """From now on leave at least ``pause`` seconds between two requests to a host (its Crawl-delay)."""
    host(name).pause = max(host(name).pause, pause)


def rest(name: str, seconds: float) -> None:
    """Ask a host for nothing during the next ``seconds`` (its Retry-After, or our own backing off)."""
    host(name).ready = max(host(name).ready, time.monotonic() + seconds)


@asynccontextmanager
async def turn(name: str, pause: float, stopping: Callable[[], bool] = lambda: False) -> AsyncIterator[None]:
    """Wait for one's turn at a host; at least ``pause`` seconds pass between one's end and the next one's start.

    Raises Refused where the crawl is asked to stop before that turn has come.
    """
    queue = host(name)
    async with queue.turn:
        while not stopping() and (wait := queue.ready - time.monotonic()) > 0:
            await asyncio.sleep(min(wait, _LOOK_UP))
        if stopping():
            raise Refused("cancelled", "not asked for, as the crawl was stopped")
        try:
            yield
        finally:
            queue.ready = max(queue.ready, time.monotonic() + max(pause, queue.pause))


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler, in turns, and never to a private address that nobody has allowed."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pause = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._allowed = frozenset(crawler.settings.getlist("ALLOW_HOSTS"))

    def _stopping(self) -> bool:
        """Whether a signal asked this crawl to stop: the page in hand is finished, and no other begun."""
        return not self.crawler.crawling

    async def download_request(self, request: Request) -> Response:
        name = host_of(request.url)
        guard = PublicHosts.on_guard(self._allowed)
        async with turn(name, self._pause, self._stopping):
            try:
                return await super().download_request(request)
            except CannotResolveHostError as error:
                if name in guard.refused:
                    raise PrivateAddress(f"{name} is at a private address ({guard.refused[name]})") from error
                raise
