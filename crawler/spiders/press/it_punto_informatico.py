"""Punto Informatico, an Italian site on technology.

Domain: www.punto-informatico.it
Caveats: The feed holds the latest articles only.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class PuntoInformatico(Feed):
    name = "it-punto-informatico"
    title = "Punto Informatico"
    market = "IT"
    language = "it"
    homepage = "https://www.punto-informatico.it"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.punto-informatico.it/feed/",)
