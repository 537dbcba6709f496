"""Find the words of a lexicon in a text: every list of a language in one pass.

The lexicon's notation (see lexicon/README.md):

- ``recall``      these words, as whole words where the script has spaces, in any case;
- ``recall*``     the word may go on (``rückruf*`` finds Rückrufe, Rückrufaktion);
- ``*rückruf``    the word may begin earlier (``*rückruf`` finds Produktrückruf);
- ``vyroben* v čín*``  a star at the end of any word of the phrase;
- ``ruft … zurück``  the pieces in this order within one sentence.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from pipelines import gazetteer, lexicon
from pipelines.folding import fold

#: How far the pieces of a phrase may stand apart, in code points.
_REACH = 110
_SENTENCE_END = re.compile(r"(?<!\d)\.[\s\"”»)]|(?<=\d{4})\.\s(?=[A-ZÀ-ÞА-ЯЁ])|[!?;:；：][\s\"”»)]|[。！？；]|\n\s*\n")

#: First code point of the scripts that are written without spaces between words.
_UNSPACED = "\u2e80"
#: What may begin a term: a word or a number of the scripts with spaces, or any sign of the others.
_STARTS = re.compile(r"[^\W\d_\u2e80-\U0010ffff]+|\d+|\S")
_CAPITAL = "".join(letter for letter in map(chr, range(ord(_UNSPACED))) if letter.isupper())
_CAPITALS = re.compile(f"(?<![{_CAPITAL}])[{_CAPITAL}]")
_WORD_BEFORE = re.compile(r"[^\s(\"]+\Z")
_LONGEST_ABBREVIATION = 12
#: So many of a term's first signs are looked up.
_FIRST_SIGNS = 5


class Hit(NamedTuple):
    """Words of the lexicon in a text: ``key`` is ``table.list``, as in ``hazards.fire``."""

    key: str
    start: int
    end: int


class _Piece(NamedTuple):
    """Signs of a phrase that stand together. ``beside``: right behind the piece before, with one space."""

    signs: str
    open_end: bool
    beside: bool


class _Term(NamedTuple):
    key: str
    pieces: tuple[_Piece, ...]
    open_start: bool


_NONE: dict[int, dict[str, list[_Term]]] = {}


def _joins(letter: str) -> bool:
    """Whether a letter is part of a word in a script that separates words by spaces."""
    return letter < _UNSPACED and letter.isalnum()


def _term(key: str, written: str) -> _Term:
    pieces: list[_Piece] = []
    for apart in fold(written).replace("...", "…").split("…"):
        for number, words in enumerate(apart.strip().replace("* ", "*\0").split("\0")):
            pieces.append(_Piece(words.strip("* "), words.endswith("*"), beside=number > 0))
    if not all(piece.signs and "*" not in piece.signs for piece in pieces):
        raise ValueError(f"lexicon: {key}: a star stands at the end of a word or of the phrase: {written!r}")
    return _Term(key, tuple(pieces), written.startswith("*"))


class Phrases:
    """The compiled lists of one lexicon.

    Most terms begin where a word does, so only such places are looked at, and there a term is found by its first
    signs. The few that may begin within a word are looked for one by one.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]], abbreviations: Iterable[str] = ()) -> None:
        self._abbreviations = frozenset(abbreviations)
        starts: dict[str, list[_Term]] = {}
        self._open: dict[str, list[_Term]] = {}
        for key, written in lists.items():
            for one in written:
                term = _term(key, one)
                signs = term.pieces[0].signs
                if term.open_start:
                    self._open.setdefault(signs, []).append(term)
                else:
                    starts.setdefault(signs[:_FIRST_SIGNS], []).append(term)
        # By the first two signs: the terms by as many of their first signs as are looked up.
        self._heads: dict[str, dict[int, dict[str, list[_Term]]]] = {}
        for start, terms in starts.items():
            self._heads.setdefault(start[:2], {}).setdefault(len(start), {})[start] = terms
        self._single = any(len(start) == 1 for start in starts)

    def find(self, text: str) -> list[Hit]:
        """All words of the lexicon in a text, in order; of one list the longest at each place.

        Lists of the table ``masked`` are not given out: they silence the hits of the
        table that they are named by ("Windows Recall" is masked for ``recall``).
        """
        folded = fold(text)
        found = sorted(set(self._matches(folded, text)), key=lambda hit: (hit.key, hit.start, -hit.end))
        masks = [hit for hit in found if hit.key.startswith("masked.")]
        kept: list[Hit] = []
        for hit in found:
            if hit.key.startswith("masked."):
                continue
            if kept and kept[-1].key == hit.key and hit.end <= kept[-1].end:
                continue
            if any(_silences(mask, hit) for mask in masks):
                continue
            kept.append(hit)
        return sorted(kept, key=lambda hit: (hit.start, hit.end, hit.key))

    def _matches(self, folded: str, text: str) -> Iterator[Hit]:
        for position in _word_starts(folded, text):
            heads = (
                [folded[position : position + 2], folded[position]]
                if self._single
                else [folded[position : position + 2]]
            )
            for head in heads:
                for size, starts in self._heads.get(head, _NONE).items():
                    for term in starts.get(folded[position : position + size], ()):
                        if end := self._match(term, folded, position, text):
                            yield Hit(term.key, position, end)
        for signs, terms in self._open.items():
            position = folded.find(signs)
            while position >= 0:
                for term in terms:
                    if end := self._match(term, folded, position, text):
                        yield Hit(term.key, _word_start(folded, position), end)
                position = folded.find(signs, position + 1)

    def _match(self, term: _Term, folded: str, position: int, text: str) -> int:
        """Where the words end that start here, or 0."""
        if not folded.startswith(term.pieces[0].signs, position):
            return 0
        if not term.open_start and _inside_word(folded, position, text):
            return 0
        end = _end(folded, term.pieces[0], position, text)
        for piece in term.pieces[1:]:
            if not end:
                return 0
            if piece.beside:
                follows = folded.startswith(" " + piece.signs, end)
                end = _end(folded, piece, end + 1, text) if follows else 0
            else:
                end = self._apart(folded, piece, end, text)
        return end

    def _apart(self, folded: str, piece: _Piece, start: int, text: str) -> int:
        """The end of the next piece in the same sentence, or 0."""
        limit = start + _REACH
        for stop in _SENTENCE_END.finditer(text, start, limit):
            if not self._abbreviated(folded, stop.start()):
                limit = stop.start() + 1
                break
        at = folded.find(piece.signs, start, limit)
        while at >= 0:
            if not _inside_word(folded, at, text) and (end := _end(folded, piece, at, text)):
                return end
            at = folded.find(piece.signs, at + 1, limit)
        return 0

    def _abbreviated(self, folded: str, stop: int) -> bool:
        """Whether a full stop only ends an abbreviation ("1,2 Mio. Powerbanks")."""
        if folded[stop] != "." or not self._abbreviations:
            return False
        word = _WORD_BEFORE.search(folded, max(0, stop - _LONGEST_ABBREVIATION), stop)
        return word is not None and f"{word.group()}." in self._abbreviations


