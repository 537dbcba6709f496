"""Any article's page: its title, its text, when it was published, and in what language it is.

What a page says about itself (JSON-LD, then meta elements) comes before what
its structure suggests. Stamps are given as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from crawler.encoding import decode
from crawler.markup import at, element_text, unescaped, words_in
from crawler.platforms import json_ld
from crawler.platforms.byline import shown_date
from crawler.platforms.main_text import main_text
from db.unseen import seen

if TYPE_CHECKING:  # who reads files only has no use for Scrapy, which takes its time to load
    from scrapy.http import Response

#: Names of meta elements, in lower case: the surer ones first.
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "cxenseparse:recs:publishtime",
    "weibo: article:create_at",
    "bytedance:published_time",
    "date",
)
_MODIFIED = ("article:modified_time", "og:article:modified_time", "datemodified", "last-modified", "og:updated_time")
_MICRODATA = ("itemprop", "itemProp", "ITEMPROP")
_TITLES = ("og:title", "twitter:title", "articletitle")
#: Kinds of thing in microdata whose dates and headlines are an article's.
_ARTICLE = re.compile(r"(Article|Posting|Report|WebPage)$")


@dataclass(frozen=True, slots=True)
class Page:
    """An article as its page gives it; stamps unread, what is not there None."""

    title: str | None
    text: str
    published: str | None
    modified: str | None
    language: str | None
    url: str | None


def answered_page(response: Response) -> Page:
    """The article on the page that an answer holds. Raises crawler.encoding.Undecodable."""
    content_type = response.headers.get("Content-Type") or b""
    return read_page(response.body, response.url, content_type.decode("latin-1"))


def read_page(body: bytes, url: str | None = None, content_type: str | None = None) -> Page:
    """The article on a page of HTML. Raises crawler.encoding.Undecodable where no encoding fits.

    ``url`` is where it was found, if known; ``content_type`` is the header's value.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(body, content_type).text)
    if not text.strip() or (tree := etree.fromstring(text, etree.HTMLParser())) is None:
        return Page(None, "", None, None, None, url)
    meta = _meta(tree)
    address, heading = _address(tree, meta), _heading(tree)
    told = json_ld.article(tree, list(_headlines(tree, heading, meta)), [one for one in (url, address) if one])
    title, language = _title(heading, told, meta), _language(tree, told, meta)
    # Most pages have no microdata, and looking for it goes through all of a page.
    marked = at(tree, "//*[@itemprop]") if any(name in text for name in _MICRODATA) else []
    published = told.get("datePublished") or _first(meta, _PUBLISHED) or _itemprop(marked, "datePublished")
    modified = told.get("dateModified") or _first(meta, _MODIFIED) or _itemprop(marked, "dateModified")
    # It takes the tree apart: the byline is found in what is left.
    words = main_text(tree, told.get("articleBody"), lambda: etree.fromstring(text, etree.HTMLParser()))
    return Page(
        title=title,
        text=words,
        published=_clean(published or shown_date(tree)),
        modified=_clean(modified),
        language=language,
        url=url or address,
    )


def _meta(tree: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name")
        if name and (element.get("content") or "").strip():
            found.setdefault(name.lower(), element.get("content", ""))
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _address(tree: etree._Element, meta: dict[str, str]) -> str | None:
    """Where the page says that it lives."""
    told = [link.get("href", "") for link in tree.iter("link") if link.get("rel") == "canonical"]
    told.append(meta.get("og:url", ""))
    return next((link for link in told if link.startswith(("http://", "https://"))), None)


def _headlines(tree: etree._Element, heading: str | None, meta: dict[str, str]) -> Iterator[str]:
    """What the page shows as headline: its main heading, and what it tells readers and other sites."""
    for words in (heading, *(meta.get(name) for name in _TITLES), tree.findtext(".//title")):
        if words:
            yield words


def _title(heading: str | None, told: dict[str, str], meta: dict[str, str]) -> str | None:
    """The headline; without the site's name where the page shows the same headline without it, or names the site."""
    title = _clean(unescaped(told.get("headline") or _first(meta, _TITLES) or ""))
    title = heading if not title or (heading and title.startswith(heading)) else title
    site = meta.get("og:site_name", "").strip()
    if title and site:
        title = re.sub(rf"\s+[|–—·:-]\s+{re.escape(site)}$", "", title)
    return title


def _heading(tree: etree._Element) -> str | None:
    """The heading that the window's title repeats, the longest of them; else the article's, or the page's, first.

    A site may print its own name as the first heading of each page.
    """
    window = _clean(tree.findtext(".//title")) or ""
    headings = [_clean(element_text(element)) or "" for element in tree.iter("h1", "h2", "h3")]
    repeated = [words for words in headings if words in window and len(words) > len(window) / 3]
    if repeated:
        return max(repeated, key=len)
    for path in ("//article//h1", "//h1"):
        for element in at(tree, path):
            if words := _clean(element_text(element)):
                return words
    return window or None


def _itemprop(marked: Iterable[etree._Element], name: str) -> str | None:
    """What microdata says of an article, or outside of any thing: an attribute of the element, else its words."""
    for element in (one for one in marked if name in one.get("itemprop", "").split()):
        thing = next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)
        titled = element.get("title") if element.tag == "abbr" else None
        said = element.get("content") or element.get("datetime") or titled or words_in(element)
        if said.strip() and (thing is None or _ARTICLE.search(thing.get("itemtype", ""))):
            return str(said)
    return None


def _language(tree: etree._Element, told: dict[str, str], meta: dict[str, str]) -> str | None:
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    tag = tag or told.get("inLanguage") or meta.get("og:locale") or meta.get("content-language")
    return (
        tag.strip().replace("_", "-") if tag and re.fullmatch(r"\s*[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*\s*", tag) else None
    )


def _clean(words: str | None) -> str | None:
    return re.sub(r"\s+", " ", seen(words)).strip() or None if words else None
