"""Our pages on Datasette: routes, what of the database may be looked at, and headers that keep pages inert.

Pages are made by ``recalls.web.pages`` in Datasette's reading threads, each from one
snapshot of the database, so that a crawl that writes meanwhile changes nothing halfway.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Response

from recalls.web.answering import Answer, Asked, answer, routes
from recalls.web.headers import headers_for
from recalls.web.shown_tables import DATABASE, describe, is_shown, queries

__all__ = (
    "asgi_wrapper",
    "canned_queries",
    "extra_css_urls",
    "get_metadata",
    "menu_links",
    "permission_allowed",
    "register_routes",
)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Our pages, before Datasette's own."""

    def view(name: str) -> Callable[..., Awaitable[Response]]:
        async def answered(datasette: Any, request: Any) -> Response:
            given = {key: request.args[key] for key in request.args}
            asked = Asked(name, dict(request.url_vars), given, request.headers.get("accept-language", ""))
            base = datasette.setting("base_url").rstrip("/")
            made = await answer(datasette, asked, base)
            return _response(made)

        return answered

    return [(pattern, view(name)) for name, pattern in routes()]


def _response(made: Answer) -> Response:
    return Response(made.body, status=made.status, headers=dict(made.headers), content_type=made.media_type)


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
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """From Datasette's pages back to ours."""
    return [{"href": datasette.urls.path("/"), "label": "Recall timeline"}]


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """Our look on Datasette's pages."""
    from recalls.web.addresses import Served

    return [Served(datasette.setting("base_url").rstrip("/")).asset("tables.css")]


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Every answer has the headers that keep it inert; Datasette's pages on the machine itself are not there."""

    def wrap(app: Any) -> Any:
        async def wrapped(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return

            async def sending(event: Any) -> None:
                if event["type"] == "http.response.start":
                    event = {**event, "headers": headers_for(event["headers"])}
                await send(event)

            await app(scope, receive, sending)

        return wrapped

    return wrap
