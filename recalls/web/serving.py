"""``recalls serve``: Datasette with our pages on one database, to read only."""

from __future__ import annotations

import signal
import socket
import sqlite3
from importlib import resources
from pathlib import Path
from typing import Any

import click

from db.schema import connect
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.evidence.records import Archives
from recalls.web.answering import Site
from recalls.web.kept import Kept

SETTINGS = {
    "allow_download": False,
    "allow_csv_stream": True,
    "default_cache_ttl": 0,
    "default_page_size": 100,
    "facet_time_limit_ms": 100,
    "max_returned_rows": 1000,
    "num_sql_threads": 4,
    "sql_time_limit_ms": 1000,
    # Which columns would make facets is asked of every table that is opened: too dear on large ones.
    "suggest_facets": False,
}


def application(site: Site, base: str = "/") -> Any:
    """A Datasette that serves a site; ``.app()`` of it is the ASGI application.

    Raises:
        StoreError: the database cannot be read.
        ImportError: Datasette is not installed (``recall-timeline[web]``).
    """
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.plugins import pm

    from recalls.web import plugin
    from recalls.web.shown_tables import DATABASE

    class ReadOnly(Database):  # type: ignore[misc]
        """The database, opened as every command that only reads opens it: also beside a crawl."""

        def connect(self, write: bool = False) -> sqlite3.Connection:
            if write:
                raise sqlite3.OperationalError("this site only reads")
            return connect(site.database, read_only=True, any_thread=True)

    if pm.has_plugin("datasette.handle_exception"):
        pm.unregister(name="datasette.handle_exception")
    if not pm.is_registered(plugin):
        pm.register(plugin, name="recalls")
    frame = str(resources.files("recalls.web") / "tables")
    served = Datasette(settings={**SETTINGS, "base_url": base}, cache_headers=False, template_dir=frame)
    served.remove_database("_memory")
    served.add_database(ReadOnly(served, path=str(site.database)), name=DATABASE)
    served.recalls_site = site
    served.recalls_kept = Kept(connect(site.database, read_only=True, any_thread=True))
    return served


def run_serve(
    database: Path, host: str, port: int, archive: tuple[Path, ...], base: str, home: str | None, press_copies: bool
) -> int:
    """Serve until a signal comes. 1 where the port is taken or the extra is not installed."""
    if not base.startswith("/") or not base.endswith("/"):
        raise click.UsageError(f"--base-path: {base!r} must begin and end with a slash")
    site = Site(database, Archives(archive), press_copies, home.rstrip("/") if home else None)
    with clear_errors():
        try:
            import uvicorn

            served = application(site, base)
        except ImportError as error:
            raise Failure(f"{error}: pip install 'recall-timeline[web]'", DONE_WITH_FAILURES) from error
        try:
            listening = listen(host, port)
        except OSError as error:
            message = (
                f"{host}:{port} cannot be listened on ({error.strerror or error}): choose another --port or --host"
            )
            raise Failure(message, DONE_WITH_FAILURES) from error
    where, number = listening.getsockname()[:2]
    click.echo(f"http://{f'[{where}]' if ':' in where else where}:{number}{base}  (Ctrl-C ends it)", err=True)
    # The server passes a signal on when it has answered the last request; it has done its work by then.
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: None)
    config = uvicorn.Config(served.app(), log_level="warning", server_header=False, timeout_graceful_shutdown=5)
    with listening:
        uvicorn.Server(config).run(sockets=[listening])
    return DONE


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes visitors, whose answers go out at once. Raises OSError.

    A head and its body are sent apart: on a connection that is kept the body would wait 40 ms for the head's receipt.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
