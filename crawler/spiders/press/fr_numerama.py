"""Numerama, a French site on technology.

Domain: www.numerama.com
Caveats: The feed holds the latest articles only.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Numerama(Feed):
    name = "fr-numerama"
    title = "Numerama"
    market = "FR"
    language = "fr"
    homepage = "https://www.numerama.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.numerama.com/feed/",)
