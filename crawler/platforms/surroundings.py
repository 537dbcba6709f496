"""What stands around an article and says so itself: by its element, its role or its name."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from crawler.markup import at, element_text

_OF_AMP = ("amp-consent", "amp-lightbox", "amp-list", "amp-sidebar", "amp-user-notification")
_OF_HTML = ("form", "nav", "aside", "footer", "button", "dialog")
_FURNITURE = frozenset(("script", "style", "noscript", "template", "svg", "iframe", *_OF_HTML, *_OF_AMP))
_ROLES = frozenset(("navigation", "complementary", "search", "dialog", "contentinfo"))
#: Class names and ids, in whatever language the page is, of what stands around an article.
_AROUND = re.compile(
    r"(^|[-_ ])(?<!has-)(?<!no-)(?<!with-)(ad|ads|advert\w*|anzeige|also-read|banner|breadcrumbs?|cmp|cookie\w*|"
    r"comments?|comment-?list|kommentare?|commentaires?|comentarios?|commenti|reacties|komentarze|disqus|discussion|"
    r"consent|footer|gdpr|kanren|menu|modal|more-(articles|from|news|on|stories)|most-read|navbar|navigation|"
    r"newsletter|outbrain|paywall|popular|popup|promo|read-?(also|more|next)|recirc\w*|related\w*|recommend\w*|"
    r"ranking|replies|respond|share|sharing|sidebar|social|sns|sponsor\w*|subscribe|taboola|tags?|teasers?|toc|"
    r"trending|(lesen|lire)-\w*|mehr-zum-thema|widget)($|[-_ ])",
    re.IGNORECASE,
)
#: Elements that no class makes a surrounding, and what in an element says that it holds the article itself.
_WHOLE = frozenset(("body", "html", "article", "main"))
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ARTICLE_WITHIN = ".//h1|.//main|.//*[@itemprop='articleBody']"
#: Headings of parts of an article.
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def drop_surroundings(tree: etree._Element) -> None:
    """Take out of a page what stands around its article; into what goes nobody looks."""
    _keep_frames(tree)
    for furniture in list(tree.iter(*_FURNITURE)):
        drop(furniture)
    waiting = [tree]
    while waiting:
        for child in list(waiting.pop().iterchildren("*")):
            if _stands_around(child):
                drop(child)
            else:
                waiting.append(child)


def _keep_frames(tree: etree._Element) -> None:
    """Call boxes what are forms around the whole page, as some servers of pages make them, and words what are headings
    that one opens a panel by."""
    whole = len(element_text(tree)) if tree.find(".//form") is not None else 0
    for form in list(tree.iter("form")):
        if at(form, _ARTICLE_WITHIN) or 2 * len(element_text(form)) > whole:
            form.tag = "div"
    for button in list(tree.iter("button")):
        parent = button.getparent()
        if parent is not None and parent.tag in HEADINGS:
            button.tag = "span"


def _stands_around(element: etree._Element) -> bool:
    """Whether an element is furniture of the page, is hidden, or has the name of what stands around an article."""
    if element.get("role") in _ROLES:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        before = element.getprevious()  # what a heading opens is not hidden for good
        return element.get("role") != "tabpanel" and (before is None or before.tag not in HEADINGS)
    if element.tag in _WHOLE:
        return False
    named = _names_surroundings(element.get("class", "")) or _names_surroundings(element.get("id", ""))
    return named and not at(element, _ARTICLE_WITHIN)


@lru_cache(4096)
def _names_surroundings(told: str) -> bool:
    """Whether a class or id is that of what stands around an article; pages say the same ones again and again."""
    return bool(told) and _AROUND.search(_HUMP.sub("-", told)) is not None


def drop(element: etree._Element) -> None:
    """Take an element out of its tree, and leave what follows it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)
