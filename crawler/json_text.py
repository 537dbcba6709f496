"""JSON as sites send it.

JSON can name half of a surrogate pair (``"\\ud83d"``), as a site does that cuts a text within an emoji. That is no
character: no encoding holds it, and a quote with it could not be written anywhere. U+FFFD takes its place as soon as
JSON is read, so that all later words, offsets and digests are of one text.
"""

from __future__ import annotations

import json
import re
from typing import Any

#: Every escape, so that an escaped backslash does not begin the next: a whole pair, half a pair, any other.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)


def read_json(text: str, *, strict: bool = True) -> Any:
    """The value of a JSON text, with U+FFFD for each half of a surrogate pair.

    Args:
        strict: whether control characters within strings are an error, as the standard has it.

    Raises:
        ValueError: it is no JSON.
        RecursionError: it is nested too deeply.
    """
    return json.loads(whole_characters(text), strict=strict)


def whole_characters(text: str) -> str:
    """A JSON text whose escapes name whole characters only."""
    if r"\ud" not in text and r"\uD" not in text:
        return text
    return _ESCAPE.sub(lambda found: r"\ufffd" if found[1] else found[0], text)
