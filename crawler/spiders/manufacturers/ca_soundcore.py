"""Soundcore Canada, Soundcore's shop in Canada.

Domain: ca.soundcore.com
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known.
Interface: /sitemap.xml (Shopify's; platform default, not seen on this site), pages whose address speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from __future__ import annotations

from crawler.health import Promise
from crawler.platforms.shopify import Shopify


class CaSoundcore(Shopify):
    """See the module's docstring."""

    name = "ca-soundcore"
    title = "Soundcore Canada"
    kind = "manufacturer"
    market = "CA"
    language = "en"
    timezone = "America/Toronto"
    homepage = "https://ca.soundcore.com"
    promise = Promise(published=0.0)
    checked = "2026-11-22"
    checked_by = "no layout is evidenced; addresses are, in regulators' texts and public sitemaps"
    hosts = ("ca.soundcore.com",)
    about = r"recall|/rc\d{4}"
    known = ("https://ca.soundcore.com/pages/a3102-recall",)
