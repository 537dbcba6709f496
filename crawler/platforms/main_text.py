"""Which words of a page are its article: not its navigation, not what leads to others, not what is hidden."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from crawler.markup import at, element_text, fragment_text, words_in
from crawler.platforms.page_data import prose

_FURNITURE = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "form", "nav", "aside", "footer", "button")
)
_ROLES = frozenset(("navigation", "complementary", "search"))
#: Class names and ids, in whatever language the page is, of what stands around an article.
_AROUND = re.compile(
    r"(^|[-_ ])(ad|ads|advert\w*|anzeige|banner|breadcrumbs?|comments?|cookie\w*|consent|footer|kanren|newsletter|"
    r"outbrain|paywall|promo|read-?(also|more|next)|related\w*|recommend\w*|ranking|share|sharing|sidebar|social|sns|"
    r"sponsor\w*|taboola|tags?|teaser|toc|(lesen|lire)-\w*|mehr-zum-thema|widget)($|[-_ ])",
    re.IGNORECASE,
)
#: Elements that no class makes a surrounding.
_WHOLE = frozenset(("body", "html", "article", "main"))
#: Where articles stand, the surest first, in a page of whose paragraphs none is told apart.
_PLACES = (
    "//*[@itemprop='articleBody']",
    "//article",
    "//main",
    "//*[@role='main']",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
    "//div|//section|//td",
)
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


def main_text(tree: etree._Element, told: str | None) -> str:
    """The words of the article: where the page's structure shows less than half of what JSON-LD tells, the latter."""
    data = prose(tree)
    _prune(tree)
    best = _article(tree)
    if best is not None and len(words_in(best)) > _MUCH:
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


def _drop_other_articles(article: etree._Element) -> None:
    """Take out of an article what leads to others: lists of headlines, and lines that are a label and a headline."""
    for element in list(article.iter("ul", "ol", "p")):
        links = list(element.iter("a"))
        headlines = [words for link in links if len(words := words_in(link).strip()) >= _HEADLINE]
        rest = len(words_in(element).strip()) - sum(len(words_in(link).strip()) for link in links)
        of_others = bool(headlines) and len(headlines) == len(links)
        if element.tag == "p":
            label = re.match(r"[^.!?。]{2,25}:\s*$", (words_in(element).split(headlines[0])[0]) if headlines else "")
            of_others = of_others and len(links) == 1 and label is not None and rest <= _HEADLINE
        else:
            of_others = of_others and len(links) > 1 and rest <= len(links) * 3
        if of_others and element.getparent() is not None:
            heading = element.getprevious()
            _drop(element)
            if heading is not None and re.fullmatch("h[2-6]", str(heading.tag)):
                _drop(heading)


def _prune(tree: etree._Element) -> None:
    """Take out of a page what stands around its article; into what goes nobody looks."""
    waiting = [tree]
    while waiting:
        for child in list(waiting.pop().iterchildren("*")):
            if _stands_around(child):
                _drop(child)
            else:
                waiting.append(child)


def _stands_around(element: etree._Element) -> bool:
    """Whether an element is furniture of the page, is hidden, or has the name of what stands around an article."""
    if element.tag in _FURNITURE or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or element.get("role") in _ROLES:
        return True
    if element.tag in _WHOLE:
        return False
    return _names_surroundings(element.get("class", "")) or _names_surroundings(element.get("id", ""))


@lru_cache(4096)
def _names_surroundings(told: str) -> bool:
    """Whether a class or id is that of what stands around an article; pages say the same ones again and again."""
    return _AROUND.search(told) is not None


def _article(tree: etree._Element) -> etree._Element | None:
    """The element in whose own paragraphs most prose stands, of those in which articles do."""
    worth = _worth(tree)
    placed = [(element, place) for element in worth if (place := _place(element)) is not None]
    if placed:
        return max(placed, key=lambda found: (worth[found[0]], -found[1]))[0]
    return next((found[0] for path in _PLACES if (found := at(tree, path))), None)


def _place(element: etree._Element) -> int | None:
    """Which of the places of articles (_PLACES) an element is: the first of them."""
    if element.get("itemprop") == "articleBody":
        return 0
    if element.tag in ("article", "main"):
        return 1 if element.tag == "article" else 2
    if element.get("role") == "main":
        return 3
    if "entry-content" in element.get("class", "").split():
        return 4
    return 5 if element.tag in ("div", "section", "td") else None


def _worth(tree: etree._Element) -> dict[etree._Element, float]:
    """How much prose stands in each element: paragraphs that are sentences, not links; those of inner boxes count less.

    An element without any is not there. Each paragraph is read once, and counted for all that it stands in.
    """
    worth: dict[etree._Element, float] = {}
    for paragraph in tree.iter("p", "div", "td", "section", "article"):
        words, linked = _prose(paragraph)
        if len(words) > 20 and _SENTENCE_END.search(words) and linked < len(words) / 2:
            for depth, box in enumerate((paragraph, *paragraph.iterancestors())):
                worth[box] = worth.get(box, 0.0) + len(words) * 0.9**depth
    return worth


def _prose(element: etree._Element) -> tuple[str, int]:
    """The words that stand right in an element, not in boxes within it, and how many characters of them are links."""
    pieces = [element.text or ""]
    linked = 0
    for child in element:
        if child.tag in _INLINE:
            words = words_in(child)
            pieces.append(words)
            linked += len(words) if child.tag == "a" else sum(len(words_in(link)) for link in child.iter("a"))
        pieces.append(child.tail or "")
    return "".join(pieces).strip(), linked


def _drop(element: etree._Element) -> None:
    """Take an element out of its tree, and leave what follows it."""
    parent, tail = element.getparent(), element.tail
    assert parent is not None
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)
