"""The colours that a person's own words name, in any language that has a lexicon."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pipelines import lexicon


def called(words: str) -> frozenset[str]:
    """The colours that words name ("dunkelgrau" and "Space Gray" are grey); none where none is known."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return frozenset(colour for colour, pattern in _patterns().items() if pattern.search(folded))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """What each colour is called in all languages; scripts without spaces and compounds are found within words."""
    found: dict[str, set[str]] = {}
    for language in lexicon.languages():
        for colour, phrases in lexicon.load(language).get("colours", {}).items():
            for phrase in phrases:
                word = re.escape(phrase.strip("*").casefold())
                whole = len(word) < 4 and phrase.isascii() and not phrase.endswith("*")
                found.setdefault(colour, set()).add(rf"\b{word}\b" if whole else word)
    return {colour: re.compile("|".join(sorted(patterns))) for colour, patterns in found.items()}
