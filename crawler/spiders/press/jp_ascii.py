"""ASCII.jp, a Japanese site on technology.

Domain: ascii.jp
Caveats: Long articles are split into pages; the first is read.
Interface: /rss.xml (RSS), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Ascii(Feed):
    name = "jp-ascii"
    title = "ASCII.jp"
    market = "JP"
    language = "ja"
    homepage = "https://ascii.jp"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://ascii.jp/rss.xml",)
