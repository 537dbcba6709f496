"""How we crawl: politely, with an archive, and without surprises. Scrapy reads the names in capitals.

Set by the command line:

QUERIES       words to type into a source's search; the watchlist's
ALL_BRANDS    list what a source has without the search words
SINCE         EDTF date before which a source need not be read, where it can tell beforehand
REPLAY        WARC files to answer from instead of the network
IN_PART       whether a crawl is to stop early, as a check does: then nobody expects it to show everything
ARCHIVE_DIR   folder for our own WARC files; none is written without it
CONTACT       address of the operator for the User-Agent
ALLOW_HOSTS   hosts that may lie at a private address
VALIDATORS    function: (address, version of the reader) -> (entity tag, last modified) of its last capture, or None
READ_FOR      what answers are read for (watchlist, reader of the words, SINCE …): part of what READ_BEFORE goes by
READ_BEFORE   function: (address, payload digest, by whom, captured since) -> whether that answer was so read, wholly
NOW           the moment by which pages are due (UTC, ISO 8601); None for the clock's, or that of a replayed archive
READ_ON       function: (address, by whom) -> when it was last read so, and wholly, or None
WATCHED       function: source -> days on which its understood documents were first and last seen
CAPTURED      function: (address, payload digest or None) -> its earlier Capture, or None
KNOWN         function: source -> addresses of its documents, for sources whose listings forget them
SEEN          function: (source, document's key, address or None) -> days on which the document was first seen and
              its page there last read, or None
PARTS         function: (source, document's key, version of the reader or None, moment or None) -> its parts as last
              read by that reader, and by that moment, or None

Functions must be plain ones: Scrapy copies its settings deeply.
"""

from __future__ import annotations

from typing import Any

BOT_NAME = "recall-timeline"
SPIDER_MODULES = ["crawler.spiders"]
ADDONS = {"crawler.modes.Modes": 0}
ITEM_PIPELINES = {"pipelines.stages.Keep": 100}

QUERIES: tuple[str, ...] = ()
ALL_BRANDS = False
SINCE: str | None = None
REPLAY: tuple[str, ...] = ()
IN_PART = False
ARCHIVE_DIR: str | None = None
ARCHIVE_FILE_BYTES = 1_000_000_000
CONTACT: str | None = None
ALLOW_HOSTS: tuple[str, ...] = ()
VALIDATORS: Any = None
CAPTURED: Any = None
READ_FOR: str | None = None
READ_BEFORE: Any = None
NOW: str | None = None
READ_ON: Any = None
WATCHED: Any = None
SEEN: Any = None
PARTS: Any = None
KNOWN: Any = None

# Politeness. Turns at a host are kept for the whole process (crawler.politeness).
ROBOTSTXT_OBEY = False  # by crawler.robots instead, as RFC 9309 has it
ROBOTSTXT_USER_AGENT = "recall-timeline"
CRAWL_DELAY_MAX = 60.0
CONCURRENT_REQUESTS = 4
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0
RETRY_TIMES = 2
RETRY_PAUSE = 5.0
RETRY_AFTER_MAX = 120.0
DEFAULT_REQUEST_HEADERS = {"Accept": "*/*"}

# Bounds. Each source has its own DOWNLOAD_MAXSIZE (its max_bytes).
DOWNLOAD_TIMEOUT = 120
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
DNS_TIMEOUT = 20
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
DEPTH_LIMIT = 10

# Safety and quiet.
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy would resolve names out of our sight
REFERER_ENABLED = False
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(levelname)s %(name)s: %(message)s"
LOG_FORMATTER = "crawler.quiet.QuietLog"
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
STATS_DUMP = False

DOWNLOAD_HANDLERS = {
    "http": "crawler.politeness.PoliteHandler",
    "https": "crawler.politeness.PoliteHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.own_hosts.OwnHosts": 50,
    "crawler.robots.Robots": 100,
    "crawler.retry.PatientRetry": 550,
}
EXTENSIONS = {"crawler.archive.Archive": 10}
