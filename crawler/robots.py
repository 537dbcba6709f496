"""robots.txt as RFC 9309 has it.

Scrapy's own middleware reads the body of a 500 as rules, allows everything when
robots.txt cannot be had, and ignores Crawl-delay. Here: 2xx is parsed (the first
500 KiB at least), 4xx allows, 5xx and no answer at all disallow.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler import politeness
from crawler.addresses import host_of
from crawler.failures import Refused, of_exception

PARSED_BYTES = 512 * 1024
FETCHED_BYTES = 8 * PARSED_BYTES
#: Marks the request for robots.txt itself, in its meta.
OWN_REQUEST = "robots_txt"


class Rules:
    """What one host allows: parsed rules, or why nothing is allowed (a Fault's kind and message)."""

    def __init__(self, parsed: Protego | None = None, closed: tuple[str, str] | None = None) -> None:
        self.parsed = parsed
        self.closed = closed

    def refusal(self, url: str, agent: str) -> tuple[str, str] | None:
        """Why we may not ask for an address, or None."""
        if self.closed:
            return self.closed
        if self.parsed is not None and not self.parsed.can_fetch(url, agent):
            return "robots", "forbidden by robots.txt"
        return None

    def pause(self, agent: str) -> float:
        """Seconds between two requests that the host asks for (Crawl-delay, Request-rate), else 0."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(agent)
        return max(self.parsed.crawl_delay(agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)


class Robots:
    """Downloader middleware: asks each host's robots.txt once before its first page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._longest = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get(OWN_REQUEST):
            return
        scheme, place, *_ = urlsplit(request.url)
        site = f"{scheme}://{place}"
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._ask(site))
        rules = await self._rules[site]
        if refusal := rules.refusal(request.url, self._agent):
            raise Refused(*refusal)

    async def _ask(self, site: str) -> Rules:
        request = Request(
            f"{site}/robots.txt",
            callback=NO_CALLBACK,
            priority=1000,
            dont_filter=True,
            meta={OWN_REQUEST: True, "download_maxsize": FETCHED_BYTES},
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - whatever kept it from us, the answer is the same: keep out
            kind, message = of_exception(error)
            return Rules(closed=(kind, f"robots.txt could not be had: {message}"))
        rules = read(response)
        pause = rules.pause(self._agent)
        if pause > self._longest:
            wish = f"robots.txt asks for {pause:g} s between two requests, our bound is {self._longest:g} s"
            return Rules(closed=("robots", wish))
        if pause:
            politeness.slow_down(host_of(site), pause)
        return rules


def read(response: Response) -> Rules:
    """The rules that an answer for robots.txt sets (RFC 9309, section 2.3.1)."""
    if response.status >= 500:
        return Rules(closed=("robots", f"robots.txt answered {response.status}, so nothing may be visited (RFC 9309)"))
    if not 200 <= response.status < 300:
        return Rules()
    body = response.body
    if len(body) > PARSED_BYTES:
        body = body[: body.rfind(b"\n", 0, PARSED_BYTES) + 1] or body[:PARSED_BYTES]
    return Rules(parsed=Protego.parse(body.decode("utf-8", errors="replace")))
