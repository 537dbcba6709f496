"""What tells one unit of a product from another: colours, batches, GTINs, sellers."""

from __future__ import annotations

import re

from pipelines.passages import Found, Passage
from pipelines.phrases import Hit
from pipelines.products import Named

_GTIN = re.compile(r"\d(?<!\d\d)(?:\d{13}|\d{12}|\d{11})(?!\d)")
#: A batch's number behind its word, up to two short words between ("numeri di serie da AKH2301").
_BATCH = re.compile(r"[\s:：「(]{0,4}(?:[^\W\d_]{1,9}\s){0,2}([A-Z0-9]*\d[A-Z0-9]*(?:-[A-Z0-9]+)*)(?![\w])")
#: What joins it to the next: the end of a range, or one more of a list.
_JOINED = re.compile(r"(?:\s?[-–—~～,/、]\s?|\s(?:[^\W\d_]{1,9}\s){1,3})([A-Z0-9]*\d[A-Z0-9]*)(?![\w])")
_MOST_BATCHES = 24
#: How far before a product its colour stands ("de zwarte Soundcore Motion X600"), and colours from each other.
_BEFORE, _AND = 40, 6


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
        match = _BATCH.match(passage.text, hit.end, min(end, hit.end + 60))
        shape = _shape(match.group(1)) if match and _is_batch(match.group(1)) else None
        for _ in range(_MOST_BATCHES):
            if match is None or shape is None or _shape(match.group(1)) != shape:
                break
            found.append(Found(match.group(1), passage.part, match.start(1), match.end(1)))
            match = _JOINED.match(passage.text, match.end(), end)
    return found


def _is_batch(number: str) -> bool:
    return 4 <= len(number) <= 24 and not _GTIN.fullmatch(number) and not number.isdigit()


def _shape(number: str) -> str:
    """How a number is built, its digits and letters alike: the ends of a range have one shape."""
    return re.sub(r"[A-Z]", "A", re.sub(r"\d", "0", number))


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
    for hit in [*_before(passage, low), *passage.table("colours", low, high)]:
        value = hit.key.partition(".")[2]
        found.setdefault(value, Found(value, passage.part, hit.start, hit.end))
    return list(found.values())


def _before(passage: Passage, start: int) -> list[Hit]:
    """The colours right before a name, with nothing but its kind and brand between ("czarny głośnik Soundcore")."""
    found: list[Hit] = []
    for hit in reversed(passage.table("colours", max(passage.sentence_at(start)[0], start - _BEFORE), start)):
        if found:
            beside = found[0].start - hit.end <= _AND
        else:
            kinds = passage.table("categories", hit.end, start)
            between = passage.text[hit.end : min([start, *(kind.start for kind in kinds)])]
            behind = passage.text[max([hit.end, *(kind.end for kind in kinds)]) : start]
            beside = not between.strip() and not behind.strip()
        if not beside:
            break
        found.insert(0, hit)
    return found


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
