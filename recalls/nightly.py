"""``recalls nightly``: the one that cron runs. Crawl, understand, link, export, tell what is new, check; then report.

The crawl is one thing that can fail; what follows it is tried in any case, each by itself, so that a bad export
costs no digest. What was done stands in the report, which is kept with the run.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.exporting.folder import export
from db.store import Store, StoreError, open_store
from pipelines.notice import reader_version
from pipelines.watchlist import Watchlist, load_all
from recalls import reporting
from recalls.crawling import CrawlReport, CrawlRequest, crawl
from recalls.errors import DONE, DONE_WITH_FAILURES, TRY_AGAIN_LATER, clear_errors
from recalls.linking import link_all
from recalls.locking import locked
from recalls.nights import tell
from recalls.renormalizing import Again, understand_again
from recalls.stopping import stoppable
from recalls.verifying import verify

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class After:
    """What is done after the crawl: a folder to export into, how the digest goes out; None leaves it."""

    export: Path | None = None
    digest: Callable[[Store, str], str] | None = None


def run_nightly(request: CrawlRequest, after: After, output: str) -> int:
    """One night. 0 all well; 1 a source or a step failed; 75 another night is at work, or this one was stopped."""
    with clear_errors(), stoppable():
        request.database.parent.mkdir(parents=True, exist_ok=True)
        with locked(request.database):
            crawled = crawl(request)
            with open_store(request.database, allow_recreated=request.allow_recreated) as store:
                report = _finish(store, crawled, after, request)
    tell(report, output)
    if report["interrupted"]:
        return TRY_AGAIN_LATER
    well = not report["failed"] and all(step["state"] != "failed" for step in report["steps"])
    return DONE if well and not crawled.faults else DONE_WITH_FAILURES


def _finish(store: Store, crawled: CrawlReport, after: After, request: CrawlRequest) -> dict[str, Any]:
    steps: list[dict[str, str]] = []
    interrupted = crawled.interrupted
    if not interrupted:
        try:
            steps.extend(_steps(store, crawled.run, after, request))
        except KeyboardInterrupt:
            interrupted = True
    report = reporting.build(store.connection, crawled.run, steps, interrupted=interrupted)
    store.keep_report(crawled.run, report)
    return report


def _steps(store: Store, run: str, after: After, request: CrawlRequest) -> Iterator[dict[str, str]]:
    folder, digest = after.export, after.digest
    watchlist = load_all(request.watchlists)
    if next(store.unread(reader_version(), watchlist.digest), None) is not None:
        yield _step("understand", lambda: _understand(store, watchlist))
    if folder is not None:
        yield _step("export", lambda: _export(store, folder))
    if digest is not None:
        yield _step("digest", lambda: digest(store, run))
    yield _step("check", lambda: _check(store, request))


def _step(name: str, do: Callable[[], str]) -> dict[str, str]:
    """Do one step; what it says, or why it failed."""
    try:
        return {"step": name, "state": "done", "message": do()}
    except (OSError, ValueError, StoreError, sqlite3.Error) as error:
        return {"step": name, "state": "failed", "message": f"{error}" or type(error).__name__}
    except Exception as error:
        log.exception("%s failed", name)
        return {"step": name, "state": "failed", "message": f"{type(error).__name__}: {error}"}


def _understand(store: Store, watchlist: Watchlist) -> str:
    """After an upgrade: read again what an earlier version understood, or could not. Raises ValueError."""
    again = Again()
    for _ in understand_again(store, watchlist, again):
        log.info("%d documents understood again", again.read)
    link_all(store, watchlist)
    told = f"{again.read:,} documents understood again, {len(again.changed):,} values changed"
    if again.failed:
        raise ValueError(f"{told}, {len(again.failed):,} cannot be: `recalls quarantine`")
    return told


def _export(store: Store, folder: Path) -> str:
    written = export(store.connection, folder)
    return f"{sum(one.rows for one in written):,} rows in {len(written)} tables, in {folder}"


def _check(store: Store, request: CrawlRequest) -> str:
    """The quick check of database and archive. Raises ValueError where something does not hold."""
    places = request.replay or ((request.archive,) if request.archive.is_dir() else ())
    problems = list(verify(store.connection, places, quick=True))
    if problems:
        first = problems[0]
        raise ValueError(f"{first.where}: {first.message} ({len(problems)} in all): `recalls verify` tells more")
    return "database and archive hold together"
