"""HKEPC, a Hong Kong site on hardware.

Domain: www.hkepc.com
Caveats: Mirrors on further hosts (h2.hkepc.com) show the same articles under the same number.
Interface: /rss (RSS), articles' own pages
Seen: 2026-11-22, in two public collections of feeds
"""

from crawler.platforms.feed import Feed


class Hkepc(Feed):
    name = "hk-hkepc"
    title = "HKEPC"
    market = "HK"
    language = "zh-Hant"
    homepage = "https://www.hkepc.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.hkepc.com/rss",)
