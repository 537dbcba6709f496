"""``recalls crawl`` and ``recalls demo``: a crawl, and what is said of it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import click

from recalls.crawling import CrawlReport, CrawlRequest, crawl
from recalls.errors import DONE, DONE_WITH_FAILURES, TRY_AGAIN_LATER, clear_errors
from recalls.locking import locked
from recalls.options import Ask
from recalls.rendering import printable
from recalls.stopping import stoppable
from recalls.timeline import run_timeline


def run_crawl(arguments: tuple[str, ...], **options: Any) -> int:
    """``recalls crawl``: 1 where a source or a document failed, 75 where a signal cut it short.

    Several addresses or files may follow one ``--url`` or ``--replay``; the shell gives
    the later ones as arguments, and their form tells them from sources.
    """
    urls = [*options.pop("urls"), *(word for word in arguments if "://" in word)]
    named, replay = replayed(arguments, options.pop("replay"))
    sources = tuple(word for word in named if word not in urls)
    return _crawl(CrawlRequest(sources=sources, replay=replay, urls=tuple(urls), **options))


def replayed(arguments: tuple[str, ...], files: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """Arguments apart: what names no WARC file, and the files that do or follow ``--replay``. Raises UsageError."""
    named = [*files, *(word for word in arguments if word.endswith((".warc", ".warc.gz")))]
    for name in named:
        if not Path(name).is_file():
            raise click.UsageError(f"--replay: no such file: {name}")
    return tuple(word for word in arguments if word not in named), tuple(map(Path, named))


def _crawl(request: CrawlRequest) -> int:
    with clear_errors(), stoppable(), locked(request.database):
        return _tell(crawl(request))


def _tell(report: CrawlReport) -> int:
    """Say per source what came of it, each fault on a line of its own; the exit status."""
    for harvest in report.harvests:
        for fault in harvest.faults:
            where = f" ({fault.url})" if fault.url else ""
            click.echo(printable(f"{fault.source}: {fault.kind}: {fault.message}{where}"), err=True)
        outcome = report.outcomes.get(harvest.source.id, {})
        counts = [
            f"{outcome[name]} {name}"
            for name in ("new", "changed", "unchanged", "absent", "returned")
            if outcome.get(name)
        ]
        unread = not harvest.read and harvest.traffic.not_modified
        state = ", ".join(counts) or ("as they were when last read" if unread else "none")
        if not harvest.kept_promise:
            state = "nothing published; the last good state stays"
        click.echo(f"{harvest.source.id}: {harvest.read:,} records read; documents: {state}", err=True)
    if report.interrupted:
        return TRY_AGAIN_LATER
    return DONE_WITH_FAILURES if report.faults else DONE


def run_demo(database: Path, output: str) -> int:
    """``recalls demo``: the bundled archive through the whole house, then its timeline."""
    with resources.as_file(resources.files("recalls") / "demo.warc.gz") as archive:
        status = _crawl(CrawlRequest(database=database, replay=(archive,), allow_recreated=True))
    run_timeline(Ask(database), output)
    click.echo(
        f"\nThese pages are re-created: no evidence. Ask on: recalls timeline --db {database} --market JP", err=True
    )
    return status
