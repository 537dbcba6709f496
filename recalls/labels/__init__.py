"""What columns, hazards and remedies are called in the reader's language: one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

Labels = Mapping[str, Mapping[str, str]]


def languages() -> tuple[str, ...]:
    """The languages that have labels."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@cache
def load(language: str) -> Labels:
    """The labels of a language, by table and key."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def label(labels: Labels, table: str, key: str) -> str:
    """What a key is called; the key itself, with spaces, where nobody named it."""
    return labels.get(table, {}).get(key, key.replace("_", " "))
