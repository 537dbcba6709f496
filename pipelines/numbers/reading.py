"""Reading one number at a place in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from db.records import Qualifier
from pipelines.numbers.grammar import HAN_DIGITS, HAN_SCALES, HAN_UNITS, Counter, Grammar

#: Unit symbols of the SI and of batteries, written the same in every language.
_CAPACITY = {"mah", "ah", "wh", "kwh", "мач", "втч"}
_POWER = {"w", "kw", "v", "a", "ma", "вт"}
_PERCENT = {"%", "‰"}
_OTHER = {
    "cm",
    "mm",
    "km",
    "kg",
    "g",
    "mg",
    "gb",
    "mb",
    "tb",
    "hz",
    "mhz",
    "ghz",
    "khz",
    "db",
    "dpi",
    "lm",
    "ml",
    "°c",
    "°f",
}
_SYMBOLS = "|".join(
    sorted(map(re.escape, _CAPACITY | _POWER | _PERCENT | _OTHER), key=lambda symbol: (-len(symbol), symbol))
)
_SYMBOL = re.compile(rf"(?P<gap>[\s-]?)(?P<symbol>{_SYMBOLS})(?![a-z°])")
_TELEPHONE = re.compile(
    r"(?<![0-9.,])0[0-9]{2,5}[ /-][0-9]{3,9}(?:[ -][0-9]{2,6}){0,3}"
    r"|\([0-9]{2,5}\)\s?[0-9]{3,4}[ -][0-9]{3,4}"
    r"|\+[0-9][0-9 ().-]{7,18}[0-9]|[0-9]{1,4}-[0-9]{2,4}-[0-9]{3,4}(?:-[0-9]{4})?"
)
_HAN_NUMERAL = re.compile(rf"[{''.join([*HAN_DIGITS, *HAN_UNITS, *HAN_SCALES])}]{{1,20}}")
_WORD = re.compile(r"[\s'/-]{0,2}(?P<word>[^\W_]{1,30}'?)")
_ROOM = re.compile(r"[\s-]{0,2}")
_QUALIFIERS = ("at_least", "at_most", "about")
_LONGEST_PLAIN = 7
_LARGEST_SHORT_CAPACITY = 60_000
_REACH_BACK = 24


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number and the words that give it.

    ``counter`` is what is counted, None where the text does not say or counts
    something else (models, cities). ``currency`` is an ISO 4217 code where money is
    counted and the words tell which. ``numeral_start:numeral_end`` is the number
    itself with its scale, inside ``start:end`` with qualifier, currency and counter.
    """

    start: int
    end: int
    value: int | float
    qualifier: Qualifier
    counter: Counter | None
    currency: str | None
    numeral_start: int = 0
    numeral_end: int = 0


Read = tuple[FoundNumber | None, int]


@lru_cache(maxsize=16)
def telephones(folded: str) -> tuple[tuple[int, int], ...]:
    """Where telephone numbers stand: groups of digits behind +, in brackets, or joined twice by hyphens."""
    return tuple(found.span() for found in _TELEPHONE.finditer(folded))


def read_digits(text: str, folded: str, start: int, floor: int, words: Grammar) -> Read:
    """The number whose digits begin at ``start``; and where to go on."""
    found = words.numeral.match(folded, start)
    if not found:
        return None, start + 1
    end = found.end()
    if not _may_start(folded, start):
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
    if words.additive and scale > 1 and (added := _added(folded, end, scale, words)):
        end, value = added[0], value + added[1]
    number = _finished(text, folded, start, end, value, floor, words)
    if number is None:
        return None, end
    if more != found.end() and number.qualifier == "exact":
        number = replace(number, qualifier="at_least")
    number = _without_thousandths(number, words, digits, power, scale, found["one"] is not None)
    if number is None or _is_name(text, folded, number, found["plain"] is not None and scale == 1):
        return None, end
    return number, end


#: "70余万台": more than that many ten thousands.
_MORE = "余餘多여"


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
        return False
    return not (last in "-/.,:" and earlier.isdecimal()) or (last == "-" and earlier.isdecimal())


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
    found = re.compile(r"\s?([0-9]{1,4}|[0-9],[0-9]{3})(?![0-9,.])").match(folded, end)
    if not found:
        return None
    value: int | float = int(found[1].replace(",", ""))
    after = found.end()
    if scaled := words.scales.at(folded, after):
        if scaled[1] >= scale:
            return None
        after, value = scaled[0], value * int(scaled[1])
    elif folded[found.start()] == " " and scale < 10**4:
        return None
    return (after, value) if value < scale else None


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


