"""``recalls``: crawl recall pages, understand them, and ask the timeline.

Data goes to standard output, progress and log to standard error. Exit status: 0
done, 1 done with failed sources or inputs, 2 wrong usage, 75 try again later.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import click

from recalls.options import Ask, asking, database_option, format_option, history, sources_folder, watchlists_folder


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="recall-timeline", prog_name="recalls")
@click.option("-v", "--verbose", is_flag=True, help="Log what the crawler does, to standard error.")
def main(verbose: bool) -> None:
    """A timeline of product recalls, with the words and pages behind every value."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(lambda record: verbose or record.levelno >= logging.WARNING or record.name.startswith("recalls"))
    logging.basicConfig(handlers=[handler], level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("scrapy", "twisted", "asyncio"):
        # Scrapy opens the root logger to everything; what nobody reads is not even put together.
        logging.getLogger(chatty).setLevel(logging.INFO if verbose else logging.WARNING)


@main.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@database_option()
@click.option("--replay", multiple=True, metavar="FILE...", help="Answer every request from WARC files.")
@click.option("--url", "urls", multiple=True, metavar="ADDRESS...", help="Visit only these addresses.")
@click.option("--all-brands", is_flag=True, help="Keep documents of every brand, in their source's words.")
@click.option("--since", metavar="DATE", help="Go back to this date where a source can be asked for one.")
@click.option(
    "--archive",
    default="archive",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where WARC files are written.",
)
@click.option("--contact", metavar="ADDRESS", envvar="RECALLS_CONTACT", help="Mail or web address for the User-Agent.")
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="HOST",
    help="Let this host lie at a private address, which is refused otherwise (repeatable).",
)
@click.option("--allow-recreated", is_flag=True, help="Let re-created pages into this database; they stay marked.")
@sources_folder
@watchlists_folder
def crawl(sources: tuple[str, ...], **options: Any) -> None:
    """Crawl sources (all of them, or those named), understand and link what they say."""
    from recalls.commands import run_crawl

    sys.exit(run_crawl(sources, **options))


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE...|-")
@click.option("--url", metavar="ADDRESS", help="Where the text was published: its host tells the source.")
@click.option("--published", metavar="DATE", help="When it was published (2025-10-24, 2025-06).")
@click.option("--title", help="Its title.")
@click.option("--language", metavar="TAG", help="Its language as a BCP 47 tag (de, ja, zh-Hant).")
@click.option("--explain", is_flag=True, help="Show the text with the words behind each value, instead of JSON.")
@watchlists_folder
def extract(inputs: tuple[str, ...], **options: Any) -> None:
    """Understand texts: HTML, plain text or JSON Lines in, one notice a line out."""
    from recalls.commands import run_extract

    sys.exit(run_extract(inputs, **options))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--show", is_flag=True, help="Name the texts that missed, and which fields.")
@format_option
@watchlists_folder
def evaluate(files: tuple[Path, ...], **options: Any) -> None:
    """Score the readers on labelled texts (tests/corpus/*.jsonl), by field and by language."""
    from recalls.commands import run_evaluate

    sys.exit(run_evaluate(files, output=options.pop("output"), **options))


@main.command()
@asking
@click.option("--lang", "language", type=click.Choice(["de", "en", "ja"]), default="en", help="Labels of the table.")
@click.option(
    "--latest",
    type=click.IntRange(0),
    metavar="N",
    help="Only the N latest; 0: all.  [default: 500 in a table, else all]",
)
@format_option
def timeline(asked: Ask, language: str, latest: int | None, output: str) -> None:
    """The recalls in the order of their announcement."""
    from recalls.asking import run_timeline

    sys.exit(run_timeline(asked, output, language, latest))


@main.command()
@asking
@format_option
def matrix(asked: Ask, output: str) -> None:
    """Models and markets: recalled when, expressly not affected (who says so), or nothing known."""
    from recalls.matrix import run_matrix

    sys.exit(run_matrix(asked, output))


@main.command()
@asking
@format_option
def changes(asked: Ask, output: str) -> None:
    """What is new since a day: recalls, markets, figures (old and new), notices withdrawn or vanished.

    --since and --until go by the day on which something was public, not on which it was recorded.
    """
    from recalls.changes import run_changes

    sys.exit(run_changes(asked, output))


@main.command()
@asking
@format_option
def disagreements(asked: Ask, output: str) -> None:
    """Where sources give different values (units, dates, markets): the shown one first, each with its words."""
    from recalls.disagreeing import run_disagreements

    sys.exit(run_disagreements(asked, output))


