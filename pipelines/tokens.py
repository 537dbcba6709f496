"""Cut a text into the tokens that product names are made of.

A name is recognised by its tokens, so that "PowerCore 10.000", "PowerCore 10 000",
"Powercore10K" and "POWERCORE 10,000" are one name: numbers are read with their
thousands' separators and K, letters are compared in lower case and without the
s of a plural, and signs between tokens do not count. Every sign of an unspaced script is a token of its own, and
letters of another script are glued to no Latin name ("وSoundcore").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from pipelines.folding import fold

_TOKEN = re.compile(
    r"""
    (?P<word>[a-z\u00c0-\u024f]+|[^\W\d_a-z\u00c0-\u024f\u2e80-\U0003ffff]+)
    | (?P<sign>[^\W\d_])
    | (?P<thousands>\d{1,3}(?:[.,' ]\d{3})+(?![\d.,]*\d))
    | (?P<kilo>\d+(?:[.,]\d)?)\ ?k(?![a-z])
    | (?P<decimal>\d+[.,]\d{1,2}(?!\d))
    | (?P<digits>\d+)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One token: its normal form and where it stands."""

    form: str
    start: int
    end: int


class Row(list[Token]):
    """Tokens in their order, and where each form of them stands."""

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The form of each."""
        return tuple(token.form for token in self)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The positions of each form, in order."""
        found: dict[str, list[int]] = {}
        for position, token in enumerate(self):
            found.setdefault(token.form, []).append(position)
        return found

    def having(self, forms: Set[str]) -> list[int]:
        """The positions of the tokens with any of these forms, in order."""
        return sorted(position for form in self.places.keys() & forms for position in self.places[form])


def tokens(text: str) -> Row:
    """The tokens of a text, in order, with the offsets of what is printed."""
    found = Row()
    for match in _TOKEN.finditer(fold(text)):
        kind, form = match.lastgroup, match.group()
        if kind == "word":
            if form[-1] == "s" and len(form) > 3 and form[-2] != "s":
                form = form[:-1]
        elif kind == "thousands":
            form = re.sub(r"\D", "", form)
        elif kind == "kilo":
            form = f"{float(match.group(kind).replace(',', '.')) * 1000:.0f}"
        elif kind == "decimal":
            form = form.replace(",", ".").removesuffix(".0")
        start, end = match.span()
        found.append(Token(form, start, end))
    return found


def name_key(name: str) -> tuple[str, ...]:
    """The tokens of a name, as a key to look it up by."""
    return tuple(token.form for token in tokens(name))


Meaning = TypeVar("Meaning")


class Names(Generic[Meaning]):
    """Names by their tokens, found in a row of tokens: at each place the longest."""

    def __init__(self, meanings: Mapping[tuple[str, ...], Meaning]) -> None:
        self.meanings = meanings
        self._longest: dict[str, int] = {}
        for key in meanings:
            if key:
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def starts(self, token: Token) -> bool:
        """Whether a name starts with a token."""
        return token.form in self._longest

    def longest(self, row: Row, position: int) -> int:
        """How many tokens a name that starts at a position may have at most; 0 where none starts so."""
        return min(self._longest.get(row.forms[position], 0), len(row) - position)

    def at(self, row: Row, position: int) -> tuple[Meaning, int] | None:
        """The longest name that starts at a position and its length in tokens, or None."""
        for length in range(self.longest(row, position), 0, -1):
            key = row.forms[position : position + length]
            if key in self.meanings:
                return self.meanings[key], length
        return None

    def among(self, row: Row) -> Iterator[tuple[Meaning, int, int]]:
        """The names in a row, none within another: what they mean, and where they start and end in the text."""
        free = 0
        for position in row.having(self._longest.keys()):
            if position >= free and (found := self.at(row, position)):
                free = position + found[1]
                yield found[0], row[position].start, row[free - 1].end
