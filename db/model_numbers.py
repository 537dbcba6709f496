"""Model numbers, and which of them name the same model."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: A letter, two digits, a digit or letter, a digit; then three characters for colour
#: and region: A3102016 is A3102 in black for Japan, A1366N11 is A1366, A17A0111 is A17A0.
#: The form of Anker Innovations' numbers and of eufy's (T2128111).
_NUMBER = re.compile(r"([A-Z][0-9]{2}[0-9A-Z][0-9])([0-9A-Z]{3})?")
_TYPED = re.compile(r"(?=\S*\d)[A-Za-z0-9][A-Za-z0-9_./-]*")
_BETWEEN = re.compile(r"[\s\u2010-\u2015_./-]+")


def is_number(typed: str) -> bool:
    """Whether what was typed is one word with a digit, as model numbers are."""
    return _TYPED.fullmatch(typed.strip()) is not None


def written_model(model: str) -> str:
    """A model number in capitals and plain signs; one of that form without what stands between them (``a-3102``)."""
    written = unicodedata.normalize("NFKC", model).strip().upper()
    close = _BETWEEN.sub("", written)
    return close if _NUMBER.fullmatch(close) else written


@lru_cache(maxsize=65536)
def base_model(model: str) -> str:
    """The model without its colour and region: ``A3102`` of ``A3102016``; others as they are, in capitals."""
    written = written_model(model)
    match = _NUMBER.fullmatch(written)
    return match[1] if match else written


@lru_cache(maxsize=65536)
def folded_name(name: str | None) -> str:
    """A product's name for comparing: letters and digits only, without case and width."""
    folded = unicodedata.normalize("NFKC", name or "").casefold()
    return "".join(character for character in folded if character.isalnum())
