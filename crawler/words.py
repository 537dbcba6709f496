"""Words that are typed into a source's search, or looked for in what it lists."""

from __future__ import annotations

import re
import unicodedata

from db.unseen import seen


def plain(words: str) -> str:
    """Words without unseen marks and what width and case make of them, for comparing."""
    return unicodedata.normalize("NFKC", seen(words)).casefold()


def scripts(word: str) -> set[str]:
    """The scripts of a word's letters, as the names of its characters begin ("LATIN", "HANGUL")."""
    return {re.split(r"[ -]", unicodedata.name(letter, ""))[0] for letter in word if letter.isalpha()}
