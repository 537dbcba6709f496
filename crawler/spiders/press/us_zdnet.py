"""ZDNET, an American site on technology for work.

Domain: www.zdnet.com
Caveats: The feed holds the latest articles only.
Interface: /news/rss.xml (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Zdnet(Feed):
    name = "us-zdnet"
    title = "ZDNET"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    homepage = "https://www.zdnet.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.zdnet.com/news/rss.xml",)
