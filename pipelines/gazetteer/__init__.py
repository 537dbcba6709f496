"""Proper names that are no language's words: markets and what they contain, authorities, sellers, other makers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(name: str) -> Mapping[str, Any]:
    """The table of that name beside this file, read once and shared: do not change it."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
