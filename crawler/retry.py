"""Trying again: when the host says so (Retry-After), or after a pause that doubles, and not for ever."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawler import politeness
from crawler.addresses import host_of


def seconds_to_wait(value: bytes | None, now: datetime) -> float | None:
    """What a Retry-After header asks for, in seconds from ``now``: a number or an HTTP date (RFC 9110, 10.2.3)."""
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, with the host's own wish and a pause before each; a wish beyond the bound ends them."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PatientRetry:
        middleware = super().from_crawler(crawler)
        middleware._longest = crawler.settings.getfloat("RETRY_AFTER_MAX")
        middleware._first_pause = crawler.settings.getfloat("RETRY_PAUSE")
        return middleware

    _longest: float
    _first_pause: float

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        if response.status not in self.retry_http_codes:
            return response
        asked = None
        if response.status in (429, 503):
            asked = seconds_to_wait(response.headers.get("Retry-After"), datetime.now(UTC))
        if asked is not None and asked > self._longest:
            return response
        again = super().process_response(request, response)
        if isinstance(again, Request):
            self._pause(again, asked)
        return again

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        again = super().process_exception(request, exception)
        if isinstance(again, Request):
            self._pause(again, None)
        return again

    def _pause(self, again: Request, asked: float | None) -> None:
        attempt: int = again.meta.get("retry_times", 1)
        own = self._first_pause * 2 ** (attempt - 1)
        politeness.rest(host_of(again.url), min(self._longest, asked if asked is not None else own))
