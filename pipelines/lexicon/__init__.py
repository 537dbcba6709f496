"""The words of each language, one TOML file a language, the same keys in each.

A file is named by the BCP 47 tag of what it speaks (``de.toml``, ``zh-Hant.toml``).
Code asks for a key; a rule that would need to name a language lacks a key here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

#: Chinese is written in two scripts; regions tell which one.
_HANT_REGIONS = {"TW", "HK", "MO"}


@cache
def languages() -> tuple[str, ...]:
    """The tags of all languages we have a lexicon of, sorted."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@cache
def resolve(language: str) -> str | None:
    """The tag of the lexicon that serves a BCP 47 tag, or None.

    ``de-AT`` is served by ``de``, ``zh-HK`` by ``zh-Hant``, ``zh`` by ``zh-Hans``.
    """
    known = {tag.lower(): tag for tag in languages()}
    subtags = language.replace("_", "-").split("-")
    if subtags[0].lower() == "zh":
        traditional = "hant" in language.lower() or any(tag.upper() in _HANT_REGIONS for tag in subtags[1:])
        return known.get("zh-hant" if traditional else "zh-hans")
    while subtags:
        if found := known.get("-".join(subtags).lower()):
            return found
        subtags.pop()
    return None


@cache
def load(language: str) -> Mapping[str, Any]:
    """The lexicon that serves a BCP 47 tag; English where there is none (``und`` too).

    Returns:
        The parsed TOML tables, read once and shared: do not change them.
    """
    name = resolve(language) or "en"
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
