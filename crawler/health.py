"""What each source promises of a full run, and whether this run kept it.

A source below its promise publishes nothing new and keeps its last good state
(DESIGN.md, rules 3 and 6). One bad record in a good listing is a fault of that
record alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from scrapy.statscollectors import StatsCollector

from crawler.stamps import day_of
from db.harvest import Fault, Harvest, Traffic
from db.records import Document

#: A full run that shows less than this share of the last good one has not shown everything.
LEAST_OF_LAST = 0.5
#: A source of whose listings this share cannot be read has broken; below it, what was read stands.
MOST_FAILED = 0.5


@dataclass(frozen=True, slots=True)
class Promise:
    """The least that a full run of a source brings.

    ``records`` counts what a listing shows. ``title``, ``published`` and ``text``
    are shares (0 to 1) of the documents that carry a title, a stamp of
    publication, and words beyond their title. ``quiet_days`` is the most days
    without news: how old the newest entry of a live listing may be, None for any.
    """

    records: int = 1
    title: float = 1.0
    published: float = 0.95
    text: float = 0.95
    quiet_days: int | None = None


@dataclass(slots=True)
class Tally:
    """What one run of a source has seen so far."""

    documents: int = 0
    title: int = 0
    published: int = 0
    text: int = 0
    listings: int = 0
    read_listings: int = 0
    failed_listings: int = 0
    not_modified: int = 0
    not_modified_listings: int = 0
    not_due: int = 0
    recreated: bool = False
    replayed: bool = False
    broken: bool = False
    bounded: bool = False
    newest: date | None = None
    stats: StatsCollector | None = None
    unknown_fields: set[str] = field(default_factory=set)

    @property
    def unfinished(self) -> int:
        """Listings that were asked for and neither read nor refused: the crawl was stopped before."""
        return self.listings - self.read_listings - self.failed_listings - self.not_modified_listings

    @property
    def missed(self) -> bool:
        """Whether something of the listing was not read in this run, for whatever reason."""
        left_out = self.failed_listings or self.not_modified or self.unfinished
        return self.broken or self.bounded or bool(left_out)

    def add(self, document: Document) -> None:
        """Count one document and which of the promised parts it has."""
        self.documents += 1
        self.title += bool(document.title)
        self.published += bool(document.published)
        self.text += any(part.text for part in document.parts if part.topic not in ("title", "ignored"))
        self.recreated = self.recreated or document.recreated
        self.heard(document.published)

    def traffic(self) -> Traffic:
        """What the run cost, by Scrapy's statistics, and what was spared."""
        sent = self.stats.get_value("downloader/request_count", 0) if self.stats else 0
        received = self.stats.get_value("downloader/response_bytes", 0) if self.stats else 0
        return Traffic(sent, received, self.not_modified, self.not_due)

    def rested(self, modified: str, *, listing: bool) -> None:
        """Count an answer that has not been modified since the stamp that it bears, or an empty one."""
        self.not_modified += 1
        self.not_modified_listings += listing
        self.heard(modified if listing else None)

    def heard(self, stamp: str | None) -> None:
        """Take in when an entry of the listing was published."""
        days = [day for day in (self.newest, day_of(stamp)) if day is not None]
        self.newest = max(days, default=None)


def judge(harvest: Harvest, promise: Promise, tally: Tally, *, full: bool, last_read: int | None) -> None:
    """Set ``harvest.kept_promise`` and note what was broken.

    ``full`` says that the run was meant to read the whole listing; single
    addresses promise nothing about numbers. ``last_read`` is what the last good
    full run read, or None. A run in which something had not been modified since
    the last one shows fewer records and is not counted either.
    """
    failed = tally.listings and tally.failed_listings >= MOST_FAILED * tally.listings
    if tally.broken or failed:
        harvest.kept_promise = False
    elif full and not tally.listings:
        harvest.kept_promise = False
        message = "not one listing was asked for: the source could not start"
        harvest.faults.append(Fault(source=harvest.source.id, kind="promise", message=message))
    elif tally.unfinished:
        message = f"stopped before {tally.unfinished} of {tally.listings} listings were read"
        harvest.faults.append(Fault(source=harvest.source.id, kind="cancelled", message=message))
    elif full:
        _silence(harvest, promise, tally)
        if not tally.not_modified:
            _compare(harvest, promise, tally, last_read)
    # Why a run failed stands before what went wrong with single pages: reports name the first.
    harvest.faults.sort(key=lambda fault: fault.kind not in ("promise", "cancelled"))


def _silence(harvest: Harvest, promise: Promise, tally: Tally) -> None:
    """Note a live listing whose newest entry is older than promised; where no entry tells its day, nothing is known."""
    today = day_of(harvest.finished)
    if promise.quiet_days is None or tally.newest is None or today is None or tally.replayed:
        return
    if (quiet := (today - tally.newest).days) > promise.quiet_days:
        harvest.kept_promise = False
        message = f"no news for {quiet} days, since {tally.newest}, where {promise.quiet_days} are the most"
        harvest.faults.append(Fault(source=harvest.source.id, kind="promise", message=message))


def _compare(harvest: Harvest, promise: Promise, tally: Tally, last_read: int | None) -> None:
    for message in _broken(harvest, promise, tally, last_read):
        harvest.kept_promise = False
        if not tally.failed_listings:  # else the line about the listing says why
            harvest.faults.append(Fault(source=harvest.source.id, kind="promise", message=message))


def _broken(harvest: Harvest, promise: Promise, tally: Tally, last_read: int | None) -> Iterator[str]:
    # How much a listing holds is promised of the live one: an archive may hold a part of it, or an older one.
    # A re-created archive has a handful of pages by design, and no stamp that no evidence gives.
    # A run that stopped at what is known, or at the day asked for, was not meant to show all.
    least_records = 0 if tally.bounded else 1 if tally.replayed else promise.records
    if harvest.read < least_records:
        yield f"read {harvest.read} records where at least {least_records} are promised"
    if last_read and not tally.bounded and harvest.read < LEAST_OF_LAST * last_read:
        yield f"read {harvest.read} records, less than half of the {last_read} of the last good run"
    for name in ("title", "text") if tally.recreated else ("title", "text", "published"):
        filled, least = getattr(tally, name), getattr(promise, name)
        if tally.documents and filled < least * tally.documents:
            yield f"{filled} of {tally.documents} documents have a {name} where {least:.0%} are promised"
