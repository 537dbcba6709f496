"""Keep an article apart from the page around it: navigation, teasers of other news, comments behind it.

What is left out is blanked, so that every place in the text stays what it was. A page is
read only around the words that we follow: its cost grows with the article, not the page.
"""

from __future__ import annotations

import re
from functools import cache

from pipelines import lexicon
from pipelines.folding import fold
from pipelines.watchlist import Watchlist

#: A text at most so long is read whole, up to the end of its article.
_SHORT = 6_000
#: So far around a watched word a long text is read, to whole lines.
_AROUND = 2_000
#: No article is longer; what stands behind is not read.
_MOST = 200_000
#: A heading that ends an article is a line at most so long.
_HEADING = 40
_LINE = re.compile(r"[^\n]+")
_MARKS = re.compile(r"[\W\d_]+")


def article(text: str, language: str, watchlist: Watchlist) -> str:
    """The text of a page with all blanked that is not its article; shorter where comments follow it.

    Args:
        text: one part of a document.
        language: its BCP 47 tag.
        watchlist: whose words tell where the article is.
    """
    end = _end(text[:_MOST], language, watchlist)
    if end <= _SHORT:
        return text[:end]
    spans = _spans(text, end, watchlist)
    if not spans:
        return text[:_SHORT]
    kept, position = [], 0
    for start, stop in spans:
        kept.append(_blank(start - position))
        kept.append(text[start:stop])
        position = stop
    return "".join(kept)


def _end(text: str, language: str, watchlist: Watchlist) -> int:
    """Where an article ends: at a heading for comments or other news, behind a line that names what we follow."""
    headings = _headings(language)
    told = False
    for line in _LINE.finditer(text):
        printed = line.group()
        if told and len(printed) <= _HEADING and _MARKS.sub(" ", fold(printed)).strip() in headings:
            return line.start()
        told = told or (len(printed) > _HEADING and watchlist.hits(printed))
    return len(text)


@cache
def _headings(language: str) -> frozenset[str]:
    words = lexicon.load(language).get("passages", {}).get("page_end", ())
    return frozenset(_MARKS.sub(" ", fold(word)).strip() for word in words)


def _spans(text: str, end: int, watchlist: Watchlist) -> list[tuple[int, int]]:
    """The lines around watched words and model numbers, merged and in order."""
    spans: list[tuple[int, int]] = []
    for place in watchlist.places(text, end):
        if spans and place + _AROUND <= spans[-1][1]:
            continue
        start = text.rfind("\n", max(0, place - 2 * _AROUND), max(0, place - _AROUND)) + 1 or max(0, place - _AROUND)
        stop = text.find("\n", min(end, place + _AROUND), min(end, place + 2 * _AROUND))
        stop = stop if stop >= 0 else min(end, place + _AROUND)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((start, stop))
    return spans


def _blank(length: int) -> str:
    return " " * (length - 1) + "\n" if length else ""
