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
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from pipelines import gazetteer, lexicon
from pipelines.folding import fold

#: How far the pieces of a phrase may stand apart, in code points.
_REACH = 126
_SENTENCE_END = re.compile(r"(?<!\d)\.[\s\"”»)]|(?<=\d{4})\.\s(?=[A-ZÀ-ÞА-ЯЁ])|[!?;:；：][\s\"”»)]|[。！？；]|\n\s*\n")

#: First code point of the scripts that are written without spaces between words.
_UNSPACED = "\u2e80"
#: A word or a number of the scripts with spaces.
_WORD = r"[^\W\d_\u2e80-\U0010ffff]+|\d+"
_CAPITAL = "".join(letter for letter in map(chr, range(ord(_UNSPACED))) if letter.isupper())
#: A capital behind a small letter: HTML glues "Sold fromMay", and names are written so ("PowerCore").
_CAPITALS = re.compile(f"[{_CAPITAL}](?<=[^\\W\\d_\\u2e80-\\U0010ffff].)(?<![{_CAPITAL}].)")
_WORD_BEFORE = re.compile(r"[^\s(\"]+\Z")
_LONGEST_ABBREVIATION = 12
_MASKED = "masked."
#: Romanian is printed with cedillas or commas below; Turkish capitals leave open which of the two letters i is meant.
_ALIKE = str.maketrans("şţı", "șți")
_IN_ORDER = itemgetter(1, 2, 0)
#: A term that goes on behind its first word, or sign of an unspaced script, is looked up by so many signs more.
_BEHIND_WORD, _BEHIND_SIGN = 3, 2
#: The terms that may begin with a word are kept for so many words of a language, none longer than this.
_KEPT_WORDS, _LONGEST_KEPT = 10_000, 40


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
    first: _Piece
    rest: tuple[_Piece, ...]
    open_start: bool


def _joins(letter: str) -> bool:
    """Whether a letter is part of a word in a script that separates words by spaces."""
    return letter < _UNSPACED and letter.isalnum()


def _spelt(text: str) -> str:
    """A text or a term, folded, in the one spelling that both are compared in; same length, same offsets."""
    folded = fold(text)
    return folded.translate(_ALIKE) if "ş" in folded or "ţ" in folded or "ı" in folded else folded


def _term(key: str, written: str) -> _Term:
    pieces: list[_Piece] = []
    for apart in _spelt(written).replace("...", "…").split("…"):
        for number, words in enumerate(apart.strip().replace("* ", "*\0").split("\0")):
            pieces.append(_Piece(words.strip("* "), words.endswith("*"), beside=number > 0))
    if not all(piece.signs and "*" not in piece.signs for piece in pieces):
        raise ValueError(f"lexicon: {key}: a star stands at the end of a word or of the phrase: {written!r}")
    return _Term(key, pieces[0], tuple(pieces[1:]), written.startswith("*"))


class _Beginning(NamedTuple):
    """The terms that may begin with a word: those that end within ``size`` signs, and the longer ones by as many."""

    short: tuple[_Term, ...]
    longer: Mapping[str, tuple[_Term, ...]]
    size: int


