"""From a fragment of HTML to plain text with its paragraphs."""

from __future__ import annotations

import html
import re

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement, PreformattedString

#: Elements before and after which a paragraph ends.
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOXES = ("div", "section", "article", "main", "figure", "figcaption", "ul", "ol", "dl", "table")
_PARAGRAPHS = frozenset(("p", "blockquote", "pre", "address", "hr", *_BOXES, *_HEADINGS))
_LINES = frozenset(("li", "tr", "dt", "dd", "caption", "thead", "tbody"))
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "head", "title", "button", "select")
)

# Spaces as HTML means them, and the no-break space; the ideographic space is a character of its own.
_SPACES = re.compile(r"[ \t\r\n\v\f\u00a0]+")
# Between two lines (\v) however many elements end, one line ends; \n is a break that the page asks for.
_BREAKS = re.compile(r" *[\n\v][ \n\v]*")


def unescaped(text: str) -> str:
    """Text without its HTML entities, with no-break spaces as spaces, ends trimmed: not one word changes."""
    if "&" in text:
        text = html.unescape(text)
    return text.replace("\u00a0", " ").strip()


def fragment_text(markup: str) -> str:
    """The words of a fragment: paragraphs apart by an empty line, cells by a space, no scripts or styles."""
    return tree_text(BeautifulSoup(markup, "lxml"))


def tree_text(tree: Tag) -> str:
    """The words of a tree that BeautifulSoup has parsed; see fragment_text."""
    pieces: list[str] = []
    _collect(tree, pieces)
    return _BREAKS.sub(_break, re.sub(r" {2,}", " ", "".join(pieces))).strip(" \n")


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
    if node.name == "br":
        pieces.append("\n")
        return
    border = "\n\n" if node.name in _PARAGRAPHS else "\v" if node.name in _LINES else " " if node.name in _CELLS else ""
    pieces.append(border)
    for child in node.children:
        _collect(child, pieces)
    pieces.append(border)


def links(markup: str) -> tuple[str, ...]:
    """The web addresses that a fragment links to, each once, in order."""
    found = (str(anchor["href"]).strip() for anchor in BeautifulSoup(markup, "lxml").find_all("a", href=True))
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http://", "https://"))))
