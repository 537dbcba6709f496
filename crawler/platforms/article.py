"""Sites of articles: whatever names an article's address, its page is read by what any page has.

A feed or a sitemap names more articles than we may ask for: only those whose
address or words hit a search word are visited, and a page that was visited for
a word must say one. A consent page, a soft 404 and a page of another layout do
not, whatever they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import host_of, normalised, within, without_secrets
from crawler.coverage import covered
from crawler.described import Form
from crawler.failures import Unreadable
from crawler.health import MOST_FAILED, Promise
from crawler.platforms.attachments import pdf_text
from crawler.platforms.outlet import Outlet
from crawler.platforms.page import Page, answered_page
from db.records import Document, Part
from db.unseen import full_kana, seen

#: Parameters that say where a reader came from, not what is shown.
_TRACKING = re.compile(r"^(utm_\w+|wt_mc|fbclid|gclid|ref|rss|source|itm_\w+|cmpid|at_\w+)$", re.IGNORECASE)
_FRONT = re.compile(r"(/[a-z]{2}([-_][a-z]{2})?)?(/|/(index|home|default)(\.\w+)?)?", re.IGNORECASE)
#: So many letters of a text may leave out what its headline names.
_BRIEF = 300
_LETTER = "A-Za-zÀ-ɏ"
_WIDE = {0x20: 0x3000, **{code: code + 0xFEE0 for code in range(0x21, 0x7F)}}


class Articles(Outlet):
    """A source of articles. Further bases (feed, news_sitemap) say where their addresses are found.

    ``about`` is a pattern for addresses and titles, for sites on which a search
    word tells nothing, as every page says it. ``known`` are pages to visit in
    any case; addresses of known coverage (crawler/coverage.csv) on the source's
    hosts are visited too, and articles of earlier runs (setting KNOWN) when they are due again, as a feed only
    knows what is new.
    """

    about: ClassVar[str] = ""
    known: ClassVar[tuple[str, ...]] = ()
    promise = Promise(records=5, published=0.8)
    lists_everything = False
    reads: ClassVar[tuple[Form, ...]] = ()

    def __init_subclass__(cls, **named: Any) -> None:
        """A source reads the kinds of address that any of its platforms reads; what else it has are articles."""
        super().__init_subclass__(**named)
        told = (form for base in cls.__mro__ for form in vars(base).get("reads", ()))
        cls.forms = (*dict.fromkeys(told), Form(r"^https?://[^/]+/", "article"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.candidates: set[str] = set()
        self.asked = self.unread = 0

    def listings(self) -> Iterable[Request]:
        before = self.memory.addresses()
        for address in (*self.known, *(row.url for row in covered(self.hosts, self.own_pages)), *before):
            yield from self.candidate(address, supposed=True)

    @classmethod
    def takes(cls, url: str) -> bool:
        """Whether an address is this source's: on its hosts, and of its part of them where they serve others too."""
        return super().takes(url) and re.search(cls.own_pages, url) is not None

    def refuse_others(self, addresses: Iterable[str]) -> None:
        """Raises Unreadable where all that a listing names is on hosts that are not this source's: it has moved."""
        hosts = [host_of(url) for url in addresses]
        if hosts and not any(within(host, self.hosts) for host in hosts):
            raise Unreadable("blocked", f"all that is listed is on {hosts[0]}, which is not one of this source's hosts")

    def hits(self, *words: str | None) -> bool:
        """Whether any of these words (titles, addresses) makes an article worth a visit."""
        said = seen(" ".join(unquote(word) for word in words if word))
        if self.about:
            return re.search(self.about, said, re.IGNORECASE) is not None
        return says_any(said, self.words)

    @property
    def words(self) -> tuple[str, ...]:
        """The search words in every script; empty where everything is to be read."""
        return () if self.settings.getbool("ALL_BRANDS") else tuple(self.settings.getlist("QUERIES"))

    def candidate(self, url: str, *, supposed: bool = False, published: str | None = None) -> Iterator[Request]:
        """The request for an article's page; ``supposed``: it may be gone, or lack in a replayed archive."""
        key = self.key_of(url)
        if not self.takes(url) or key in self.candidates:
            return
        self.candidates.add(key)
        if not self.due(key, url):
            self.saw(key)
            return
        for request in self.visit(url, self.article, key=key, listed=True, published=published):
            request.meta["supposed"] = supposed
            yield request

    def article(
        self, response: Response, *, listed: bool = False, published: str | None = None
    ) -> Iterator[Document | Request]:
        """One article's page. Raises Unreadable where it is none, or not the one that was named."""
        self.asked += 1
        self.unread += 1  # until it is read, whatever happens
        asked = next(iter(response.meta.get("redirect_urls", ())), None)
        if asked and _FRONT.fullmatch(urlsplit(response.url).path):
            raise Unreadable("not_found", f"{without_secrets(asked)} leads to the site's front page")
        page = self.page_of(response)
        assert page.title is not None
        # Who asks for consent or money may show the headline above it.
        words = page.text.replace(page.title, "", 1)
        if listed and not self.hits(words, page.title if self.about or len(words) > _BRIEF else None):
            raise Unreadable("changed_layout", "the page does not speak of what its address was visited for")
        self.unread -= 1
        key = self.key_of(response.url)
        self.saw(key)
        language = self.spoken(page, response.url)
        parts = (Part("title", page.title, "title"), Part("text", page.text, "text"))
        yield self.document(
            response,
            key,
            parts,
            url=response.url,
            published=self.stamp(page.published or published, response.url, language),
            modified=page.modified,
            language=language,
        )

    def key_of(self, url: str) -> str:
        """What names an article of this source: see the function."""
        return key_of(url)

    def stamp(self, told: str | None, url: str, language: str | None = None) -> str | None:
        """The stamp of publication as the source's time zone reads it; as it stands, where that zone is known."""
        return told

    def spoken(self, page: Page, url: str) -> str | None:
        """The language of a page where it is not the source's own: templates often tell a wrong one."""
        return None

    def page_of(self, response: Response) -> Page:
        """The article on a page, or in a PDF. Raises Unreadable: a bot wall, no article, no words, scanned ones."""
        words = pdf_text(response.body)
        if words is None:
            self.text(response)
            page = answered_page(response)
        else:
            page = Page(words.partition("\n")[0].strip(), words, None, None, None, response.url)
        if words == "":
            raise Unreadable("changed_layout", "a PDF of scanned pages, without text")
        if not page.title or not page.text:
            raise Unreadable("changed_layout", "no article in the page")
        return page

    def unanswered(self, failure: Failure) -> list[Document]:
        """As of any source; an article that was named tonight and cannot be had counts as one that cannot be read."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if not request.cb_kwargs["listing"] and not request.meta.get("supposed"):
            self.asked += 1
            self.unread += 1
        return super().unanswered(failure)

    def judge(self, last_read: int | None = None) -> None:
        """Where most pages hold no article, it is the source that has changed."""
        if self.asked and self.unread >= MOST_FAILED * self.asked:
            self.tally.broken = True
        super().judge(last_read)


def key_of(url: str) -> str:
    """What names an article of a source: its path, and the parameters that are not about where a reader came from."""
    parts = urlsplit(normalised(url))
    told = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    return parts.path + ("?" + urlencode(told) if told else "")


def wide(word: str) -> str:
    """A word in the full-width letters that Japanese text may have for Latin ones."""
    return word.translate(_WIDE)


def says_any(said: str, words: Iterable[str]) -> bool:
    """Whether a text or an address has one of the words, in any width; Latin ones as whole words with their endings.

    Without words everything is meant.
    """
    patterns, said = [_pattern(word) for word in words], full_kana(said)
    return not patterns or any(pattern.search(said) for pattern in patterns)


@lru_cache(maxsize=10_000)
def _pattern(word: str) -> re.Pattern[str]:
    written = re.escape(word)
    if re.fullmatch(r"[\x00-\u024f]+", word):
        written = rf"(?<![{_LETTER}]){written}[{_LETTER}]{{0,3}}(?![{_LETTER}])|{re.escape(wide(word))}"
    return re.compile(written, re.IGNORECASE)
