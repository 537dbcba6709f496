"""The recalls that Japan's Ministry of Economy, Trade and Industry lists (経済産業省 リコール情報).

Domain: www.meti.go.jp/product_safety/recall
Caveats: Pages came in Shift_JIS and in UTF-8, whatever the header says. A notice has no title of its own:
    company and product head it. Days are Japanese days. The host sends bot cookies and may turn us away.
    What "リコール製品の概要" holds is free: paragraphs, tables, images; PDF files may carry more.
Interface: index.html (by date), file/YYMMDD-n.html, HTML
Seen: 2026-11-22, in a public scraper of it; addresses of notices also in public lists of links
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from bs4 import BeautifulSoup

from crawler.health import Promise
from crawler.platforms.fields import Field, headed
from crawler.platforms.listed_pages import Labels, ListedPages


class Meti(ListedPages):
    """See the module's docstring."""

    name = "jp-meti"
    title = "Ministry of Economy, Trade and Industry (経済産業省)"
    kind = "regulator"
    market = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    hosts = ("www.meti.go.jp",)
    own_pages = r"/product_safety/"
    homepage = "https://www.meti.go.jp/product_safety/recall/"
    licence = "Japan government standard terms of use"
    promise = Promise(records=50, quiet_days=90)
    checked = "2026-11-22"
    checked_by = "re-created from public scrapers"
    unlabelled = True
    lists = ("https://www.meti.go.jp/product_safety/recall/index.html",)
    notice = r"/product_safety/recall/file/(\d{6}-\d+)\.html"
    headed_by = ("リコール事業者名", "製品名")
    labels: ClassVar[Labels] = {
        "リコール実施日": "announced",
        "製品名": "product",
        "リコール事業者名": "issuer",
        "リコール実施の理由": "hazard",
        "リコール対策内容": "remedy",
        "リコール製品の概要": "identification",
        "事業者リコール情報URL": "ignored",
    }

    def fields(self, tree: BeautifulSoup) -> Iterator[Field]:
        return headed(tree, "div.h22011")
