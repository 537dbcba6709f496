"""What stands beside a number: its unit, currency, counter and qualifier."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.records import Qualifier
from pipelines.numbers.grammar import Counter, Grammar

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
_WORD = re.compile(r"[\s'/-]{0,2}(?P<word>[^\W_]{1,30}'?)")
ROOM = re.compile(r"[\s-]{0,2}")
_QUALIFIERS = ("at_least", "at_most", "about")
_LARGEST_SHORT_CAPACITY = 60_000
_REACH_BACK = 24
#: A line so long may only have been wrapped: what a number at its end counts may open the next.
_WRAPPED = 60
_CONTEXT = 12


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


def finished(
    text: str, folded: str, start: int, end: int, value: int | float, floor: int, words: Grammar
) -> FoundNumber | None:
    """The number with everything beside it, or None where what follows shows that it is none."""
    number_start, number_end = start, end
    counter: Counter | None = None
    currency: str | None = None
    if (symbol := _symbol(text, folded, end)) and (symbol[1] or not _counts(folded, end, words)):
        end, counter = symbol
    elif ordinal := words.ordinal_after.at(folded, end):
        end, counter = ordinal[0], "ordinal"
    elif _goes_on(text, folded, end, words):
        return None
    else:
        start, currency, counter = _currency_before(folded, start, floor, words)
        if counter is None and (money := words.currencies.at(folded, end)):
            end, currency, counter = money[0], money[1] or None, "money"
        elif counter is None and not text[end : end + 1].isupper():
            end, counter = _counter(folded, end, words, value)
    if (ordinal_start := _behind(folded, start, words.before["ordinal"], "")) is not None:
        start, end, counter = ordinal_start, number_end, "ordinal"
    elif _behind(folded, start, words.labels, " \n\t:") is not None or _indefinite(folded, start, words):
        return None
    counted = end
    start, end, qualifier = _qualified(folded, start, end, floor, words)
    # "20K power banks" have a capacity, "about 20K power banks" are many.
    if counter in (None, "product") and folded[number_end - 1] == "k" and value <= _LARGEST_SHORT_CAPACITY:
        rough = qualifier in ("about", "at_least") and (counter == "product" or counted == number_end)
        if not rough and not (counter == "product" and text[number_end - 1] == "k"):
            end, counter = (number_end if counter == "product" else end), "capacity"
    return FoundNumber(start, end, value, qualifier, counter, currency, number_start, number_end)


def _indefinite(folded: str, start: int, words: Grammar) -> bool:
    """Whether a word for "several" stands right before a number, not the end of a noun that counts (台数)."""
    return (
        _behind(folded, start, words.before["several"], "" if words.glued else " ") is not None
        and _behind(folded, start, words.before["count_nouns"], "") is None
    )


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


def _counts(folded: str, end: int, words: Grammar) -> bool:
    """Whether the word right behind a number counts goods in this language: "db" is no decibel in Hungarian."""
    room = ROOM.match(folded, end)
    return words.counters.at(folded, room.end() if room else end) is not None


def _goes_on(text: str, folded: str, end: int, words: Grammar) -> bool:
    """Whether the characters behind digits make them part of a code, a time, a version or a fraction."""
    following = folded[end : end + 2]
    if not following:
        return False
    letter = following[0]
    if text[end].isupper() and text[end + 1 : end + 4].islower() and re.search(r"[.,][0-9]{3}$", text[:end][-4:]):
        return False
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
    if end == 0 or folded[end - 1] not in words.currency_ends:
        return start, None, None
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
        room = ROOM.match(folded, position)
        at = room.end() if room else position
        if "\n" in folded[position:at] and (step or end < _WRAPPED or "\n" in folded[end - _WRAPPED : end]):
            break
        if (counted := words.counters.at(folded, at)) and folded[counted[0] : counted[0] + 2] != "- ":
            after, counter, word = counted
            if word in words.shared:
                context = folded[max(0, end - _CONTEXT) : end] + folded[after : after + _CONTEXT]
                near = any(sign in context for sign in words.incident_context)
                counter = "incident" if near else words.shared_default
            return (after, counter) if counter else (end, None)
        if step == words.reach:
            break
        passed = _WORD.match(folded, position)
        if not passed or "\n" in passed[0] or passed["word"].isdecimal() or passed["word"] in words.ends_phrase:
            break
        position = passed.end()
    return end, None


def _behind(folded: str, end: int, choices: tuple[str, ...], skipped: str = " \n\t") -> int | None:
    """Where a word starts that stands right before ``end``."""
    while end > 0 and folded[end - 1] in skipped:
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
