"""Živě.cz, a Czech site on technology.

Domain: www.zive.cz
Caveats: The feed holds the latest articles only.
Interface: /rss/sc-47/ (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Zive(Feed):
    name = "cz-zive"
    title = "Živě.cz"
    market = "CZ"
    language = "cs"
    homepage = "https://www.zive.cz"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.zive.cz/rss/sc-47/",)
