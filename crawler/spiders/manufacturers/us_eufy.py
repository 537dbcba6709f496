"""eufy United States, eufy's shop in the United States.

Domain: www.eufy.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. Only the host is evidenced.
Interface: /sitemap.xml (Shopify's; platform default, not seen on this site), pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from __future__ import annotations

from crawler.health import Promise
from crawler.platforms.shopify import Shopify


class UsEufy(Shopify):
    """See the module's docstring."""

    name = "us-eufy"
    title = "eufy United States"
    kind = "manufacturer"
    market = "US"
    language = "en"
    timezone = "America/New_York"
    homepage = "https://www.eufy.com"
    promise = Promise(published=0.0)
    checked = "2026-11-22"
    checked_by = "no layout is evidenced; addresses are, in regulators' texts and public sitemaps"
    hosts = ("www.eufy.com",)
    about = r"recall|/rc\d{4}"
