"""``recalls search``: documents in any language, by their words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.search import Hit, search
from db.store import open_store
from recalls.errors import DONE, clear_errors
from recalls.rendering import write_rows


def run_search(words: tuple[str, ...], database: Path, limit: int, output: str) -> int:
    """``recalls search``: documents that hold all the words, best first."""
    with clear_errors(), open_store(database, read_only=True) as store:
        hits = search(store.connection, words, limit=limit)
    write_rows(
        [_for_people(hit) if output == "table" else hit.as_json() for hit in hits],
        output,
        columns=["document", "published", "title", "snippet"],
        empty="no document holds all of these words",
    )
    return DONE


def _for_people(hit: Hit) -> dict[str, Any]:
    """A hit with the words asked for in brackets, and its snippet as one line."""
    snippet = hit.snippet
    for start, end in reversed(hit.marks):
        snippet = f"{snippet[:start]}[{snippet[start:end]}]{snippet[end:]}"
    return {**hit.as_json(), "snippet": " ".join(snippet.split())}