@main.command()
@click.argument("identifier", metavar="ID")
@database_option(must_exist=True)
@click.option(
    "--format", "output", type=click.Choice(["table", "json"]), default="table", help="For people, or for programs."
)
@history
def show(identifier: str, database: Path, output: str, as_of: str | None, recorded_as_of: str | None) -> None:
    """Everything on one recall or document: each value with its quotes, sources and captures."""
    from recalls.asking import run_show

    sys.exit(run_show(identifier, database, output, as_of, recorded_as_of))


@main.command()
@click.argument("left")
@click.argument("right")
@click.option("--why", required=True, help="The reason, for those who read the decision later.")
@database_option(must_exist=True)
def same(left: str, right: str, why: str, database: Path) -> None:
    """Say that two recalls, documents or scopes (source/key#0@JP) are of one recall; it wins over every rule."""
    from recalls.deciding import run_decide

    sys.exit(run_decide("same", left, right, why, database))


@main.command()
@click.argument("left")
@click.argument("right")
@click.option("--why", default="", help="The reason, for those who read the decision later.")
@database_option(must_exist=True)
def different(left: str, right: str, why: str, database: Path) -> None:
    """Say that two recalls, documents or scopes are of different recalls; it wins over every rule."""
    from recalls.deciding import run_decide

    sys.exit(run_decide("different", left, right, why, database))


@main.command()
@database_option(must_exist=True)
@click.option(
    "--import", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Take in such a CSV file."
)
@format_option
def decisions(database: Path, file: Path | None, output: str) -> None:
    """What people decided, as text that fits in git (--format csv), or taken in from it."""
    from recalls.deciding import run_decisions

    sys.exit(run_decisions(database, output, file))


@main.command()
@database_option(must_exist=True)
@format_option
def review(database: Path, output: str) -> None:
    """Doubtful pairs: joined for a weak reason, apart though alike, or reports that are in no recall."""
    from recalls.deciding import run_review

    sys.exit(run_review(database, output))


@main.command()
@database_option(must_exist=True)
@watchlists_folder
@format_option
def renormalize(database: Path, watchlists: Path | None, output: str) -> None:
    """Understand all stored documents again and tell which values changed through our code; resumes."""
    from recalls.renormalizing import run_renormalize

    sys.exit(run_renormalize(database, watchlists, output))


@main.command()
@click.argument("model")
@click.option("--market", metavar="CODE", help="Where it was bought: ISO 3166 code. Without it, every market answers.")
@click.option("--bought", metavar="DATE", help="When (2023-05-11, 2023-05, 2023).")
@click.option("--seller", metavar="NAME", help="From whom.")
@click.option("--serial", metavar="NUMBER", help="Its serial or batch number.")
@click.option("--colour", metavar="NAME", help="Its colour, as sources print it.")
@database_option(must_exist=True)
@format_option
def check(model: str, market: str | None, database: Path, output: str, **known: str | None) -> None:
    """Is this unit affected? Yes, no, or what one must still look up, with quotes and the maker's page."""
    from db.checking import Unit
    from recalls.checking import run_check

    sys.exit(run_check(Unit(model, market.upper() if market else None, **known), database, output))


@main.command()
@click.argument("words", nargs=-1, required=True)
@database_option(must_exist=True)
@click.option("--limit", default=20, show_default=True, metavar="N", help="At most this many documents.")
@format_option
def search(words: tuple[str, ...], database: Path, limit: int, output: str) -> None:
    """Search titles, bodies and quotes of all documents, in any language (recalls search 回収 発火)."""
    from recalls.commands import run_search

    sys.exit(run_search(words, database, limit, output))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@database_option(must_exist=True)
@click.option(
    "--raw", is_flag=True, help="Leave cells as they are, even those that a spreadsheet would run as formulas."
)
def export(folder: Path, database: Path, raw: bool) -> None:
    """Write the tables as CSV (RFC 4180, UTF-8) with a data dictionary."""
    from recalls.commands import run_export

    sys.exit(run_export(folder, database, raw))


@main.command()
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@database_option()
@format_option
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
    user_sources: Path | None,
    check: bool,
    new: str | None,
    platform: str | None,
    url: str | None,
    folder: Path,
    **polite: Any,
) -> None:
    """The sources: language, market, kind, how their layout is known, how they fare."""
    from recalls.commands import run_check_sources, run_new_source, run_sources

    if new:
        if not platform or not url:
            raise click.UsageError("--new needs --platform and --url")
        sys.exit(run_new_source(new, platform, url, folder))
    if check:
        sys.exit(run_check_sources(names, database, output, user_sources=user_sources, **polite))
    if names:
        raise click.UsageError("sources are named with --check only")
    sys.exit(run_sources(database, output, user_sources))


@main.command()
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
    from recalls.commands import run_demo

    sys.exit(run_demo(database, output))


if __name__ == "__main__":
    main()
