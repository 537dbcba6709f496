"""One crawl: sources side by side, the night of each published as one, then the link pass."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from crawler import replay
from crawler.mending import mend
from crawler.registry import BadSource, sources
from crawler.run import Crawled
from crawler.run import crawl as run_spiders
from crawler.sharding import Shard, share
from crawler.source import SourceSpider
from crawler.warc import BadArchive
from db.clock import written
from db.harvest import Fault, Harvest
from db.store import Store, open_store
from pipelines.notice import reader_version
from pipelines.watchlist import Watchlist, load_all
from recalls.errors import DONE_WITH_FAILURES, Failure
from recalls.linking import link_all
from recalls.progress import CrawlProgress

#: A run that was cut off is taken up again within these hours; later it is a night of its own.
RESUME_HOURS = 12

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CrawlRequest:
    """What the operator asked for: sources by id (none: all), and how to reach them."""

    database: Path
    sources: tuple[str, ...] = ()
    replay: tuple[Path, ...] = ()
    urls: tuple[str, ...] = ()
    archive: Path = Path("archive")
    all_brands: bool = False
    since: str | None = None
    watchlists: Path | None = None
    user_sources: Path | None = None
    contact: str | None = None
    allow_recreated: bool = False
    allow_hosts: tuple[str, ...] = ()
    delay: float | None = None
    shard: Shard | None = None


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What came of it: a harvest and its outcome a source, and whether a signal cut the crawl short."""

    run: str
    harvests: list[Harvest]
    outcomes: Mapping[str, Mapping[str, Any]]
    interrupted: bool

    @property
    def faults(self) -> list[Fault]:
        """Every fault of every source, in the order of the sources."""
        return [fault for harvest in self.harvests for fault in harvest.faults]


def crawl(request: CrawlRequest) -> CrawlReport:
    """Crawl, understand, store and link. Once a process: Scrapy's reactor starts once.

    Raises:
        click.UsageError: an unknown source, or an address that none of them reads.
        StoreError, WatchlistError, Failure: a file or folder that cannot be used, named.
    """
    spiders = chosen(request)
    watchlist = load_all(request.watchlists)
    _index(request.replay)
    with open_store(request.database, allow_recreated=request.allow_recreated) as store:
        if not request.replay:
            _mend(request.archive)
        command = " ".join(sys.argv[1:])
        spiders = _left_to_do(store, command, spiders)
        run = store.start_run(
            command=command,
            sources=[spider.name for spider in spiders],
            version=version("recall-timeline"),
        )
        changes = {
            **_settings(request),
            "RUN": run,
            "QUERIES": watchlist.queries,
            "VALIDATORS": _plain(store.validators),
            "READ_FOR": _read_for(request, watchlist),
            "READ_BEFORE": _plain(store.read_before),
            "READ_ON": _plain(store.read_on),
            "WATCHED": _plain(store.watched),
            "CAPTURED": _plain(store.captured),
            "KNOWN": _plain(store.addresses),
            # What an archive holds was due when it was captured: only a live crawl asks what is due again.
            "SEEN": None if request.replay else _plain(store.seen),
            # Yet where a page in it fails, what was known before it stays.
            "PARTS": _parts_before(store) if request.replay else _plain(store.parts),
        }
        with CrawlProgress() as progress:
            crawled = run_spiders(spiders, changes, request.urls, watch=progress.show) if spiders else Crawled([])
        if not crawled.interrupted:
            _note_unpublished(store, run, spiders, crawled, watchlist)
        link_all(store, watchlist)
        if not crawled.interrupted:  # else the next run of this command takes it up again
            store.finish_run(run)
        return CrawlReport(run, crawled.harvests, store.run_outcomes(run), crawled.interrupted)


def _note_unpublished(
    store: Store, run: str, spiders: list[type[SourceSpider]], crawled: Crawled, watchlist: Watchlist
) -> None:
    """Note why sources brought nothing into the database that could not be set up, or that it did not take.

    Raises StoreError where it takes nothing still.
    """
    left = {source for source, outcome in store.run_outcomes(run).items() if outcome["status"] == "running"}
    readers = {spider.name: spider.reader_version() for spider in spiders}
    for harvest in crawled.harvests:
        source = harvest.source.id
        if source in left and harvest.faults and not harvest.kept_promise:
            store.publish(
                run,
                harvest,
                reader=reader_version(),
                watchlist=watchlist.digest,
                crawler_reader=readers[source],
            )


