"""Settings in one TOML file: each key declared once, checked, and turned into the options of the commands.

What stands on the command line wins over the environment, that over the file, that over the default. The file is the
one that ``--settings`` or RECALLS_SETTINGS names, else ``recalls.toml`` in the working folder, if there is one. Paths
in it are taken from its own folder. Secrets are never in it: they come from the environment alone (``SECRETS``).
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from recalls.labels import languages
from recalls.parameters import is_day

FILE = "recalls.toml"

#: Secrets and what they are for; only the environment holds them.
SECRETS = {
    "RECALLS_SMTP_PASSWORD": "the mail server's password, for digests",
    "SAFETYKOREA_KEY": "a key of the SafetyKorea API; without it the public mirror is read",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: what it takes (``kind``), what it does, and which options it is the default of, as (command, name)."""

    key: str
    kind: str
    help: str
    options: tuple[tuple[str, str], ...] = ()


def _visits(name: str, *more: str) -> tuple[tuple[str, str], ...]:
    return tuple((command, name) for command in ("crawl", "nightly", *more))


SETTINGS = (
    Setting("database", "path", "The database file.", (("*", "database"),)),
    Setting(
        "archive",
        "path",
        "The folder that WARC files are written to.",
        (*_visits("archive"), ("serve", "archive"), ("evidence", "places")),
    ),
    Setting("contact", "text", "Mail or web address for the User-Agent.", _visits("contact", "sources")),
    Setting("delay", "number", "Least seconds between two requests to a host; 1 at least.", _visits("delay")),
    Setting("since", "date", "Go back to this date where a source can be asked for one.", _visits("since")),
    Setting("allow_hosts", "texts", "Hosts that may lie at a private address.", _visits("allow_hosts", "sources")),
    Setting(
        "watchlists",
        "path",
        "A folder with more watchlists.",
        _visits("watchlists", "extract", "evaluate", "renormalize"),
    ),
    Setting("sources.only", "texts", "The sources that a night visits; all without it.", (("nightly", "sources"),)),
    Setting("sources.folder", "path", "A folder with more sources.", _visits("user_sources", "sources")),
    Setting(
        "sources.shard", "shard", "The share of this machine, by host: 2/5 on the second of five.", _visits("shard")
    ),
    Setting("export.folder", "path", "Where a night exports the tables to.", (("nightly", "export_folder"),)),
    Setting("digest.to", "texts", "Mail addresses that a night's digest goes to."),
    Setting("digest.from", "text", "The digest's sender."),
    Setting(
        "digest.language", "language", f"The digest's own words: {', '.join(languages())}.", (("digest", "language"),)
    ),
    Setting("digest.command", "texts", 'A command that takes the mail on standard input: ["sendmail", "-t"].'),
    Setting("digest.host", "text", "A mail server, in place of a command."),
    Setting("digest.port", "port", "The mail server's port; 587 without it."),
    Setting("digest.user", "text", "The mail server's user; the password is in RECALLS_SMTP_PASSWORD."),
    Setting("digest.encrypted", "flag", "Whether STARTTLS is asked of the mail server; true without it."),
)
_KNOWN = {setting.key: setting for setting in SETTINGS}
_TABLES = {key.partition(".")[0] for key in _KNOWN if "." in key}


class BadSettings(click.UsageError):
    """A settings file that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says, by key; ``path`` is None where there is none."""

    path: Path | None
    values: Mapping[str, Any]

    def get(self, key: str, default: Any = None) -> Any:
        """A key's value, or the default where the file does not name it."""
        return self.values.get(key, default)

    def defaults(self, commands: Mapping[str, click.Command]) -> dict[str, dict[str, Any]]:
        """The defaults of each command's options, as click takes them (``default_map``)."""
        found: dict[str, dict[str, Any]] = {name: {} for name in commands}
        for key, value in self.values.items():
            for command, option in _KNOWN[key].options:
                for name in commands if command == "*" else (command,):
                    for parameter in commands[name].params:
                        if parameter.name == option:
                            several = getattr(parameter, "multiple", False) and isinstance(value, str)
                            found[name][option] = [value] if several else value
        return found


def load(given: Path | None) -> Settings:
    """The settings of the file that is named, or of ``recalls.toml`` where there is one. Raises BadSettings."""
    path = given or Path(FILE)
    if given is None and not path.is_file():
        return Settings(None, {})
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"{path}: cannot be read as TOML: {error}") from error
    return Settings(path, dict(_checked(path, told)))


def _checked(path: Path, told: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in _flat(told):
        setting = _KNOWN.get(key)
        if setting is None:
            raise BadSettings(f"{path}: {_unknown(key)}")
        try:
            yield key, _CHECKS[setting.kind](value, path.parent)
        except ValueError as error:
            raise BadSettings(f"{path}: {key} = {value!r}: {error}") from error


def _flat(told: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in told.items():
        if isinstance(value, dict) and name in _TABLES:
            yield from ((f"{name}.{key}", inner) for key, inner in value.items())
        else:
            yield name, value


def _unknown(key: str) -> str:
    near = get_close_matches(key, _KNOWN, n=1, cutoff=0.5)
    meant = f"; did you mean {near[0]}?" if near else f"; there are: {', '.join(_KNOWN)}"
    if re.search(r"password|secret|token|(^|[._])key$", key, re.IGNORECASE):
        meant = f"; secrets come from the environment: {', '.join(SECRETS)}"
    return f"there is no setting {key}{meant}"


# What each kind takes


def _text(value: Any, _: Path) -> str:
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        raise ValueError("one line of text is wanted")
    return value


def _texts(value: Any, folder: Path) -> list[str]:
    if not isinstance(value, list):
        raise ValueError('a list is wanted: ["…"]')
    return [_text(one, folder) for one in value]


def _path(value: Any, folder: Path) -> str:
    return str(folder / _text(value, folder))


def _number(value: Any, _: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= 3600:
        raise ValueError("a number from 1 to 3600 is wanted")
    return float(value)


def _port(value: Any, _: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 65536:
        raise ValueError("a port from 1 to 65535 is wanted")
    return value


def _flag(value: Any, _: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false is wanted")
    return value


def _date(value: Any, folder: Path) -> str:
    day = str(value)  # TOML has dates of its own
    if not is_day(day):
        raise ValueError("a date is wanted: 2024, 2024-01 or 2024-01-31")
    return day


def _shard(value: Any, folder: Path) -> str:
    from crawler.sharding import read_shard

    return str(read_shard(_text(value, folder)))


def _language(value: Any, folder: Path) -> str:
    if value not in languages():
        raise ValueError(f"one of {', '.join(languages())} is wanted")
    return str(value)


_CHECKS: dict[str, Callable[[Any, Path], Any]] = {
    "text": _text,
    "texts": _texts,
    "path": _path,
    "number": _number,
    "port": _port,
    "flag": _flag,
    "date": _date,
    "language": _language,
    "shard": _shard,
}


def rows(settings: Settings) -> Iterator[dict[str, Any]]:
    """Every setting with its value and where that comes from; secrets only whether they are set."""
    for setting in SETTINGS:
        there = setting.key in settings.values
        origin = str(settings.path) if there else "default"
        value = settings.values.get(setting.key)
        yield {"setting": setting.key, "value": value, "from": origin, "kind": setting.kind, "help": setting.help}
    for name, meaning in SECRETS.items():
        there = bool(os.environ.get(name))
        yield {
            "setting": name,
            "value": "(set)" if there else None,
            "from": "environment" if there else "not set",
            "kind": "secret",
            "help": meaning,
        }
