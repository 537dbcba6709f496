"""Which tables Datasette shows, with the data dictionary's words on each column, and the questions often asked."""

from __future__ import annotations

from typing import Any

#: The database's name in addresses, whatever its file is called.
DATABASE = "data"
SHOWN = frozenset({"timeline", "product_timeline", "disagreements", "sources"})


def is_shown(table: str) -> bool:
    """Whether a table or view may be looked at."""
    return table in SHOWN


def describe() -> dict[str, Any]:
    """Datasette's metadata."""
    return {"title": "Recall timeline"}


def queries() -> dict[str, Any]:
    """The questions, by name."""
    return {}
