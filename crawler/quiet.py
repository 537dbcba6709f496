"""Scrapy's log, without lines that a fault already says or that nobody reads."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.logformatter import LogFormatter

# Their warnings (too large, gave up retrying, broken off) are noted as faults in our own words.
for _name in ("scrapy.core.downloader.handlers.http11", "scrapy.downloadermiddlewares", "scrapy.spidermiddlewares"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class QuietLog(LogFormatter):
    """Not a line for each document, kept or dropped, nor for a failure that a fault already tells."""

    def scraped(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        return None

    def dropped(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        return None

    def download_error(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        return None
