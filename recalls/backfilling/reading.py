"""One file of a news archive: its pages rejected, read and understood as a crawl would, and what became of them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse

from crawler import registry
from crawler.addresses import host_of, normalised, within, without_secrets
from crawler.coding import Unopenable, opened
from crawler.coverage import languages
from crawler.described import code_digest
from crawler.encoding import Undecodable
from crawler.failures import Unreadable
from crawler.platforms.article import Articles, says_any
from crawler.platforms.wordpress import WordPress
from crawler.run import settings
from crawler.source import SourceSpider
from crawler.spiders.press.coverage import Coverage
from crawler.warc import moment, payload_digest
from crawler.warc_stream import Archived, Damage, parted, responses
from db.harvest import Reading
from db.records import Capture, Document
from pipelines.notice import normalize, reader_version
from pipelines.watchlist import Watchlist, load_all
from recalls.backfilling.inputs import file_name, identity, open_input, public, unreadable
from recalls.backfilling.rejection import Rejection

#: So many faults of a file are told one by one, each in so many characters; the others are counted.
MOST_FAULTS, MOST_OF_A_FAULT = 100, 300


class NewsArchive(Coverage):
    """Reports of outlets that are no source of ours, found in archives of the news. Never crawled."""

    name = "press-archive"
    title = "News archives"
    hosts = Coverage.hosts
    timezone = Coverage.timezone
    licence = Coverage.licence
    checked = Coverage.checked
    checked_by = "the layout of news archives (WARC)"

    @classmethod
    def reader_version(cls) -> str:
        """The reading is that of known coverage."""
        return Coverage.reader_version()


@dataclass(frozen=True, slots=True)
class Job:
    """What is done to a file: its address or path, the user's watchlists, where a Parquet file goes (None: nowhere).

    ``reject``: skip pages by their bytes; without it every page is parsed, which only checks the rejection.
    """

    address: str
    watchlists: str | None = None
    out: str | None = None
    reject: bool = True


@dataclass(slots=True)
class Found:
    """What came of a file. ``readings`` by source, each with the version of the code that named its parts.

    ``counts``: pages, rejected, other (not HTML or not answered with 200), unreadable, elsewhere (of sources that
    are read in another way), nameless (no watched word in what was read), kept, reports, damaged, failed.
    """

    address: str
    size: int = 0
    digest: str = ""
    reader: str = ""
    watchlist: str = ""
    readings: list[tuple[Reading, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    failure: str | None = None
    seconds: float = 0.0

    def __post_init__(self) -> None:
        """The address is shown and kept, so it is without secrets; that of the job has them."""
        self.address = public(self.address)


def code_version() -> str:
    """The version of all that reads an archive: what names the parts, what understands them, what rejects."""
    own = code_digest(
        frozenset({__name__, "recalls.backfilling.rejection", "crawler.coding", "crawler.warc", "crawler.warc_stream"})
    )
    return f"{reader_version()}/{NewsArchive.reader_version()}/{own}"


def words(watchlist: Watchlist) -> tuple[str, ...]:
    """The words one of which a page must say: search words, brands in every script, and lines of one word."""
    found = [*watchlist.queries]
    for group in watchlist.groups:
        found += [word for brand in group.brands for word in (brand.name, *brand.words)]
        found += [line for line in group.lines if " " not in line]
    return tuple(dict.fromkeys(found))


def read_file(job: Job) -> Found:
    """Read one file; what fails is in the result's ``failure`` and ``faults``, nothing is raised for it."""
    start = time.perf_counter()
    watchlist = load_all(job.watchlists)
    found = Found(job.address, reader=code_version(), watchlist=watchlist.digest)
    try:
        found.size, found.digest = identity(job.address)
        with open_input(job.address) as file:
            reader = PageReader(watchlist, file_name(job.address), found, reject=job.reject)
            for record in responses(file):
                reader.take(record)
    except OSError as error:
        found.failure = unreadable(error)
    except Exception as error:  # noqa: BLE001 - each file system has errors of its own
        found.failure = public(f"{type(error).__name__}: {error}")
    found.seconds = time.perf_counter() - start
    return found


