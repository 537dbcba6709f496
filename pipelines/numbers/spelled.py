"""Numbers written in words and in Han numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.numbers.beside import ROOM, FoundNumber, finished
from pipelines.numbers.grammar import HAN_DIGITS, HAN_SCALES, HAN_UNITS, Grammar

_HAN_NUMERAL = re.compile(rf"[{''.join([*HAN_DIGITS, *HAN_UNITS, *HAN_SCALES])}]{{1,20}}")

_LETTERS = re.compile(r"[^\W\d_]+")
_SCALES = frozenset({10.0**3, 10.0**6, 10.0**9})
#: A number is spelled in at most so many words.
_MOST_WORDS = 12
_THOUSAND = 1000
_HUNDREDS = re.compile(r"\s([1-9][0-9]{2})(?![0-9.,])")

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
    spelled = _word(folded, start, words)
    if partial and (spelled is None or partial[0] >= spelled[0]):
        return _partial(text, folded, start, floor, words, partial)
    if not spelled:
        return None, start + 1
    end, value = _composed(folded, *spelled, words)
    if words.additive and value == _THOUSAND and (rest := _HUNDREDS.match(folded, end)):
        # "mil 450"
        end, value = rest.end(), value + int(rest[1])
    number = finished(text, folded, start, end, value, floor, words)
    if number and (end != spelled[0] or value >= 10**5 or number.counter or _counts_next(folded, end, words)):
        return number, end
    return None, end


def _partial(text: str, folded: str, start: int, floor: int, words: Grammar, partial: tuple[int, float]) -> Read:
    """Words that are numbers only before a scale ("a million"), or, for one, before what is counted ("one report")."""
    end, value = partial
    scaled = words.scales.at(folded, end)
    if scaled:
        end, value = _composed(folded, end, value, words)
        return finished(text, folded, start, end, value, floor, words), end
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


def _word(folded: str, start: int, words: Grammar) -> tuple[int, float] | None:
    """Where a number word ends and its value; those that are written together count as one ("cinquecentomila")."""
    if single := words.words.at(folded, start):
        return single[0], float(single[1])
    token = _LETTERS.match(folded, start)
    if token is None or words.large is None or not words.large.search(token[0]):
        return None
    values = words.parts(token[0])
    return (token.end(), _value(values)) if values else None


def _composed(folded: str, end: int, value: float, words: Grammar) -> tuple[int, int | float]:
    """Where a number ends whose first word is read, and its value: "two hundred and twenty thousand", "cento e dez"."""
    values = [value]
    for stop, following in _words_behind(folded, end, words):
        if (grown := _value([*values, following])) == 0:
            break
        end, value = stop, grown
        values.append(following)
    return end, int(value) if value == int(value) else value


def _words_behind(folded: str, end: int, words: Grammar) -> Iterator[tuple[int, float]]:
    """The number words that follow one another, each with its end; "and" may stand between."""
    for _ in range(_MOST_WORDS):
        if scaled := words.scales.at(folded, end):
            end, value = scaled[0], float(scaled[1])
        else:
            gap = words.joined.match(folded, end)
            found = (_word(folded, gap.end(), words) or _before_scale(folded, gap.end(), words)) if gap else None
            if found is None:
                return
            end, value = found
        yield end, value


def _multiplies(value: float, group: float, values: list[float]) -> bool:
    """Whether a number word multiplies the one before it: "two hundred", "three dozen", "twenty-three hundred"."""
    if value == 100:
        return 0 < group < 10 or (10 < group < 100 and group == values[0] and group % 10 != 0)
    return value in (10, 12) and 0 < group < 10 and len(values) == 2


def _before_scale(folded: str, start: int, words: Grammar) -> tuple[int, float] | None:
    """A word that is a number only before a scale, as Vietnamese "năm" (five, year) in "năm trăm"."""
    partial = words.needs_scale.at(folded, start)
    if partial is None or partial[1] != int(partial[1]) or not words.scales.at(folded, partial[0]):
        return None
    return partial[0], float(partial[1])


def _value(values: list[float]) -> float:
    """The value of number words in the order in which they are said; 0 where they are no one number."""
    total = group = 0.0
    scale = 10.0**12
    for value in values:
        if value >= 1000 and value in _SCALES:
            if value >= scale:
                return 0
            total, group, scale = total + (group or 1) * value, 0.0, value
        elif _multiplies(value, group, values):
            group *= value
        elif (value < 10 and group % 10 == 0 and group % 100 != 10) or (10 <= value < 100 and group % 100 == 0):
            group += value
        elif value >= 100 and group == 0:
            group = value
        else:
            return 0
    return total + group


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
