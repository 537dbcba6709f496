"""Anker United Kingdom, Anker's own site, United Kingdom.

Domain: www.anker.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. That recall pages of this locale are in the sitemap follows its pattern and was not seen for each.
Interface: /sitemap.xml and its sitemap of pages, pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from crawler.maker import Maker
from crawler.platforms.news_sitemap import NewsSitemap


class GbAnker(Maker, NewsSitemap):
    name = "gb-anker"
    title = "Anker United Kingdom"
    market = "GB"
    language = "en"
    homepage = "https://www.anker.com/uk"
    folder = "uk"
    sitemaps = ("https://www.anker.com/sitemap.xml",)
    parts = r"index-pages"
