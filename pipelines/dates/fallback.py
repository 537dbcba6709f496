"""dateparser, for the dates that no pattern of ours reads.

It is slow (milliseconds) and reads too much, so it sees only a short window that
looks like day, word and year, in one language, and its answer counts only where
the digits of the words are the day and the year of the answer.
"""

from __future__ import annotations

import re
from functools import lru_cache

import dateparser

from pipelines import lexicon

#: A day, a word and a year in any order that people write.
WINDOW = re.compile(
    r"(?<![\w./:-])(?:"
    r"(?P<d1>[0-9]{1,2})[.\s/-]{1,3}(?P<w1>[^\W\d_]{3,14})[.,\s/-]{1,3}(?:de[l]?\s)?(?P<y1>(?:19|20)[0-9]{2})"
    r"|(?P<w2>[^\W\d_]{3,14})[.\s]{1,2}(?P<d2>[0-9]{1,2})[.,\s]{1,2}(?P<y2>(?:19|20)[0-9]{2})"
    r"|(?P<y3>(?:19|20)[0-9]{2})[.,\s/-]{1,3}(?P<w3>[^\W\d_]{3,14})[.\s/-]{1,3}(?P<d3>[0-9]{1,2})"
    r")(?![\w./:-]?[0-9])(?![^\W_])"
)
_MOST_WINDOWS = 6


def windows(folded: str) -> list[re.Match[str]]:
    """The first few windows of a folded text that may hold a date."""
    found: list[re.Match[str]] = []
    for window in WINDOW.finditer(folded):
        found.append(window)
        if len(found) == _MOST_WINDOWS:
            break
    return found


def read(window: re.Match[str], language: str) -> str | None:
    """The EDTF day that a window says in this language, or None."""
    groups = [text for text in window.groupdict().values() if text]
    digits = sorted((text for text in groups if text.isdecimal()), key=len)
    return _parse(window[0], int(digits[0]), int(digits[1]), language)


@lru_cache(maxsize=512)
def _parse(words: str, day: int, year: int, language: str) -> str | None:
    code = _code(language)
    if code is None:
        return None
    try:
        parsed = dateparser.parse(
            words,
            languages=[code],
            settings={
                "REQUIRE_PARTS": ["day", "month", "year"],
                "STRICT_PARSING": True,
                "DATE_ORDER": "DMY",
                "PARSERS": ["absolute-time"],
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    except (ValueError, OverflowError, TypeError):
        return None
    if parsed is None or (parsed.day, parsed.year) != (day, year):
        return None
    return parsed.date().isoformat()


@lru_cache(maxsize=64)
def _code(language: str) -> str | None:
    """The name that dateparser has for a language, or None where it has none."""
    if lexicon.resolve(language):
        return str(lexicon.load(language)["dates"]["dateparser"])
    code = language.split("-")[0].lower()
    try:
        dateparser.parse("1", languages=[code])
    except ValueError:
        return None
    return code
