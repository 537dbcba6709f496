"""Anker United States, Anker's own site, United States.

Domain: www.anker.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. That recall pages of this locale are in the sitemap follows its pattern and was not seen for each.
Interface: /sitemap.xml and its sitemap of pages, pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from crawler.maker import Maker
from crawler.platforms.news_sitemap import NewsSitemap


class UsAnker(Maker, NewsSitemap):
    name = "us-anker"
    title = "Anker United States"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    homepage = "https://www.anker.com"
    own_pages = r"^https?://[^/]+/(?![a-z]{2}(-[a-z]{2})?/)"
    sitemaps = ("https://www.anker.com/sitemap.xml",)
    parts = r"index-pages"
    known = (
        "https://www.anker.com/product-recalls",
        "https://www.anker.com/rc2506",
        "https://www.anker.com/a1263-recall",
    )
