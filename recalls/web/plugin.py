"""Our pages on Datasette: routes, what of the database may be looked at, and headers that keep pages inert.

Pages are made by ``recalls.web.pages`` in Datasette's reading threads, each from one
snapshot of the database, so that a crawl that writes meanwhile changes nothing halfway.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import sha256
from http import HTTPStatus
from traceback import print_exception
from typing import Any
from urllib.parse import parse_qs

from datasette import hookimpl
from datasette.filters import FilterArguments
from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from recalls.labels import DEFAULT
from recalls.outside_links import safe_link
from recalls.web.addresses import PAGES, Served
from recalls.web.answering import Answer, Asked, answer, refusal, routes
from recalls.web.headers import headers_for
from recalls.web.safe_csv import SafeRows
from recalls.web.shown_tables import DATABASE, describe, is_shown, listed_texts, matching, prepare, queries, searched
from recalls.web.visit import cut
from recalls.web.wording import load

__all__ = (
    "asgi_wrapper",
    "canned_queries",
    "filters_from_request",
    "get_metadata",
    "handle_exception",
    "permission_allowed",
    "prepare_connection",
    "prepare_jinja2_environment",
    "register_routes",
    "render_cell",
)


#: Datasette's pages on itself: the file's path, threads, settings, tokens.
_MACHINE = tuple(
    f"/-/{name}"
    for name in (
        *("databases", "settings", "config", "metadata", "plugins", "threads", "actor", "auth-token", "logout"),
        *("permissions", "allow-debug", "patterns", "messages", "versions"),
    )
)


_LONGEST_CELL = 600
#: What would let a question reach tables that are not shown.
_REFUSED = frozenset({"_fts_table", "_fts_pk", "_through", "_where"})


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Our pages, before Datasette's own."""

    def view(name: str) -> Callable[..., Awaitable[Response]]:
        async def answered(datasette: Any, request: Any) -> Response:
            given = {key: request.args[key] for key in request.args}
            asked = Asked(name, dict(request.url_vars), given, request.headers.get("accept-language", ""))
            base = datasette.setting("base_url").rstrip("/")
            made = await answer(datasette, asked, base)
            return _response(made, request.headers.get("if-none-match", ""))

        return answered

    return [(pattern, view(name)) for name, pattern in routes()]


def _response(made: Answer, known: str = "") -> Response:
    """An answer as Datasette sends it; to one who has it already (``If-None-Match``) that it is the same."""
    headers = dict(made.headers)
    if made.status == HTTPStatus.OK:
        body = made.body.encode("utf-8", "replace") if isinstance(made.body, str) else made.body
        headers["etag"] = f'"{sha256(body).hexdigest()[:32]}"'
        if headers["etag"] in (one.strip().removeprefix("W/") for one in known.split(",")):
            return Response("", status=HTTPStatus.NOT_MODIFIED, headers=headers, content_type=made.media_type)
    return Response(made.body, status=made.status, headers=headers, content_type=made.media_type)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Response]]:
    """Pages for what is not there or means nothing; what went wrong within goes to the log, with no value of it.

    In the place of Datasette's own, which fails where Rich is installed and an address leads nowhere.
    """
    status = _status(request, exception)
    message = f"{request.path}: {HTTPStatus(status).phrase}"
    if isinstance(exception, DatasetteError) and not exception.message_is_html:
        message = str(exception.message)

    async def told() -> Response:
        if request.path.endswith(".json") or request.args.get("_format") == "json":
            return Response.json({"ok": False, "error": message, "status": status}, status=status)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            return Response.text("Something went wrong here: the server's log says what.", status=status)
        asked = Asked("refused", {}, dict(request.args), request.headers.get("accept-language", ""))
        return _response(await refusal(datasette, asked, datasette.setting("base_url").rstrip("/"), status, message))

    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        print_exception(exception)
    return told


def _status(request: Any, exception: Exception) -> int:
    """What the browser did wrong, else 500. Datasette takes a column that is not there for a fault of its own."""
    if isinstance(exception, DatasetteError) and exception.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return HTTPStatus.BAD_REQUEST
    if isinstance(exception, DatasetteError | Base400):
        return int(exception.status)
    wrong = isinstance(exception, ValueError) and "_next" in request.args
    return HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.INTERNAL_SERVER_ERROR


