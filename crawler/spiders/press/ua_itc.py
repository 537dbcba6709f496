"""ITC.ua, a Ukrainian site on technology.

Domain: itc.ua
Caveats: The feed holds the latest articles only.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Itc(Feed):
    name = "ua-itc"
    title = "ITC.ua"
    market = "UA"
    language = "uk"
    homepage = "https://itc.ua"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://itc.ua/feed/",)
