"""Tek.no, a Norwegian site on technology.

Domain: www.tek.no
Caveats: The feed holds the latest articles only.
Interface: /api/rss/rss2/medium/collections (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Tek(Feed):
    name = "no-tek"
    title = "Tek.no"
    market = "NO"
    language = "no"
    homepage = "https://www.tek.no"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.tek.no/api/rss/rss2/medium/collections",)
