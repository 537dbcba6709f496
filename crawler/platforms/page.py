"""Any article's page: its title, its text, when it was published, and in what language it is.

What a page says about itself (JSON-LD, then meta elements) comes before what
its structure suggests. Stamps are given as they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from crawler.encoding import decode
from crawler.markup import element_text, fragment_text, unescaped
from crawler.platforms.page_data import prose

#: Types of schema.org that are an article or the page of one.
_ARTICLES = re.compile(r"(Article|BlogPosting|Report|WebPage|ItemPage)$")
_FURNITURE = (
    "//script|//style|//noscript|//template|//svg|//iframe|//form|//nav|//aside|//footer|//button"
    "|//*[@hidden or @aria-hidden='true' or @role='navigation' or @role='complementary' or @role='search']"
)
#: Class names and ids, in whatever language the page is, of what stands around an article.
_AROUND = re.compile(
    r"(^|[-_ ])(ad|ads|advert\w*|anzeige|banner|breadcrumbs?|comments?|cookie\w*|consent|footer|kanren|newsletter|"
    r"outbrain|paywall|promo|read-?(also|more|next)|related\w*|recommend\w*|ranking|share|sharing|sidebar|social|sns|"
    r"sponsor\w*|taboola|tags?|teaser|toc|(lesen|lire)-\w*|mehr-zum-thema|widget)($|[-_ ])",
    re.IGNORECASE,
)
_PLACES = (
    "//*[@itemprop='articleBody']",
    "//article",
    "//main",
    "//*[@role='main']",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
    "//div|//section|//td",
)
_PUBLISHED = (
    "article:published_time",
    "datePublished",
    "date",
    "dc.date",
    "dcterms.created",
    "pubdate",
    "publish-date",
)
_MODIFIED = ("article:modified_time", "dateModified", "last-modified", "og:updated_time")
_TITLES = ("og:title", "twitter:title")
_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "ruby", "small", "span", "strong", "u")
)
#: Words shown below which a page is taken to hold its words in data that a script lays out.
_LITTLE = 200
#: Words within an article from which on a list of headlines in it is one of other articles.
_MUCH = 300
#: Letters of a link that is a headline, not a name.
_HEADLINE = 25
_SENTENCE_END = re.compile(r"[.!?。！？…:：」]")


@dataclass(frozen=True, slots=True)
class Page:
    """An article as its page gives it; stamps unread, what is not there None."""

    title: str | None
    text: str
    published: str | None
    modified: str | None
    language: str | None
    url: str | None


def read_page(body: bytes, url: str | None = None, content_type: str | None = None) -> Page:
    """The article on a page of HTML. Raises crawler.encoding.Undecodable where no encoding fits.

    ``url`` is where it was found, if known; ``content_type`` is the header's value.
    """
    text = decode(body, content_type).text
    if not text.strip():
        return Page(None, "", None, None, None, url)
    tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=html.HTMLParser(encoding=None))
    told = _told(tree)
    meta = _meta(tree)
    return Page(
        title=_title(tree, told, meta),
        published=_clean(told.get("datePublished") or _first(meta, _PUBLISHED) or _time(tree)),
        modified=_clean(told.get("dateModified") or _first(meta, _MODIFIED)),
        language=_language(tree, told, meta),
        text=_main_text(tree, told.get("articleBody")),
        url=url or _address(tree, meta),
    )


def _told(tree: html.HtmlElement) -> dict[str, str]:
    """What JSON-LD says of the article: the first object of such a type wins, field by field."""
    found: dict[str, str] = {}
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in sorted(_objects(data), key=_is_page):
            for name in ("headline", "datePublished", "dateModified", "articleBody", "inLanguage"):
                if isinstance(value := thing.get(name), str) and value.strip():
                    found.setdefault(name, value)
    return found


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield from _objects(data.get("@graph"))
        kinds = data.get("@type")
        if any(_ARTICLES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield data


def _is_page(thing: dict[str, Any]) -> bool:
    return "Page" in str(thing.get("@type"))


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (element.get("content") or "").strip():
            found.setdefault(name.lower(), element.get("content", ""))
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name.lower()] for name in names if name.lower() in meta), None)


def _address(tree: html.HtmlElement, meta: dict[str, str]) -> str | None:
    """Where the page says that it lives."""
    told = [str(link) for link in tree.xpath("//link[@rel='canonical']/@href")] + [meta.get("og:url", "")]
    return next((link for link in told if link.startswith(("http://", "https://"))), None)


def _title(tree: html.HtmlElement, told: dict[str, str], meta: dict[str, str]) -> str | None:
    """The headline; without the site's name where the page shows the same headline without it."""
    title = _clean(unescaped(told.get("headline") or _first(meta, _TITLES) or ""))
    heading = _heading(tree)
    return heading if not title or (heading and title.startswith(heading)) else title


