"""The site on the demo's database, asked through Datasette's own client: no browser, no socket."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from recalls.evidence.records import Archives
from recalls.web.answering import Site
from recalls.web.serving import application

Get = Callable[..., Any]


def client(database: Path, **given: Any) -> Get:
    """A function that asks a site: address to response."""
    served = application(Site(database, Archives(given.pop("places", ())), **given))

    def get(address: str, **options: Any) -> Any:
        async def asked() -> Any:
            return await served.client.get(address, **options)

        return asyncio.run(asked())

    return get


@pytest.fixture(scope="session")
def get(demo_database: Path) -> Get:
    """Ask the site of the demo's database."""
    return client(demo_database)


def parsed(response: Any) -> html.HtmlElement:
    """A page's tree; it must be a page."""
    assert response.status_code == 200, response.text[:400]
    assert response.headers["content-type"].startswith("text/html")
    return html.document_fromstring(response.text)


def text(element: html.HtmlElement) -> str:
    """What a person reads, on one line."""
    return " ".join(element.text_content().split())
