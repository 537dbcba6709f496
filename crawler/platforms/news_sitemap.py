"""Sitemaps (sitemaps.org, version 0.9) and news sitemaps: they name articles of earlier months, which feeds do not.

An index names further sitemaps. With SINCE those that end before it are left
out; without it only the latest are read, as what is older was read before.
What is latest, the index itself says: no clock is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from lxml import etree
from scrapy import Request
from scrapy.http import Response

from crawler.coding import Unopenable, opened
from crawler.described import Form
from crawler.failures import Unreadable
from crawler.platforms.article import Articles
from crawler.platforms.xml import parsed

#: Months of an index that are read where no SINCE is given.
LATEST_MONTHS = 2
#: Sitemaps that one run reads at most: an index of a large site has thousands.
MOST_SITEMAPS = 200


class Entry(NamedTuple):
    """A sitemap in an index, or a page in a sitemap; titles and day of publication are those of extensions."""

    address: str
    modified: str | None
    titles: tuple[str, ...]
    published: str | None = None


class NewsSitemap(Articles):
    """A source of articles that ``sitemaps`` name.

    ``parts`` is a pattern for the sitemaps of an index that hold articles.
    ``month`` finds year (two or four digits) and month in a sitemap's address. ``only_since`` leaves the sitemaps
    to backfills (SINCE), where a feed tells what is new and the index is large.
    """

    sitemaps: ClassVar[tuple[str, ...]]
    parts: ClassVar[str] = ""
    only_since: ClassVar[bool] = False
    month: ClassVar[str] = r"(?P<year>20\d\d)[-_/.]?(?P<month>0[1-9]|1[0-2])(?!\d{3})"
    reads = (Form(r"site_?(map|index)[^/]*(\.xml|\.php)(\.gz)?(\?.*)?$", "sitemap", listing=True),)

    def listings(self) -> Iterable[Request]:
        left_out = self.only_since and not self.settings.get("SINCE")
        for address in () if left_out else self.sitemaps:
            yield from self.visit(address, self.sitemap, listing=True)
        yield from super().listings()

    def sitemap(self, response: Response, *, inner: bool = False) -> Iterator[Request]:
        """Ask for the articles of a sitemap that hit a search word, or for the sitemaps of an index.

        Raises Unreadable: no sitemap, or nothing in one that the source names.
        """
        tree = parsed(self.text(self._unpacked(response)))
        kind = etree.QName(tree).localname
        if kind not in ("sitemapindex", "urlset"):
            raise Unreadable("changed_layout", f"answered <{kind}> where a sitemap was due")
        found = list(entries(tree))
        if not found and not inner:
            raise Unreadable("changed_layout", "nothing is named in the sitemap")
        self.refuse_others(entry.address for entry in found)
        if kind == "sitemapindex":
            yield from self._below(found)
            return
        for entry in found:
            if not self.takes(entry.address):
                continue
            if self.hits(entry.address, *entry.titles):
                self.saw(self.key_of(entry.address), entry.published or entry.modified)
                yield from self.candidate(entry.address, supposed=True, published=entry.published)
            else:
                # A sitemap of an outlet shows that it reads by whatever it names, one of a maker by its recalls.
                self.harvest.read += not self.about
                self.tally.heard(entry.published)

    def _unpacked(self, response: Response) -> Response:
        """The answer, without its packing where it is a packed file. Raises Unreadable: cut off, too large."""
        if not response.body.startswith(b"\x1f\x8b"):
            return response
        try:
            return response.replace(body=opened(response.body, "gzip", chunked=False, most=self.max_bytes))
        except Unopenable as error:
            raise Unreadable("parse", f"a packed sitemap that cannot be unpacked: {error}") from error

    def _below(self, found: list[Entry]) -> Iterator[Request]:
        chosen = self._due([entry for entry in found if re.search(self.parts, entry.address)])
        self.tally.bounded = self.tally.bounded or len(chosen) > MOST_SITEMAPS
        for entry in chosen[:MOST_SITEMAPS]:
            if self.takes(entry.address):
                yield from self.visit(entry.address, self.sitemap, listing=True, inner=True)

    def _due(self, found: list[Entry]) -> list[Entry]:
        """The sitemaps to read, newest first; those that tell no month are always read."""
        dated = [(self._month_of(entry), entry) for entry in found]
        since = self.settings.get("SINCE")
        latest = sorted({month for month, _ in dated if month})[-LATEST_MONTHS:]
        first = since[:7] if since else next(iter(latest), "")
        due = [(month or "9999", entry) for month, entry in dated if not month or month >= first]
        return [entry for _, entry in sorted(due, key=lambda pair: pair[0], reverse=True)]

    def _month_of(self, entry: Entry) -> str | None:
        """The month up to which a sitemap may name articles ("2025-06"), None where nothing tells."""
        named = re.search(self.month, entry.address)
        if named:
            return f"{named['year'] if len(named['year']) == 4 else '20' + named['year']}-{named['month']}"
        return entry.modified[:7] if entry.modified and re.match(r"\d{4}-\d\d", entry.modified) else None


def entries(tree: etree._Element) -> Iterator[Entry]:
    """What a sitemap or an index names: each ``loc``, and each page in another language (xhtml:link)."""
    for element in tree:
        told = [(etree.QName(one).localname, one) for one in element.iter() if isinstance(one.tag, str)]
        modified = next((one.text.strip() for name, one in told if name == "lastmod" and one.text), None)
        published = next((one.text for name, one in told if name == "publication_date" and one.text), None)
        titles = tuple(one.text.strip() for name, one in told if name in ("title", "caption", "keywords") and one.text)
        addresses = [one.text.strip() for one in element if isinstance(one.tag, str) and one.text and _is_loc(one)]
        addresses += [str(one.get("href")) for name, one in told if name == "link" and one.get("href")]
        for address in dict.fromkeys(addresses):
            yield Entry(address, modified, titles, published)


def _is_loc(element: etree._Element) -> bool:
    return etree.QName(element).localname == "loc"
