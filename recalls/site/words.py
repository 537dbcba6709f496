"""What the pages of a folder are searched by: terms with the places of the recalls that have them, in shards.

A web host of files answers no question, so a script in the browser does (``search.js`` reads
what is written here). It loads only the shards in which the terms asked for can lie. A text
is cut as ``db.search`` does it: letters without case, width and accents; runs of Han, kana
and Hangul as overlapping pairs, and their last character alone, so that a single character is
found as the beginning of a term.

A place counts recalls from 0, the newest first. Places of a term are written as distances.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.search import UNSPACED

_RUNS = re.compile(f"[{UNSPACED}]+|[^\\W{UNSPACED}_]+")
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")

#: So many characters of JSON a shard has on average at most, in so many shards at most.
_SHARD = 24_000
_MOST_SHARDS = 4096
_LONGEST_TERM = 40


def terms(text: str) -> Iterator[str]:
    """The terms of a text, some more than once."""
    for run in _RUNS.findall(_folded(text)):
        if _UNSPACED_RUN.fullmatch(run):
            yield from (run[at : at + 2] for at in range(len(run) - 1))
            yield run[-1]
        else:
            yield run[:_LONGEST_TERM]


def unspaced() -> str:
    """The characters of scripts without spaces, as the inside of a class of a regular expression of any program."""
    return UNSPACED.encode("ascii").decode("unicode_escape")


def _folded(text: str) -> str:
    """Without width, case and accents; the sound marks of kana are no accents."""
    plain = unicodedata.normalize("NFKD", text).lower()
    kept = (letter for letter in plain if unicodedata.category(letter) != "Mn" or letter in "\u3099\u309a")
    return unicodedata.normalize("NFC", "".join(kept))


def facet(name: str, value: str) -> str:
    """The term of a facet's value; no text has such a term."""
    return f"={name}:{value.lower()}"


def shards(indexed: Mapping[str, Sequence[int]]) -> list[dict[str, list[int]]]:
    """Terms with their places, each in the shard in which a script looks for it.

    Args:
        indexed: for each term its places, ascending.
    """
    told = {term: _distances(places) for term, places in sorted(indexed.items())}
    size = sum(len(json.dumps(term, ensure_ascii=False)) + len(json.dumps(places)) for term, places in told.items())
    count = 1
    while count * _SHARD < size and count < _MOST_SHARDS:
        count *= 2
    found: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for term, places in told.items():
        found[_hash(_key(term)) % count][term] = places
    return found


def index(recalls: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """The places of each term; a recall is the terms that it has."""
    found: dict[str, list[int]] = {}
    for place, own in enumerate(recalls):
        for term in set(own):
            found.setdefault(term, []).append(place)
    return found


def _distances(places: Sequence[int]) -> list[int]:
    return [place - before for before, place in zip([0, *places], places, strict=False)]


def _key(term: str) -> str:
    """What a shard is chosen by: enough of a term that all that begin like a word asked for lie together."""
    if term.startswith("="):
        return term
    return term[:1] if _UNSPACED_RUN.match(term) else term[:2]


def _hash(text: str) -> int:
    """FNV-1a of 32 bits over code points, which a browser computes as easily."""
    value = 2166136261
    for character in text:
        value = ((value ^ ord(character)) * 16777619) & 0xFFFFFFFF
    return value
