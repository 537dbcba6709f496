"""A text as its reader sees it, without what only machines do.

Pages part long words with soft hyphens, feeds carry zero-width spaces and marks of direction, and some write an
accent as a letter and a mark (NFD). Nobody sees a difference, but no word is found any more. Japanese forms may be
printed in katakana of half width, whose marks of voicing are signs of their own.
"""

from __future__ import annotations

import re
import unicodedata

#: Controls, soft hyphens, zero-width spaces, marks of direction, a carriage return before its line feed. The joiners
#: stay: scripts of India and emoji are written with them.
UNSEEN_SIGNS = "\x00-\x08\x0e-\x1f\x7f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
UNSEEN = re.compile(f"[{UNSEEN_SIGNS}]|\r(?=\n)")
_LINES = re.compile("[\r\u0085\u2028\u2029]")


def seen(text: str) -> str:
    """The text composed (NFC), without marks that nobody sees, its lines ended by line feeds."""
    if text.isascii() and not UNSEEN.search(text) and "\r" not in text:
        return text
    return unicodedata.normalize("NFC", _LINES.sub("\n", UNSEEN.sub("", text)))


#: Katakana, its marks and its punctuation in half width.
HALF_WIDTH = re.compile("[\uff61-\uff9f]+")


def full_kana(text: str) -> str:
    """The text with katakana of half width as the full one, a letter and its mark of voicing as one sign."""
    if not HALF_WIDTH.search(text):
        return text
    return HALF_WIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
