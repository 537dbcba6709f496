"""The words of an article on a page of HTML, apart from what stands around it.

Nothing is known of the site: elements, roles and class names that say what they are go first, then what repeats
beside the article (cards of other articles, comments), and of the rest the box in which most prose stands is taken.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable
from html import unescape

from lxml import etree

from crawler.markup import element_text, fragment_text, words_in
from crawler.platforms.other_articles import ENOUGH, drop_comments, drop_other_articles, drop_repeated
from crawler.platforms.page_data import held, prose
from crawler.platforms.prose import BLOCKS, prose_weight, weigh
from crawler.platforms.surroundings import HEADINGS, drop, drop_surroundings

_BOXES = frozenset(("article", "main", "div", "section", "td", "body"))
#: Words shown below which a page is taken to hold its words in data that a script lays out.
_LITTLE = 200
#: Words within an article from which on a list of headlines in it is one of other articles.
_MUCH = 300
#: A box within another that holds this share of its worth is the article, if it is named or headed so.
_NEARLY = 0.7


def main_text(tree: etree._Element, told: str | None, whole: Callable[[], etree._Element]) -> str:
    """The words of the article. ``told`` is what JSON-LD says it is: taken where the page shows less than half of it.

    The tree is taken apart: what is not the article is dropped from it. ``whole`` gives the page once more as it was:
    the few that show next to nothing are read again for what their scripts hold.
    """
    drop_surroundings(tree)
    drop_repeated(tree)
    best = _best_box(tree)
    if best is not None:
        if weigh(words_in(best)) > _MUCH:
            drop_other_articles(best)
        drop_comments(best)
        _drop_empty_headings(best)
    found = element_text(best if best is not None else tree)
    if weigh(found) < _LITTLE:
        page = whole()
        unscripted = ("\n\n".join(map(element_text, element)) for element in page.iter("noscript"))
        longer = max((prose(held(page)), *unscripted), key=weigh)
        found = longer if (best is None and longer) or weigh(longer) > weigh(found) else found
    if told:
        told = unescape(told) if "<" not in told else told
        # As markup, or as plain text whose lines are its paragraphs.
        told = fragment_text(told if "<" in told else re.sub(r"\s*\n\s*", "<p>", told.strip()))
        cut_off = found.rstrip().endswith(("…", "...")) and len(found) < len(told)
        return told if cut_off or len(found) < len(told) / 2 else found
    return found


def body_text(markup: str) -> str:
    """The words of an article's body that a site gives by itself, without what its plugins put into it."""
    tree = etree.fromstring(markup, etree.HTMLParser()) if markup.strip() else None
    if tree is None:
        return ""
    drop_surroundings(tree)
    drop_other_articles(tree)
    _drop_empty_headings(tree)
    return element_text(tree)


def _best_box(tree: etree._Element) -> etree._Element | None:
    """The box with most prose: paragraphs that are sentences, not links; those of inner boxes count less.

    A line of a form or a cell of a table may hold most of a page's sentences, and is no article by itself.
    """
    worth: dict[etree._Element, float] = defaultdict(float)
    for block in tree.iter(*BLOCKS):
        weight = prose_weight(block)
        share = 1.0
        for box in (block, *block.iterancestors()) if weight else ():
            if box.tag in _BOXES or box.get("itemprop") == "articleBody":
                worth[box] += weight * share
            share *= 0.9
    best = max(worth, key=lambda box: worth[box], default=None)
    if best is None:
        return None
    # A page may go on with the next article, once one has read to its end.
    several = [box for box in best.iter("article") if box.find(".//h1") is not None and worth[box] >= ENOUGH]
    if len(several) > 1:
        return several[0]
    told = [box for box in worth if box.get("itemprop") == "articleBody" and worth[box] >= worth[best] / 2]
    if told:
        return max(told, key=lambda box: worth[box])
    best = next((box for box in (best, *best.iterancestors(*_BOXES)) if not _is_row(box)), best)
    # A wrapper may win by what stands beside the article in it.
    inner = [box for box in best.iterdescendants(*_BOXES) if worth[box] >= _NEARLY * worth[best]]
    named = [box for box in inner if box.tag in ("article", "main")]
    headed = [box for box in inner if box.find(".//h1") is not None]
    return (named or headed or [best])[-1]


def _is_row(box: etree._Element) -> bool:
    """Whether a box is one line of a form, or a cell of a table of data."""
    table = next(box.iterancestors("table"), None) if box.tag == "td" else None
    if table is not None:
        # Several rows of such a table have cells side by side; a table that is a page's frame has one.
        rows = itertools.chain(table.iterchildren("tr"), *(part.iterchildren("tr") for part in table.iterchildren()))
        return sum(len(row) > 1 for row in rows) > 1
    return box.tag in ("div", "section") and len(words_in(box)) <= _MUCH and "\n" not in element_text(box)


def _drop_empty_headings(article: etree._Element) -> None:
    """Take out the headings at an article's end, under which nothing is left."""
    for heading in reversed(list(article.iter(*HEADINGS))):
        if not words_in(article).rstrip().endswith(words_in(heading).strip()):
            return
        drop(heading)
