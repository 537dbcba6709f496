"""MacMagazine, a Brazilian site on Apple and what goes with it.

Domain: macmagazine.com.br
Caveats: The feed holds the latest articles only.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class MacMagazine(Feed):
    name = "br-macmagazine"
    title = "MacMagazine"
    market = "BR"
    language = "pt"
    timezone = "America/Sao_Paulo"
    homepage = "https://macmagazine.com.br"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://macmagazine.com.br/feed/",)
