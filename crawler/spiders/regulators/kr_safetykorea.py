"""The recalls of Korea's product safety centre (제품안전정보센터, KATS).

Domain: www.safetykorea.kr (the open API, for holders of a key), sftc.seoul.go.kr (Seoul's mirror, for everyone)
Caveats: With a key in the environment variable SAFETYKOREA_KEY the API is asked, without one the mirror is read.
    The mirror shows the last three years only and counts pages that it no longer serves; it has no brand column,
    and its model cells mix models, separators ("/", ",") and kinds of product. The uid is the key in both.
    A refused key is answered with status 200 and resultCode 4000.
Interface: recallList.json, header AuthKey (interface document 2.0), JSON; NR_list.do?pageIndex=, HTML, one table
Seen: 2026-11-22, in two saved list pages of the mirror; the API in public clients of it
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from bs4 import BeautifulSoup
from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.failures import Unreadable
from crawler.health import Promise
from crawler.platforms.open_data import Fields, OpenData
from db.records import Document, Part, Topic

MIRROR = "https://sftc.seoul.go.kr/fe/si/recallDmstc/"
API = "https://www.safetykorea.kr/openapi/api/recall/recallList.json?conditionKey=all&conditionValue="
COLUMNS: tuple[tuple[str, Topic], ...] = (
    ("제품명", "title"),
    ("모델명", "model"),
    ("사업자명", "issuer"),
    ("리콜종류", "ignored"),
    ("공표일", "announced"),
)
MOST_PAGES = 300


class SafetyKorea(OpenData):
    """See the module's docstring."""

    name = "kr-safetykorea"
    title = "SafetyKorea (제품안전정보센터)"
    kind = "regulator"
    market = "KR"
    language = "ko"
    timezone = "Asia/Seoul"
    hosts = ("sftc.seoul.go.kr", "www.safetykorea.kr")
    own_pages = r"/recall|safetykorea"
    homepage = "https://www.safetykorea.kr/recall/recallBoard"
    licence = "Korean government data"
    promise = Promise(records=300, quiet_days=60)
    checked = "2026-11-22"
    checked_by = "two saved list pages of the mirror"
    lists_everything = False
    query_scripts = frozenset({"LATIN", "HANGUL"})
    forms = (Form(r"NR_list\.do", "table", listing=True), Form(r"recallList\.json", "recalls", listing=True))
    fields: ClassVar[Fields] = {
        **dict.fromkeys(("recallUid", "recallModelCnt", "publishRecallVol", "recallFiles", "recallEndDate")),
        **dict.fromkeys(("certNum", "makingCntryName", "makerName", "recallTypeName", "publishActionDscr"), "ignored"),
        "recallProductName": "title",
        "recallBrandName": "brand",
        "recallModelName": "model",
        "barcodeNum": "gtin",
        "recallCmpnyName": "issuer",
        "recallMeans": "remedy",
        "publishDate": "announced",
        "recallStaDate": "ignored",
        "harmDscr": "hazard",
        "accidentCaseDscr": "incidents",
    }

    def listings(self) -> Iterable[Request]:
        if key := os.environ.get("SAFETYKOREA_KEY"):
            self.promise = Promise()  # a search shows what it was asked for, the mirror shows all
            for word in self.queries or ("",):
                yield from self.visit(API + quote(word), self.recalls, listing=True, headers={"AuthKey": key})
        else:
            yield from self._page(1)

    def _page(self, number: int) -> Iterator[Request]:
        return self.visit(f"{MIRROR}NR_list.do?pageIndex={number}", self.table, listing=True, number=number)

    def table(self, response: Response, number: int = 0) -> Iterator[Document | Request]:
        """One page of the mirror's list: each row is a document. Past its window the table is empty."""
        page = BeautifulSoup(self.text(response), "lxml")
        rows = page.select("table.tbl-list tbody tr:has([onclick*=viewDtail])")
        pages = re.search(r"\(\s*\d+\s*/\s*(\d+)\s*page", page.get_text())
        if pages is None or (number == 1 and not rows):
            raise Unreadable("changed_layout", "no list of recalls in the page")
        days = list[str]()
        for row in rows:
            uid = re.search(r"viewDtail\((\d+)\)", str(row))
            cells = [cell.get_text(" ", strip=True) for cell in row.find_all("td")][1:]
            if uid is None or len(cells) != len(COLUMNS):
                self.note("parse", f"a row of {len(cells)} cells", response.url)
                continue
            days.append(cells[-1])
            if self.saw(uid[1]):
                parts = [Part(name, words, topic) for (name, topic), words in zip(COLUMNS, cells, strict=True)]
                url = f"{MIRROR}NR_view.do?recallUid={uid[1]}"
                yield self.document(response, uid[1], parts, url=url, published=cells[-1])
        if rows and number and number < min(int(pages[1]), MOST_PAGES) and not self._ends(days):
            yield from self._page(number + 1)

    def _ends(self, days: list[str]) -> bool:
        """Whether a page shows only what is older than the day asked for, or was read on earlier nights."""
        end = self.settings.get("SINCE") or self.memory.known_before(f"{MIRROR}NR_list.do?pageIndex=1")
        early = bool(end) and bool(days) and all(day.replace(".", "-") < end for day in days)
        self.tally.bounded = self.tally.bounded or early
        return early

    custom_settings: ClassVar[dict[str, Any]] = {"DEPTH_LIMIT": 0}  # type: ignore[misc]  # the list ends by itself

    def recalls(self, response: Response) -> Iterator[Document]:
        """One answer of the API."""
        answer = self.json(response)
        if not isinstance(answer, dict) or str(answer.get("resultCode")) != "2000":
            told = answer.get("resultMsg") if isinstance(answer, dict) else "no object"
            raise Unreadable("forbidden", f"the API refused: {told}")
        return self.records(response, self._recall, at="resultData")

    def _recall(self, response: Response, record: dict[str, Any]) -> Document | None:
        uid = str(record["recallUid"])
        if not self.saw(uid):
            return None
        url = f"https://www.safetykorea.kr/recall/ajax/recallBoard?recallUid={uid}"
        return self.document(
            response, uid, self.parts(record, f"recall {uid}"), url=url, published=record.get("publishDate")
        )
