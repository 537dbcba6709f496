"""An archived page made inert: its words and their order, and nothing that runs, loads, sends or leads away.

Built anew from what is allowed, so that what we do not know is left out. Links become
text, pictures the words that stand for them.
"""

from __future__ import annotations

from lxml import etree, html
from markupsafe import Markup, escape

#: Elements that are kept, without any of their attributes but these.
_KEPT_NAMES = (
    "article section main header footer aside nav div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody "
    "tfoot tr th td blockquote pre code em strong b i u s small sub sup span figure figcaption br hr del ins mark "
    "abbr cite q address ruby rb rt rp"
)
_KEPT = frozenset(_KEPT_NAMES.split())
_EMPTY = frozenset({"br", "hr"})
_SPANS = frozenset({"colspan", "rowspan"})
#: Elements that go with all that they hold.
_DROPPED_NAMES = (
    "script style template iframe frame frameset object embed applet svg math canvas video audio map input select "
    "textarea button datalist head meta link base title noscript portal dialog"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
#: So many code points of an archived page are shown.
MOST = 250_000


def inert(markup: str) -> tuple[Markup, bool]:
    """The page as inert HTML for the inside of a body, and whether it was cut."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Markup(""), False
    if tree is None:
        return Markup(""), False
    pieces: list[str] = []
    size = 0
    cut = False
    for piece in _pieces(tree):
        size += len(piece)
        cut = cut or size > MOST
        # Closing what is open keeps the tree whole after the cut.
        if not cut or piece.startswith("</"):
            pieces.append(piece)
    return Markup("".join(pieces)), cut


def _pieces(tree: etree._Element) -> list[str]:
    """Tags and texts in their order; each opened one is closed. No recursion: pages may nest deeply."""
    found: list[str] = []
    open_until: list[etree._Element] = []
    dropped: etree._Element | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if dropped is not None:
            if event == "end" and element is dropped:
                dropped = None
                found.append(_text(element.tail))
            continue
        if event == "start":
            if name in _DROPPED or not name:
                dropped = element
                continue
            if name == "img":
                found.append(_picture(element))
            elif name in _KEPT:
                found.append(f"<{name}{_attributes(element)}>")
                open_until.append(element)
            elif name == "a":
                found.append('<span class="was-link">')
            found.append(_text(element.text))
            continue
        if name in _KEPT and open_until and open_until[-1] is element:
            open_until.pop()
            if name not in _EMPTY:
                found.append(f"</{name}>")
        elif name == "a":
            found.append("</span>")
        if element is not tree:
            found.append(_text(element.tail))
    return found


def _text(words: str | None) -> str:
    return str(escape(words)) if words else ""


def _picture(element: etree._Element) -> str:
    words = (element.get("alt") or "").strip()[:200]
    return f'<span class="was-picture">[{escape(words)}]</span>' if words else ""


def _attributes(element: etree._Element) -> str:
    told = ""
    for name, value in element.items():
        if (name in _SPANS and value.isdigit() and 0 < int(value[:4]) <= 100) or (
            name in ("lang", "dir") and str(value).replace("-", "").isalnum() and len(value) < 20
        ):
            told += f' {name}="{escape(value[:20])}"'
    return told
