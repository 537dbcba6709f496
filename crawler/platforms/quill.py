"""Texts that are not in a page but in a script of it, as the Quill editor's documents ("deltas").

They are lists of inserted text. A page may carry them as a string of JavaScript within a script, with the quotes
escaped or not.
"""

from __future__ import annotations

import re

from crawler.json_text import read_json

_ASSIGNED = re.compile(r"contentsText\s*=\s*'((?:[^'\\]|\\.)*)'", re.DOTALL)
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


class UnreadableScript(ValueError):
    """A script carries a value in a way that we do not know."""


def delta_text(script: str) -> str | None:
    """The text of the Quill document that a script assigns, or None where it assigns none. Raises UnreadableScript."""
    match = _ASSIGNED.search(script)
    if match is None or not match[1]:
        return None
    try:
        delta = _delta(match[1])
        inserted = [item["insert"] for item in delta["ops"] if isinstance(item["insert"], str)]
    except (ValueError, LookupError, TypeError) as error:
        raise UnreadableScript(f"not a Quill document: {error}") from error
    return "".join(inserted).strip()


def _delta(literal: str) -> dict[str, list[dict[str, str]]]:
    """As the browser reads it: first a string of JavaScript, then JSON in it.

    Pages that escape quotes within values only once are no JSON after the first
    step; there the literal is JSON by itself, but for doubled and foreign escapes.
    """
    try:
        text = _ESCAPED.sub(_character, literal)
        paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # each escape was half of an emoji
        found = read_json(paired, strict=False)
    except ValueError:
        found = read_json(re.sub(r"\\\\(?=[nrtu/\"])", r"\\", literal).replace("\\'", "'"), strict=False)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _character(match: re.Match[str]) -> str:
    escaped = match[1]
    if len(escaped) > 1:
        return chr(int(escaped[1:], 16))
    return _CONTROLS.get(escaped, escaped)
