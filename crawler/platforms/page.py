"""Any article's page: its title, its text, when it was published, and in what language it is.

What a page says about itself (JSON-LD, then meta elements) comes before what
its structure suggests. Stamps are given as they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from crawler.encoding import decode
from crawler.markup import at, unescaped, words_in
from crawler.platforms.main_text import main_text

#: Types of schema.org that are an article or the page of one.
_ARTICLES = re.compile(r"(Article|BlogPosting|Report|WebPage|ItemPage)$")
_PUBLISHED = (
    "article:published_time",
    "datePublished",
    "date",
    "dc.date",
    "dcterms.created",
    "pubdate",
    "publish-date",
)
_MODIFIED = ("article:modified_time", "dateModified", "last-modified", "og:updated_time")
_TITLES = ("og:title", "twitter:title")


@dataclass(frozen=True, slots=True)
class Page:
    """An article as its page gives it; stamps unread, what is not there None."""

    title: str | None
    text: str
    published: str | None
    modified: str | None
    language: str | None
    url: str | None


def read_page(body: bytes, url: str | None = None, content_type: str | None = None) -> Page:
    """The article on a page of HTML. Raises crawler.encoding.Undecodable where no encoding fits.

    ``url`` is where it was found, if known; ``content_type`` is the header's value.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(body, content_type).text)
    tree = etree.fromstring(text, etree.HTMLParser()) if text.strip() else None
    if tree is None:
        return Page(None, "", None, None, None, url)
    told = _told(tree)
    meta = _meta(tree)
    return Page(
        title=_title(tree, told, meta),
        published=_clean(told.get("datePublished") or _first(meta, _PUBLISHED) or _time(tree)),
        modified=_clean(told.get("dateModified") or _first(meta, _MODIFIED)),
        language=_language(tree, told, meta),
        text=main_text(tree, told.get("articleBody")),
        url=url or _address(tree, meta),
    )


def _told(tree: etree._Element) -> dict[str, str]:
    """What JSON-LD says of the article: the first object of such a type wins, field by field."""
    found: dict[str, str] = {}
    for script in at(tree, "//script[contains(@type, 'ld+json')]"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in sorted(_objects(data), key=_is_page):
            for name in ("headline", "datePublished", "dateModified", "articleBody", "inLanguage"):
                if isinstance(value := thing.get(name), str) and value.strip():
                    found.setdefault(name, value)
    return found


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield from _objects(data.get("@graph"))
        kinds = data.get("@type")
        if any(_ARTICLES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield data


def _is_page(thing: dict[str, Any]) -> bool:
    return "Page" in str(thing.get("@type"))


def _meta(tree: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (element.get("content") or "").strip():
            found.setdefault(name.lower(), element.get("content", ""))
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name.lower()] for name in names if name.lower() in meta), None)


def _address(tree: etree._Element, meta: dict[str, str]) -> str | None:
    """Where the page says that it lives."""
    told = [str(link) for link in at(tree, "//link[@rel='canonical']/@href")] + [meta.get("og:url", "")]
    return next((link for link in told if link.startswith(("http://", "https://"))), None)


def _title(tree: etree._Element, told: dict[str, str], meta: dict[str, str]) -> str | None:
    """The headline; without the site's name where the page shows the same headline without it."""
    title = _clean(unescaped(told.get("headline") or _first(meta, _TITLES) or ""))
    heading = _heading(tree)
    return heading if not title or (heading and title.startswith(heading)) else title


def _heading(tree: etree._Element) -> str | None:
    for path in ("//article//h1", "//h1", "//title"):
        for element in at(tree, path):
            if words := _clean(words_in(element)):
                return words
    return None


def _time(tree: etree._Element) -> str | None:
    told = "//time[@itemprop='datePublished' or @pubdate]/@datetime"
    found = at(tree, told) or at(tree, "//article//time/@datetime")
    return str(found[0]) if found else None


def _language(tree: etree._Element, told: dict[str, str], meta: dict[str, str]) -> str | None:
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    tag = tag or told.get("inLanguage") or meta.get("og:locale") or meta.get("content-language")
    return (
        tag.strip().replace("_", "-") if tag and re.fullmatch(r"\s*[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*\s*", tag) else None
    )


def _clean(words: str | None) -> str | None:
    return re.sub(r"\s+", " ", words).strip() or None if words else None
