"""アンカー・ジャパン (corporate), the company's site of Anker in Japan.

Domain: corp.ankerjapan.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. Only the host and one title are evidenced; that it is a shop of Shopify is taken from its sister's files.
Interface: /sitemap.xml (Shopify's; platform default, not seen on this site), pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from crawler.maker import Maker
from crawler.platforms.shopify import Shopify


class JpAnkerCorporate(Maker, Shopify):
    name = "jp-anker-corporate"
    title = "アンカー・ジャパン (corporate)"
    market = "JP"
    language = "ja"
    homepage = "https://corp.ankerjapan.com"
    about = r"recall|rc\d{4}|回収|リコール|お詫び"
