"""Sites that list their notices as links, perhaps over several pages, and have a page for each.

A list is read by structure: every link whose address looks like a notice's, with the words of the row (list item,
table row, article) in which it stands. Only rows that name what is watched are followed. What a notice's page says
is told by the labels that the source's class names (``fields``); where nobody has shown its layout, by what any page
has: title and main text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from typing import Any, ClassVar

from bs4 import BeautifulSoup, NavigableString, Tag
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import joined
from crawler.described import Form
from crawler.failures import Unreadable
from crawler.markup import tree_text
from crawler.platforms.attachments import Attachments, is_pdf, part_of_file
from crawler.platforms.fields import Field
from crawler.platforms.page import Page, answered_page
from crawler.stamps import day_of
from db.records import Document, Part, Topic

MOST_PAGES = 200
Labels = Mapping[str, Topic | None]
_WHOLE_ROWS = ["li", "tr", "article"]
_ROWS = [*_WHOLE_ROWS, "dd", "p", "h2", "h3", "h4"]
#: What a card may be built of, and how many letters it has at most.
_CARDS = frozenset(("div", "section", "figure", "figcaption", "header", "span", "p", "h2", "h3", "h4"))
_MOST_OF_CARD, _FEW, _MANY = 600, 9, 20
#: So few letters beside an image are its caption.
_CAPTION = 30
#: What leads elsewhere, or is no part of a list.
_LEADING = ["a", "nav", "header", "footer", "head", "title", "option"]
_DAY = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}(?:\s*日)?|\d{1,2}\s+[A-Z][a-z]+\s+\d{4}")


class ListedPages(Attachments):
    """``lists`` are the addresses of lists. ``notice`` is a pattern of a notice's address, its group the key.

    ``later`` is a pattern of further pages of a list, followed where a list links to them. ``labels`` gives the
    labels of a notice's page their topics. ``headline`` selects its title, ``headed_by`` names the labels whose
    values are its title where it has none; ``body`` selects its text, ``attached`` is a pattern of files that
    belong to it. ``images_carry_text``: images in the body stand for words. ``followed`` is a pattern of rows that
    are read though they do not name whom they are about.
    """

    lists: ClassVar[tuple[str, ...]]
    notice: ClassVar[str]
    later: ClassVar[str] = ""
    labels: ClassVar[Labels] = {}
    headline: ClassVar[str] = ""
    headed_by: ClassVar[tuple[str, ...]] = ()
    body: ClassVar[str] = ""
    attached: ClassVar[str] = r"\.pdf$"
    images_carry_text: ClassVar[bool] = False
    followed: ClassVar[str] = ""
    lists_everything = False
    custom_settings: ClassVar[dict[str, Any]] = {"DEPTH_LIMIT": 0}  # type: ignore[misc]  # lists end by MOST_PAGES

    def __init_subclass__(cls, **named: Any) -> None:
        """The forms of a source's addresses follow from those of its notices and lists."""
        super().__init_subclass__(**named)
        if hasattr(cls, "lists"):
            lists = (Form(re.escape(url) + "$", "listed", listing=True) for url in cls.lists)
            cls.forms = (*lists, Form(cls.notice, "read_notice"))

    def listings(self) -> Iterable[Request]:
        for url in self.lists:
            yield from self.visit(url, self.listed, listing=True, page=1)

    def listed(self, response: Response, page: int = 1, first: str = "") -> Iterator[Request]:
        """One page of the list whose ``first`` page is at that address."""
        tree = self.tree(response)
        rows = list(self.rows(tree, response.url))
        if not rows and page == 1:
            raise Unreadable("changed_layout", "no notice is listed in the page")
        if not any(self.wanted(words) for _, _, words in rows) and names_apart(tree, self.named):
            self.note("changed_layout", "the list names what is watched, and no link leads to it", response.url)
        new = [row for row in rows if self.saw(row[0], row[2])]
        for key, url, words in new:
            followed = bool(self.followed and re.search(self.followed, words))
            if (followed or self.wanted(words)) and self.due(key, url):
                day = _DAY.search(words)
                posted = day[0] if day else None
                yield from self.visit(url, self.read_notice, key=key, posted=posted, blind=followed, said=words)
        if page >= MOST_PAGES:
            self.tally.bounded = True
        elif new and not self._ends([day_of(words) for _, _, words in new], first or response.url):
            for url in self.further(response, tree, page):
                yield from self.visit(url, self.listed, listing=True, page=page + 1, first=first or response.url)

    def further(self, response: Response, tree: BeautifulSoup, page: int) -> Iterable[str]:
        """The addresses of further pages of a list: by default those linked in the form of ``later``."""
        base = base_of(tree, response.url)
        found = (joined(base, str(anchor["href"])) for anchor in tree.select("a[href]"))
        return [url for url in found if self.later and re.search(self.later, url)]

    def rows(self, tree: BeautifulSoup, base: str) -> Iterator[tuple[str, str, str]]:
        """Key, address and words of each notice listed; the words of two links to one notice are put together."""
        found: dict[str, tuple[str, list[str]]] = {}
        start = base_of(tree, base)
        for anchor in self.anchors(tree):
            url = joined(start, str(anchor["href"])).partition("#")[0]
            match = re.search(self.notice, url)
            if match and url != base and self.takes(url):
                row = row_of(anchor)
                words = tree_text(row) or str(anchor.get("title", ""))
                stamps = [str(time["datetime"]) for time in row.select("time[datetime]")]
                found.setdefault(match[1], (url, []))[1].extend((*stamps, words))
        for key, (url, pieces) in found.items():
            yield key, url, "\n".join(dict.fromkeys(pieces))

    def anchors(self, tree: BeautifulSoup) -> Iterable[Tag]:
        """The links of a page that may lead to a notice."""
        return tree.select("a[href]")

    def _ends(self, days: list[date | None], first: str) -> bool:
        """Whether all entries of a page carry a day before which nothing need be read: lists begin with what is new.

        The day asked for (SINCE), else the one before which a night's list tells what was read before.
        """
        end = self.settings.get("SINCE") or self.memory.known_before(first)
        early = bool(end) and all(day is not None and day.isoformat() < end for day in days)
        self.tally.bounded = self.tally.bounded or early
        return early

    def read_notice(
        self, response: Response, posted: str | None = None, blind: bool = False, said: str = ""
    ) -> Iterator[Document | Request]:
        """One notice's page, or the file that it is; ``blind`` says that nobody knew whom it would be about, ``said``
        what its row says."""
        match = re.search(self.notice, response.url)
        if match is None:
            raise Unreadable("changed_layout", "no notice's number in the address")
        if self.single_addresses:
            self.saw(match[1])
        if is_pdf(response.body):
            file = part_of_file("text", response)
            title = " ".join((said or file.text.partition("\n")[0]).split())
            if not (blind or self.wanted(f"{title}\n{file.text}")):
                raise Unreadable("changed_layout", "the file does not speak of what its list names")
            parts = [Part("title", title, "title"), file]
            yield self.document(response, match[1], parts, url=response.url, published=posted)
            return
        tree = self.tree(response)
        page = answered_page(response)
        parts = list(self.parts(tree, page, match[1]))
        if not parts or not (blind or self.wanted("\n".join(part.text for part in parts))):
            raise Unreadable("changed_layout", "the page does not speak of what its list names")
        attachments = tuple(self.attachments(tree, response.url, parts))
        document = self.document(
            response,
            match[1],
            parts,
            url=response.url,
            published=posted or self.day(tree) or page.published,
            modified=page.modified,
            links={"attachment": attachments} if attachments else {},
        )
        yield from self.with_attachments(document)

    def parts(self, tree: BeautifulSoup, page: Page, key: str) -> Iterator[Part]:
        """The named parts of a notice's page."""
        fields = list(self.fields(tree))
        headline = tree.select_one(self.headline) if self.headline else None
        heading = " ".join(field.text for name in self.headed_by for field in fields if field.label == name)
        if title := heading or (tree_text(headline) if headline else page.title):
            yield Part("title", title, "title")
        named: dict[str, int] = {}
        for field in fields:
            if field.label not in self.labels:
                self.note_unknown(field.label, f"notice {key}")
            topic = self.labels.get(field.label, "text")
            if topic and field.text:
                named[field.label] = number = named.get(field.label, 0) + 1
                yield Part(field.label if number == 1 else f"{field.label} ({number})", field.text, topic)
        if self.body and (body := tree.select_one(self.body)):
            yield Part("text", tree_text(body), "text")
        elif not self.labels and not self.body:
            yield Part("text", page.text, "text")
        elif not named:
            raise Unreadable("changed_layout", "nothing of a notice in the page")

    def fields(self, tree: BeautifulSoup) -> Iterator[Field]:
        """Labels and values of a notice's page, where its layout is known."""
        return iter(())

    def day(self, tree: BeautifulSoup) -> str | None:
        """The day of publication that a notice's page prints, where its layout is known."""
        return None

    def attachments(self, tree: BeautifulSoup, base: str, parts: list[Part]) -> Iterator[str]:
        """The files that belong to a notice, each once."""
        base = base_of(tree, base)
        linked = [joined(base, str(anchor["href"])) for anchor in tree.select("a[href]")]
        found = [url for url in linked if self.attached and re.search(self.attached, url, re.IGNORECASE)]
        if self.images_carry_text and not any(part.name == "text" and len(part.text) > _CAPTION for part in parts):
            found += [joined(base, str(image["src"])) for image in tree.select(f"{self.body} img[src]")]
        yield from dict.fromkeys(found)

    def tree(self, response: Response) -> BeautifulSoup:
        """The answer's page. Raises Unreadable."""
        return BeautifulSoup(self.text(response), "lxml")


