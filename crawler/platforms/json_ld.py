"""What a page's JSON-LD (schema.org) says of its article.

A page may describe many things: itself, the site, its maker, and other articles that it leads to. Only those count
that stand at the top, in a ``@graph``, in a list, or as the main entity of a page; where several are articles, the
one that has the page's headline or address.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from crawler.json_text import read_json

#: Types of schema.org that are an article, and those that are the page of one.
_ARTICLE = re.compile(r"(Article|Posting|Report)$")
_PAGE = re.compile(r"(WebPage|ItemPage)$")
_WRAPPED = re.compile(r"^\s*(//|/\*)?\s*(<!--|<!\[CDATA\[)\s*(\*/)?|(//|/\*)?\s*(-->|\]\]>)\s*(\*/)?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_FIELDS = {
    "headline": ("headline", "name"),
    "datePublished": ("datePublished", "dateCreated"),
    "dateModified": ("dateModified",),
    "articleBody": ("articleBody", "text"),
    "inLanguage": ("inLanguage",),
}

Thing = dict[str, Any]


def article(tree: etree._Element, headlines: Collection[str], addresses: Collection[str]) -> dict[str, str]:
    """Fields of the page's article: headline, datePublished, dateModified, articleBody, inLanguage, as far as told.

    ``headlines`` and ``addresses`` are what the page shows elsewhere as its own.
    """
    scripts = (script.text for script in tree.iter("script") if "ld+json" in script.get("type", ""))
    things = [thing for text in scripts for thing in _read(text)]
    articles = [thing for thing in things if _is(thing, _ARTICLE)]
    own = [thing for thing in articles if _is_own(thing, headlines, addresses)]
    if not own and (len(articles) == 1 or not headlines):
        own = articles[:1]
    found: dict[str, str] = {}
    for thing in (*own, *(thing for thing in things if _is(thing, _PAGE))):
        for field, names in _FIELDS.items():
            for name in names if thing in own else names[:1]:
                if (words := _words(thing.get(name))).strip():
                    found.setdefault(field, words)
    return found


def _read(text: str | None) -> Iterator[Thing]:
    """The objects of one script, however it is wrapped; none where it is no JSON."""
    told = _WRAPPED.sub("", text or "").strip()
    if '"' not in told:
        told = entities.unescape(told)
    for attempt in (told, _TRAILING_COMMA.sub(r"\1", told)):
        try:
            yield from _objects(read_json(attempt, strict=False))
            return
        except (ValueError, RecursionError):
            continue


def _objects(data: Any) -> Iterator[Thing]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(data.get(name))
        yield data


def _is(thing: Thing, kind: re.Pattern[str]) -> bool:
    told = thing.get("@type")
    return any(kind.search(str(one)) for one in (told if isinstance(told, list) else [told]))


def _is_own(thing: Thing, headlines: Collection[str], addresses: Collection[str]) -> bool:
    page = thing.get("mainEntityOfPage")
    named = (thing.get("url"), thing.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    if any(_plain(str(one)) in {_plain(address) for address in addresses} for one in named if one):
        return True
    said = _letters(entities.unescape(_words(thing.get("headline")) or _words(thing.get("name"))))
    return bool(said) and any(_letters(headline).startswith(said) for headline in headlines)


def _plain(address: str) -> str:
    return re.sub(r"^https?://(www\.)?|[?#].*$|/$", "", re.sub(r"[?#].*$", "", address))


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()


def _words(value: Any) -> str:
    """The words of a value: a text, the first of several, or what an object names."""
    if isinstance(value, list):
        return _words(value[0]) if value else ""
    if isinstance(value, dict):
        return _words(value.get("@value") or value.get("alternateName"))
    return value if isinstance(value, str) else ""
