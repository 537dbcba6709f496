"""Understand a text as the tests of this folder do: as a page of nobody's, published on a day."""

from __future__ import annotations

from functools import cache

from db.records import Document, Mention, Notice, Part, Source
from pipelines.notice import normalize
from pipelines.watchlist import Watchlist, load_all


@cache
def watchlist() -> Watchlist:
    return load_all()


def notice(
    text: str, language: str, published: str | None = None, title: str | None = None, source: Source | None = None
) -> Notice:
    parts = (*((Part("title", title, "title"),) if title else ()), Part("text", text, "text"))
    return normalize(Document("text", None, parts, source=source, language=language, published=published), watchlist())


def main(text: str, language: str, published: str | None = None) -> Mention:
    """The main mention of a text that reports a recall."""
    understood = notice(text, language, published)
    assert understood.is_recall_report
    return next(understood.main())


def models(mention: Mention) -> list[str | None]:
    return [product.model for product in mention.products]
