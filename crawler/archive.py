"""Captures: every exchange of a crawl as records of WARC/1.1 (ISO 28500:2017).

What is kept is the body before content decoding, the header fields that Scrapy
keeps, and the request without its secrets. Order of header fields and transfer
coding are not kept by Scrapy and not claimed.
"""

from __future__ import annotations

import fcntl
import http
import io
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.utils.defer import deferred_from_coro
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.addresses import is_secret, without_secrets
from crawler.mending import OPEN, sync
from crawler.source import SourceSpider
from crawler.warc import payload_digest
from db.clock import now
from db.records import Capture

_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
SERVER_NOT_MODIFIED = _PROFILES + "server-not-modified"
IDENTICAL_PAYLOAD = _PROFILES + "identical-payload-digest"

#: Asked for an address, and a payload digest or None for any: the capture that has that body, or None.
Known = Callable[[str, str | None], Capture | None]


class ArchiveFile:
    """The WARC file that this process writes to in one folder; a new one begins when it has grown to ``size`` bytes.

    File names carry the time, a serial number and a few characters by chance, so that those of several machines can
    lie in one folder, and ``.open`` until the file is closed. A record that could not be written to its end is cut
    off again, so the file stays readable.
    """

    def __init__(self, folder: Path, size: int, description: dict[str, str]) -> None:
        self._folder = folder
        self._size = size
        self._description = description
        self._serial = 0
        self._mark = secrets.token_hex(4)
        self._file: io.FileIO | None = None
        self.users = 0
        self.name = ""
        #: The last capture of each address in this process that holds a body.
        self.bodies: dict[str, Capture] = {}

    def write(self, make: Callable[[WARCWriter], object]) -> tuple[str, int]:
        """Write the record that ``make`` builds; give the file's name and the byte at which the record starts.

        Raises OSError where the disk refuses.
        """
        if self._file is None or self._file.tell() >= self._size:
            self._begin()
        return self.name, self._append(make)

    def close(self) -> None:
        """End the current file."""
        if self._file is not None:
            open_path = self._folder / f"{self.name}{OPEN}"
            if self._file.tell():
                open_path.rename(self._folder / self.name)
            else:
                open_path.unlink()  # not one record could be written
            self._file.close()
            self._file = None
            sync(self._folder)

    def _begin(self) -> None:
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._serial += 1
        moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")[:17]
        self.name = f"recalls-{moment}-{self._serial:05d}-{self._mark}.warc.gz"
        # Without a buffer: what a full disk refused would lie in it, and come out later in the midst of a record.
        self._file = (self._folder / f"{self.name}{OPEN}").open("xb", buffering=0)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        sync(self._folder)
        try:
            self._append(lambda writer: writer.create_warcinfo_record(self.name, self._description))
        except OSError:
            self.close()
            raise

    def _append(self, make: Callable[[WARCWriter], object]) -> int:
        assert self._file is not None
        offset = self._file.tell()
        buffer = io.BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
        writer.write_record(make(writer))
        record = buffer.getbuffer()
        try:
            while record:
                record = record[self._file.write(record) :]
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(offset)
            self._file.seek(offset)
            raise
        return offset


#: One file per folder for the whole process: spiders run side by side in one thread, and share it.
_files: dict[Path, ArchiveFile] = {}


