"""One crawl: sources side by side, the night of each published as one, then the link pass."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from crawler.registry import sources
from crawler.run import Crawled
from crawler.run import crawl as run_spiders
from crawler.source import SourceSpider
from db.records import Fault, Harvest
from db.store import open_store
from pipelines.watchlist import load_all
from recalls.linking import link_all
from recalls.progress import CrawlProgress


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


class WrongRequest(ValueError):
    """The operator asked for something that there is not; the message says what there is."""


def crawl(request: CrawlRequest) -> CrawlReport:
    """Crawl, understand, store and link. Once a process: Scrapy's reactor starts once.

    Raises:
        WrongRequest: an unknown source, or an address that none of the sources reads.
        StoreError, BadArchive, BadWatchlist: a file that cannot be used, named.
    """
    spiders = chosen(request)
    watchlist = load_all(request.watchlists)
    with open_store(request.database, allow_recreated=request.allow_recreated) as store:
        run = store.start_run(
            command=" ".join(sys.argv[1:]),
            sources=[spider.name for spider in spiders],
            version=version("recall-timeline"),
        )
        changes = {
            **_settings(request),
            "RUN": run,
            "QUERIES": watchlist.queries,
            "VALIDATORS": _plain(store.validators),
            "CAPTURED": _plain(store.captured),
            "KNOWN": _plain(store.addresses),
            # What an archive holds was due when it was captured: only a live crawl asks what is due again.
            "SEEN": None if request.replay else _plain(store.seen),
            "PARTS": None if request.replay else _plain(store.parts),
        }
        with CrawlProgress() as progress:
            crawled: Crawled = run_spiders(spiders, changes, request.urls, watch=progress.show)
        link_all(store, watchlist)
        store.finish_run(run)
        return CrawlReport(run, crawled.harvests, store.run_outcomes(run), crawled.interrupted)


def chosen(request: CrawlRequest) -> list[type[SourceSpider]]:
    """The spiders that a request asks for: those it names, else all that are not off. Raises WrongRequest."""
    known = sources(request.user_sources)
    for name in request.sources:
        if name not in known:
            raise WrongRequest(f"no source is called {name!r}; there are: {', '.join(known)}")
    # A source that is off by default is visited only by those who name it.
    usual = [name for name, spider in known.items() if not spider.off_because]
    spiders = [known[name] for name in dict.fromkeys(request.sources or (known if request.urls else usual))]
    for url in request.urls:
        if not any(spider.takes(url) for spider in spiders):
            raise WrongRequest(f"none of {', '.join(spider.name for spider in spiders)} reads the address {url}")
    if request.urls:
        return [spider for spider in spiders if any(spider.takes(url) for url in request.urls)]
    return spiders


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


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """A plain function around a bound one: Scrapy copies its settings deeply, and would copy the store."""

    def plain(*arguments: Any) -> Any:
        return function(*arguments)

    return plain
