"""How much prose stands in a block of a page: sentences, not names and links."""

from __future__ import annotations

import re

from lxml import etree

from crawler.markup import words_in

BLOCKS = frozenset(("p", "div", "td", "section", "article", "main", "body", "li", "dd", "blockquote"))
_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "ruby", "small", "span", "strong", "time", "u")
)
_SENTENCE_END = re.compile(r"[.!?。！？…:：」]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Letters of a block that is prose, at least.
_PROSE = 20


def weigh(words: str) -> int:
    """How much is said: letters, of which a sign of Chinese, Japanese or Korean counts as two, as it says as much."""
    return len(words) if words.isascii() else len(words) + len(_CJK.findall(words))


def prose_in(element: etree._Element) -> float:
    """How much prose stands in an element, in whatever blocks."""
    return sum(map(prose_weight, element.iter(*BLOCKS)))


def prose_weight(block: etree._Element) -> float:
    """How much prose stands right in a block, not in blocks within it; 0 where it is no sentence or mostly links."""
    pieces = [block.text or ""]
    linked = 0
    for child in block:
        if child.tag in _INLINE:
            words = words_in(child)
            pieces.append(words)
            linked += len(words) if child.tag == "a" else sum(len(words_in(link)) for link in child.iter("a"))
        pieces.append(child.tail or "")
    words = "".join(pieces).strip()
    weight = weigh(words)
    return weight if weight > _PROSE and _SENTENCE_END.search(words) and linked < len(words) / 2 else 0
