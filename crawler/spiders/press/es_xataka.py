"""Xataka, a Spanish site on technology.

Domain: www.xataka.com
Caveats: The feed holds the latest articles only.
Interface: /feedburner.xml (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Xataka(Feed):
    name = "es-xataka"
    title = "Xataka"
    market = "ES"
    language = "es"
    homepage = "https://www.xataka.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.xataka.com/feedburner.xml",)
