"""``recalls sources``: what each is and how it fared, whether live ones still read, and the files of one more."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from crawler.described import description
from crawler.registry import BadSource, sources
from crawler.scaffold import new_source
from crawler.sharding import Shard, share
from db.store import open_store
from pipelines.watchlist import load_all
from recalls.crawling import CrawlRequest, chosen
from recalls.errors import DONE, DONE_WITH_FAILURES, clear_errors
from recalls.live import check
from recalls.rendering import write_rows


def run_sources(database: Path, output: str, user_sources: Path | None, shard: Shard | None = None) -> int:
    """``recalls sources``: what each source is, and how it fared last where the database knows."""
    try:
        known = sources(user_sources)
    except BadSource as error:
        raise click.UsageError(str(error)) from error
    shown = share(known, shard) if shard else known.keys()
    fared: dict[str, dict[str, Any]] = {}
    checks: dict[str, dict[str, str]] = {}
    if database.exists():
        with clear_errors(), open_store(database, read_only=True) as store:
            fared, checks = {row["id"]: row for row in store.sources()}, store.checks()
    rows = [
        {**description(spider), **_fared(fared.get(name), spider.off_because), "live": _live(checks.get(name))}
        for name, spider in known.items()
        if name in shown
    ]
    columns = ["source", "name", "kind", "market", "language", "platform", "layout", "live", "state", "documents"]
    more = ["timezone", "promise", "homepage", "licence", "last_good"]
    write_rows(rows, output, columns=columns if output == "table" else [*columns, *more], empty="no sources")
    if output == "table":
        click.echo("\nWhat each promises, its time zone and terms: --format csv, or docs/sources.md", err=True)
    return DONE


def _live(check: dict[str, str] | None) -> str | None:
    return f"{check['verdict']}, {check['checked'][:10]}" if check else None


def _fared(row: dict[str, Any] | None, off_because: str) -> dict[str, Any]:
    if row is None:
        return {"last_good": None, "state": f"off: {off_because}" if off_because else "never crawled", "documents": 0}
    stale = row["stale_since"]
    return {
        "last_good": row["last_good"],
        "state": f"stale since {stale}" if stale else "fine",
        "documents": row["documents"],
    }


def run_check_sources(names: tuple[str, ...], database: Path, output: str, **options: Any) -> int:
    """``recalls sources --check``: a line a source; 1 where one is not fine. The verdicts are kept."""
    with clear_errors():
        spiders = chosen(
            CrawlRequest(database, sources=names, user_sources=options.pop("user_sources"), shard=options.pop("shard"))
        )
        checked = check(spiders, load_all(None), **options)
        with open_store(database, allow_recreated=True) as store:
            store.note_checks((found.source, found.verdict, found.why) for found in checked)
    columns = ["source", "verdict", "why", "read"]
    write_rows([asdict(found) for found in checked], output, columns=columns, empty="no sources")
    return DONE if all(found.verdict == "fine" for found in checked) else DONE_WITH_FAILURES


def run_new_source(name: str, platform: str, url: str, folder: Path) -> int:
    """``recalls sources --new``: spider, pages and test of one more source, in a folder of the user's."""
    try:
        written = new_source(name, platform, url, folder)
    except (ValueError, FileExistsError) as error:
        raise click.UsageError(str(error)) from error
    for path in written:
        click.echo(str(path))
    click.echo(f"Fill in what the files ask for, then: recalls crawl {name} --sources-from {folder}", err=True)
    return DONE
