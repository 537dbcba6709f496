"""Singapore's Consumer Product Safety Office.

Domain: www.consumerproductsafety.gov.sg
Caveats: The interface is not evidenced: the site is made of static pages (Isomer); addresses of its rules are known,
    none of a recall. Read by structure.
Interface: the pages that a visitor finds from the front page, HTML
Seen: 2026-11-22, as addresses in public code, none of them a recall
"""

from __future__ import annotations

from crawler.platforms.unseen_pages import UnseenPages


class Cpso(UnseenPages):
    """See the module's docstring."""

    name = "sg-cpso"
    title = "Consumer Product Safety Office"
    kind = "regulator"
    market = "SG"
    language = "en"
    timezone = "Asia/Singapore"
    hosts = ("www.consumerproductsafety.gov.sg",)
    homepage = "https://www.consumerproductsafety.gov.sg/"
    licence = "© Government of Singapore"
    checked = "2026-11-22"
    lists = ("https://www.consumerproductsafety.gov.sg/",)
