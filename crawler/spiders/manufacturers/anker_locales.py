"""Anker's own site in the locales that are no source of their own, many countries.

Domain: www.anker.com
Caveats: The site has 26 locales (/fr, /nz, /eu-en, /ca-fr and others are evidenced, the rest is not). No layout is:
    pages are read by what any page has, and say themselves in which language and for which country they speak.
Interface: /sitemap.xml and its sitemap of pages, pages whose address speaks of a recall
Seen: 2026-11-24, in public sitemaps
"""

from __future__ import annotations

from crawler.maker import Maker
from crawler.platforms.news_sitemap import NewsSitemap
from crawler.platforms.page import Page


class AnkerLocales(Maker, NewsSitemap):
    name = "anker-locales"
    title = "Anker (other locales)"
    market = None
    language = "und"
    timezone = "UTC"
    homepage = "https://www.anker.com"
    checked_by = "no layout is evidenced; addresses are, in public sitemaps"
    own_pages = r"^https?://[^/]+/((?!(uk|ca|au|eu-de)/)[a-z]{2}(-[a-z]{2})?/|[^/]*sitemap[^/]*\.xml)"
    sitemaps = ("https://www.anker.com/sitemap.xml",)
    parts = r"index-pages"
    about = r"recall|/rc\d{4}|rappel|richiam|retirad|terugroep|r(ü|ue)ckruf"

    def spoken(self, page: Page, url: str) -> str | None:
        return page.language
