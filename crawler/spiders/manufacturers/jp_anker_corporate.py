"""アンカー・ジャパン (corporate), the company's site of Anker in Japan.

Domain: corp.ankerjapan.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. Only the host and one title are evidenced; that it is a shop of Shopify is taken from its sister's files.
Interface: /sitemap.xml (Shopify's; platform default, not seen on this site), pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from __future__ import annotations

from crawler.health import Promise
from crawler.platforms.shopify import Shopify


class JpAnkerCorporate(Shopify):
    """See the module's docstring."""

    name = "jp-anker-corporate"
    title = "アンカー・ジャパン (corporate)"
    kind = "manufacturer"
    market = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    homepage = "https://corp.ankerjapan.com"
    promise = Promise(published=0.0)
    checked = "2026-11-22"
    checked_by = "no layout is evidenced; addresses are, in regulators' texts and public sitemaps"
    hosts = ("corp.ankerjapan.com",)
    about = r"recall|rc\d{4}|回収|リコール|お詫び"
