"""Ars Technica, an American site on technology and science.

Domain: arstechnica.com
Caveats: The feed holds the latest articles only.
Interface: feeds.arstechnica.com/arstechnica/index (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Arstechnica(Feed):
    name = "us-arstechnica"
    title = "Ars Technica"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    homepage = "https://arstechnica.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://feeds.arstechnica.com/arstechnica/index",)