def _finished(
    text: str, folded: str, start: int, end: int, value: int | float, floor: int, words: Grammar
) -> FoundNumber | None:
    """The number with everything beside it, or None where what follows shows that it is none."""
    number_start, number_end = start, end
    counter: Counter | None = None
    currency: str | None = None
    if symbol := _symbol(text, folded, end):
        end, counter = symbol
    elif ordinal := words.ordinal_after.at(folded, end):
        end, counter = ordinal[0], "ordinal"
    elif _goes_on(folded, end, words):
        return None
    else:
        start, currency, counter = _currency_before(folded, start, floor, words)
        if counter is None and (money := words.currencies.at(folded, end)):
            end, currency, counter = money[0], money[1] or None, "money"
        elif counter is None:
            end, counter = _counter(folded, end, words, value)
    if _behind(folded, start, words.before["ordinal"]) is not None:
        counter = "ordinal"
    elif (
        _behind(folded, start, words.labels) is not None or _behind(folded, start, words.before["several"]) is not None
    ):
        return None
    if counter is None and folded[number_end - 1] == "k" and value <= _LARGEST_SHORT_CAPACITY:
        counter = "capacity"
    elif counter == "product" and folded[number_end - 1] == "k" and value <= _LARGEST_SHORT_CAPACITY:
        end, counter = number_end, "capacity"
    start, end, qualifier = _qualified(folded, start, end, floor, words)
    return FoundNumber(start, end, value, qualifier, counter, currency, number_start, number_end)


def _symbol(text: str, folded: str, end: int) -> tuple[int, Counter | None] | None:
    found = _SYMBOL.match(folded, end)
    if not found:
        return None
    symbol = found["symbol"]
    small = len(symbol) == 1 and symbol.isalpha() and not text[found.start("symbol")].isupper()
    if small and (found["gap"] or symbol not in "wvg"):
        return None
    kind: Counter | None = "capacity" if symbol in _CAPACITY else "power" if symbol in _POWER else None
    return found.end(), "percent" if symbol in _PERCENT else kind


def _goes_on(folded: str, end: int, words: Grammar) -> bool:
    """Whether the characters behind digits make them part of a code, a time, a version or a fraction."""
    following = folded[end : end + 2]
    if not following:
        return False
    letter = following[0]
    if letter == "_" or (letter.isascii() and letter.isalpha()):
        return True
    if letter.isalpha() and not words.glued and letter < "\u2e80":
        return words.counters.at(folded, end) is None and words.currencies.at(folded, end) is None
    return letter in ":/.," and following[1:].isdecimal()


def _currency_before(folded: str, start: int, floor: int, words: Grammar) -> tuple[int, str | None, Counter | None]:
    """The currency that stands before a number: "$30", "US$ 61,000", "EUR 30"."""
    end = start
    while end > floor and folded[end - 1] == " " and start - end < 2:
        end -= 1
    for word, code in words.currency_before:
        if folded.endswith(word, floor, end):
            begin = end - len(word)
            if not word[0].isalpha() or begin == 0 or not folded[begin - 1].isalpha() or word[0] > "\u2e80":
                return begin, code or None, "money"
    return start, None, None


def _counter(folded: str, end: int, words: Grammar, value: int | float) -> tuple[int, Counter | None]:
    """What the words behind a number say it counts, and where they end."""
    position = end
    for step in range(words.reach + 1):
        room = _ROOM.match(folded, position)
        at = room.end() if room else position
        if counted := words.counters.at(folded, at):
            after, counter, word = counted
            if word in words.shared:
                context = folded[max(0, end - _REACH_BACK) : end] + folded[after : after + _REACH_BACK]
                near = any(sign in context for sign in words.incident_context)
                counter = "incident" if near else words.shared_default
            return (after, counter) if counter else (end, None)
        if step == words.reach:
            break
        passed = _WORD.match(folded, position)
        if not passed or passed["word"].isdecimal() or passed["word"] in words.ends_phrase:
            break
        position = passed.end()
    return end, None


