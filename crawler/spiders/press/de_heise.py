"""heise online, a German publisher of news on technology.

Domain: www.heise.de
Caveats: Articles may be split into pages (?seite=all joins them) or lie behind heise+.
Interface: /rss/heise-atom.xml (Atom), articles' own pages with JSON-LD
Seen: 2026-11-22, in public scrapers and a saved page
"""

from __future__ import annotations

from crawler.platforms.feed import Feed


class Heise(Feed):
    """See the module's docstring."""

    name = "de-heise"
    title = "heise online"
    market = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    homepage = "https://www.heise.de"
    checked = "2026-11-22"
    checked_by = "public scrapers and a saved page"
    feeds = ("https://www.heise.de/rss/heise-atom.xml",)