class Archive:
    """Scrapy extension: writes each exchange, tells the spider's harvest, and stops the spider when it cannot."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.get("ARCHIVE_DIR"):
            raise NotConfigured
        self._crawler = crawler
        self._folder = Path(settings["ARCHIVE_DIR"]).resolve()
        self._known: Known | None = settings.get("CAPTURED")
        agent = settings["USER_AGENT"]
        description = {
            "software": agent,
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "obey",
            "http-header-user-agent": agent,
            "operator": settings.get("CONTACT") or "",
        }
        size = settings.getint("ARCHIVE_FILE_BYTES")
        self._file = _files.setdefault(self._folder, ArchiveFile(self._folder, size, description))
        self._file.users += 1

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Archive:
        archive = cls(crawler)
        crawler.signals.connect(archive.response_downloaded, signals.response_downloaded)
        crawler.signals.connect(archive.spider_closed, signals.spider_closed)
        return archive

    def response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        """Keep one exchange, as it came over the wire, before anything reads it."""
        assert isinstance(spider, SourceSpider)
        request.meta.pop("capture", None)
        try:
            capture = self._keep(request, response)
        except OSError as error:
            why = error.strerror or str(error)
            spider.note("cancelled", f"the archive {self._folder} cannot be written: {why}", request.url)
            spider.tally.broken = True
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="archive"))
            return
        request.meta["capture"] = capture
        spider.harvest.captures.append(capture)

    def spider_closed(self, spider: Spider) -> None:
        """The last spider that leaves closes the file."""
        self._file.users -= 1
        if not self._file.users:
            self._file.close()
            _files.pop(self._folder, None)

    def _keep(self, request: Request, response: Response) -> Capture:
        url = without_secrets(request.url)
        digest = payload_digest(response.body)
        earlier = self._earlier(url, None if response.status == 304 else digest)
        headers = {"WARC-Date": now()}
        if response.ip_address is not None:
            headers["WARC-IP-Address"] = str(response.ip_address)
        revisit = response.status == 304 or (earlier is not None and bool(response.body))
        if revisit:
            headers |= _revisited(response.status, earlier)
            digest = earlier.digest if earlier and response.status == 304 else digest
            headers["WARC-Payload-Digest"] = digest
        identifier = WARCWriter._make_warc_id()
        head = _response_head(response)

        def answer(writer: WARCWriter) -> object:
            return writer.create_warc_record(
                url,
                "revisit" if revisit else "response",
                payload=None if revisit else io.BytesIO(response.body),
                length=0 if revisit else len(response.body),
                http_headers=head,
                warc_headers_dict={"WARC-Record-ID": identifier, **headers},
            )

        name, offset = self._file.write(answer)
        self._file.write(lambda writer: _request_record(writer, request, url, identifier, headers["WARC-Date"]))
        capture = Capture(
            url=url,
            date=headers["WARC-Date"],
            status=response.status,
            digest=digest,
            file=name,
            offset=offset,
            record_id=identifier,
            method=request.method,
            etag=_header(response.headers, "ETag"),
            last_modified=_header(response.headers, "Last-Modified"),
            revisit=revisit,
        )
        if not revisit:
            self._file.bodies[url] = capture
        return capture

    def _earlier(self, url: str, digest: str | None) -> Capture | None:
        """The capture, of this run or an earlier one, that holds the same body of the same address."""
        seen = self._file.bodies.get(url)
        if seen is not None and digest in (None, seen.digest):
            return seen
        return self._known(url, digest) if self._known else None


def _revisited(status: int, earlier: Capture | None) -> dict[str, str]:
    headers = {"WARC-Profile": SERVER_NOT_MODIFIED if status == 304 else IDENTICAL_PAYLOAD}
    if earlier is not None:
        headers["WARC-Refers-To"] = earlier.record_id
        headers["WARC-Refers-To-Target-URI"] = earlier.url
        headers["WARC-Refers-To-Date"] = earlier.date
    return headers


def _request_record(writer: WARCWriter, request: Request, url: str, response_id: str, date: str) -> object:
    target = url.partition("://")[2].partition("/")
    sent = [("Host", target[0])] + [pair for pair in _pairs(request.headers) if not is_secret(pair[0])]
    path = "/" + target[2].partition("#")[0]
    head = StatusAndHeaders(f"{path} HTTP/1.1", sent, protocol=request.method)
    return writer.create_warc_record(
        url,
        "request",
        payload=io.BytesIO(request.body),
        length=len(request.body),
        http_headers=head,
        warc_headers_dict={"WARC-Date": date, "WARC-Concurrent-To": response_id},
    )


def _response_head(response: Response) -> StatusAndHeaders:
    known = response.status in http.HTTPStatus._value2member_map_
    phrase = http.HTTPStatus(response.status).phrase if known else ""
    return StatusAndHeaders(
        f"{response.status} {phrase}".rstrip(), _pairs(response.headers), protocol=response.protocol or "HTTP/1.1"
    )


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values or ()
    ]


def _header(headers: Headers, name: str) -> str | None:
    value = headers.get(name)
    return value.decode("latin-1") if value else None