def _behind(folded: str, end: int, choices: tuple[str, ...]) -> int | None:
    """Where a word starts that stands right before ``end``."""
    while end > 0 and folded[end - 1] in " \n\t:：":
        end -= 1
    if not choices or not folded.endswith(choices, max(0, end - _REACH_BACK), end):
        return None
    for word in sorted(choices, key=len, reverse=True):
        if folded.endswith(word, 0, end):
            start = end - len(word)
            if start == 0 or word[0] > "\u2e80" or not word[0].isalpha() or not folded[start - 1].isalpha():
                return start
    return None


def _qualified(folded: str, start: int, end: int, floor: int, words: Grammar) -> tuple[int, int, Qualifier]:
    after = words.after.at(folded, end)
    if after:
        end = after[0]
    # The longest word wins: 不超过 over 超过, "no less than" over "less than".
    starts = [(_behind(folded, start, words.before[name]), name) for name in _QUALIFIERS]
    said = sorted((at, name) for at, name in starts if at is not None and at >= floor)
    if said:
        return said[0][0], end, _as_qualifier(said[0][1])
    return start, end, _as_qualifier(str(after[1])) if after else "exact"


def _as_qualifier(word: str) -> Qualifier:
    return "at_least" if word == "at_least" else "at_most" if word == "at_most" else "about"


def _is_name(text: str, folded: str, number: FoundNumber, plain: bool) -> bool:
    """Whether a figure belongs to a name before it: "Soundcore 3", "PowerCore 10000", "Anker 535 Power Banks"."""
    if number.counter not in {None, "product"} or number.qualifier != "exact" or number.start == 0:
        return False
    end = number.start - 1 if text[number.start - 1] in " \u00a0-" else number.start
    begin = end
    while begin > 0 and end - begin < 40 and folded[begin - 1].isascii() and folded[begin - 1].isalnum():
        begin -= 1
    word = text[begin:end]
    if not word or not any(letter.isalpha() for letter in word):
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
    return plain and counted[:1].isupper()


def read_words(text: str, folded: str, start: int, floor: int, words: Grammar) -> Read:
    """The number that is spelled in words at ``start``: "three dozen", "anderthalb", "half a million"."""
    if start and (folded[start - 1].isalnum() or folded[start - 1] in "'_"):
        return None, start + 1
    if rounded := words.round_numbers.at(folded, start):
        about, end = _scaled_words(folded, rounded[0], rounded[1], words)
        number = _finished(text, folded, start, end, about, floor, words)
        return (replace(number, qualifier="about") if number and number.qualifier == "exact" else number), end
    partial = words.needs_scale.at(folded, start)
    spelled = words.words.at(folded, start)
    if partial and (spelled is None or partial[0] >= spelled[0]):
        return _partial(text, folded, start, floor, words, partial)
    if not spelled:
        return None, start + 1
    end, value = spelled[0], spelled[1]
    value, end = _scaled_words(folded, end, value, words)
    number = _finished(text, folded, start, end, value, floor, words)
    if number and (end != spelled[0] or number.counter or _counts_kinds(folded, end, words)):
        return number, end
    return None, end


def _partial(text: str, folded: str, start: int, floor: int, words: Grammar, partial: tuple[int, float]) -> Read:
    """Words that are numbers only before a scale ("a million"), or, for one, before what is counted ("one report")."""
    end, value = partial
    scaled, after = _scaled_words(folded, end, value, words)
    if after != end:
        return _finished(text, folded, start, after, scaled, floor, words), after
    if folded[start:end] not in words.one:
        return None, end
    number = _finished(text, folded, start, end, 1, floor, words)
    return (number if number and number.counter in {"incident", "person"} else None), end


def _scaled_words(folded: str, end: int, value: float, words: Grammar) -> tuple[int | float, int]:
    while scaled := words.scales.at(folded, end):
        end, value = scaled[0], value * int(scaled[1])
    return (int(value) if value == int(value) else value), end


def _counts_kinds(folded: str, end: int, words: Grammar) -> bool:
    room = _ROOM.match(folded, end)
    return words.counters.at(folded, room.end() if room else end) is not None


def read_han(text: str, folded: str, start: int, floor: int, words: Grammar) -> Read:
    """The number spelled in Han numerals at ``start``: 五十二万, 三千台, 两名."""
    found = _HAN_NUMERAL.match(folded, start)
    if not found or (start and (folded[start - 1].isdecimal() or folded[start - 1] in "数數几幾第同")):
        return None, found.end() if found else start + 1
    end, value = found.end(), _han(found[0])
    if value is None:
        return None, end
    number = _finished(text, folded, start, end, value, floor, words)
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
