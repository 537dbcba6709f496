"""GIGA, a German site on technology and games.

Domain: www.giga.de
Caveats: Identifiers in addresses are of 26 letters and digits.
Interface: /feed/giga/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in one public list of feeds
"""

from crawler.platforms.feed import Feed


class Giga(Feed):
    name = "de-giga"
    title = "GIGA"
    market = "DE"
    language = "de"
    homepage = "https://www.giga.de"
    checked_by = "one public list of feeds; no saved answer"
    feeds = ("https://www.giga.de/feed/giga/",)
