"""A source is visited on its own hosts only, wherever its pages or redirects point."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.addresses import host_of
from crawler.failures import Refused
from crawler.robots import OWN_REQUEST
from crawler.source import SourceSpider


class OwnHosts:
    """Downloader middleware: refuses addresses off the source's hosts, and what is not http(s)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OwnHosts:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if not request.url.startswith(("http://", "https://")):
            raise Refused("blocked", "only http and https are visited")
        spider = self._crawler.spider
        if OWN_REQUEST in request.meta:  # robots.txt may move to another host (RFC 9309, 2.3.1.2)
            return
        if isinstance(spider, SourceSpider) and not spider.takes(request.url):
            raise Refused("blocked", f"{host_of(request.url)} is not one of this source's hosts")
