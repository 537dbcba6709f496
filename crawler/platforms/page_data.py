"""Words that a page shows only once its script has run: they lie in the page as data.

Scripts of JSON (Next.js, Nuxt and sites of their own make), a state that a script assigns to a variable, attributes
that hold JSON, and the pieces of a stream (Next.js since its version 13: self.__next_f.push). No field of theirs is
known by name. Strings that are prose are taken, in their order, from the branch in which most prose stands: texts
on consent, menus and other articles have branches of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from crawler.json_text import read_json, whole_characters
from crawler.markup import at, fragment_text

_SCRIPTS = "//script[contains(@type, 'json') and not(contains(@type, 'ld+json')) or starts-with(@id, '__N')]"
_ATTRIBUTES = "//@*[starts-with(name(), 'data-') and string-length() > 100]"
_PIECE = re.compile(r"^\s*self\.__next_f\.push\((\[.*\])\)\s*;?\s*$", re.DOTALL)
_TEXT = re.compile(r"^T[0-9a-f]+,")
#: A variable or a property that a script sets to an object, or to an object in a string.
_ASSIGNED = re.compile(r"""(?:^|[;\s])(?:(?:var|let|const)\s+)?[\w$.\[\]"']+\s*=\s*(JSON\.parse\(\s*)?(?=[{"'])""")
#: Names of branches that are not the article.
_OTHERS = re.compile(
    r"^(ads?|comments?|config\w*|consent\w*|cookies?\w*|footer|header|i18n|labels|locales?|menus?|messages|meta|nav\w*|"
    r"newsletter|popular|recirculation|recommend\w*|related\w*|seo|settings|sidebar|teasers?|translations?|trending)$",
    re.IGNORECASE,
)
#: What tells which kind of thing an object is.
_KINDS = ("type", "_type", "__typename", "component", "kind", "blockType")
#: Values that say how a thing looks or where it is, whatever they are in.
_NOT_WORDS = frozenset(
    ("class", "className", "style", "href", "src", "srcSet", "d", "id", "url", "type", "description")
)
#: A sentence: an end that something follows, or nothing, and not the full stop within a name or number.
_SENTENCE = re.compile(r"[.!?…:](\s|$)|[。！？：」]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Strings that are addresses, code or a reference within the stream.
_CODE = re.compile(r"^(https?:|[/{\[$])|[{};]|=>|\bfunction\b")
#: What prose counts one level further up: an article's blocks win over each of them, and over what lies far off.
#: A list of objects is one thing where the best lies so few levels below it: the sections of a page.
_SHARE, _NEAR = 0.8, 3
_DEEPEST = 100


class _Branch(NamedTuple):
    """The prose below a node, how much it weighs from there, and the branch so many levels below that weighs most."""

    prose: tuple[str, ...]
    worth: float
    best: tuple[str, ...]
    best_worth: float
    levels: int = 0


class Held(NamedTuple):
    """The strings of a page that may hold data, unread: of JSON, of scripts that may assign some."""

    json: tuple[str, ...]
    scripts: tuple[str, ...]


def held(tree: etree._Element) -> Held:
    """What to read where a page shows too little: see prose."""
    attributes = (str(value) for value in at(tree, _ATTRIBUTES) if value.startswith(("{", "[")))
    return Held(
        (*(script.text or "" for script in at(tree, _SCRIPTS)), *attributes),
        tuple(script.text or "" for script in at(tree, "//script[not(@type) or contains(@type, 'javascript')]")),
    )


def prose(data: Held) -> str:
    """The article's prose in a page's data, a paragraph a string; "" where there is none."""
    values = [*map(_json, data.json), *(value for script in data.scripts for value in _assigned(script))]
    branches = [_branch(value, 0) for value in (*values, list(_streamed(data.scripts)))]
    best = max(branches, key=lambda branch: branch.best_worth)
    return "\n\n".join(dict.fromkeys(best.best))


def _json(text: str) -> Any:
    try:
        return read_json(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _assigned(script: str) -> Iterator[Any]:
    """The objects that a script assigns; what is no JSON is passed over."""
    decoder = json.JSONDecoder(strict=False)
    script, position = whole_characters(script), 0
    while found := _ASSIGNED.search(script, position):
        position = found.end()
        try:
            value, position = decoder.raw_decode(script, position)
        except (ValueError, RecursionError):
            continue
        yield _json(value) if isinstance(value, str) and found[1] else value if isinstance(value, dict) else None


def _streamed(scripts: Iterable[str]) -> Iterator[Any]:
    """The values of a stream: each line has a number, and then JSON or, marked with its length, a text."""
    stream = ""
    for script in scripts:
        told = _PIECE.match(script)
        piece = _json(told[1]) if told else None
        if isinstance(piece, list) and len(piece) == 2 and isinstance(piece[1], str):
            stream += piece[1]
    for line in stream.splitlines():
        value = line.partition(":")[2]
        yield _TEXT.sub("", value) if _TEXT.match(value) else _json(value)


def _branch(value: Any, depth: int) -> _Branch:
    """The prose of a node and of what lies below it."""
    if isinstance(value, str):
        words = _words(value)
        weight = float(len(words) + len(_CJK.findall(words)))
        found = (words,) if words else ()
        return _Branch(found, weight, found, weight)
    below = [_branch(inner, depth + 1) for inner in _inner(value)] if depth < _DEEPEST else []
    prose = tuple(words for branch in below for words in branch.prose)
    worth = _SHARE * sum(branch.worth for branch in below)
    best = max(below, key=lambda branch: branch.best_worth, default=None)
    if best is None or worth >= best.best_worth:
        return _Branch(prose, worth, prose, worth)
    if isinstance(value, list) and best.levels < _NEAR and all(isinstance(item, dict) for item in value):
        return _Branch(prose, best.best_worth, prose, best.best_worth)
    return _Branch(prose, worth, best.best, best.best_worth, best.levels + 1)


def _inner(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if any(isinstance(kind := value.get(name), str) and _OTHERS.match(kind) for name in _KINDS):
            return
        element_of_head = {"name", "property", "httpEquiv"} & value.keys() and "content" in value
        for name, inner in value.items():
            if isinstance(inner, dict | list):
                if not _OTHERS.match(name):
                    yield inner
            elif name not in _NOT_WORDS and not (element_of_head and name == "content"):
                yield inner
    elif isinstance(value, list):
        yield from value


def _words(text: str) -> str:
    """A string's words where it is prose, else ""."""
    words = fragment_text(text) if "<" in text else text.strip()
    if _CODE.search(re.sub(r"&#?\w+;", "", words)):
        return ""
    return words if _SENTENCE.search(words) and (" " in words or _CJK.search(words)) else ""
