"""The recall site of Japan's Consumer Affairs Agency (消費者庁リコール情報サイト).

Domain: www.recall.caa.go.jp (formerly www.recall.go.jp, which its share links still name)
Caveats: Rich text is carried in three ways: a script with escaped quotes, one with plain quotes, or none at all.
    The page's last script is a notice about the site and no part of the recall; its head holds an empty one.
    Titles repeat; the key is the control number (rcl). The day of listing (掲載日) stands in the list only.
    How an answer without hits looks has not been seen; "0件" or an empty table is taken for one.
Interface: /result/index.php (the search form, as GET), /result/detail.php?rcl=, HTML
Seen: 2026-11-22, in six saved detail pages
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from bs4 import BeautifulSoup
from parsel import Selector
from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.failures import Unreadable
from crawler.health import Promise
from crawler.platforms.fields import Field, labelled
from crawler.platforms.quill import UnreadableScript
from crawler.source import SourceSpider
from db.records import Document, Part, Topic

SITE = "https://www.recall.caa.go.jp"
SEARCH = (
    SITE + "/result/index.php?search={word}&screenkbn=01&category=0&viewCount={count}&pagingHidden={page}&portarorder=2"
)
DETAIL = SITE + "/result/detail.php?rcl={number}&screenkbn=01"
PAGE_SIZE = 60
MOST_PAGES = 1000

LABELS: dict[str, Topic] = {
    "商品名": "product",
    "連絡先": "issuer",
    "対応方法": "remedy",
    "対応開始日": "announced",
    "対象の特定情報": "identification",
    "参照情報": "ignored",
    "備考": "text",
}


class Caa(SourceSpider):
    """See the module's docstring."""

    name = "jp-caa"
    title = "Consumer Affairs Agency (消費者庁)"
    kind = "regulator"
    market = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    hosts = ("recall.caa.go.jp",)
    homepage = SITE
    licence = "Japan government standard terms of use"
    promise = Promise()
    checked = "2026-11-22"
    checked_by = "six saved detail pages"
    lists_everything = False
    query_scripts = frozenset({"LATIN", "KATAKANA", "HIRAGANA", "CJK"})
    forms = (
        Form(r"/result/index\.php\?", "found", listing=True),
        Form(r"/result/detail\.php\?.*\brcl=\d+", "recall"),
    )

    def listings(self) -> Iterable[Request]:
        for word in self.queries or ("",):
            yield from self._search(word, 0)

    def _search(self, word: str, page: int) -> Iterator[Request]:
        address = SEARCH.format(word=quote(word), count=PAGE_SIZE, page=page)
        return self.visit(address, self.found, listing=True, word=word, page=page)

    def found(self, response: Response, word: str | None = None, page: int = 0) -> Iterator[Request]:
        """One page of the answer to a search."""
        answer = Selector(text=self.text(response))
        total = re.search(r"([\d,]+)\s*件中", "".join(answer.css("body ::text").getall()))
        rows = answer.css("div.search_result_main table tbody tr")
        hits = [row for row in rows if row.css("a[href*='rcl=']")]
        count = int(total[1].replace(",", "")) if total else 0
        if (count and not hits) or not (total or answer.css("div.search_result_main")):
            raise Unreadable("changed_layout", "no list of recalls in the page")
        for row in hits:
            number = _number(row.css("a[href*='rcl=']").attrib["href"])
            url = DETAIL.format(number=number)
            if self.saw(number) and self.due(number, url):
                day = row.css(".result_list_post_date::text").get()
                posted = day.strip() if day else None
                yield from self.visit(url, self.recall, key=number, posted=posted)
        if word is not None and page == 0:
            for further in range(1, min(-(-count // PAGE_SIZE), MOST_PAGES)):
                yield from self._search(word, further)

    def recall(self, response: Response, posted: str | None = None) -> Iterator[Document]:
        """One recall's page."""
        page = BeautifulSoup(self.text(response), "lxml")
        number = page.select_one(".control_number")
        key = _number(response.url)
        if self.single_addresses:
            self.saw(key)
        try:
            fields = list(labelled(page, "detail_cap", "detail_text"))
        except UnreadableScript as error:
            raise Unreadable("parse", str(error)) from error
        if not fields or number is None:
            raise Unreadable("changed_layout", "no recall in the page")
        parts = [Part(name, _text(page, f".detail_title {tag}"), topic) for name, tag, topic in _HEADINGS]
        parts += [Part(field.label, field.text, self._topic(field, key)) for field in fields]
        parts.append(Part("管理番号", number.get_text().partition("：")[2].strip(), "reference"))
        links = {
            "more": tuple(link for field in fields for link in field.links if link.startswith("http")),
            "attachment": tuple(
                SITE + str(image["href"]) for image in page.select(".detail_main_img a[href^='/img/']")
            ),
        }
        yield self.document(
            response,
            key,
            parts,
            url=response.url,
            published=posted,
            links={relation: addresses for relation, addresses in links.items() if addresses},
        )

    def _topic(self, field: Field, key: str) -> Topic:
        if field.label not in LABELS:
            self.note_unknown(field.label, f"recall {key}")
        return LABELS.get(field.label, "text")


#: The heading and the line below it have no label on the page.
_HEADINGS: tuple[tuple[str, str, Topic], ...] = (("title", "h3", "title"), ("subtitle", "p", "text"))


def _text(page: BeautifulSoup, selector: str) -> str:
    element = page.select_one(selector)
    return element.get_text(strip=True) if element else ""


def _number(address: str) -> str:
    """The control number in an address, with its eleven digits."""
    match = re.search(r"\brcl=(\d+)", address)
    if match is None:
        raise Unreadable("changed_layout", "a recall's address without its number")
    return match[1].zfill(11)
