"""eufy United States, eufy's shop in the United States.

Domain: www.eufy.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. Only the host is evidenced.
Interface: /sitemap.xml (Shopify's; platform default, not seen on this site), pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from crawler.maker import Maker
from crawler.platforms.shopify import Shopify


class UsEufy(Maker, Shopify):
    name = "us-eufy"
    title = "eufy United States"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    homepage = "https://www.eufy.com"
