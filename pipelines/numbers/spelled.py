"""Numbers written in words and in Han numerals."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.numbers.beside import ROOM, FoundNumber, finished
from pipelines.numbers.grammar import HAN_DIGITS, HAN_SCALES, HAN_UNITS, Grammar

_HAN_NUMERAL = re.compile(rf"[{''.join([*HAN_DIGITS, *HAN_UNITS, *HAN_SCALES])}]{{1,20}}")

Read = tuple[FoundNumber | None, int]


def read_words(text: str, folded: str, start: int, floor: int, words: Grammar) -> Read:
    """The number that is spelled in words at ``start``: "three dozen", "anderthalb", "half a million"."""
    if start and (folded[start - 1].isalnum() or folded[start - 1] == "_"):
        return None, start + 1
    if rounded := words.round_numbers.at(folded, start):
        about, end = _scaled_words(folded, rounded[0], rounded[1], words)
        number = finished(text, folded, start, end, about, floor, words)
        return (replace(number, qualifier="about") if number and number.qualifier == "exact" else number), end
    partial = words.needs_scale.at(folded, start)
    spelled = words.words.at(folded, start)
    if partial and (spelled is None or partial[0] >= spelled[0]):
        return _partial(text, folded, start, floor, words, partial)
    if not spelled:
        return None, start + 1
    end, value = spelled[0], spelled[1]
    value, end = _scaled_words(folded, end, value, words)
    number = finished(text, folded, start, end, value, floor, words)
    if number and (end != spelled[0] or value >= 10**5 or number.counter or _counts_next(folded, end, words)):
        return number, end
    return None, end


def _partial(text: str, folded: str, start: int, floor: int, words: Grammar, partial: tuple[int, float]) -> Read:
    """Words that are numbers only before a scale ("a million"), or, for one, before what is counted ("one report")."""
    end, value = partial
    scaled, after = _scaled_words(folded, end, value, words)
    if after != end:
        return finished(text, folded, start, after, scaled, floor, words), after
    if folded[start:end] not in words.one:
        return None, end
    if folded[start:end] in words.articles and not _counts_next(folded, end, words):
        return None, end
    number = finished(text, folded, start, end, 1, floor, words)
    return (number if number and number.counter in {"incident", "person"} else None), end


def _scaled_words(folded: str, end: int, value: float, words: Grammar) -> tuple[int | float, int]:
    while scaled := words.scales.at(folded, end):
        end, value = scaled[0], value * int(scaled[1])
    return (int(value) if value == int(value) else value), end


def _counts_next(folded: str, end: int, words: Grammar) -> bool:
    room = ROOM.match(folded, end)
    return words.counters.at(folded, room.end() if room else end) is not None


def read_han(text: str, folded: str, start: int, floor: int, words: Grammar) -> Read:
    """The number spelled in Han numerals at ``start``: 五十二万, 三千台, 两名."""
    found = _HAN_NUMERAL.match(folded, start)
    if not found or (start and (folded[start - 1].isdecimal() or folded[start - 1] in "数數几幾第同")):
        return None, found.end() if found else start + 1
    end, value = found.end(), _han(found[0])
    if value is None:
        return None, end
    number = finished(text, folded, start, end, value, floor, words)
    if number is None:
        return None, end
    people = number.counter in {"person", "incident"} and found[0] != "一"
    counted = number.counter in {"product", "money", "percent"} and value >= 10
    large = value >= 10**4 and found[0][0] not in HAN_SCALES
    return (number if people or counted or large else None), end


def _han(written: str) -> int | None:
    """The value of Han numerals, written with units (五百二十) or digit by digit (五二〇)."""
    if all(letter in HAN_DIGITS for letter in written):
        return int("".join(str(HAN_DIGITS[letter]) for letter in written)) if len(written) < 9 else None
    total = section = digit = 0
    for letter in written:
        if letter in HAN_DIGITS:
            digit = HAN_DIGITS[letter]
        elif letter in HAN_UNITS:
            section += (digit or 1) * HAN_UNITS[letter]
            digit = 0
        else:
            total += (section + digit or 1) * HAN_SCALES[letter]
            section = digit = 0
    return total + section + digit
