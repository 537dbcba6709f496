"""Scrapy's log, without lines that a fault already says or that nobody reads."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

# Their warnings (too large, gave up retrying, broken off) are noted as faults in our own words.
for _name in ("scrapy.core.downloader.handlers.http11", "scrapy.downloadermiddlewares", "scrapy.spidermiddlewares"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class QuietLog(LogFormatter):
    """Dropped items and failed downloads are counted and noted elsewhere: not a line for each."""

    def dropped(self, *args: Any, **kwargs: Any) -> LogFormatterResult:
        return {**super().dropped(*args, **kwargs), "level": logging.DEBUG}

    def download_error(self, *args: Any, **kwargs: Any) -> LogFormatterResult:
        return {**super().download_error(*args, **kwargs), "level": logging.DEBUG}