def base_of(tree: BeautifulSoup, url: str) -> str:
    """What a page's links start from: its own address, unless it names another."""
    told = tree.select_one("base[href]")
    return joined(url, str(told["href"])) or url if told else url


def row_of(anchor: Tag) -> Tag:
    """What a list says of the notice that a link leads to: the row or the card around it, without rows of others."""
    row = anchor.find_parent(_ROWS)
    if not isinstance(row, Tag) or len(row.select("a[href]", limit=_MANY)) == _MANY:  # what lays out a page is no row
        row = anchor
    for above in row.parents if row.name not in _WHOLE_ROWS else ():
        targets = {str(link["href"]) for link in above.select("a[href]", limit=_FEW)}
        if above.name not in _CARDS or len(targets) > 1 or len(above.get_text()) > _MOST_OF_CARD:
            return row
        row = above
    if row.find(_leads_elsewhere):
        row = copy(row)
        for other in row.find_all(_leads_elsewhere):
            other.decompose()
    return row


def _leads_elsewhere(element: Tag) -> bool:
    return element.name in _WHOLE_ROWS and element.find("a", href=True) is not None


def names_apart(tree: BeautifulSoup, named: Callable[[str], bool]) -> bool:
    """Whether words of a page that lead nowhere name what is watched."""
    words = (text for text in tree.find_all(string=True) if type(text) is NavigableString and named(text))
    return any(text.find_parent(_LEADING) is None for text in words)
