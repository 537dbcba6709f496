"""What a region holds (EUROPE holds EU and DE, GLOBAL holds all), and whose country an address is of."""

from __future__ import annotations

import re
from functools import cache

from pipelines import gazetteer, lexicon
from pipelines.folding import fold

_HOST = re.compile(r"https?://[^/?#]*\.([a-z]{2})(?::\d+)?(?:[/?#]|\Z)", re.IGNORECASE)
#: Endings that are used like .com all over the world, and the one that is not its country's code.
_ANYWHERE = frozenset({"CO", "ME", "TV", "IO", "AI", "FM", "TO"})
_CODES = {"UK": "GB"}


@cache
def contains(region: str, market: str) -> bool:
    """Whether a region holds a market: EUROPE holds EU and DE; GLOBAL holds all."""
    markets = gazetteer.load("markets")
    members = markets["contains"].get(region) or markets["stands_for"].get(region, ())
    return region == market or "*" in members or market in members or any(contains(one, market) for one in members)


def code_of(typed: str) -> str | None:
    """The market that a person means: a code in any case, ``UK``, or a country's name in a language of ours."""
    code = typed.strip().upper()
    code = _CODES.get(code, code)
    markets = gazetteer.load("markets")
    if code in markets["iso_3166"] or code in markets["contains"]:
        return code
    name = fold(typed.strip())
    for language in lexicon.languages():
        for market, words in lexicon.load(language)["markets"].items():
            if market not in markets["stands_for"] and any(fold(word) == name for word in words):
                return str(market)
    return None


def of_address(url: str | None) -> str | None:
    """The country whose ending an address bears ("https://heute.at/…" is Austria's), where we know it as a market."""
    match = _HOST.match(url or "")
    code = match.group(1).upper() if match else ""
    code = _CODES.get(code, code)
    return code if code not in _ANYWHERE and code in lexicon.load("en")["markets"] else None


def at_home(market: str | None, url: str | None, language: str | None) -> frozenset[str]:
    """The markets in which a report that names none is at home.

    The outlet's own market; else the one whose ending its address bears; else those in
    which its language is spoken. None for a language without a lexicon.
    """
    own = market or of_address(url)
    return frozenset([own]) if own else _spoken_in(language or "und")


@cache
def _spoken_in(language: str) -> frozenset[str]:
    tag = lexicon.resolve(language)
    return frozenset(lexicon.load(tag)["language"]["spoken_in"]) if tag else frozenset()
