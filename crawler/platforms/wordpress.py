"""WordPress: its REST API searches posts and gives them whole (developer.wordpress.org/rest-api/reference/posts)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.failures import Unreadable
from crawler.health import Promise
from crawler.markup import fragment_text, links
from crawler.platforms.main_text import body_text
from crawler.platforms.open_data import OpenData
from crawler.platforms.outlet import Outlet
from crawler.platforms.page import answered_page
from db.records import Document, Part

FIELDS = "id,date,date_gmt,modified,modified_gmt,link,title,excerpt,content"
MOST_PAGES = 50
_POST = r"(?:[?&]p=|/wp-json/wp/v2/posts/|\bpostid-)(\d+)"


class WordPress(Outlet, OpenData):
    """A site of posts at its homepage; ``date`` is local time, so the source's time zone says when.

    ``permalink`` finds a post's number in the address of its page; without it the page tells, as the platform
    writes it into each (short link, link to the REST record, class of the body).
    """

    permalink: ClassVar[str] = ""
    promise = Promise(records=5, quiet_days=180)
    max_bytes = 20_000_000
    lists_everything = False
    forms = (
        Form(r"/wp-json/wp/v2/posts\?", "posts", listing=True),
        Form(r"^https?://[^/]+/(?!wp-json/)", "page"),
    )

    def listings(self) -> Iterable[Request]:
        for word in self.queries or (None,):
            yield from self._search(word, 1)

    def _search(self, word: str | None, page: int) -> Iterator[Request]:
        query = f"search={quote(word)}&" if word else ""
        if since := self.settings.get("SINCE"):
            query += f"after={since}{'-01-01'[len(since) - 4 :]}T00:00:00&"
        address = f"{self.homepage}/wp-json/wp/v2/posts?{query}per_page=100&page={page}&_fields={FIELDS}"
        return self.visit(address, self.posts, listing=True, word=word, page=page)

    def posts(
        self, response: Response, word: str | None = None, page: int | None = None
    ) -> Iterator[Document | Request]:
        """One page of posts; how many there are stands in a header, as a page past the last is an error."""
        if response.body.strip() == b"[]" and _count(response, "X-WP-Total"):
            raise Unreadable("changed_layout", "posts are counted but none is listed")
        known = self._known(response)
        yield from self.records(response, self._post)
        if page == 1 and not known:
            pages = _count(response, "X-WP-TotalPages")
            self.tally.bounded = self.tally.bounded or pages > MOST_PAGES
            for further in range(2, min(pages, MOST_PAGES) + 1):
                yield from self._search(word, further)

    def _known(self, response: Response) -> bool:
        """Whether the last post of a page was read before: posts come newest first, so what follows was too.

        With SINCE everything up to that day is asked for, known or not.
        """
        posts = self.json(response)
        last = posts[-1] if isinstance(posts, list) and posts else None
        key = last.get("id") if isinstance(last, dict) else None
        return not self.settings.get("SINCE") and key is not None and self.memory.knows(str(key))

    def _post(self, response: Response, record: dict[str, Any]) -> Document | None:
        key = str(record["id"])
        if not self.saw(key, record.get("date")):
            return None
        content: str = record["content"]["rendered"]
        parts = (
            Part("title", " ".join(fragment_text(record["title"]["rendered"]).split()), "title"),
            Part("text", body_text(content), "text"),
        )
        return self.document(
            response,
            key,
            parts,
            url=record["link"],
            published=record.get("date"),
            modified=record.get("modified"),
            links={"more": links(content)} if links(content) else {},
        )

    def page(self, response: Response) -> Iterator[Document]:
        """A post's own page, for single addresses: the same key as in the API."""
        match = re.search(self.permalink or _POST, response.url if self.permalink else self.text(response))
        if match is None:
            raise Unreadable("changed_layout", "no post's number in the page or its address")
        self.text(response)
        page = answered_page(response)
        if not page.title or not page.text:
            raise Unreadable("changed_layout", "no article in the page")
        self.saw(match[1])
        parts = (Part("title", page.title, "title"), Part("text", page.text, "text"))
        yield self.document(
            response,
            match[1],
            parts,
            url=response.url,
            published=page.published,
            modified=page.modified,
            language=page.language,
        )


def _count(response: Response, header: str) -> int:
    """The number that a header tells, 0 where it is absent or no number."""
    value = response.headers.get(header) or b""
    return int(value) if value.isdigit() else 0
