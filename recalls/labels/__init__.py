"""What columns, hazards and remedies are called in the reader's language: one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

Labels = Mapping[str, Mapping[str, str]]

DEFAULT = "en"
_FOLDER = Path(__file__).parent


def languages() -> tuple[str, ...]:
    """The languages that have labels, English first."""
    return tuple(sorted((path.stem for path in _FOLDER.glob("*.toml")), key=lambda tag: (tag != DEFAULT, tag)))


@cache
def load(language: str) -> Labels:
    """The labels of a language, by table and key."""
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def label(labels: Labels, table: str, key: str) -> str:
    """What a key is called; the key itself, with spaces, where nobody named it."""
    return labels.get(table, {}).get(key, key.replace("_", " "))


def units(labels: Labels, value: int | None, qualifier: str | None) -> str:
    """A number of units, its thousands set apart, and how firmly it is said; "" for None."""
    if value is None:
        return ""
    grouped = f"{value:,}".replace(",", label(labels, "notes", "thousands"))
    return label(labels, "qualifiers", qualifier or "exact").format(grouped)
