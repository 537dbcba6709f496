"""Posts of WordPress as its REST API gives them: their titles and bodies hold what themes and plugins put there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler import registry
from crawler.platforms.main_text import body_text
from crawler.platforms.wordpress import WordPress
from crawler.run import settings
from db.records import Document

API = "https://www.appgefahren.de/wp-json/wp/v2/posts?search=Anker&per_page=100&page=1"


def read(**fields: Any) -> Document:
    spider = registry.sources()["de-appgefahren"]()
    assert isinstance(spider, WordPress)
    spider.settings = settings({"QUERIES": ["Anker"]})
    post = {
        "id": 1,
        "date": "2025-10-24T09:30:00",
        "link": "https://www.appgefahren.de/anker-1.html",
        "title": {"rendered": "Anker ruft zurück"},
        "content": {"rendered": "<p>Die Powerbank A1263 kann brennen.</p>"},
        **{name: {"rendered": markup} for name, markup in fields.items()},
    }
    (found,) = spider.posts(Response(API, body=json.dumps([post]).encode(), request=Request(API)))
    assert isinstance(found, Document)
    return found


def test_a_title_has_no_markup() -> None:
    assert read(title="Anker ruft <em>PowerCore</em>&#8230;\nzur&uuml;ck").title == "Anker ruft PowerCore… zurück"


def test_what_plugins_put_into_a_post_is_not_its_text() -> None:
    related = "".join(f"<li><a href='/{number}'>Anker ruft auch die Powerbank A1689 zurück</a></li>" for number in "12")
    content = (
        "<!-- wp:paragraph --><p>Die Powerbank A1263 kann brennen.</p><!-- /wp:paragraph -->"
        "<blockquote class='wp-embedded-content'><a href='/x'>Anker ruft die Powerbank A1681 zurück</a></blockquote>"
        f"<h3>Ähnliche Artikel</h3><ul>{related}</ul><div class='newsletter'><p>Jetzt abonnieren, bitte.</p></div>"
    )
    assert read(content=content).parts[1].text == "Die Powerbank A1263 kann brennen."


@pytest.mark.parametrize("markup", ["", " ", "<!-- x -->", "<br>", "&nbsp;"])
def test_a_body_without_words_is_empty(markup: str) -> None:
    assert body_text(markup) == ""
