"""Frandroid, a French site on phones and electronics.

Domain: www.frandroid.com
Caveats: The feed holds the latest articles only.
Interface: /feed (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Frandroid(Feed):
    name = "fr-frandroid"
    title = "Frandroid"
    market = "FR"
    language = "fr"
    homepage = "https://www.frandroid.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.frandroid.com/feed",)
