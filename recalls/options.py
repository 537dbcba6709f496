"""Options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from recalls.labels import DEFAULT, languages
from recalls.parameters import to_market, to_model


@dataclass(frozen=True, slots=True)
class Ask:
    """What a question to the timeline is narrowed to; None and empty mean everything."""

    database: Path
    brand: str | None = None
    model: str | None = None
    market: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    recorded_as_of: str | None = None


def database_option(*, must_exist: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--db FILE``; a command that only reads refuses a file that is not there."""
    return click.option(
        "--db",
        "database",
        type=click.Path(path_type=Path, dir_okay=False, exists=must_exist),
        default="recalls.db",
        envvar="RECALLS_DB",
        show_default=True,
        help="Database file.",
    )


def watchlists_folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--watchlists DIR``: where an installed program finds more of them."""
    folder = click.Path(path_type=Path, file_okay=False, exists=True)
    return click.option("--watchlists", type=folder, help="A folder with more watchlists.")(command)


def sources_folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--sources-from DIR``: where an installed program finds more of them."""
    folder = click.Path(path_type=Path, file_okay=False, exists=True)
    return click.option("--sources-from", "user_sources", type=folder, help="A folder with more sources.")(command)


def _read_shard(context: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    from crawler.sharding import read_shard

    try:
        return read_shard(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from error


def shard_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--shard N/M``: the sources of one machine of several."""
    text = "Only the sources of this share, by host: 2/5 on the second of five machines."
    return click.option("--shard", callback=_read_shard, metavar="N/M", help=text)(command)


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--format``: a table for people, JSON or CSV for programs."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        help="For people, or for programs.",
    )(command)


def language_option(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--lang``: the language of what is ours to word."""
    return click.option("--lang", "language", type=click.Choice(languages()), default=DEFAULT, help=text)


def first_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--first``: of a long list so many rows."""
    text = "Only the first N rows; 0: all.  [default: 500 in a table, else all]"
    return click.option("--first", type=click.IntRange(0), metavar="N", help=text)(command)


def latest_option(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--latest``: of a long list so many of the newest, whatever they are."""
    text = f"Only the N {what}; 0: all.  [default: 500 in a table, else all]"
    return click.option("--latest", type=click.IntRange(0), metavar="N", help=text)


def history(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--as-of`` and ``--recorded-as-of``: the timeline as it was known on a day."""
    command = click.option("--recorded-as-of", metavar="DATE", help="As this database knew it on that day.")(command)
    return click.option("--as-of", metavar="DATE", help="As the public could know it on that day.")(command)


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a question, gathered into one ``asked``."""

    @database_option(must_exist=True)
    @click.option("--brand", metavar="NAME", help="Only this brand.")
    @click.option(
        "--model", callback=to_model, metavar="MODEL", help="Only this model (A3102 finds A3102016 too) or name."
    )
    @click.option(
        "--market",
        callback=to_market,
        metavar="CODE",
        help="Only this market: ISO 3166 code or name, EU, EUROPE, GLOBAL.",
    )
    @click.option("--source", metavar="SOURCE", help="Only recalls that this source reports.")
    @click.option("--since", metavar="DATE", help="Announced on or after this date.")
    @click.option("--until", metavar="DATE", help="Announced on or before this date.")
    @history
    @wraps(command)
    def asked_command(
        database: Path,
        brand: str | None,
        model: str | None,
        market: str | None,
        source: str | None,
        since: str | None,
        until: str | None,
        as_of: str | None,
        recorded_as_of: str | None,
        **others: Any,
    ) -> Any:
        asked = Ask(database, brand, model, market, source, since, until, as_of, recorded_as_of)
        return command(asked=asked, **others)

    return asked_command
