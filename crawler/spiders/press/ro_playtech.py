"""Playtech, a Romanian site on technology.

Domain: playtech.ro
Caveats: The feed holds the latest articles only.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Playtech(Feed):
    name = "ro-playtech"
    title = "Playtech"
    market = "RO"
    language = "ro"
    homepage = "https://playtech.ro"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://playtech.ro/feed/",)