@hookimpl(tryfirst=True)
def permission_allowed(action: str, resource: Any) -> bool | None:
    """Only tables without other people's full texts, and no free SQL, which could read around that."""
    if action == "execute-sql":
        return False
    if action == "view-table":
        database, table = resource
        return database == DATABASE and is_shown(table)
    if action in ("view-database-download", "permissions-debug", "debug-menu"):
        return False
    return None


@hookimpl
def get_metadata() -> dict[str, Any]:
    """Titles, the data dictionary's descriptions of columns, and how tables are shown."""
    return describe()


@hookimpl
def canned_queries(database: str) -> dict[str, Any]:
    """The questions that are often asked."""
    return queries() if database == DATABASE else {}


@hookimpl
def prepare_connection(conn: Any, database: str) -> None:
    """What our questions call, in SQL."""
    if database == DATABASE:
        prepare(conn)


@hookimpl(trylast=True)
def filters_from_request(request: Any, database: str, table: str) -> FilterArguments | None:
    """``?_search=`` on our tables, in any script; after Datasette's own, which knows no bigrams."""
    condition = searched(table) if database == DATABASE else None
    if condition is None:
        return None
    words = (request.args.get("_search") or "").strip()
    if not words:
        return FilterArguments([], extra_context={"supports_search": True, "search": ""})
    told = f'search matches "{words}"'
    return FilterArguments(
        [condition],
        {"recalls_words": matching(words)},
        [told],
        {"supports_search": True, "search": words},
    )


@hookimpl
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Any) -> Markup | str | None:
    """A recall's id leads to its page; lists are read as lists, long words are cut."""
    if database != DATABASE or not isinstance(value, str):
        return None
    if column in ("recall", "earlier") or (column == "id" and table in (None, "public_recalls")):
        address = Served(datasette.setting("base_url").rstrip("/")).recall(value)
        return Markup('<a href="{}">{}</a>').format(address, cut(value, 80))
    if value.startswith("[") and (members := listed_texts(value)) is not None:
        return cut(", ".join(members), _LONGEST_CELL)
    return None if safe_link(value) else cut(value, _LONGEST_CELL)


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """What Datasette's pages, those of its errors too, need to stand in our frame (``tables/base.html``)."""
    to, words = Served(datasette.setting("base_url").rstrip("/")), load(DEFAULT)
    pages = [(words(f"pages.{name}"), to.page(name), False) for name in PAGES if name != "check"]
    env.globals["recalls"] = {
        "title": words("site.title"),
        "data": words("site.data"),
        "described": lambda view: describe()["databases"][DATABASE]["tables"].get(view, {}).get("description", ""),
        "skip": words("site.skip"),
        "navigation": words("site.navigation"),
        "home": to.page("timeline"),
        "pages": [*pages, (words("site.data"), to.tables(), True)],
        "styles": [to.asset("site.css"), to.asset("tables.css")],
    }


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Headers that keep every answer inert, cells that no spreadsheet runs, and no pages on the machine itself."""

    base = datasette.setting("base_url").rstrip("/")

    def wrap(app: Any) -> Any:
        async def wrapped(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return

            if scope["path"].removeprefix(base).startswith(_MACHINE):
                await _refuse(send, 404, "not found")
                return
            asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            if refused := _REFUSED.intersection(asked):
                await _refuse(send, 400, f"{min(refused)} is not answered here")
                return
            table = scope["path"].endswith(".csv") and scope["path"].removeprefix(base).startswith(f"/{DATABASE}/")
            safe = SafeRows() if table else None

            async def sending(event: Any) -> None:
                if event["type"] == "http.response.start":
                    given = event["headers"]
                    if safe is not None:
                        given = [pair for pair in given if pair[0].lower() != b"content-length"]
                    event = {**event, "headers": headers_for(given)}
                elif safe is not None:
                    more = event.get("more_body", False)
                    event = {**event, "body": safe(event.get("body", b""), last=not more)}
                await send(event)

            await app(scope, receive, sending)

        return wrapped

    return wrap


async def _refuse(send: Any, status: int, why: str) -> None:
    """An answer of one line."""
    headers = headers_for([(b"content-type", b"text/plain; charset=utf-8")])
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": why.encode()})