def _heading(tree: html.HtmlElement) -> str | None:
    for path in ("//article//h1", "//h1", "//title"):
        for element in tree.xpath(path):
            if words := _clean(element.text_content()):
                return words
    return None


def _time(tree: html.HtmlElement) -> str | None:
    found = tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime") or tree.xpath(
        "//article//time/@datetime"
    )
    return str(found[0]) if found else None


def _language(tree: html.HtmlElement, told: dict[str, str], meta: dict[str, str]) -> str | None:
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    tag = tag or told.get("inLanguage") or meta.get("og:locale") or meta.get("content-language")
    return (
        tag.strip().replace("_", "-") if tag and re.fullmatch(r"\s*[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*\s*", tag) else None
    )


def _main_text(tree: html.HtmlElement, told: str | None) -> str:
    """The words of the article: where the page's structure shows less than half of what JSON-LD tells, the latter."""
    data = prose(tree)
    for element in tree.xpath(_FURNITURE):
        element.drop_tree()
    for element in tree.xpath("//*[@class or @id]"):
        if element.tag not in ("body", "html", "article", "main") and _around(element):
            element.drop_tree()
    best = max((_best(tree.xpath(place)) for place in _PLACES), key=_worth_of, default=None)
    if best is not None and len(best.text_content()) > _MUCH:
        _drop_other_articles(best)
    found = element_text(best) if best is not None else ""
    if not found:
        found = element_text(tree)
    if len(found) < _LITTLE and len(data) > len(found):
        found = data
    if told:
        told = fragment_text(told)
        return told if len(found) < len(told) / 2 else found
    return found


def _drop_other_articles(article: html.HtmlElement) -> None:
    """Take out of an article what leads to others: lists of headlines, and lines that are a label and a headline."""
    for element in list(article.iter("ul", "ol", "p")):
        links = list(element.iter("a"))
        headlines = [words for link in links if len(words := link.text_content().strip()) >= _HEADLINE]
        rest = len(element.text_content().strip()) - sum(len(link.text_content().strip()) for link in links)
        of_others = bool(headlines) and len(headlines) == len(links)
        if element.tag == "p":
            label = re.match(
                r"[^.!?。]{2,25}:\s*$", (element.text_content().split(headlines[0])[0]) if headlines else ""
            )
            of_others = of_others and len(links) == 1 and label is not None and rest <= _HEADLINE
        else:
            of_others = of_others and len(links) > 1 and rest <= len(links) * 3
        if of_others and element.getparent() is not None:
            heading = element.getprevious()
            element.drop_tree()
            if heading is not None and re.fullmatch("h[2-6]", str(heading.tag)):
                heading.drop_tree()


def _around(element: html.HtmlElement) -> bool:
    if element.getparent() is None:
        return False
    return any(_AROUND.search(element.get(name, "")) for name in ("class", "id"))


def _best(elements: list[html.HtmlElement]) -> html.HtmlElement | None:
    return max(elements, key=_worth, default=None)


def _worth_of(element: html.HtmlElement | None) -> float:
    return -1.0 if element is None else _worth(element)


def _worth(element: html.HtmlElement) -> float:
    """How much prose stands right here: paragraphs that are sentences, not links; those of inner boxes count less."""
    worth = 0.0
    above = sum(1 for _ in element.iterancestors())
    for paragraph in element.iter("p", "div", "td", "section", "article"):
        words, linked = _prose(paragraph)
        if len(words) > 20 and _SENTENCE_END.search(words) and linked < len(words) / 2:
            worth += len(words) * 0.9 ** (sum(1 for _ in paragraph.iterancestors()) - above)
    return worth


def _prose(element: html.HtmlElement) -> tuple[str, int]:
    """The words that stand right in an element, not in boxes within it, and how many characters of them are links."""
    pieces = [element.text or ""]
    linked = 0
    for child in element:
        if child.tag in _INLINE:
            words = child.text_content()
            pieces.append(words)
            linked += len(words) if child.tag == "a" else sum(len(link.text_content()) for link in child.iter("a"))
        pieces.append(child.tail or "")
    return "".join(pieces).strip(), linked


def _clean(words: str | None) -> str | None:
    return re.sub(r"\s+", " ", words).strip() or None if words else None
