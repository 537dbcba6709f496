"""Visit sources."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from recalls.options import database_option, format_option, shard_option, sources_folder, watchlists_folder
from recalls.parameters import to_day


def visiting(command: Callable[..., Any]) -> Callable[..., Any]:
    """What every visit of sources can be told."""
    folder = click.Path(path_type=Path, file_okay=False)
    options = (
        database_option(),
        click.option("--replay", multiple=True, metavar="FILE...", help="Answer every request from WARC files."),
        click.option(
            "--since", metavar="DATE", callback=to_day, help="Go back to this date where a source can be asked for one."
        ),
        click.option(
            "--archive", default="archive", show_default=True, type=folder, help="Where WARC files are written."
        ),
        click.option(
            "--contact", metavar="ADDRESS", envvar="RECALLS_CONTACT", help="Mail or web address for the User-Agent."
        ),
        click.option(
            "--allow-host",
            "allow_hosts",
            multiple=True,
            metavar="HOST",
            help="Let this host lie at a private address, which is refused otherwise (repeatable).",
        ),
        click.option(
            "--allow-recreated", is_flag=True, help="Let re-created pages into this database; they stay marked."
        ),
        click.option(
            "--delay",
            type=click.FloatRange(1, 3600),
            metavar="SECONDS",
            help="Least pause between two requests to a host.  [default: 1, and what robots.txt wishes]",
        ),
        shard_option,
        sources_folder,
        watchlists_folder,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--url", "urls", multiple=True, metavar="ADDRESS...", help="Visit only these addresses.")
@click.option("--all-brands", is_flag=True, help="Keep documents of every brand, in their source's words.")
@visiting
def crawl(sources: tuple[str, ...], **options: Any) -> None:
    """Crawl sources (all of them, or those named), understand and link what they say."""
    from recalls.visiting import run_crawl

    sys.exit(run_crawl(sources, **options))


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@visiting
@click.option(
    "--export",
    "export_folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Export the tables into this folder afterwards.",
)
@format_option
@click.pass_obj
def nightly(
    settings: Any, /, sources: tuple[str, ...], export_folder: Path | None, output: str, **options: Any
) -> None:
    """Crawl, understand, link, export, check and report: what cron runs. One at a time."""
    from recalls.crawling import CrawlRequest
    from recalls.digesting import nightly_digest
    from recalls.nightly import After, run_nightly
    from recalls.visiting import replayed

    named, files = replayed(sources, options.pop("replay"))
    request = CrawlRequest(sources=named, replay=files, **options)
    sys.exit(run_nightly(request, After(export_folder, nightly_digest(settings)), output))


@click.command()
@format_option
@click.pass_obj
def settings(told: Any, /, output: str) -> None:
    """Every setting of the settings file, its value, and where that comes from."""
    from recalls.rendering import write_rows
    from recalls.settings import Settings, rows

    shown = list(rows(told or Settings(None, {})))
    write_rows(shown, output, columns=["setting", "value", "from", "kind", "help"], empty="")


@click.command()
@database_option(must_exist=True)
@click.option("--last", default=14, show_default=True, type=click.IntRange(1), metavar="N", help="So many nights.")
@format_option
@click.option("--report", is_flag=True, help="The whole report of the last night, as it was printed then.")
def nights(database: Path, last: int, output: str, report: bool) -> None:
    """How each source fared, night by night."""
    from recalls.nights import run_last_report, run_nights

    sys.exit(run_last_report(database, output) if report else run_nights(database, last, output))


@click.command()
@database_option(must_exist=True)
@format_option
def quarantine(database: Path, output: str) -> None:
    """Pages that could not be read or understood, why, and for how many nights."""
    from recalls.nights import run_quarantine

    sys.exit(run_quarantine(database, output))


@click.command()
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@database_option()
@format_option
@shard_option
@sources_folder
@click.option("--check", is_flag=True, help="Ask live sources (all, or those named) whether they still read.")
@click.option("--new", "new", metavar="NAME", help="Write spider, pages and test of a new source (de-example).")
@click.option("--platform", metavar="KIND", help="With --new: feed, news_sitemap or wordpress.")
@click.option("--url", metavar="ADDRESS", help="With --new: the feed, the sitemap, or the WordPress site.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="sources",
    show_default=True,
    help="With --new: where the files go.",
)
@click.option("--contact", metavar="ADDRESS", envvar="RECALLS_CONTACT", help="With --check: for the User-Agent.")
@click.option("--allow-host", "allow_hosts", multiple=True, metavar="HOST", help="With --check: as in crawl.")
def sources(
    names: tuple[str, ...],
    database: Path,
    output: str,
    shard: Any,
    user_sources: Path | None,
    check: bool,
    new: str | None,
    platform: str | None,
    url: str | None,
    folder: Path,
    **polite: Any,
) -> None:
    """The sources: language, market, kind, how their layout is known, how they fare."""
    from recalls.sources import run_check_sources, run_new_source, run_sources

    if new:
        if not platform or not url:
            raise click.UsageError("--new needs --platform and --url")
        sys.exit(run_new_source(new, platform, url, folder))
    if check:
        sys.exit(run_check_sources(names, database, output, user_sources=user_sources, shard=shard, **polite))
    if names:
        raise click.UsageError("sources are named with --check only")
    sys.exit(run_sources(database, output, user_sources, shard))


@click.command()
@click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path, dir_okay=False),
    default="demo.db",
    show_default=True,
    help="Database file.",
)
@format_option
def demo(database: Path, output: str) -> None:
    """Crawl the bundled archive of re-created pages and print its timeline. Needs no network."""
    from recalls.visiting import run_demo

    sys.exit(run_demo(database, output))
