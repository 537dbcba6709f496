"""The Electrical and Mechanical Services Department of Hong Kong (機電工程署).

Domain: www.emsd.gov.hk
Caveats: The interface is not evidenced for recalls: only the host is, and that it has pages in en, tc and sc.
    Read by structure; its RSS folder (/en/rss/) is known for incidents with electricity only.
Interface: the pages that a visitor finds from the page on electrical safety, HTML
Seen: 2026-11-22, as addresses in public code, none of them a recall
"""

from __future__ import annotations

from crawler.platforms.unseen_pages import UnseenPages


class Emsd(UnseenPages):
    """See the module's docstring."""

    name = "hk-emsd"
    title = "EMSD (機電工程署)"
    kind = "regulator"
    market = "HK"
    language = "en"
    timezone = "Asia/Hong_Kong"
    hosts = ("www.emsd.gov.hk",)
    homepage = "https://www.emsd.gov.hk/en/electricity_safety/"
    licence = "© Government of the HKSAR"
    checked = "2026-11-22"
    lists = ("https://www.emsd.gov.hk/en/electricity_safety/",)
