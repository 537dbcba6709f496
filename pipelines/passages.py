"""A part of a document, read once: its sentences, clauses, words, dates, numbers and names.

Every reader of a concern (markets, hazards, …) looks at passages and gives back what
it found with the place of the words; none looks at raw text again.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from db.records import Basis, Topic
from pipelines import dates, gazetteer, numbers, phrases
from pipelines.catalogue import Brand
from pipelines.dates import FoundDate
from pipelines.folding import narrow
from pipelines.numbers import FoundNumber
from pipelines.phrases import Hit
from pipelines.sentences import sentences
from pipelines.tokens import Row, Token, tokens
from pipelines.watchlist import Watchlist

_CUT = re.compile(r"[(（「『\[【]|[)）」』\]】]|[,，;；、]")
_UNSPACED = re.compile(r"[\u2e80-\U0010ffff]")
_ROUND = re.compile(r"[(（)）]")
_OPENING = frozenset("(（「『[【")
_CLOSING = frozenset(")）」』]】")
#: A Japanese comma ends a clause behind a verb's kana, not behind a particle or a noun.
_VERB_KANA = frozenset("しくてずがりえけせげべめれきちびでらい")
_MODEL_LIKE = re.compile(r"[A-Z](?<![A-Za-z0-9][A-Z])[A-Z]{0,2}\d{2,5}(?![0-9])")
#: Fragments shorter than this are items of a list, not clauses.
_SHORT = 28
_BRIEF = 24
#: How far before a shop's name the word stands that makes it the seller.
_SELLS = 16
_START = attrgetter("start")
_TELLING = ("recall", "scope", "windows", "passages.earlier", "passages.after", "passages.now", "markets")


class Clause(NamedTuple):
    """A clause: ``start:end`` in the part, and the number of its sentence."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the words that say it: ``start:end`` in the passage's part."""

    value: object
    part: str
    start: int
    end: int
    basis: Basis = "text"


