"""``recalls``: crawl recall pages, understand them, and ask the timeline.

Data goes to standard output, progress and log to standard error. Exit status: 0
done, 1 done with failed sources or inputs, 2 wrong usage, 75 try again later.

A command is a click function in one of this package's modules, and is found there;
what it does lies elsewhere and is imported when it runs.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from pathlib import Path

import click

from recalls.errors import DONE_WITH_FAILURES, Failure

#: The modules that hold commands, in the order in which ``recalls --help`` names them.
ROOMS = ("crawling", "asking", "deciding", "understanding", "publishing", "keeping", "growing")


class Rooms(click.Group):
    """A group whose help lists its commands under the first line of the module that holds them."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.rooms: dict[str, list[str]] = {}
        for name in ROOMS:
            module = import_module(f"{__name__}.{name}")
            found = [value for value in vars(module).values() if isinstance(value, click.Command)]
            for command in found:
                self.add_command(command)
            heading = (module.__doc__ or name).splitlines()[0].rstrip(".")
            self.rooms[heading] = [command.name or "" for command in found]

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what the machine refuses that no one foresaw (a full disk behind ``>``) is one line."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever reads has read enough: click ends in silence
        except OSError as error:
            where = f": {error.filename}" if error.filename else ""
            raise Failure(f"{error.strerror or error}{where}", DONE_WITH_FAILURES) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the rooms, as people look for what to do, not for a letter."""
        return [name for names in self.rooms.values() for name in names]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one list a room."""
        for heading, names in self.rooms.items():
            rows = [(name, self.commands[name].get_short_help_str(limit=110)) for name in names]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="recall-timeline", prog_name="recalls")
@click.option("-v", "--verbose", is_flag=True, help="Log what the crawler does, to standard error.")
@click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    envvar="RECALLS_SETTINGS",
    help="Settings file.  [default: recalls.toml, where there is one]",
)
@click.pass_context
def main(context: click.Context, verbose: bool, settings: Path | None) -> None:
    """A timeline of product recalls, with the words and pages behind every value."""
    if settings or Path("recalls.toml").is_file():
        from recalls.settings import load

        context.obj = load(settings)
        context.default_map = context.obj.defaults(main.commands)
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(lambda record: verbose or record.levelno >= logging.WARNING or record.name.startswith("recalls"))
    logging.basicConfig(handlers=[handler], level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("scrapy", "twisted", "asyncio"):
        # Scrapy opens the root logger to everything; what nobody reads is not even put together.
        logging.getLogger(chatty).setLevel(logging.INFO if verbose else logging.WARNING)
