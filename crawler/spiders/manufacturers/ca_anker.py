"""Anker Canada, Anker's own site, Canada.

Domain: www.anker.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. That recall pages of this locale are in the sitemap follows its pattern and was not seen for each.
Interface: /sitemap.xml and its sitemap of pages, pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from crawler.maker import Maker
from crawler.platforms.news_sitemap import NewsSitemap


class CaAnker(Maker, NewsSitemap):
    name = "ca-anker"
    title = "Anker Canada"
    market = "CA"
    language = "en"
    timezone = "America/Toronto"
    homepage = "https://www.anker.com/ca"
    folder = "ca"
    sitemaps = ("https://www.anker.com/sitemap.xml",)
    parts = r"index-pages"
    known = ("https://www.anker.com/ca/a1112-recall",)