@dataclass(frozen=True)
class Passage:
    """One part of a document in a language, with the watchlist it is read for and its publication date (EDTF)."""

    part: str
    topic: Topic
    text: str
    language: str
    watchlist: Watchlist
    published: str | None = None

    @cached_property
    def brands(self) -> list[tuple[Token, Brand]]:
        """The watched brands, in order; other firms' names that hold their words left out."""
        return list(self.watchlist.among(self.tokens))

    @cached_property
    def companies(self) -> list[tuple[str, int, int]]:
        """The watched groups' companies: name and place, in order."""
        return list(self.watchlist.companies.among(self.tokens))

    @cached_property
    def suppliers(self) -> list[tuple[str, int, int]]:
        """The watched groups' suppliers: name and place, in order."""
        return list(self.watchlist.suppliers.among(self.tokens))

    @cached_property
    def rivals(self) -> list[int]:
        """Where other makers of such goods are named, in order; those on the watchlist are not others."""
        found = []
        for hit in self.words("makers.names"):
            printed = self.text[hit.start : hit.end]
            if self._sells(hit):
                continue
            common = printed.isascii() and printed[0].islower() and printed not in gazetteer.load("makers")["names"]
            if not common and not self.watchlist.hits(printed):
                found.append(hit.start)
        return found

    def _sells(self, hit: Hit) -> bool:
        """Whether a shop that has goods of its own is named as the seller ("beim Discounter Lidl")."""
        if not any(other[1:] == hit[1:] for other in self.words("sellers.names", hit.start, hit.end)):
            return False
        return bool(self.words("products.sellers", max(0, hit.start - _SELLS), hit.start))

    @cached_property
    def ours(self) -> list[int]:
        """Where a watched brand, a product line or what looks like a model number is named, in order."""
        return sorted([place.start for place, _ in self.brands] + self.lines + self.model_places(0, len(self.text)))

    def names_ours(self, start: int, end: int) -> bool:
        """Whether a watched brand, line or model is named within ``start:end``; other makers' model numbers are not."""
        places = [place.start for place, _ in self.brands] + self.lines
        if any(start <= place < end for place in places):
            return True
        return any(
            start <= match.start() < end for match in self.watchlist.model_pattern.finditer(self.plain, start, end)
        )

    @cached_property
    def lines(self) -> list[int]:
        """Where a product line's word is named, in order."""
        return [self.tokens[position].start for position in self.tokens.having(self.watchlist.line_forms)]

    @cached_property
    def hits(self) -> list[Hit]:
        """All words of the language's lexicon, in order."""
        return phrases.of(self.language).find(self.text)

    @cached_property
    def _by_key(self) -> dict[str, list[Hit]]:
        found: dict[str, list[Hit]] = {}
        for hit in self.hits:
            found.setdefault(hit.key, []).append(hit)
            found.setdefault(hit.key.partition(".")[0], []).append(hit)
        return found

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {key: [hit.start for hit in hits] for key, hits in self._by_key.items()}

    def words(self, key: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """The hits of one list ("hazards.fire") that stand wholly within ``start:end``."""
        hits = self._by_key.get(key)
        if not hits:
            return []
        if end is None:
            return hits[bisect_left(self._starts[key], start) :] if start else list(hits)
        starts = self._starts[key]
        if starts[-1] < start or starts[0] >= end:
            return []
        within = hits[bisect_left(starts, start) : bisect_left(starts, end)]
        return [hit for hit in within if hit.end <= end]

    def ending(self, key: str, start: int, end: int) -> list[Hit]:
        """The hits of one list that end within ``start:end``: a German verb may have begun before."""
        return [hit for hit in self._by_key.get(key, ()) if start < hit.end <= end]

    def table(self, table: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """The hits of all lists of a table ("hazards") that stand wholly within ``start:end``, in order."""
        return self.words(table, start, end)

    def says(self, keys: tuple[str, ...], start: int = 0, end: int | None = None) -> bool:
        """Whether any of these lists has a word within ``start:end``."""
        if keys not in self._together:  # the same lists are asked for, clause by clause
            hits = sorted(itertools.chain.from_iterable(self._by_key.get(key, ()) for key in keys), key=_START)
            self._together[keys] = [hit.start for hit in hits], hits
        starts, hits = self._together[keys]
        if not starts:
            return False
        if end is None:
            return starts[-1] >= start
        return any(hit.end <= end for hit in hits[bisect_left(starts, start) : bisect_left(starts, end)])

    @cached_property
    def _together(self) -> dict[tuple[str, ...], tuple[list[int], list[Hit]]]:
        """The hits of several lists in one order, and where they start; filled as they are asked for."""
        return {}

    @cached_property
    def dates(self) -> list[FoundDate]:
        """The dates, in order."""
        return dates.find(self.text, self.language, self.published)

    @cached_property
    def numbers(self) -> list[FoundNumber]:
        """The numbers, in order."""
        return numbers.find(self.text, self.language)

    def dates_within(self, start: int, end: int) -> list[FoundDate]:
        """The dates that begin within ``start:end``."""
        starts = self._date_starts
        return self.dates[bisect_left(starts, start) : bisect_left(starts, end)]

    def numbers_within(self, start: int, end: int) -> list[FoundNumber]:
        """The numbers that begin within ``start:end``."""
        starts = self._number_starts
        return self.numbers[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [date.start for date in self.dates]

    @cached_property
    def _number_starts(self) -> list[int]:
        return [number.start for number in self.numbers]

    @cached_property
    def tokens(self) -> Row:
        """The tokens that names are recognised by."""
        return tokens(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence, in order."""
        return list(sentences(self.text, self.language))

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses, in order; together they cover the sentences."""
        return [clause for number, sentence in enumerate(self.sentences) for clause in self._cut(number, *sentence)]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    def clause_at(self, position: int) -> Clause:
        """The clause that a place of the text belongs to."""
        place = bisect_right(self._clause_starts, position) - 1
        if place >= 0 and position < self.clauses[place].end:
            return self.clauses[place]
        return Clause(0, len(self.text), 0)

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence that a place of the text belongs to."""
        place = bisect_right(self.sentences, (position, len(self.text))) - 1
        if place >= 0 and position < self.sentences[place][1]:
            return self.sentences[place]
        return (0, len(self.text))

    def bracket_at(self, position: int) -> tuple[int, int] | None:
        """Where the round brackets open and close that a place of a sentence stands in, or None."""
        first, last = self.sentence_at(position)
        opens: list[int] = []
        for match in _ROUND.finditer(self.text, first, last):
            if match.group() in _OPENING:
                opens.append(match.start())
            elif opens:
                begin = opens.pop()
                if begin < position < match.start():
                    return begin, match.start()
        return None

    def closes_bracket(self, start: int, end: int) -> bool:
        """Whether brackets close within ``start:end``."""
        return any(match.group() in _CLOSING for match in _ROUND.finditer(self.text, start, end))

    @cached_property
    def plain(self) -> str:
        """The text with full-width letters and digits as plain ones; same offsets."""
        return narrow(self.text)

    def model_places(self, start: int, end: int) -> list[int]:
        """Where something that looks like a model number stands within ``start:end``: a capital and digits."""
        return [match.start() for match in _MODEL_LIKE.finditer(self.plain, start, end)]

    def quote(self, found: Found) -> str:
        """The words behind a value."""
        return self.text[found.start : found.end]

    def _cut(self, number: int, start: int, end: int) -> Iterator[Clause]:
        cuts = [*_cuts(self.text, start, end), end]
        begin = start
        pieces: list[tuple[int, int]] = []
        for cut in cuts:
            fragment = _width(self.text[begin:cut]) < _SHORT and not self._telling(begin, cut)
            if pieces and (fragment or self._opening(*pieces[-1])):
                pieces[-1] = (pieces[-1][0], cut)
            else:
                pieces.append((begin, cut))
            begin = cut
        yield from (Clause(first, last, number) for first, last in pieces)

    def _opening(self, start: int, end: int) -> bool:
        """Whether a fragment only opens the clause behind it: a date or an adverb and a comma."""
        return _width(self.text[start:end]) < _BRIEF and not self._telling(start, end)

    def _telling(self, start: int, end: int) -> bool:
        return self.says(_TELLING, start, end)


def _width(words: str) -> int:
    """How much words say, in letters of an alphabet: a sign of an unspaced script says as much as three."""
    return len(words) + (0 if words.isascii() else 2 * len(_UNSPACED.findall(words)))


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence's clauses part: behind commas outside brackets, numbers left whole."""
    depth = 0
    for match in _CUT.finditer(text, start, end):
        sign, place = match.group(), match.end()
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        elif depth or place >= end:
            continue
        elif sign == "、":
            if place - 2 >= start and text[place - 2] in _VERB_KANA and place - start > 6:
                yield place
        elif sign in ",，" and place - 2 >= start and text[place - 2].isdigit() and text[place].isdigit():
            continue
        else:
            yield place
