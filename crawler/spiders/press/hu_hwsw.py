"""HWSW, a Hungarian site on technology.

Domain: www.hwsw.hu
Caveats: The feed holds the latest articles only.
Interface: /xml/latest_news_rss.xml (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Hwsw(Feed):
    name = "hu-hwsw"
    title = "HWSW"
    market = "HU"
    language = "hu"
    homepage = "https://www.hwsw.hu"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.hwsw.hu/xml/latest_news_rss.xml",)
