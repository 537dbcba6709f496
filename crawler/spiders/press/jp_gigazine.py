"""GIGAZINE, a Japanese site on technology and culture.

Domain: gigazine.net
Caveats: The feed holds the latest articles only.
Interface: /news/rss_2.0/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Gigazine(Feed):
    name = "jp-gigazine"
    title = "GIGAZINE"
    market = "JP"
    language = "ja"
    homepage = "https://gigazine.net"
    checked_by = "public collections of feeds"
    feeds = ("https://gigazine.net/news/rss_2.0/",)
