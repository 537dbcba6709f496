"""The consumer product recalls of China's market regulator (国家市场监督管理总局缺陷产品召回技术中心).

Domain: www.samrdprc.org.cn
Caveats: Two lists: news (新闻) and announcements (公告). The body of an announcement is often a scanned image without
    a word: then its address and digest stand for it, in a part whose name says so.
    Further pages are index_1.html, index_2.html, … after the platform's convention (TRS); how many there are
    is told by a script of the page, else only the first is read. A cookie of the CDN is set; we send none.
Interface: /xfpzh/xfpgnzh/, /xfpzh/xfpzhgg/, HTML (TRS CMS)
Seen: 2026-11-22, in public scrapers of it
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from scrapy.http import Response

from crawler.health import Promise
from crawler.platforms.listed_pages import ListedPages


class Samr(ListedPages):
    """See the module's docstring."""

    name = "cn-samr"
    title = "SAMR Defective Product Recall Center (国家市场监督管理总局缺陷产品召回技术中心)"
    kind = "regulator"
    market = "CN"
    language = "zh-Hans"
    timezone = "Asia/Shanghai"
    hosts = ("www.samrdprc.org.cn",)
    homepage = "https://www.samrdprc.org.cn/xfpzh/"
    licence = "© samrdprc.org.cn; facts only"
    promise = Promise(text=0.0)  # scanned announcements have none
    checked = "2026-11-22"
    checked_by = "re-created from public scrapers"
    lists = ("https://www.samrdprc.org.cn/xfpzh/xfpgnzh/", "https://www.samrdprc.org.cn/xfpzh/xfpzhgg/")
    notice = r"/xfpzh/(?:xfpgnzh|xfpzhgg)/\d{6}/(t\d{8}_\d+)\.html"
    headline = ".show_tit"
    body = ".show_txt"
    images_carry_text = True

    def further(self, response: Response, tree: BeautifulSoup, page: int) -> Iterable[str]:
        pages = re.search(r"createPageHTML\((\d+)", self.text(response))
        return [urljoin(response.url, f"index_{page}.html")] if pages and page < int(pages[1]) else []
