"""Antyweb, a Polish site on technology.

Domain: antyweb.pl
Caveats: The feed holds the latest articles only.
Interface: /feed (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Antyweb(Feed):
    name = "pl-antyweb"
    title = "Antyweb"
    market = "PL"
    language = "pl"
    homepage = "https://antyweb.pl"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://antyweb.pl/feed",)
