"""Notebookcheck, a German site that tests notebooks and accessories.

Domain: www.notebookcheck.com
Caveats: Two public lists of feeds differ on the address; the one of all articles is used. The Spanish edition is
    another host (notebookcheck.org).
Interface: /RSS-Feed-Alle-Artikel.89848.0.html (RSS 2.0), articles' own pages
Seen: 2026-11-22, in one public list of feeds
"""

from crawler.platforms.feed import Feed


class Notebookcheck(Feed):
    name = "de-notebookcheck"
    title = "Notebookcheck"
    market = "DE"
    language = "de"
    homepage = "https://www.notebookcheck.com"
    checked_by = "one public list of feeds; no saved answer"
    feeds = ("https://www.notebookcheck.com/RSS-Feed-Alle-Artikel.89848.0.html",)
