"""Anker Japan, Anker's shop in Japan.

Domain: www.ankerjapan.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. Which blog carries recall notices is unknown; a public reader of sitemaps found those of anker.com's kind
    here (server-sitemap-index-pages.xml, server-sitemap-index-blog.xml), so both kinds are read.
Interface: /sitemap.xml (Shopify's; platform default, not seen on this site), pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from crawler.maker import Maker
from crawler.platforms.shopify import Shopify


class JpAnker(Maker, Shopify):
    name = "jp-anker"
    title = "Anker Japan"
    market = "JP"
    language = "ja"
    homepage = "https://www.ankerjapan.com"
    about = r"recall|rc\d{4}|回収|リコール|お詫び"
