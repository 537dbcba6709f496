"""The recalls that Japan's National Institute of Technology and Evaluation collects (NITE リコール情報).

Domain: www.nite.go.jp
Caveats: A list a year; rows are "day　title" with an ideographic space. A notice has no title of its own: company
    and product head it. It lies in the folder of its fiscal year (2022/2023032201.html). Which lists there are is
    not shown: those of 2024 to 2026 are asked for, and others as far as they link to each other.
Interface: /jiko/jikojohou/recall_new/YYYY/index.html, HTML; SAFE-Lite's search is another way, not used
Seen: 2026-11-22, in a public scraper of it
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from bs4 import BeautifulSoup

from crawler.platforms.fields import Field, headed, tabled
from crawler.platforms.listed_pages import Labels, ListedPages


class Nite(ListedPages):
    """See the module's docstring."""

    name = "jp-nite"
    title = "NITE (製品評価技術基盤機構)"
    kind = "regulator"
    market = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    hosts = ("www.nite.go.jp",)
    homepage = "https://www.nite.go.jp/jiko/jikojohou/recall_new/"
    licence = "Japan government standard terms of use"
    checked = "2026-11-22"
    checked_by = "re-created from public scrapers"
    lists = tuple(f"https://www.nite.go.jp/jiko/jikojohou/recall_new/{year}/index.html" for year in (2026, 2025, 2024))
    later = r"/recall_new/\d{4}/index\.html"
    headed_by = ("事業者名", "製品名及び型式")
    notice = r"/recall_new/\d{4}/(\d{10})\.html"
    labels: ClassVar[Labels] = {
        "リコール実施日": "announced",
        "事業者名": "issuer",
        "製品名及び型式": "product",
        "商品名": "product",
        "リコールの内容": "hazard",
        "対処方法": "remedy",
        "問い合わせ先等": "ignored",
    }

    def fields(self, tree: BeautifulSoup) -> Iterator[Field]:
        yield from headed(tree, "div.main h2, div.main h3")
        yield from (field for field in tabled(tree, "div.main table") if field.label in self.labels)
