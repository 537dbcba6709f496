"""recordere.dk, a Danish site on consumer electronics.

Domain: www.recordere.dk
Caveats: The feed holds the latest articles only. Two public lists name it.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Recordere(Feed):
    name = "dk-recordere"
    title = "recordere.dk"
    market = "DK"
    language = "da"
    homepage = "https://www.recordere.dk"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.recordere.dk/feed/",)
