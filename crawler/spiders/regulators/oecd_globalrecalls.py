"""The recalls of fifty economies that the OECD collects (GlobalRecalls portal).

Domain: globalrecalls.oecd.org
Caveats: robots.txt forbids crawling (Disallow: /), so this source is off unless asked for by name, and even then
    robots.txt is obeyed: it reads an archive that somebody was allowed to make. Canada stands there twice
    (EN and FR). Records are short: product, country, day, address of the notice itself.
Interface: /ws/search.xqy (keyless), JSON
Seen: 2026-11-22, in a public collector of it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.platforms.open_data import Fields, OpenData
from db.records import Document

SEARCH = "https://globalrecalls.oecd.org/ws/search.xqy?q={}&start={}&end=100&sort=date&order=asc&lang=en&uiLang=en"


class GlobalRecalls(OpenData):
    """See the module's docstring."""

    name = "oecd-globalrecalls"
    title = "OECD GlobalRecalls"
    kind = "regulator"
    market = None
    language = "en"
    timezone = "Europe/Paris"
    hosts = ("globalrecalls.oecd.org",)
    homepage = "https://globalrecalls.oecd.org"
    licence = "© OECD; not for republication"
    off_because = "its robots.txt forbids crawling"
    checked = "2026-11-22"
    checked_by = "a public collector"
    lists_everything = False
    forms = (Form(r"/ws/search\.xqy", "recalls", listing=True),)
    fields: ClassVar[Fields] = {
        **dict.fromkeys(("countryId", "id", "extUrl", "imageUri", "languageId", "uri")),
        "countryName": "market",
        "date": "announced",
        "product.name": "title",
        "tags[]": "category",
        "manufacturer.country[]": "ignored",
    }

    def listings(self) -> Iterable[Request]:
        for word in self.queries or ("",):
            yield from self._search(word, 0)

    def _search(self, word: str, start: int) -> Iterator[Request]:
        return self.visit(SEARCH.format(quote(word), start), self.recalls, listing=True, word=word, start=start)

    def recalls(self, response: Response, word: str = "", start: int | None = None) -> Iterator[Document | Request]:
        """One page of results; the next begins after as many as came."""
        yield from self.records(response, self._recall, at="results")
        answer = self.json(response)
        if start is not None and answer["results"] and start + len(answer["results"]) < int(answer.get("total") or 0):
            yield from self._search(word, start + len(answer["results"]))

    def _recall(self, response: Response, record: dict[str, Any]) -> Document | None:
        key = f"{record['countryId']}/{record['id']}"
        if not self.saw(key):
            return None
        return self.document(
            response, key, self.parts(record, f"recall {key}"), url=record.get("extUrl"), published=record.get("date")
        )
