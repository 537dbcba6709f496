"""What each command does. Scrapy and the readers are imported only where they are needed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recalls.errors import DONE, DONE_WITH_FAILURES, TRY_AGAIN_LATER, Failure, clear_errors
from recalls.rendering import printable, write_rows

if TYPE_CHECKING:
    from crawler.sharding import Shard
    from db.search import Hit
    from recalls.crawling import CrawlReport


def run_crawl(arguments: tuple[str, ...], **options: Any) -> int:
    """``recalls crawl``: 1 where a source or a document failed, 75 where a signal cut it short.

    Several addresses or files may follow one ``--url`` or ``--replay``; the shell gives
    the later ones as arguments, and their form tells them from sources.
    """
    from recalls.crawling import CrawlRequest

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


def _crawl(request: Any) -> int:
    from crawler.warc import BadArchive
    from recalls.crawling import WrongRequest, crawl
    from recalls.locking import locked
    from recalls.stopping import stoppable

    with clear_errors(), stoppable(), locked(request.database):
        try:
            return tell(crawl(request))
        except WrongRequest as error:
            raise click.UsageError(str(error)) from error
        except BadArchive as error:
            raise Failure(str(error), DONE_WITH_FAILURES) from error


def tell(report: CrawlReport) -> int:
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


def run_extract(inputs: tuple[str, ...], watchlists: Path | None, explain: bool, **given: Any) -> int:
    """``recalls extract``: one notice a line; 1 where an input or a line could not be read."""
    from pipelines.notice import normalize
    from pipelines.watchlist import load_all
    from recalls.explaining import explain as explained
    from recalls.extracting import BadInput, Given, documents, read

    failed = False
    with clear_errors():
        watchlist = load_all(watchlists)
        for name in inputs:
            try:
                found = documents(name, read(name, sys.stdin.buffer), Given(**given))
                for document in found:
                    if isinstance(document, BadInput):
                        failed = True
                        click.echo(f"Error: {document}", err=True)
                        continue
                    notice = normalize(document, watchlist)
                    if explain:
                        told = "\n".join([*explained(document, notice, colour=sys.stdout.isatty()), ""])
                    else:
                        told = json.dumps(notice.as_json(), ensure_ascii=False)
                    # Half of a surrogate pair, which JSON may carry, is no UTF-8; JSON escapes it as Python does.
                    click.echo(told.encode("utf-8", "backslashreplace"))
            except (BadInput, OSError) as error:
                failed = True
                click.echo(f"Error: {error}", err=True)
    return DONE_WITH_FAILURES if failed else DONE


def run_evaluate(files: tuple[Path, ...], watchlists: Path | None, show: bool, output: str) -> int:
    """``recalls evaluate``: precision, recall and F1 a field, then the macro F1 a language."""
    from pipelines.watchlist import load_all
    from recalls.evaluation import FIELDS, Score
    from recalls.scoring import BadLabel, evaluate

    with clear_errors():
        try:
            whole, languages = evaluate(files, load_all(watchlists))
        except BadLabel as error:
            raise Failure(str(error), DONE_WITH_FAILURES) from error

    def fields(score: Score) -> dict[str, str]:
        return {name: f"{tally.f1:.3f}" for name, tally in score.fields.items()}

    rows: list[dict[str, Any]] = [
        {"field": name, "precision": f"{t.precision:.3f}", "recall": f"{t.recall:.3f}", "F1": f"{t.f1:.3f}"}
        for name, t in whole.fields.items()
    ]
    rows.append({"field": "macro", "F1": f"{whole.macro:.3f}"})
    by_language: list[dict[str, Any]] = [
        {"tag": tag, "texts": score.documents, "macro": f"{score.macro:.3f}", **fields(score)}
        for tag, score in sorted(languages.items())
    ]
    if output == "json":
        write_rows([*rows, *by_language], output, columns=(), empty="")
    else:
        write_rows(rows, output, columns=["field", "precision", "recall", "F1"], empty="no labels")
        click.echo()
        write_rows(by_language, output, columns=["tag", "texts", "macro", *FIELDS], empty="no labels")
    if show:
        for identifier, missed in whole.missed.items():
            click.echo(f"{identifier}: {', '.join(missed)}", err=True)
    return DONE


def run_search(words: tuple[str, ...], database: Path, limit: int, output: str) -> int:
    """``recalls search``: documents that hold all the words, best first."""
    from db.search import search
    from db.store import open_store

    with clear_errors(), open_store(database, read_only=True) as store:
        hits = search(store.connection, words, limit=limit)
    write_rows(
        [_for_people(hit) if output == "table" else hit.as_json() for hit in hits],
        output,
        columns=["document", "published", "title", "snippet"],
        empty="no document holds all of these words",
    )
    return DONE


def _for_people(hit: Hit) -> dict[str, Any]:
    """A hit with the words asked for in brackets, and its snippet as one line."""
    snippet = hit.snippet
    for start, end in reversed(hit.marks):
        snippet = f"{snippet[:start]}[{snippet[start:end]}]{snippet[end:]}"
    return {**hit.as_json(), "snippet": " ".join(snippet.split())}


def run_sources(database: Path, output: str, user_sources: Path | None, shard: Shard | None = None) -> int:
    """``recalls sources``: what each source is, and how it fared last where the database knows."""
    from crawler.described import description
    from crawler.registry import BadSource, sources
    from crawler.sharding import share
    from db.store import open_store

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


def run_check_sources(names: tuple[str, ...], database: Path, output: str, **options: Any) -> int:
    """``recalls sources --check``: a line a source; 1 where one is not fine. The verdicts are kept."""
    from db.store import open_store
    from pipelines.watchlist import load_all
    from recalls.crawling import CrawlRequest, WrongRequest, chosen
    from recalls.live import check

    with clear_errors():
        try:
            spiders = chosen(
                CrawlRequest(
                    database, sources=names, user_sources=options.pop("user_sources"), shard=options.pop("shard")
                )
            )
        except WrongRequest as error:
            raise click.UsageError(str(error)) from error
        checked = check(spiders, load_all(None), **options)
        with open_store(database, allow_recreated=True) as store:
            store.note_checks((found.source, found.verdict, found.why) for found in checked)
    columns = ["source", "verdict", "why", "read"]
    write_rows([asdict(found) for found in checked], output, columns=columns, empty="no sources")
    return DONE if all(found.verdict == "fine" for found in checked) else DONE_WITH_FAILURES


def run_new_source(name: str, platform: str, url: str, folder: Path) -> int:
    """``recalls sources --new``: spider, pages and test of one more source, in a folder of the user's."""
    from crawler.scaffold import new_source

    try:
        written = new_source(name, platform, url, folder)
    except (ValueError, FileExistsError) as error:
        raise click.UsageError(str(error)) from error
    for path in written:
        click.echo(str(path))
    click.echo(f"Fill in what the files ask for, then: recalls crawl {name} --sources-from {folder}", err=True)
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


def run_demo(database: Path, output: str) -> int:
    """``recalls demo``: the bundled archive through the whole house, then its timeline."""
    from importlib import resources

    from recalls.asking import run_timeline
    from recalls.crawling import CrawlRequest
    from recalls.options import Ask

    with resources.as_file(resources.files("recalls") / "demo.warc.gz") as archive:
        status = _crawl(CrawlRequest(database=database, replay=(archive,), allow_recreated=True))
    run_timeline(Ask(database), output)
    click.echo(
        f"\nThese pages are re-created: no evidence. Ask on: recalls timeline --db {database} --market JP", err=True
    )
    return status
