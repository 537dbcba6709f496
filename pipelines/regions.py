"""What a region holds: EUROPE holds EU and DE, GLOBAL holds all."""

from __future__ import annotations

from functools import cache

from pipelines import gazetteer


@cache
def contains(region: str, market: str) -> bool:
    """Whether a region holds a market: EUROPE holds EU and DE; GLOBAL holds all."""
    members = gazetteer.load("markets")["contains"].get(region, ())
    return region == market or "*" in members or market in members or any(contains(one, market) for one in members)
