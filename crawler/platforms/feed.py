"""Feeds: RSS 0.9x and 2.0, RSS 1.0 (RDF) and Atom (RFC 4287) name what is new; the articles' own pages say it.

Elements are known by their local names, as feeds in the wild mix namespaces.
Entities of a DTD are not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple
from urllib.parse import quote

from lxml import etree
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import joined
from crawler.described import Form
from crawler.failures import Unreadable
from crawler.health import Promise
from crawler.markup import fragment_text, words_in
from crawler.platforms.article import Articles
from crawler.platforms.xml import parsed

_STAMPS = ("pubDate", "date", "published", "issued", "updated", "modified")
_LONGEST = 2_000
#: An address, whole or from its site's or its feed's on; no words, and no other scheme.
_RELATIVE = re.compile(r"(https?:/)?/\S+$|(?![\w+.-]*:)\S*[./]\S*$")
_SUMMARIES = ("description", "summary", "encoded", "content")


class Item(NamedTuple):
    """What a feed says of one article: the stamp as it stands, None where it is absent."""

    link: str
    title: str
    summary: str
    published: str | None


class Feed(Articles):
    """A source of articles whose ``feeds`` name what is new.

    ``search`` is the address of a feed of search results with "{word}" in it; it is asked for what is older, that
    is, where SINCE is given.
    """

    promise = Promise(records=5, published=0.8, quiet_days=30)
    feeds: ClassVar[tuple[str, ...]]
    search: ClassVar[str] = ""
    reads = (
        Form(
            r"^(?!.*site_?(map|index)).*(/(rss|atom|feeds?|rdf)/?(\?.*)?$|\.(rss|rdf|xml|atom)(\?.*)?$)", "feed", True
        ),
    )

    def listings(self) -> Iterable[Request]:
        for address in self.feeds:
            yield from self.visit(address, self.feed, listing=True)
        if self.search and self.settings.get("SINCE"):
            for word in self.queries:
                yield from self.visit(self.search.format(word=quote(word)), self.feed, listing=True, search=True)
        yield from super().listings()

    def feed(self, response: Response, *, search: bool = False) -> Iterator[Request]:
        """Ask for the articles of a feed that hit a search word. Raises Unreadable: no feed, no items."""
        found = list(items(parsed(self.text(response)), response.url))
        if not found and not search:
            raise Unreadable("changed_layout", "no items in the feed")
        self.refuse_others(item.link for item in found)
        for item in found:
            self.saw(self.key_of(item.link), item.published)
            if self.hits(item.title, item.summary, item.link):
                yield from self.candidate(item.link, published=item.published)


def items(tree: etree._Element, base: str) -> Iterator[Item]:
    """The items of a feed in its order; those without an address are left out. Raises Unreadable where it is none."""
    if _name(tree) not in ("rss", "RDF", "feed"):
        raise Unreadable("changed_layout", f"answered <{_name(tree)}> where a feed was due")
    channel = next((element for element in tree if _name(element) == "channel"), None)
    base = joined(base, _words(channel, "link") or "") or base if channel is not None else base
    for element in tree.iter():
        if _name(element) in ("item", "entry"):
            # Every element has a base of its own (xml:base), which lies within its parents'.
            told = _link(element)
            if told and (link := joined(joined(base, element.base or ""), told)):
                summary = " ".join(_words(element, name) or "" for name in _SUMMARIES)
                stamp = next(filter(None, (_words(element, name) for name in _STAMPS)), None)
                title = fragment_text(_words(element, "title") or "")
                yield Item(link, title, fragment_text(summary), stamp)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _words(element: etree._Element, name: str) -> str | None:
    """The words of the first child of that local name, its own namespace's first; None where there are none."""
    children = [child for child in element if _name(child) == name]
    children.sort(key=lambda child: etree.QName(child).namespace != etree.QName(element).namespace)
    return next(filter(None, (words_in(child).strip() for child in children)), None)


def _link(element: etree._Element) -> str | None:
    """An Atom link is an attribute, an RSS link is text; a permalink in ``guid`` stands in for a missing one."""
    for child in element:
        if _name(child) == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            return child.get("href")
    said = _words(element, "link") or ""
    if len(said) <= _LONGEST and _RELATIVE.match(said):
        return f"https://{said}" if said.startswith("www.") else said
    return next((url for name in ("guid", "id") if re.match(r"https?://", url := _words(element, name) or "")), None)
