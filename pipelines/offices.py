"""Who speaks for a market: public authorities, and makers' local companies ("Anker Japan")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines import gazetteer
from pipelines.folding import fold
from pipelines.passages import Passage


@dataclass(frozen=True, slots=True)
class Office:
    """An authority (``public``) or a maker's local company in a text: its name, and for which market it speaks."""

    name: str
    market: str
    start: int
    end: int
    public: bool = False


def find(passage: Passage) -> list[Office]:
    """The authorities and local companies ("Anker Japan") that a passage names, in order."""
    text = passage.text
    known = gazetteer.load("authorities")
    found = []
    for hit in passage.table("authority"):
        name = hit.key.partition(".")[2]
        printed = text[hit.start : hit.end]
        if not printed[0].isupper() and printed.isascii():
            continue
        if printed.isascii() and len(printed) <= 7 and printed not in known[name]["words"]:
            continue
        found.append(Office(name, known[name]["market"], hit.start, hit.end, True))
    found += _by_form(text)
    for place, brand in passage.brands:
        if match := _company().match(text, place.end):
            code = _company_words()[match.group(1)]
            found.append(Office(f"{brand.name} {_company_names()[code]}", code, place.start, match.end()))
    return sorted(found, key=lambda office: office.start)


def _by_form(text: str) -> Iterator[Office]:
    """The authority whose form a text is, by its labels; where the first of them stands."""
    folded = fold(text)
    for name, form in _forms():
        place = folded.find(form[0])
        if place >= 0 and all(label in folded for label in form):
            yield Office(name, gazetteer.load("authorities")[name]["market"], place, place + len(form[0]) - 1, True)


@cache
def _forms() -> list[tuple[str, list[str]]]:
    known = gazetteer.load("authorities").items()
    return [(name, [fold(label) for label in one["form"]]) for name, one in known if "form" in one]


@cache
def _company_words() -> dict[str, str]:
    return {word: code for code, words in gazetteer.load("markets")["company"].items() for word in words}


@cache
def _company_names() -> dict[str, str]:
    return {code: words[0] for code, words in gazetteer.load("markets")["company"].items()}


_BY_LAW = r"(?:GmbH|AG|Ltd|Limited|LLC|Inc|Co|B\.?V|S\.?[AL]|Sp|Pty|K\.?K)\b"


@cache
def _company() -> re.Pattern[str]:
    """What makes a brand's name a local company's: a country behind it."""
    words = "|".join(map(re.escape, sorted(_company_words(), key=len, reverse=True)))
    # "Anker Innovations Deutschland GmbH" only imports; who speaks is named without what it is by law.
    return re.compile(rf"(?: Innovations(?! (?:{words}) {_BY_LAW}))?[\s・·-]?({words})(?![a-z])")
