"""detikInet, an Indonesian site on technology.

Domain: inet.detik.com
Caveats: The feed holds the latest articles only.
Interface: /rss (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Detik(Feed):
    name = "id-detik"
    title = "detikInet"
    market = "ID"
    language = "id"
    timezone = "Asia/Jakarta"
    homepage = "https://inet.detik.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://inet.detik.com/rss",)