def _index(archives: tuple[Path, ...]) -> None:
    """Refuse a file that cannot be read before anything is written. Raises Failure."""
    try:
        replay.index(archives)
    except BadArchive as error:
        raise Failure(str(error), DONE_WITH_FAILURES) from error


def _mend(archive: Path) -> None:
    """Close what an earlier crawl left open. Raises Failure where the archive cannot be written."""
    try:
        for mended in mend(archive):
            log.warning("%s was left open: %d bytes kept, %d put aside", mended.path, mended.kept, mended.cut)
    except OSError as error:
        why = error.strerror or str(error)
        message = f"the archive {archive}, in which a crawl left a file open, cannot be written: {why}"
        raise Failure(message, DONE_WITH_FAILURES) from error


def _left_to_do(store: Store, command: str, spiders: list[type[SourceSpider]]) -> list[type[SourceSpider]]:
    """The sources that a run of the same command had not brought home when it was cut off; all where none was."""
    since = datetime.now(UTC) - timedelta(hours=RESUME_HOURS)
    before = store.cut_off(command, written(since), [spider.name for spider in spiders])
    if before is None:
        return spiders
    run, done = before
    store.finish_run(run)
    left = [spider for spider in spiders if spider.name not in done]
    log.warning("the run of %s was cut off: %d of its %d sources are left", run, len(left), len(spiders))
    return left


def chosen(request: CrawlRequest) -> list[type[SourceSpider]]:
    """The spiders that a request asks for: those it names, else all that are not off; of these its shard's.

    Raises click.UsageError.
    """
    try:
        known = sources(request.user_sources)
    except BadSource as error:
        raise click.UsageError(str(error)) from error
    for name in request.sources:
        if name not in known:
            raise click.UsageError(f"no source is called {name!r}; there are: {', '.join(known)}")
    # A source that is off by default is visited only by those who name it.
    usual = [name for name, spider in known.items() if not spider.off_because]
    spiders = [known[name] for name in dict.fromkeys(request.sources or (known if request.urls else usual))]
    for url in request.urls:
        if not any(spider.takes(url) for spider in spiders):
            raise click.UsageError(f"none of {', '.join(spider.name for spider in spiders)} reads the address {url}")
    if request.urls:
        spiders = [spider for spider in spiders if any(spider.takes(url) for url in request.urls)]
    if request.shard is not None:
        ours = share(known, request.shard)
        spiders = [spider for spider in spiders if spider.name in ours]
        if not spiders:
            log.warning("none of these sources is in shard %s: another machine visits them", request.shard)
    return spiders


def _read_for(request: CrawlRequest, watchlist: Watchlist) -> str:
    """What tells two readings of one answer apart, beside the source's own reader."""
    return f"+{reader_version()}+{watchlist.digest}+{request.since or ''}+{'all' if request.all_brands else ''}"


def _settings(request: CrawlRequest) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "DATABASE": str(request.database),
        # An address that the operator named is kept whatever brand it speaks of.
        "ALL_BRANDS": request.all_brands or bool(request.urls),
        "WATCHLISTS": str(request.watchlists) if request.watchlists else None,
        "SINCE": request.since,
        "ALLOW_RECREATED": request.allow_recreated,
        "ALLOW_HOSTS": list(request.allow_hosts),
        "CONTACT": request.contact,
        **({"DOWNLOAD_DELAY": request.delay} if request.delay else {}),
    }
    if request.replay:
        return {**settings, "REPLAY": [str(path) for path in request.replay]}
    return {**settings, "ARCHIVE_DIR": str(request.archive)}


def _parts_before(store: Store) -> Callable[..., Any]:
    """The parts of documents as they were known by a moment, and none where none is named."""

    def parts(source: str, key: str, reader: str | None, until: str | None) -> Any:
        return store.parts(source, key, reader, until) if until else None

    return parts


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """A plain function around a bound one: Scrapy copies its settings deeply, and would copy the store."""

    def plain(*arguments: Any) -> Any:
        return function(*arguments)

    return plain
