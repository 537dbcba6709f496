"""The product safety site of Taiwan's bureau of standards (標準檢驗局 商品安全資訊網).

Domain: safety.bsmi.gov.tw
Caveats: The interface is not evidenced: only the host is, by addresses of its open data. Read by structure.
    Press that quotes its list has it name models and numbers; the day printed is a day in Taiwan.
Interface: the pages that a visitor finds from the front page, HTML
Seen: 2026-11-22, as a host in public lists of data sets
"""

from __future__ import annotations

from crawler.platforms.unseen_pages import UnseenPages


class Bsmi(UnseenPages):
    """See the module's docstring."""

    name = "tw-bsmi"
    title = "BSMI (標準檢驗局)"
    kind = "regulator"
    market = "TW"
    language = "zh-Hant"
    timezone = "Asia/Taipei"
    hosts = ("safety.bsmi.gov.tw",)
    homepage = "https://safety.bsmi.gov.tw/"
    licence = "Taiwan Open Government Data License 1.0"
    checked = "2026-11-22"
    lists = ("https://safety.bsmi.gov.tw/",)
