"""Hand out what the timeline holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from db.exporting.formats import names
from recalls.labels import languages
from recalls.options import Ask, asking, database_option, history, language_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@database_option(must_exist=True)
@click.option(
    "--format",
    "output",
    type=click.Choice(names()),
    default="csv",
    show_default=True,
    help="parquet and xlsx need recall-timeline[sheets].",
)
@click.option("--tables", metavar="NAME,...", help="Only these tables.  [default: all]")
@click.option("--excel", is_flag=True, help="CSV as a German Excel expects it: byte order mark, semicolons.")
@click.option(
    "--raw", is_flag=True, help="Leave cells as they are, even those that a spreadsheet would run as formulas."
)
@history
def export(folder: Path, database: Path, output: str, tables: str | None, **given: Any) -> None:
    """Write the tables as files with a data dictionary, and what is new since the last export there."""
    from recalls.exporting import run_export

    sys.exit(run_export(folder, database, output, tables, **given))


@click.command()
@database_option(must_exist=True)
@click.option("--since", required=True, metavar="DATE", help="What was public on or after this date.")
@click.option("--until", metavar="DATE", help="What was public on or before this date.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "markdown", "html", "mail"]),
    default="text",
    show_default=True,
    help="How it is written; mail is a message of text and HTML.",
)
@language_option("The digest's own words.")
@click.option("--send", is_flag=True, help="Mail it as the settings say (digest.to, digest.command or digest.host).")
@click.pass_obj
def digest(settings: Any, /, database: Path, **given: Any) -> None:
    """What is new since a day, to read or to mail; nothing where there is nothing to say."""
    from recalls.digesting import run_digest

    sys.exit(run_digest(settings, database, **given))


@click.command()
@asking
@click.option(
    "--format",
    "output",
    type=click.Choice(["atom", "json", "ics"]),
    default="atom",
    show_default=True,
    help="Atom, JSON Feed or iCalendar.",
)
@language_option("The feed's own words.")
@click.option("--reported-in", metavar="TAG", help="Only recalls that a document in this language reports.")
@click.option("--base-url", "base", metavar="ADDRESS", help="The site that shows the recalls; entries link to it.")
@click.option("--self-url", "address", metavar="ADDRESS", help="Where the feed itself will be served.")
@click.option("--latest", type=click.IntRange(1), default=100, show_default=True, metavar="N", help="So many entries.")
def feed(asked: Ask, output: str, **given: Any) -> None:
    """New and changed recalls as a feed, to standard output."""
    from recalls.feeding import run_feed

    sys.exit(run_feed(asked, output, **given))


@click.command()
@database_option(must_exist=True)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, metavar="N", help="On which port."
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    multiple=True,
    default=["archive"],
    show_default=True,
    help="Folder of WARC files, or one of them; more than one may be named.",
)
@click.option("--base-path", "base", default="/", show_default=True, metavar="PATH", help="The path behind a proxy.")
@click.option("--home", metavar="ADDRESS", help="The site's address as others reach it, to cite recalls by.")
@click.option("--press-copies", is_flag=True, help="Show whole archived pages of the press too, to your own house.")
def serve(database: Path, **given: Any) -> None:
    """The timeline as pages for a browser, with the tables behind it. Reads only, also while a crawl writes."""
    from recalls.web.serving import run_serve

    sys.exit(run_serve(database, **given))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@database_option(must_exist=True)
@click.option("--home", metavar="ADDRESS", help="The site's address as others reach it, for feeds and canonical links.")
@click.option(
    "--lang",
    "languages",
    type=click.Choice(languages()),
    multiple=True,
    default=languages(),
    show_default=True,
    help="Languages of the pages, the first at the top; may be given more than once.",
)
@click.option(
    "--latest",
    type=click.IntRange(1),
    default=1500,
    show_default=True,
    metavar="N",
    help="So many recalls, the newest, have pages of their own; older ones stand in the lists of their years.",
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="Folder of WARC files, or one of them: adds pages on captures, with inert copies.  [default: none]",
)
def site(folder: Path, database: Path, **given: Any) -> None:
    """The same pages as a folder of files for any web host, with feeds and data; replaces the last one whole."""
    from recalls.site.command import run_site

    sys.exit(run_site(folder, database, **given))
