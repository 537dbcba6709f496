"""Engadget, an American site on technology.

Domain: www.engadget.com
Caveats: The feed holds the latest articles only.
Interface: /rss.xml (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Engadget(Feed):
    name = "us-engadget"
    title = "Engadget"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    homepage = "https://www.engadget.com"
    checked_by = "public collections of feeds"
    feeds = ("https://www.engadget.com/rss.xml",)
