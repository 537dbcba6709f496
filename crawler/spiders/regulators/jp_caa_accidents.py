"""The serious product accidents that Japan's Consumer Affairs Agency publishes (重大製品事故).

Domain: www.caa.go.jp
Caveats: No list has been seen: it is read by the form of the addresses it links to. A title does not say whose
    product it was, so every notice on serious accidents is read, with its PDF files, and what speaks of nobody
    watched is let go. Tables may be in the PDF only; one that is a scan is named as such.
Interface: /notice/release/ (list), /notice/entry/NNNNNN/ (notice), /notice/assets/*.pdf, HTML and PDF
Seen: 2026-11-22, as addresses in public lists of links
"""

from __future__ import annotations

from crawler.health import Promise
from crawler.platforms.listed_pages import ListedPages


class CaaAccidents(ListedPages):
    """See the module's docstring."""

    name = "jp-caa-accidents"
    title = "Consumer Affairs Agency (消費者庁 重大製品事故)"
    kind = "regulator"
    market = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    hosts = ("www.caa.go.jp",)
    homepage = "https://www.caa.go.jp/notice/"
    licence = "Japan government standard terms of use"
    promise = Promise(published=0.5)
    checked = "2026-11-22"
    checked_by = "not evidenced: read by structure only"
    lists = ("https://www.caa.go.jp/notice/release/",)
    notice = r"/notice/entry/(\d{6})/?$"
    followed = "重大製品事故"
    attached = r"/notice/assets/[^?]+\.pdf$"
