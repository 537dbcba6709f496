"""From a fragment of HTML to plain text with its paragraphs."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement, PreformattedString
from lxml import etree

from db.unseen import seen

#: Elements before and after which a paragraph ends.
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOXES = ("div", "section", "article", "main", "figure", "figcaption", "ul", "ol", "dl", "table")
_PARTS = ("header", "footer", "nav", "aside", "hgroup", "form", "fieldset", "legend", "details", "summary", "center")
_PARAGRAPHS = frozenset(("p", "blockquote", "pre", "address", "hr", *_BOXES, *_PARTS, *_HEADINGS))
_LINES = frozenset(("li", "tr", "dt", "dd", "caption", "thead", "tbody"))
_CELLS = frozenset(("td", "th"))
#: Elements that part what stands before them from what follows; any other may stand within a word.
PARTING = _PARAGRAPHS | _LINES | _CELLS | {"br"}
_UNSHOWN = ["script", "style", "noscript", "template", "svg", "iframe", "object", "head", "title", "button", "select"]
#: How signs are read aloud, and words that were taken back.
_ASIDE = ("rt", "rp", "del", "s", "strike")
_SILENT = frozenset((*_UNSHOWN, *_ASIDE))
#: What stands above a line and is no part of the word before it: the number or the sign of a note.
_NOTE = re.compile(r"\s*[\[(]?(?:\d{1,2}|[*†‡§]+)[\])]?\s*")

#: Stands where what is said of a list's term begins, until all is joined.
_OF_LABEL = "\x1f"
_UNDER_LABEL = re.compile(rf"(\S)[ \n\v]*{_OF_LABEL}[ \n\v]*")
_ENDS = "?？!.。"
_PAGE = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+)?html\b", re.IGNORECASE | re.DOTALL)
_END = re.compile(r"</(html|body)\b", re.IGNORECASE)
_BOX = r"(article|aside|div|footer|header|main|nav|script|section|style|table|ul)\b"
_OPENED, _CLOSED = (re.compile(start + _BOX, re.IGNORECASE) for start in ("<", "</"))
# Spaces as HTML means them, and the no-break space; the ideographic space is a character of its own.
_SPACES = re.compile(r"[ \t\r\n\v\f\u00a0]+")
# Between two lines (\v) however many elements end, one line ends; \n is a break that the page asks for.
_BREAKS = re.compile(r" *[\n\v][ \n\v]*")


def unescaped(text: str) -> str:
    """Text without its HTML entities, with no-break spaces as spaces and without unseen marks, ends trimmed."""
    if "&" in text:
        text = html.unescape(text)
    return seen(text.replace("\u00a0", " ")).strip()


def fragment_text(markup: str) -> str:
    """The words of a fragment: paragraphs apart by an empty line, cells by a space, no scripts or styles."""
    if "<" not in markup and "&" not in markup:
        return _joined([_SPACES.sub(" ", markup)])
    return tree_text(BeautifulSoup(markup, "lxml"))


def tree_text(tree: Tag) -> str:
    """The words of a tree that BeautifulSoup has parsed; see fragment_text."""
    pieces: list[str] = []
    _collect(tree, pieces)
    return _joined(pieces)


def element_text(element: etree._Element) -> str:
    """The words of an element that lxml has parsed, without what follows it; see fragment_text."""
    pieces: list[str] = []
    _gather(element, pieces)
    return _joined(pieces)


def words_in(element: etree._Element) -> str:
    """All that is written in an element as lxml has parsed it, spaces and breaks as they stand."""
    return "".join(map(str, element.itertext()))


def at(tree: etree._Element, path: str) -> list[Any]:
    """What an XPath that names elements or attributes finds in a tree."""
    found: list[Any] = tree.xpath(path)  # type: ignore[assignment]
    return found


def _joined(pieces: list[str]) -> str:
    words = re.sub(r" {2,}", " ", seen(_UNDER_LABEL.sub(_labelled, "".join(pieces))))
    return _BREAKS.sub(_break, words).strip(" \n")


def _labelled(run: re.Match[str]) -> str:
    """A term of a list and what is said of it on one line, as forms print them; a question stays on its own."""
    ends = run[1]
    return f"{ends}\v" if ends in _ENDS else ": " if ends in (":", "：") else f"{ends}: "


def _break(run: re.Match[str]) -> str:
    return "\n\n" if run[0].count("\n") > 1 else "\n"


def _collect(node: PageElement, pieces: list[str]) -> None:
    if isinstance(node, PreformattedString):  # comments, CDATA, declarations
        return
    if isinstance(node, NavigableString):
        pieces.append(_SPACES.sub(" ", str(node)))
        return
    if not isinstance(node, Tag) or node.name in _SILENT:
        return
    if node.name == "sup" and _NOTE.fullmatch(node.get_text()):
        return
    if node.name == "br":
        pieces.append("\n")
        return
    border = _border(node.name)
    before = node.find_previous_sibling(True) if node.name == "dd" else None
    pieces.append(_OF_LABEL if isinstance(before, Tag) and before.name == "dt" else border)
    for child in node.children:
        _collect(child, pieces)
    pieces.append(border)


def _gather(element: etree._Element, pieces: list[str]) -> None:
    name = element.tag
    if not isinstance(name, str) or name in _SILENT:  # comments and processing instructions have no name
        return
    if name == "br":
        pieces.append("\n")
        return
    if name == "sup" and _NOTE.fullmatch(words_in(element)):
        return
    border = _border(name)
    before = element.getprevious() if name == "dd" else None
    pieces.append(_OF_LABEL if before is not None and before.tag == "dt" else border)
    if element.text:
        pieces.append(_SPACES.sub(" ", element.text))
    for child in element:
        _gather(child, pieces)
        if child.tail:
            pieces.append(_SPACES.sub(" ", child.tail))
    pieces.append(border)


def _border(name: str) -> str:
    """What parts an element from what stands before and behind it."""
    return "\n\n" if name in _PARAGRAPHS else "\v" if name in _LINES else " " if name in _CELLS else ""


def links(markup: str) -> tuple[str, ...]:
    """The web addresses that a fragment links to, each once, in order."""
    found = (str(anchor["href"]).strip() for anchor in BeautifulSoup(markup, "lxml").find_all("a", href=True))
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http://", "https://"))))


def is_page(text: str) -> bool:
    """Whether an answer is a page of HTML, whatever else was due."""
    return _PAGE.match(text) is not None


def breaks_off(page: str) -> bool:
    """Whether a page of HTML ends before its end: neither it nor all of its boxes are closed.

    The end of a page may be left out by those who save bytes; that of a box may not.
    """
    if not is_page(page) or _END.search(page):
        return False
    opened = Counter(box.lower() for box in _OPENED.findall(page))
    closed = Counter(box.lower() for box in _CLOSED.findall(page))
    return any(closed[box] < count for box, count in opened.items())
