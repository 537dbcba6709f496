"""One spelling for the readers: the same text, code point for code point.

Readers match on the folded text and report offsets that hold in the original,
so folding never changes the number of code points. Full-width forms, exotic
spaces, dashes and the digits of other scripts become their ASCII counterparts
(after Unicode's own compatibility table), and letters become small.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: All but the comma, which separates clauses in Chinese and thousands only between full-width digits.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != 0xFF0C}
_FULL_WIDTH_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
#: The spaces of other widths; the ideographic one parts the cells of tables.
SPACES = dict.fromkeys([0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
_IDEOGRAPHIC_SPACE = {0x3000: " "}
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE63], "-")
_WAVES = dict.fromkeys([0x301C, 0x223C, 0x2053], "~")
_QUOTES = dict.fromkeys([0x2018, 0x2019, 0x02BC, 0x2032], "'")
#: Turkish: its small letter has a dot of its own, by Unicode's rules a second code point.
_DOTTED = {0x0130: "i"}
_SIGNS = {0xFFE5: "¥", 0xFFE1: "£", 0xFF61: "。", 0xFF64: "、"}
#: Zeros of the decimal digits of other scripts: Arabic (two), Devanagari, Bengali, Malayalam, Thai.
_DIGITS = {zero + value: str(value) for zero in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0D66, 0x0E50) for value in range(10)}
_TABLE = _FULL_WIDTH | SPACES | _IDEOGRAPHIC_SPACE | _DASHES | _WAVES | _QUOTES | _SIGNS | _DIGITS | _DOTTED
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_FOREIGN = re.compile("[" + "".join(map(chr, sorted(_TABLE))) + "]")

#: Full-width capitals, small letters and digits, as model numbers are made of.
_FULL_WIDTH_CODE = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}

#: Addresses, in ASCII only: Japanese may follow one without a space.
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]{1,2000}|[\w.+-]{1,64}@[a-z0-9.-]{1,200}")


@lru_cache(maxsize=16)
def fold(text: str) -> str:
    """The text in small letters with plain digits, spaces and dashes; same length, same offsets."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    if not _FOREIGN.search(small):
        return small
    if "，" in small:
        small = _FULL_WIDTH_THOUSANDS.sub(",", small)
    return small.translate(_TABLE)


def narrow(text: str) -> str:
    """The text with full-width Latin letters and digits as plain ones ("Ａ１６３８"), their case kept; same offsets."""
    return text.translate(_FULL_WIDTH_CODE) if _WIDE.search(text) else text


@lru_cache(maxsize=16)
def addresses(folded: str) -> tuple[tuple[int, int], ...]:
    """Where web and mail addresses stand in a folded text: no number or date is read there."""
    if "://" not in folded and "www." not in folded and "@" not in folded:
        return ()
    return tuple(found.span() for found in _ADDRESS.finditer(folded))
