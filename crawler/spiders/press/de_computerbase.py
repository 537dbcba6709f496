"""ComputerBase, a German site on hardware.

Domain: www.computerbase.de
Caveats: The feed holds the latest articles only.
Interface: /rss/news.xml (Atom or RSS; told by its root), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Computerbase(Feed):
    name = "de-computerbase"
    title = "ComputerBase"
    market = "DE"
    language = "de"
    homepage = "https://www.computerbase.de"
    checked_by = "public collections of feeds"
    feeds = ("https://www.computerbase.de/rss/news.xml",)