def _end(folded: str, piece: _Piece, start: int, text: str) -> int:
    """The end of a piece that starts here: of its word where the piece is open; 0 where a closed one goes on."""
    end = start + len(piece.signs)
    if piece.open_end:
        return _whole_word(folded, end)
    return 0 if _inside_word(folded, end, text) else end


def _word_starts(folded: str, text: str) -> set[int]:
    """Every place that may not be inside a word, and few others: see ``_inside_word``."""
    found = {match.start() for match in _STARTS.finditer(folded)}
    if not text.islower():
        found.update(match.start() for match in _CAPITALS.finditer(text))
    return found


def _inside_word(folded: str, position: int, text: str) -> bool:
    """Whether a place is within a word. A capital behind a small letter starts one: HTML glues "Sold fromMay"."""
    if not 0 < position < len(folded):
        return False
    if not (_joins(folded[position - 1]) and _joins(folded[position])):
        return False
    before, behind = text[position - 1], text[position]
    return not (behind.isupper() and not before.isupper()) and before.isdigit() == behind.isdigit()


def _word_start(folded: str, position: int) -> int:
    while position and _joins(folded[position - 1]) and _joins(folded[position]):
        position -= 1
    return position


def _whole_word(folded: str, end: int) -> int:
    """The end of the word that a stem began, so that a quote shows the word."""
    limit = min(len(folded), end + 24)
    if not _joins(folded[end - 1]):
        return end
    while end < limit and _joins(folded[end]):
        end += 1
    return end


def _silences(mask: Hit, hit: Hit) -> bool:
    """Whether a phrase of another meaning holds a hit, or the beginning of one ("拠点回収" that of "回収を始め")."""
    within = mask.start <= hit.start and hit.end <= mask.end
    begins = mask.start < hit.start < mask.end
    return hit.key.partition(".")[0] == mask.key.partition(".")[2] and (within or begins)


#: The tables that this reader serves; the readers of dates, numbers and language have their own.
TABLES = (
    "masked",
    "recall",
    "passages",
    "scope",
    "markets",
    "hazards",
    "causes",
    "remedies",
    "windows",
    "incidents",
    "recovery",
    "reference",
    "products",
    "categories",
    "colours",
)


@cache
def of(language: str) -> Phrases:
    """The phrases of the lexicon that serves a BCP 47 tag, and the gazetteers' names; lists that it lacks are empty.

    The names come as ``authority.<name>``, ``makers.names`` and ``sellers.names``.
    """
    tables = lexicon.load(language)
    lists = {f"{table}.{key}": list(written) for table in TABLES for key, written in tables.get(table, {}).items()}
    for kind, names in gazetteer.load("goods").items():
        lists.setdefault(f"categories.{kind}", []).extend(names)
    for name, authority in gazetteer.load("authorities").items():
        lists[f"authority.{name}"] = authority["words"]
    lists["makers.names"] = gazetteer.load("makers")["names"]
    lists["sellers.names"] = gazetteer.load("sellers")["names"]
    compiled = Phrases(lists, tables.get("passages", {}).get("abbreviations", ()))
    gc.freeze()  # what is loaded once and stays need not be walked through in search of garbage
    return compiled
