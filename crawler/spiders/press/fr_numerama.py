"""Numerama, a French site on technology.

Domain: www.numerama.com
Caveats: The feed holds the latest articles only.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from __future__ import annotations

from crawler.platforms.feed import Feed


class Numerama(Feed):
    """See the module's docstring."""

    name = "fr-numerama"
    title = "Numerama"
    market = "FR"
    language = "fr"
    timezone = "Europe/Paris"
    homepage = "https://www.numerama.com"
    checked = "2026-11-22"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.numerama.com/feed/",)
