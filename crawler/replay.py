"""Answers from WARC files instead of the network: the same spiders, the same code, nothing else differs."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler import warc
from crawler.failures import NOT_ARCHIVED
from crawler.source import SourceSpider
from crawler.warc import Entry
from db.records import Capture

#: A request is known by its method, its address, and the digest of its body.
Key = tuple[str, str, str]


class Index:
    """All captures of some WARC files, newest first for each request; ``newest_date`` is the last moment of all."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        responses: list[Entry] = []
        requests: dict[str, Entry] = {}
        for path in paths:
            for entry in warc.entries(path):
                if entry.kind != "request":
                    responses.append(entry)
                elif entry.concurrent_to:
                    requests[entry.concurrent_to] = entry
        self.newest_date = max((entry.date for entry in responses), default=None)
        self._captures: dict[Key, list[Entry]] = defaultdict(list)
        for entry in responses:
            request = requests.get(entry.record_id)
            method, body = (request.method, request.body_digest) if request else ("GET", "")
            self._captures[method, entry.url, body].append(entry)
        for found in self._captures.values():
            found.sort(key=lambda entry: (entry.date, entry.kind == "response"), reverse=True)

    def newest(self, request: Request) -> tuple[Entry, Entry] | None:
        """The newest capture for a request and the one that holds its body; None where there is none with a body."""
        key = (request.method, warc.address(request.url), warc.body_digest(request.body))
        for entry in self._captures.get(key, ()):
            holder = entry if entry.kind == "response" and entry.status != 304 else self._holder(entry)
            if holder is not None:
                return entry, holder
        return None

    def _holder(self, revisit: Entry) -> Entry | None:
        """The response that a revisit refers to: by address and date, else the newest before it with its digest."""
        earlier = self._captures.get(("GET", revisit.refers_to_url or revisit.url, ""), [])
        bodies = [entry for entry in earlier if entry.kind == "response" and entry.status != 304]
        if revisit.refers_to_date:
            return next((entry for entry in bodies if entry.date == revisit.refers_to_date), None)
        if revisit.profile == "identical-payload-digest":
            bodies = [entry for entry in bodies if entry.digest == revisit.digest]
        return next((entry for entry in bodies if entry.date <= revisit.date), None)


@lru_cache(maxsize=4)
def index(paths: tuple[Path, ...]) -> Index:
    """The index of these files, made once per process. Raises warc.BadArchive and OSError."""
    return Index(paths)


class ReplayHandler(BaseDownloadHandler):
    """Scrapy download handler for http and https that answers from the files of the setting REPLAY."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._index = index(tuple(Path(path) for path in crawler.settings.getlist("REPLAY")))
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def download_request(self, request: Request) -> Response:
        found = self._index.newest(request)
        if found is None:
            return Response(request.url, status=404, headers={NOT_ARCHIVED: "yes"}, body=b"not in the archive")
        entry, holder = found
        if _not_modified(request, holder):
            self._keep(request, entry, 304)
            return Response(request.url, status=304, headers=_validators(holder))
        record = warc.read(holder)
        most = request.meta.get("download_maxsize", self._most)
        if most and len(record.body) > most:
            raise DownloadCancelledError(f"{len(record.body)} bytes where {most} are allowed")
        self._keep(request, entry, record.status)
        headers = Headers()
        for name, value in record.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=record.body[:4096])
        return kind(request.url, status=record.status, headers=headers, body=record.body)

    async def close(self) -> None:
        return None

    def _keep(self, request: Request, entry: Entry, status: int) -> None:
        spider = self._crawler.spider
        capture = Capture(
            url=entry.url,
            date=entry.date,
            status=status,
            digest=entry.digest,
            file=entry.path.name,
            offset=entry.offset,
            record_id=entry.record_id,
            method=request.method,
            etag=entry.etag,
            last_modified=entry.last_modified,
            revisit=entry.kind == "revisit" or status == 304,
            recreated=entry.recreated,
        )
        request.meta["capture"] = capture
        if isinstance(spider, SourceSpider):
            spider.harvest.captures.append(capture)


def _validators(entry: Entry) -> dict[str, str]:
    fields = {"ETag": entry.etag, "Last-Modified": entry.last_modified}
    return {name: value for name, value in fields.items() if value}


def _not_modified(request: Request, entry: Entry) -> bool:
    """Whether the server would have said 304: entity tags decide, then dates (RFC 9110, 13.2.2)."""
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        asked = {tag.strip().removeprefix("W/") for tag in tags.decode("latin-1").split(",")}
        return entry.etag is not None and (entry.etag.removeprefix("W/") in asked or "*" in asked)
    since = _moment(request.headers.get("If-Modified-Since"))
    modified = _moment((entry.last_modified or "").encode("latin-1", "replace"))
    return since is not None and modified is not None and modified <= since


def _moment(value: bytes | None) -> datetime | None:
    try:
        return parsedate_to_datetime((value or b"").decode("latin-1"))
    except ValueError:
        return None
