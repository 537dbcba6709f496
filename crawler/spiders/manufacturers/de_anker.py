"""Anker Germany, Anker's own site, Germany.

Domain: www.anker.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. That recall pages of this locale are in the sitemap follows its pattern and was not seen for each.
Interface: /sitemap.xml and its sitemap of pages, pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from __future__ import annotations

from crawler.health import Promise
from crawler.platforms.news_sitemap import NewsSitemap


class DeAnker(NewsSitemap):
    """See the module's docstring."""

    name = "de-anker"
    title = "Anker Germany"
    kind = "manufacturer"
    market = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    homepage = "https://www.anker.com/eu-de"
    promise = Promise(published=0.0)
    checked = "2026-11-22"
    checked_by = "no layout is evidenced; addresses are, in regulators' texts and public sitemaps"
    hosts = ("www.anker.com",)
    own_pages = r"^https?://[^/]+/(eu-de/|[^/]*sitemap[^/]*\.xml)"
    sitemaps = ("https://www.anker.com/sitemap.xml",)
    parts = r"index-pages"
    about = r"recall|r(ü|ue)ckruf|/rc\d{4}"
