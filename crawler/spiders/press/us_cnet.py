"""CNET, an American site on consumer technology.

Domain: www.cnet.com
Caveats: The feed holds the latest articles only.
Interface: /rss/news/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Cnet(Feed):
    name = "us-cnet"
    title = "CNET"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    homepage = "https://www.cnet.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.cnet.com/rss/news/",)
