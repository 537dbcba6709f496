"""Words that a page shows only once its script has run: they lie in the page as data.

Next.js puts them into one script of JSON (__NEXT_DATA__) or, since its version
13, into many pieces of a stream (self.__next_f.push); Nuxt has a script of JSON
too. No field of theirs is known by name: strings that are prose are taken, in
their order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from crawler.markup import at, fragment_text

_SCRIPTS = "//script[@type='application/json' and (@id='__NEXT_DATA__' or @id='__NUXT_DATA__')]"
_PIECE = re.compile(r"^\s*self\.__next_f\.push\((\[.*\])\)\s*;?\s*$", re.DOTALL)
_TEXT = re.compile(r"^T[0-9a-f]+,")
#: Values that say how a thing looks or where it is, whatever they are in.
_NOT_WORDS = frozenset(("class", "className", "style", "href", "src", "srcSet", "d", "id", "url", "type", "content"))
#: A sentence: an end that something follows, or nothing, and not the full stop within a name or number.
_SENTENCE = re.compile(r"[.!?…:](\s|$)|[。！？：」]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Strings that are addresses, code or a reference within the stream.
_CODE = re.compile(r"^(https?:|[/{\[$])|[{};]|=>|\bfunction\b")


def prose(tree: etree._Element) -> str:
    """The prose in a page's data, a paragraph a string; "" where there is none."""
    pieces: list[str] = []
    for script in at(tree, _SCRIPTS):
        pieces += _prose_in(_json(script.text))
    for value in _streamed(tree):
        pieces += _prose_in(value)
    return "\n\n".join(dict.fromkeys(pieces))


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "", strict=False)
    except (ValueError, RecursionError):
        return None


def _streamed(tree: etree._Element) -> Iterator[Any]:
    """The values of a stream: each line has a number, and then JSON or, marked with its length, a text."""
    stream = ""
    for script in at(tree, "//script[contains(text(), 'self.__next_f.push')]"):
        told = _PIECE.match(script.text or "")
        piece = _json(told[1]) if told else None
        if isinstance(piece, list) and len(piece) == 2 and isinstance(piece[1], str):
            stream += piece[1]
    for line in stream.splitlines():
        value = line.partition(":")[2]
        yield _TEXT.sub("", value) if _TEXT.match(value) else _json(value)


def _prose_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in _NOT_WORDS or isinstance(value, dict | list):
                yield from _prose_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from _prose_in(value)
    elif isinstance(data, str) and not _CODE.search(re.sub(r"&#?\w+;", "", data)):
        words = fragment_text(data) if "<" in data else data.strip()
        if _SENTENCE.search(words) and (" " in words or _CJK.search(words)):
            yield words
