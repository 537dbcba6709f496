"""The National Competition Commission of Vietnam (Ủy ban Cạnh tranh Quốc gia).

Domain: vcc.gov.vn
Caveats: One address of a news item has been seen, no page: the item's id is the key, the rest is read by structure.
    The site moves between platforms; the promise tells when it has.
Interface: /default.aspx?page=news&do=detail&id=, HTML
Seen: 2026-11-22, as an address in a public list of links
"""

from __future__ import annotations

from crawler.platforms.unseen_pages import UnseenPages


class Vcc(UnseenPages):
    """See the module's docstring."""

    name = "vn-vcc"
    title = "Vietnam Competition Commission (Ủy ban Cạnh tranh Quốc gia)"
    kind = "regulator"
    market = "VN"
    language = "vi"
    timezone = "Asia/Ho_Chi_Minh"
    hosts = ("vcc.gov.vn",)
    homepage = "https://vcc.gov.vn/"
    licence = "© vcc.gov.vn; facts only"
    checked = "2026-11-22"
    lists = ("https://vcc.gov.vn/",)
    notice = r"[?&]page=news&do=detail&id=([0-9a-f-]{36})"
    later = r"[?&]page=news(&cat=[\w-]+)?$"
