"""The Verge, an American site on technology.

Domain: www.theverge.com
Caveats: The feed holds the latest articles only.
Interface: /rss/index.xml (Atom), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Theverge(Feed):
    name = "us-theverge"
    title = "The Verge"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    homepage = "https://www.theverge.com"
    checked_by = "public collections of feeds"
    feeds = ("https://www.theverge.com/rss/index.xml",)