class PageReader:
    """The pages of one file on their way into a result."""

    def __init__(self, watchlist: Watchlist, file: str, found: Found, *, reject: bool) -> None:
        self.watchlist = watchlist
        self.file = file
        self.found = found
        self.words = words(watchlist)
        self.rejection = Rejection(self.words if reject else ())

    def take(self, record: Archived | Damage) -> None:
        """One record, or one stretch of damage."""
        if isinstance(record, Damage):
            self._fault("damaged", record.offset, record.message)
            return
        self.found.counts["pages"] += 1
        status, fields, body = parted(record.block)
        kind = (fields.get("content-type") or "text/html").lower()
        if status != 200 or ("html" not in kind and "text/plain" not in kind):
            self.found.counts["other"] += 1
            return
        try:
            page = _unpacked(fields, body)
        except Unopenable as error:
            self._fault("failed", record.offset, str(error))
            return
        if not self.rejection.may_name(page, fields.get("content-type")):
            self.found.counts["rejected"] += 1
            return
        try:
            self._read(record, fields, body, page)
        except (Unreadable, Undecodable):
            self.found.counts["unreadable"] += 1
        except Exception as error:  # noqa: BLE001 - one page must not cost the file
            self._fault("failed", record.offset, f"{type(error).__name__}: {error}")

    def _read(self, record: Archived, fields: dict[str, str], body: bytes, page: bytes) -> None:
        url = _address(record)
        spider = _spider(url)
        if spider is None:
            self.found.counts["elsewhere"] += 1
            return
        capture = self._capture(record, fields, body, url)
        headers = {"Content-Type": fields["content-type"]} if "content-type" in fields else {}
        response = HtmlResponse(url, headers=headers, body=page, request=Request(url, meta={"capture": capture}))
        documents: Iterator[Any] = (
            spider.page(response) if isinstance(spider, WordPress) else iter(spider.article(response))  # type: ignore[attr-defined]
        )
        for document in documents:
            if isinstance(document, Document):
                self._keep(document, _readers()[spider.name])
        # A spider notes what it stumbles over for its run; there is none here.
        spider.harvest.faults.clear()
        spider.harvest.listed.clear()

    def _keep(self, document: Document, reader: str) -> None:
        said = "\n".join(part.text for part in document.parts)
        if not says_any(said, self.words) or not self.watchlist.hits(said):
            self.found.counts["nameless"] += 1
            return
        notice = normalize(document, self.watchlist)
        self.found.counts["kept"] += 1
        self.found.counts["reports"] += notice.is_recall_report
        self.found.readings.append((Reading(document, notice.published, notice), reader))

    def _capture(self, record: Archived, fields: dict[str, str], body: bytes, url: str) -> Capture:
        marks = (record.fields.get("warc-recreated", ""), fields.get("x-recreated", ""))
        return Capture(
            url=url,
            date=moment(record.fields.get("warc-date", "")),
            status=200,
            digest=record.fields.get("warc-payload-digest") or payload_digest(body),
            file=self.file,
            offset=record.offset,
            record_id=record.fields.get("warc-record-id", ""),
            recreated=any(mark.lower() == "yes" for mark in marks),
        )

    def _fault(self, kind: str, offset: int, message: str) -> None:
        self.found.counts[kind] += 1
        if len(self.found.faults) < MOST_FAULTS:
            self.found.faults.append(f"byte {offset:,}: {message[:MOST_OF_A_FAULT]}")


def _unpacked(fields: dict[str, str], body: bytes) -> bytes:
    """A page's body without its codings. Raises Unopenable.

    Common Crawl renames the header of what it has decoded; others that do so leave the body packed.
    """
    chunked = "chunked" in fields.get("transfer-encoding", "").lower()
    coding, renamed = fields.get("content-encoding", ""), fields.get("x-crawler-content-encoding", "")
    if renamed and not coding:
        with suppress(Unopenable):
            return opened(body, renamed, chunked=chunked, most=Coverage.max_bytes)
    return opened(body, coding, chunked=chunked, most=Coverage.max_bytes)


def _address(record: Archived) -> str:
    """Where a page was found, without secrets. Raises ValueError, which does not repeat them either."""
    named = record.fields.get("warc-target-uri", "").strip("<>")
    try:
        return without_secrets(named)
    except ValueError as error:
        why = str(error).partition("netloc")[0] or "signs that no host has"
        raise ValueError(f"the WARC-Target-URI is no address: {why}") from None


@cache
def _spiders() -> dict[str, SourceSpider]:
    """The sources whose pages are articles, each ready to read outside a crawl."""
    kinds = [kind for kind in registry.sources().values() if issubclass(kind, Articles | WordPress)]
    made: dict[str, SourceSpider] = {kind.name: kind() for kind in (*kinds, NewsArchive)}
    for spider in made.values():
        spider.settings = settings()
    return made


@cache
def _readers() -> dict[str, str]:
    """By source, the version of the code that names its parts; none changes while a file is read."""
    return {name: spider.reader_version() for name, spider in _spiders().items()}


def _spider(url: str) -> SourceSpider | None:
    """Who reads an address: the outlet that is a source, known coverage, else the archive's own; None for others'."""
    if outlet := next((spider for spider in _outlets_on(host_of(url)) if spider.takes(url)), None):
        return outlet
    if not Coverage.takes(url):
        return None
    return _spiders()[Coverage.name if normalised(url) in languages() else NewsArchive.name]


@lru_cache(maxsize=10_000)
def _outlets_on(host: str) -> tuple[SourceSpider, ...]:
    """The outlets that are sources and have pages on a host: an archive has many pages of each."""
    others = (Coverage.name, NewsArchive.name)
    return tuple(one for name, one in _spiders().items() if name not in others and within(host, one.hosts))


def reread(document: Document, watchlist: Watchlist) -> Reading:
    """A document that was kept, understood again."""
    notice = normalize(document, watchlist)
    return Reading(document, notice.published, notice)
