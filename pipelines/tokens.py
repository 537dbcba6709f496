"""Cut a text into the tokens that product names are made of.

A name is recognised by its tokens, so that "PowerCore 10.000", "PowerCore 10 000",
"Powercore10K" and "POWERCORE 10,000" are one name: numbers are read with their
thousands' separators and K, letters are compared in lower case and without the
s of a plural, and signs between tokens do not count. Every sign of an unspaced script is a token of its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.folding import fold

_TOKEN = re.compile(
    r"""
    (?P<thousands>\d{1,3}(?:[.,' ]\d{3})+(?![\d.,]*\d))
    | (?P<kilo>\d+(?:[.,]\d)?)\ ?k(?![a-z])
    | (?P<decimal>\d+[.,]\d{1,2}(?!\d))
    | (?P<digits>\d+)
    | (?P<word>[^\W\d_\u2e80-\U0003ffff]+)
    | (?P<sign>[^\W\d_])
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One token: its normal form and where it stands."""

    form: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order, with the offsets of what is printed."""
    found = []
    for match in _TOKEN.finditer(fold(text)):
        kind = match.lastgroup
        printed = match.group(kind) if kind else match.group()
        if kind == "thousands":
            form = re.sub(r"\D", "", printed)
        elif kind == "kilo":
            form = f"{float(printed.replace(',', '.')) * 1000:.0f}"
        elif kind == "decimal":
            form = printed.replace(",", ".").removesuffix(".0")
        elif kind == "word" and len(printed) > 3 and printed[-1] == "s" and printed[-2] != "s":
            form = printed[:-1]
        else:
            form = printed
        found.append(Token(form, match.start(), match.end()))
    return found


def name_key(name: str) -> tuple[str, ...]:
    """The tokens of a name, as a key to look it up by."""
    return tuple(token.form for token in tokens(name))
