"""The generated parts of the documentation: ``python -m recalls.documentation DEMO.db`` writes them, a test holds them.

What the program knows of itself (columns, sources, options) is written down once, in
the code, and shown from there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from crawler.described import promised
from crawler.registry import sources
from db.dictionary import EXPORTS
from recalls.cli import main
from recalls.settings import SECRETS, SETTINGS

DOCS = Path(__file__).parent.parent / "docs"
README = DOCS.parent / "README.md"
_COLUMNS = 140


def pages() -> dict[str, str]:
    """Every generated page by its file name below docs/."""
    return {
        "data-dictionary.md": "\n".join(_dictionary()) + "\n",
        "settings.md": "\n".join(_settings()) + "\n",
        "sources.md": "\n".join(_sources()) + "\n",
        "commands.md": "\n".join(_commands()) + "\n",
    }


def _dictionary() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    compared = ", ".join(f"`{table.name}`" for table in EXPORTS.values() if table.compared)
    yield "What `recalls export DIR` writes: a file a table (`--format csv`, `jsonl`, `parquet`) or one workbook with"
    yield "a sheet a table (`xlsx`), `datapackage.json` with the same descriptions and the SHA-256 of each file, and a"
    yield "README. An empty cell is a value that no source gives. Members of a list are joined with `|` in CSV and"
    yield "Excel, and are lists elsewhere. In CSV a text that a spreadsheet would run as a formula is preceded by an"
    yield "apostrophe, unless `--raw`; negative numbers stay numbers. [analysts.md](analysts.md) shows how to work with"
    yield "them."
    yield ""
    yield "Where the folder holds an earlier export of the same format, `additions/` has the rows that are new since,"
    yield "`amendments.csv` the cells that differ (with old and new), and `removals.csv` the keys of rows that went,"
    yield f"for the tables {compared}; of a recall that was joined to another, the id that its own leads to now."
    yield "A workbook is not compared."
    for table in EXPORTS.values():
        yield ""
        yield f"## {table.name}"
        yield ""
        refers = "".join(f" `{column}` is {other}'s `{key}`." for column, (other, key) in table.refers.items())
        yield f"{table.description} Key: {', '.join(f'`{name}`' for name in table.key)}.{refers}"
        yield ""
        yield "| column | type | meaning |"
        yield "|---|---|---|"
        for column in table.columns:
            yield f"| `{column.name}` | {column.type} | {_cell(column.description)} |"


def _sources() -> Iterator[str]:
    yield "# Sources"
    yield ""
    yield "A source below what it promises of a full live run publishes nothing new and keeps its last good state:"
    yield "the least records its listing shows, the least share of documents with title, date and text, and the most"
    yield "days without news."
    yield ""
    yield "| source | name | kind | market | language | time zone | promise | layout last confirmed | how | licence |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name, spider in sources().items():
        cells = (
            f"[`{name}`]({spider.homepage})",
            spider.title,
            spider.kind,
            spider.market or "",
            spider.language,
            spider.timezone,
            promised(spider.promise),
            spider.checked,
            spider.checked_by,
            spider.licence,
        )
        yield "| " + " | ".join(map(_cell, cells)) + " |"
    yield ""
    yield "What each source's pages look like and where they trip a reader is noted, with dates, at the top of its file"
    yield "in `crawler/spiders/`."


def _settings() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield "One TOML file, none of whose keys is needed: the one that `--settings` or `RECALLS_SETTINGS` names, else"
    yield "`recalls.toml` in the working folder. The command line wins over the environment, that over the file."
    yield "Paths are taken from the file's own folder. A key that is unknown is refused with the nearest name."
    yield ""
    yield "| key | takes | meaning | default of |"
    yield "|---|---|---|---|"
    for setting in SETTINGS:
        options = ", ".join(f"`{_option(command, name)}`" for command, name in setting.options)
        yield f"| `{setting.key}` | {setting.kind} | {_cell(setting.help)} | {options} |"
    yield ""
    yield "Secrets come from the environment alone:"
    yield ""
    for name, meaning in SECRETS.items():
        yield f"- `{name}`: {meaning}"


def _option(command: str, name: str) -> str:
    """An option as one types it ("nightly --export"), an argument in capitals."""
    found = main.commands["timeline" if command == "*" else command]
    parameter = next(parameter for parameter in found.params if parameter.name == name)
    shown = parameter.opts[0] if isinstance(parameter, click.Option) else name.upper()
    return shown if command == "*" else f"{command} {shown}"


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Exit status: 0 done, 1 done with failed sources or inputs, 2 wrong usage, 75 try again later."
    for name in main.list_commands(click.Context(main)):
        command = main.commands[name]
        context = click.Context(command, info_name=f"recalls {name}", max_content_width=100, terminal_width=100)
        yield ""
        yield f"## recalls {name}"
        yield ""
        yield "```"
        yield command.get_help(context)
        yield "```"


def readme(text: str, database: Path) -> str:
    """The README with what its marked commands print of the demo's database.

    A mark is ``<!-- timeline --market JP -->`` on the line before a block of text.
    """

    def shown(mark: re.Match[str]) -> str:
        arguments = [*mark[1].split(), "--db", str(database)]
        printed = CliRunner(env={"COLUMNS": str(_COLUMNS)}).invoke(main, arguments).stdout
        return f"<!-- {mark[1]} -->\n```text\n{_trimmed(printed)}```\n"

    return re.sub(r"<!-- (timeline .*?|matrix .*?) -->\n```text\n.*?```\n", shown, text, flags=re.DOTALL)


def _trimmed(printed: str) -> str:
    return "".join(line.rstrip() + "\n" for line in printed.splitlines())


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    for name, content in pages().items():
        (DOCS / name).write_text(content, encoding="utf-8")
        click.echo(f"wrote docs/{name}", err=True)
    for database in sys.argv[1:]:
        README.write_text(readme(README.read_text(encoding="utf-8"), Path(database)), encoding="utf-8")
        click.echo("wrote README.md", err=True)
