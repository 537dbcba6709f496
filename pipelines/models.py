"""Where a text prints model numbers: by the brands' patterns, in any glue where they are unmistakable."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.folding import addresses, fold, narrow
from pipelines.passages import Passage
from pipelines.watchlist import Watchlist

_MODEL_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Model:
    """A model number in a text, as printed, and as the catalogue has it where digits alone are printed."""

    start: int
    end: int
    number: str
    printed: bool = True


def find(passage: Passage, watchlist: Watchlist) -> list[Model]:
    """The model numbers in a passage, in order: the brands' patterns, and "model 3102" where A3102 is known."""
    skip, text = addresses(fold(passage.text)), narrow(passage.text)
    found = [
        Model(match.start(), match.end(), match.group())
        for match in watchlist.model_pattern.finditer(text)
        if not within(match.start(), skip)
    ]
    taken = {place for model in found for place in range(model.start, model.end)}
    for match in _unmistakable(watchlist).finditer(text):
        if match.start() not in taken:
            found.append(Model(match.start(), match.end(), match.group()))
            taken.update(range(match.start(), match.end()))
    for word in passage.words("products.model"):
        for match in _MODEL_DIGITS.finditer(text, word.end, min(len(text), word.end + 8)):
            number = _numbered(watchlist, match.group())
            if number and match.start() not in taken:
                found.append(Model(match.start(), match.end(), number, printed=False))
                taken.update(range(match.start(), match.end()))
    return sorted(found, key=lambda model: model.start)


@cache
def _unmistakable(watchlist: Watchlist) -> re.Pattern[str]:
    """The known model numbers with a letter among their digits: they are found in any glue ("30A17A033 Liter")."""
    known = [model for model in watchlist.by_model if re.search(r"\d[A-Z]+\d", model)]
    return re.compile("|".join(map(re.escape, known)) or "(?!)")


def _numbered(watchlist: Watchlist, digits: str) -> str | None:
    found = [model for model in watchlist.by_model if model[1:] == digits]
    return found[0] if len(found) == 1 else None


def within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a position is in one of these spans, which are in order and apart."""
    at = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return at >= 0 and position < spans[at][1]
