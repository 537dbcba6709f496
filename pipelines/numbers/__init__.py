"""The numbers that a text gives: how many, of what, and how firmly it is said.

A number's separators are its language's ("34.700" is 34700 in German). Its
qualifier ("about", "mehr als", 以上) and its counter ("units", 台, Fälle) are words
of the lexicon beside it. Dates, addresses, telephone numbers, model numbers,
versions, bar codes and the figures in product names ("Soundcore 3") are not numbers.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines import dates
from pipelines.folding import addresses, fold
from pipelines.numbers.beside import FoundNumber
from pipelines.numbers.digits import join_ranges, read_digits, telephones
from pipelines.numbers.grammar import grammar
from pipelines.numbers.spelled import read_han, read_words

__all__ = ["FoundNumber", "find"]


def find(text: str, language: str) -> list[FoundNumber]:
    """The numbers of a text, in order, without overlaps.

    Args:
        text: any text, its accents composed (NFC).
        language: a BCP 47 tag; it decides what points and commas mean.

    Returns:
        Numbers with their offsets in code points; ``start:end`` covers qualifier,
        currency, numeral, scale and counter.
    """
    folded, words = fold(text), grammar(language)
    taken = _taken(text, folded, language)
    found: list[FoundNumber] = []
    position = span = 0
    large = words.large if words.large and words.large.search(folded) else None
    for trigger in words.triggers.finditer(folded):
        letters = trigger[0]
        digits = letters[0] <= "9"
        spelled = letters in words.first_words or (large is not None and large.search(letters))
        if not digits and not words.glued and not spelled:
            continue
        start = trigger.start()
        if start < position:
            continue
        while span < len(taken) and taken[span][1] <= start:
            span += 1
        if span < len(taken) and taken[span][0] <= start:
            position = taken[span][1]
            continue
        read = read_digits if digits else read_han if words.glued else read_words
        number, position = read(text, folded, start, position, words)
        if number and span < len(taken) and taken[span][0] < number.end:
            number = _cut(number, taken[span][0])
        if number:
            found.append(number)
            position = max(position, number.end)
    return join_ranges(folded, found, words)


def _taken(text: str, folded: str, language: str) -> list[tuple[int, int]]:
    """Where no number is read: dates, addresses and telephone numbers, merged and in order."""
    spans = sorted([*dates.spans(text, language), *addresses(folded), *telephones(folded)])
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(number: FoundNumber, end: int) -> FoundNumber | None:
    """A number whose counter was found only behind a date keeps no counter."""
    if number.numeral_end > end:
        return None
    return replace(number, end=number.numeral_end, counter=None, currency=None)