class Phrases:
    """The compiled lists of one lexicon.

    Most terms begin where a word does, so only such places are looked at, and there a term is found by its first
    signs. The few that may begin within a word are looked for one by one.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]], abbreviations: Iterable[str] = ()) -> None:
        self._abbreviations = frozenset(abbreviations)
        self._heads: dict[str, list[_Term]] = {}
        self._open: dict[str, list[_Term]] = {}
        self._kept: dict[str, _Beginning] = {}
        for key, written in lists.items():
            for one in written:
                term = _term(key, one)
                signs = term.first.signs
                if term.open_start:
                    self._open.setdefault(signs, []).append(term)
                else:
                    self._heads.setdefault(signs[0], []).append(term)
        # A class needs a sign: NUL begins no term.
        self._starts = re.compile(f"{_WORD}|[{re.escape(''.join(sorted(self._heads)))}\0]")

    def find(self, text: str) -> list[Hit]:
        """All words of the lexicon in a text, in order; of one list the longest at each place.

        Lists of the table ``masked`` are not given out: they silence the hits of the
        table that they are named by ("Windows Recall" is masked for ``recall``).
        """
        found = self._found(_Text(_spelt(text), text, self._abbreviations))
        masks: dict[str, list[Hit]] = {}
        for key, start, end in found:
            if key.startswith(_MASKED):
                masks.setdefault(key.removeprefix(_MASKED), []).append(Hit(key, start, -end))
        kept: list[Hit] = []
        last, reached = "", 0
        # By list and place, the longest first: an end is a negative number until here.
        for key, start, end in sorted(found):
            if (key == last and -end <= reached) or key.startswith(_MASKED):
                continue
            hit = Hit(key, start, -end)
            silent = masks and any(_silences(mask, hit) for mask in masks.get(key.partition(".")[0], ()))
            if not silent:
                last, reached = key, -end
                kept.append(hit)
        kept.sort(key=_IN_ORDER)
        return kept

    def _found(self, text: _Text) -> set[tuple[str, int, int]]:
        """The key, the start and the negative end of all that stands in a text."""
        found: set[tuple[str, int, int]] = set()
        folded, kept = text.folded, self._kept
        for place in itertools.chain(self._starts.finditer(folded), self._capitals(text)):
            word = place.group()
            beginning = kept.get(word)
            if beginning is None:
                beginning = self._beginning(word)
            terms, longer, size = beginning
            if longer:
                start = place.start()
                terms += longer.get(folded[start : start + size], ())
            if terms:
                start = place.start()
                for term in terms:
                    if end := text.match(term, start):
                        found.add((term.key, start, -end))
        for signs, within in self._open.items():
            start = folded.find(signs)
            while start >= 0:
                for term in within:
                    if end := text.match(term, start):
                        found.add((term.key, text.word_start(start), -end))
                start = folded.find(signs, start + 1)
        return found

    def _capitals(self, text: _Text) -> Iterator[re.Match[str]]:
        """The words that begin with a capital behind a small letter."""
        if not text.printed.islower():
            for capital in _CAPITALS.finditer(text.printed):
                if place := self._starts.match(text.folded, capital.start()):
                    yield place

    def _beginning(self, word: str) -> _Beginning:
        """The terms that may begin with a word; kept for when it comes again."""
        size = len(word) + (_BEHIND_WORD if word < _UNSPACED else _BEHIND_SIGN)
        short: list[_Term] = []
        longer: dict[str, list[_Term]] = {}
        for term in self._heads.get(word[0], ()):
            signs = term.first.signs
            if word.startswith(signs) or (signs.startswith(word) and len(signs) < size):
                short.append(term)
            elif signs.startswith(word):
                longer.setdefault(signs[:size], []).append(term)
        found = _Beginning(tuple(short), {signs: tuple(terms) for signs, terms in longer.items()}, size)
        if len(word) <= _LONGEST_KEPT:
            if len(self._kept) >= _KEPT_WORDS:
                self._kept.clear()
            self._kept[word] = found
        return found


class _Text:
    """A text that terms are looked for in, folded and as it is printed."""

    def __init__(self, folded: str, printed: str, abbreviations: frozenset[str]) -> None:
        self.folded = folded
        self.printed = printed
        self._abbreviations = abbreviations
        self._stops: list[int] | None = None

    def match(self, term: _Term, start: int) -> int:
        """Where the words end that start at a place which begins a word, or 0."""
        folded, first = self.folded, term.first
        if not folded.startswith(first.signs, start):
            return 0
        end = self._end(first, start)
        for piece in term.rest:
            if not end:
                return 0
            if piece.beside:
                follows = folded.startswith(" " + piece.signs, end)
                end = self._end(piece, end + 1) if follows else 0
            else:
                end = self._apart(piece, end)
        return end

    def _end(self, piece: _Piece, start: int) -> int:
        """The end of a piece that starts here: of its word where the piece is open; 0 where a closed one goes on."""
        end = start + len(piece.signs)
        if piece.open_end:
            return self._whole_word(end)
        return 0 if self._inside_word(end) else end

    def _apart(self, piece: _Piece, start: int) -> int:
        """The end of the next piece in the same sentence, or 0."""
        limit = start + _REACH
        at = self.folded.find(piece.signs, start, limit)
        if at < 0:
            return 0
        if self._stops is None:
            self._stops = [one.start() for one in _SENTENCE_END.finditer(self.printed) if not self._abbreviated(one)]
        stop = bisect_left(self._stops, start)
        if stop < len(self._stops):
            limit = min(limit, self._stops[stop] + 1)
        while at >= 0:
            if at + len(piece.signs) > limit:
                return 0
            if not self._inside_word(at) and (end := self._end(piece, at)):
                return end
            at = self.folded.find(piece.signs, at + 1, limit)
        return 0

    def _abbreviated(self, stop: re.Match[str]) -> bool:
        """Whether a full stop only ends an abbreviation ("1,2 Mio. Powerbanks")."""
        at = stop.start()
        if self.folded[at] != "." or not self._abbreviations:
            return False
        word = _WORD_BEFORE.search(self.folded, max(0, at - _LONGEST_ABBREVIATION), at)
        return word is not None and f"{word.group()}." in self._abbreviations

    def _inside_word(self, place: int) -> bool:
        """Whether a place is within a word. A capital behind a small letter starts one: HTML glues "Sold fromMay"."""
        folded = self.folded
        if not (0 < place < len(folded) and folded[place].isalnum()):
            return False
        if not (_joins(folded[place]) and _joins(folded[place - 1])):
            return False
        before, behind = self.printed[place - 1], self.printed[place]
        return not (behind.isupper() and not before.isupper()) and before.isdigit() == behind.isdigit()

    def word_start(self, place: int) -> int:
        """Where the word starts that a place is in."""
        while place and _joins(self.folded[place - 1]) and _joins(self.folded[place]):
            place -= 1
        return place

    def _whole_word(self, end: int) -> int:
        """The end of the word that a stem began, so that a quote shows the word."""
        limit = min(len(self.folded), end + 24)
        if not _joins(self.folded[end - 1]):
            return end
        while end < limit and _joins(self.folded[end]):
            end += 1
        return end


def _silences(mask: Hit, hit: Hit) -> bool:
    """Whether a phrase of another meaning holds a hit, or the beginning of one ("拠点回収" that of "回収を始め")."""
    within = mask.start <= hit.start and hit.end <= mask.end
    return within or mask.start < hit.start < mask.end


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
