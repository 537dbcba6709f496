"""The day of publication that a page shows at an article's head, where neither JSON-LD nor meta elements tell it.

A ``time`` element or, without one, an element whose class says that it is a date. Only what stands between the
article's headline and its second paragraph counts: dates further down are those of comments and other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from crawler.markup import words_in
from crawler.platforms.main_text import prose_weight

_DATED = re.compile(r"(^|[-_ ])(date|datum|datetime|fecha|posted|posted-on|pubdate|published|timestamp)($|[-_ ])")
_CHANGED = re.compile(r"update|modified|edited|aktualis", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST = 60
#: Blocks with prose, a lead and a first paragraph, before which a date is the article's own.
_PARAGRAPHS = 2


def shown_date(tree: etree._Element) -> str | None:
    """The stamp as it stands in a page from which what stands around the article was dropped; else None."""
    heading = next(tree.iter("h1"), None)
    times = list(_head(tree, heading))
    told = (element.get("datetime") for element in times if element.tag == "time" and element.get("datetime"))
    said = (" ".join(words_in(element).split()) for element in times)
    return next(told, None) or next((words for words in said if len(words) <= _LONGEST and _YEAR.search(words)), None)


def _head(tree: etree._Element, heading: etree._Element | None) -> Iterator[etree._Element]:
    """The dated elements of the smallest box with the headline that has any, as far as they are at its head."""
    boxes = heading.iterancestors() if heading is not None else [tree]
    for box in boxes:
        found = [element for element in _early(box) if _is_dated(element)]
        if found:
            yield from found
            return


def _early(box: etree._Element) -> Iterator[etree._Element]:
    paragraphs = 0
    for element in box.iter():
        if isinstance(element.tag, str):
            paragraphs += prose_weight(element) > 0
            if paragraphs > _PARAGRAPHS:
                return
            yield element


def _is_dated(element: etree._Element) -> bool:
    name = _HUMP.sub("-", f"{element.get('class') or ''} {element.get('itemprop') or ''}").lower()
    if _CHANGED.search(name):
        return False
    return element.tag == "time" or (element.tag in ("span", "div", "p", "li") and _DATED.search(name) is not None)
