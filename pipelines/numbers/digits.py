"""Numbers written in digits."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipelines.numbers.beside import ROOM, FoundNumber, finished
from pipelines.numbers.grammar import Grammar

_TELEPHONE = re.compile(
    r"[0-9(+](?:(?<=0)(?<![0-9.,]0)[0-9]{2,5}[ /-][0-9]{3,9}(?:[ -][0-9]{2,6}){0,3}"
    r"|(?<=\()[0-9]{2,5}\)\s?[0-9]{3,4}[ -][0-9]{3,4}"
    r"|(?<=\+)[0-9][0-9 ().-]{7,18}[0-9]|(?<=[0-9])[0-9]{0,3}-[0-9]{2,4}-[0-9]{3,4}(?:-[0-9]{4})?)"
)
#: Names in katakana and Hangul carry figures as those in Latin letters do: パワーコア 10000.
_NAME_LETTER = re.compile(r"[\u30a1-\u30fc\uac00-\ud7a3]")
_ADDED = re.compile(r"\s?([0-9]{1,4}|[0-9],[0-9]{3})(?![0-9,.])")
#: What stands behind a thousand or a million that is written as a word.
_SPACED = (10**3, 10**6)
_BEHIND_SCALE = re.compile(r"\s([1-9][0-9]{0,2})(?![0-9]|[.,][0-9])")
_LONGEST_PLAIN = 7
_THREE = 3
#: "70余万台": more than that many ten thousands.
_MORE = "余餘多여"


@lru_cache(maxsize=16)
def telephones(folded: str) -> tuple[tuple[int, int], ...]:
    """Where telephone numbers stand: groups of digits behind +, in brackets, or joined twice by hyphens."""
    return tuple(found.span() for found in _TELEPHONE.finditer(folded))


def read_digits(text: str, folded: str, start: int, floor: int, words: Grammar) -> tuple[FoundNumber | None, int]:
    """The number whose digits begin at ``start``; and where to go on."""
    found = words.numeral.match(folded, start)
    if not found:
        return None, start + 1
    end = found.end()
    grouped = bool(found["many"] or found["one"])
    if not _may_start(folded, start) and not (grouped and _lost_space(text, start)):
        return None, end
    part = found["part"] or found["fraction"] or ""
    whole = re.sub(r"[^0-9]", "", found["many"] or found["one"] or found["plain"])
    if found["plain"] and (len(whole) > _LONGEST_PLAIN or (len(whole) > 1 and whole[0] == "0")):
        return None, end
    digits, power, scale = int(whole + part), len(part), 1
    more = end
    if words.glued and folded[end : end + 1] in tuple(_MORE):
        more = end + 1
    if scaled := _scale(text, folded, more, words):
        end, scale = scaled
    if scale > 1 and words.glued and folded[end : end + 1] in tuple(_MORE):
        more = end = end + 1
    value = _value(digits, power, scale)
    smaller = _added if words.additive else _smaller
    if scale > 1 and (words.additive or not power) and (added := smaller(folded, end, scale, words)):
        end, value = added[0], value + added[1]
    number = finished(text, folded, start, end, value, floor, words)
    if number is None:
        return None, end
    if more != found.end() and number.qualifier == "exact":
        number = replace(number, qualifier="at_least")
    number = _without_thousandths(number, words, digits, power, scale, found["one"] is not None)
    plain = found["plain"] is not None and scale == 1
    if number is None or _is_year(number, scale) or _is_name(text, folded, number, plain, words):
        return None, end
    return number, end


def _may_start(folded: str, start: int) -> bool:
    """Whether digits begin a number here: not inside a model, a time, a version or a reference."""
    if start == 0:
        return True
    last, earlier = folded[start - 1], folded[start - 2] if start > 1 else " "
    if last in "#№§+_":
        return False
    if last.isascii() and (last.isalnum()):
        return False
    if last in "-/" and earlier.isascii() and earlier.isalpha():
        return False
    if last.isalpha() and last < "\u2e80":
        # Arabic writes "and 1,200" as one word; letters of a script without capitals begin no model.
        return last.lower() == last.upper() and not earlier.isalnum()
    return not (last in "-/.,:" and earlier.isdecimal()) or (last == "-" and earlier.isdecimal())


def _lost_space(text: str, start: int) -> bool:
    """Whether a word stands glued to a grouped number, as flattened tables print it: "affected11,985"."""
    return start > 3 and all(letter.isalpha() and letter.islower() for letter in text[start - 4 : start])


def _scale(text: str, folded: str, end: int, words: Grammar) -> tuple[int, int] | None:
    if scaled := words.scales.at(folded, end):
        return scaled[0], int(scaled[1])
    for word, scale in words.short_scales.items():
        after = end + len(word)
        if folded.startswith(word, end) and not folded[after : after + 1].isalnum():
            if word == "m" and text[end] != "M" and not _behind_currency(folded, end):
                return None
            return after, scale
    return None


def _behind_currency(folded: str, end: int) -> bool:
    return bool(re.search(r"[$€£][0-9.,]{1,12}$", folded[max(0, end - 14) : end]))


def _added(folded: str, end: int, scale: int, words: Grammar) -> tuple[int, int | float] | None:
    """The smaller part behind a scale: 41万124, 48萬1千, 1億2000万."""
    found = _ADDED.match(folded, end)
    if not found:
        return None
    value: int | float = int(found[1].replace(",", ""))
    after = found.end()
    if scaled := words.scales.at(folded, after):
        if scaled[1] >= scale:
            return None
        after, value = scaled[0], value * int(scaled[1])
        if rest := _added(folded, after, int(scaled[1]), words):
            after, value = rest[0], value + rest[1]
    elif folded[found.start()] == " " and scale < 10**4 and len(found[1]) != _THREE:
        return None
    return (after, value) if value < scale else None


def _smaller(folded: str, end: int, scale: int, words: Grammar) -> tuple[int, int] | None:
    """The smaller part behind a scale where words are spaced: "1 mln 158 tys.", "2 tys. 140 sztuk"."""
    found = _BEHIND_SCALE.match(folded, end) if scale in _SPACED else None
    if not found:
        return None
    after, value = found.end(), int(found[1])
    if scaled := words.scales.at(folded, after):
        return (scaled[0], value * int(scaled[1])) if value * int(scaled[1]) < scale else None
    room = ROOM.match(folded, after)
    counted = words.counters.at(folded, room.end() if room else after)
    return (after, value) if scale == _SPACED[0] and (counted or folded[after : after + 1] in (",", ".", "")) else None


def _value(digits: int, power: int, scale: int) -> int | float:
    denominator: int = 10**power
    whole, rest = divmod(digits * scale, denominator)
    return whole if rest == 0 else digits * scale / denominator


def _without_thousandths(
    number: FoundNumber, words: Grammar, digits: int, power: int, scale: int, grouped: bool
) -> FoundNumber | None:
    """Settle a point before three digits: things are counted whole, and nobody writes three zeros behind a point."""
    if grouped and not words.settled and number.counter not in {"product", "person", "incident"} and digits % 1000:
        return None
    if power != 3 or scale != 1 or grouped or digits < 1000:
        return number
    if number.counter in {"product", "person", "incident"} or digits % 1000 == 0:
        return replace(number, value=digits)
    return number


def _is_year(number: FoundNumber, scale: int) -> bool:
    """Whether four bare digits that count nothing are rather a year that stands alone."""
    bare = number.counter is None and number.qualifier == "exact" and scale == 1
    return bare and number.end - number.start == 4 and 1990 <= number.value <= 2035


def _is_name(text: str, folded: str, number: FoundNumber, plain: bool, words: Grammar) -> bool:
    """Whether a figure belongs to a name before it: "Soundcore 3", "PowerCore 10000", "Anker 535 Power Banks"."""
    if number.counter not in {None, "product"} or number.qualifier != "exact" or number.start == 0:
        return False
    end = number.start - 1 if text[number.start - 1] in " \u00a0-" else number.start
    begin = end
    while begin > 0 and end - begin < 40 and folded[begin - 1].isascii() and folded[begin - 1].isalnum():
        begin -= 1
    if begin == end and plain and number.counter is None and _NAME_LETTER.match(text, end - 1):
        return True
    word = text[begin:end]
    if not word or not any(letter.isalpha() for letter in word) or folded[begin:end] in words.stop_words:
        return False
    inner = any(letter.isupper() or letter.isdecimal() for letter in word[1:]) and not word.isupper()
    round_grouped = not plain and isinstance(number.value, int) and number.value % 1000 == 0 and number.value <= 50_000
    if inner:
        return number.counter is None or plain
    if not word[0].isupper():
        # In Japanese and Chinese any Latin word before a bare figure is a name.
        return number.counter is None and begin > 0 and text[begin - 1] > "\u2e80" and plain
    if number.counter is None:
        return plain or round_grouped
    counted = text[number.numeral_end : number.end].lstrip()
    opens_sentence = text[max(0, begin - 3) : begin].rstrip(" ")[-1:] in {"", ".", "!", "?", "\n", ":"}
    return plain and (counted[:1].isupper() or not opens_sentence)


def join_ranges(folded: str, found: list[FoundNumber], words: Grammar) -> list[FoundNumber]:
    """Give the first of two joined figures what the second counts ("5,200-6,700mAh", "$30 to $50"); drop references."""
    kept: list[FoundNumber] = []
    for index, number in enumerate(found):
        joined = folded[number.numeral_end : number.numeral_end + 1] == "-" and number.end == number.numeral_end
        before = (
            folded[number.start - 1 : number.start] == "-" and number.start > 1 and folded[number.start - 2].isdecimal()
        )
        following = found[index + 1] if index + 1 < len(found) else None
        if joined and folded[number.end + 1 : number.end + 2].isdecimal():
            if not following or following.start != number.end + 1 or following.counter is None:
                continue
            number = replace(number, counter=following.counter, currency=following.currency)
        elif before and number.counter is None:
            continue
        elif number.counter is None and following and number.end == number.numeral_end:
            gap = folded[number.end : following.start].strip()
            if gap in {"~", "-"} and following.counter:
                number = replace(number, counter=following.counter, currency=following.currency)
        kept.append(number)
    return kept
