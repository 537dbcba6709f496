"""GenK, a Vietnamese site on technology.

Domain: genk.vn
Caveats: The feed holds the latest articles only.
Interface: /rss/home.rss (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Genk(Feed):
    name = "vn-genk"
    title = "GenK"
    market = "VN"
    language = "vi"
    homepage = "https://genk.vn"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://genk.vn/rss/home.rss",)
