"""Soundcore Canada, Soundcore's shop in Canada.

Domain: ca.soundcore.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known.
Interface: /sitemap.xml (Shopify's; platform default, not seen on this site), pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from crawler.maker import Maker
from crawler.platforms.shopify import Shopify


class CaSoundcore(Maker, Shopify):
    name = "ca-soundcore"
    title = "Soundcore Canada"
    market = "CA"
    language = "en"
    timezone = "America/Toronto"
    homepage = "https://ca.soundcore.com"
    known = ("https://ca.soundcore.com/pages/a3102-recall",)
