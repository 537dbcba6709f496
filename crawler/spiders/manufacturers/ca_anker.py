"""Anker Canada, Anker's own site, Canada.

Domain: www.anker.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. That recall pages of this locale are in the sitemap follows its pattern and was not seen for each.
Interface: /sitemap.xml and its sitemap of pages, pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from __future__ import annotations

from crawler.health import Promise
from crawler.platforms.news_sitemap import NewsSitemap


class CaAnker(NewsSitemap):
    """See the module's docstring."""

    name = "ca-anker"
    title = "Anker Canada"
    kind = "manufacturer"
    market = "CA"
    language = "en"
    timezone = "America/Toronto"
    homepage = "https://www.anker.com/ca"
    promise = Promise(published=0.0)
    checked = "2026-11-22"
    checked_by = "no layout is evidenced; addresses are, in regulators' texts and public sitemaps"
    hosts = ("www.anker.com",)
    own_pages = r"^https?://[^/]+/(ca/|[^/]*sitemap[^/]*\.xml)"
    sitemaps = ("https://www.anker.com/sitemap.xml",)
    parts = r"index-pages"
    about = r"recall|/rc\d{4}"
    known = ("https://www.anker.com/ca/a1112-recall",)
