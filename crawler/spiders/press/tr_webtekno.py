"""Webtekno, a Turkish site on technology.

Domain: www.webtekno.com
Caveats: The feed holds the latest articles only.
Interface: /rss.xml (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Webtekno(Feed):
    name = "tr-webtekno"
    title = "Webtekno"
    market = "TR"
    language = "tr"
    homepage = "https://www.webtekno.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.webtekno.com/rss.xml",)
