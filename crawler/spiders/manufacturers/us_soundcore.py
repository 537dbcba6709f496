"""Soundcore United States, Soundcore's shop in the United States.

Domain: us.soundcore.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known.
Interface: /sitemap.xml (Shopify's; platform default, not seen on this site), pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from crawler.maker import Maker
from crawler.platforms.shopify import Shopify


class UsSoundcore(Maker, Shopify):
    name = "us-soundcore"
    title = "Soundcore United States"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    homepage = "https://us.soundcore.com"
    known = ("https://us.soundcore.com/pages/a3102-recall",)
