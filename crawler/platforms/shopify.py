"""Shops on Shopify: blogs have an Atom feed each, and the sitemap's index names sitemaps of pages and of articles.

/sitemap.xml, sitemap_pages_N.xml, sitemap_blogs_N.xml and /blogs/<handle>.atom
are what the platform gives every shop; products and collections are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from scrapy import Request

from crawler.platforms.feed import Feed
from crawler.platforms.news_sitemap import NewsSitemap


class Shopify(Feed, NewsSitemap):
    """A shop at its homepage; ``blogs`` are the handles of its blogs as far as they are known."""

    blogs: ClassVar[tuple[str, ...]] = ()
    feeds: ClassVar[tuple[str, ...]] = ()
    sitemaps: ClassVar[tuple[str, ...]] = ()
    parts = r"sitemap_(pages|blogs)"

    def listings(self) -> Iterable[Request]:
        for handle in self.blogs:
            yield from self.visit(f"{self.homepage}/blogs/{handle}.atom", self.feed, listing=True)
        yield from self.visit(f"{self.homepage}/sitemap.xml", self.sitemap, listing=True)
        yield from super().listings()
