"""Xataka, a Spanish site on technology.

Domain: www.xataka.com
Caveats: The feed holds the latest articles only.
Interface: /feedburner.xml (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from __future__ import annotations

from crawler.platforms.feed import Feed


class Xataka(Feed):
    """See the module's docstring."""

    name = "es-xataka"
    title = "Xataka"
    market = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    homepage = "https://www.xataka.com"
    checked = "2026-11-22"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.xataka.com/feedburner.xml",)
