"""What tells one unit of a product from another: colours, batches, GTINs, sellers."""

from __future__ import annotations

import re

from pipelines.passages import Found, Passage
from pipelines.products import Named

_GTIN = re.compile(r"(?<!\d)(?:\d{14}|\d{13}|\d{12})(?!\d)")
_BATCH = re.compile(r"[\s:：「(]{0,4}([A-Z0-9]*\d[A-Z0-9]*(?:-[A-Z0-9]+)*)(?![\w])")


def gtins(passage: Passage, start: int, end: int) -> list[Found]:
    """The article numbers (GTIN-12 to -14, JAN, EAN, UPC) in ``start:end``: digits whose check digit is right."""
    return [
        Found(match.group(), passage.part, match.start(), match.end())
        for match in _GTIN.finditer(passage.text, start, end)
        if _checked(match.group())
    ]


def _checked(digits: str) -> bool:
    """Whether a GTIN's last digit checks the others (GS1 General Specifications, 7.9)."""
    weighted = (int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits[:-1])))
    return (10 - sum(weighted) % 10) % 10 == int(digits[-1])


def batches(passage: Passage, start: int, end: int) -> list[Found]:
    """The batch and serial numbers that are printed right behind a word for them."""
    found = []
    for hit in passage.words("products.batch", start, end):
        match = _BATCH.match(passage.text, hit.end, min(end, hit.end + 40))
        if (
            match
            and 4 <= len(match.group(1)) <= 24
            and not _GTIN.fullmatch(match.group(1))
            and not match.group(1).isdigit()
        ):
            found.append(Found(match.group(1), passage.part, match.start(1), match.end(1)))
    return found


def colours(passage: Passage, named: Named) -> list[Found]:
    """The colours in the brackets that belong to a product ("(Modell A3302, Schwarz und Blau)"), or in its name."""
    text = passage.text
    low, high = (named.name_at or (named.start, named.end))[0], named.end
    low = low if low >= named.start - 60 else named.start
    opened = max(text.rfind(sign, max(0, named.start - 24), high + 3) for sign in "(（")
    if opened >= 0 and not set(")）") & set(text[opened:high]):
        closing = (place for sign in ")）" if (place := text.find(sign, high, high + 60)) >= 0)
        high = max(high, min(closing, default=high))
    found: dict[str, Found] = {}
    for hit in passage.table("colours", low, high):
        value = hit.key.partition(".")[2]
        found.setdefault(value, Found(value, passage.part, hit.start, hit.end))
    return list(found.values())


def sellers(passage: Passage, start: int, end: int) -> list[Found]:
    """The shops and marketplaces named in sentences of ``start:end`` that speak of selling."""
    found: dict[str, Found] = {}
    for hit in passage.words("sellers.names", start, end):
        printed = passage.text[hit.start : hit.end]
        if printed.isascii() and printed[:2].islower():
            continue
        first, last = passage.sentence_at(hit.start)
        if passage.topic in ("seller", "sold") or passage.says(("windows.sold",), first, last):
            found.setdefault(printed, Found(printed, passage.part, hit.start, hit.end))
    return list(found.values())
