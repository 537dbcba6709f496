"""The written forms of numbers in one language, compiled once from its lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipelines import lexicon

Counter = Literal["product", "person", "incident", "money", "capacity", "power", "percent", "time", "ordinal"]

#: Regions that write 34,700.5 where their language's file says otherwise (Unicode CLDR).
_POINT_REGIONS = {"MX", "US", "PR", "DO", "GT", "HN", "NI", "PA", "SV", "PE"}
#: What a bare dollar sign, and 元, mean where a region is given (ISO 4217).
_REGION_CURRENCIES = {
    "AU": {"$": "AUD", "dollars": "AUD"},
    "CA": {"$": "CAD", "dollars": "CAD"},
    "NZ": {"$": "NZD", "dollars": "NZD"},
    "SG": {"$": "SGD", "dollars": "SGD"},
    "MX": {"$": "MXN"},
    "TW": {"$": "TWD", "元": "TWD"},
    "HK": {"$": "HKD", "元": "HKD"},
}
_DOLLARS = {"us$": "USD", "u.s. $": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD"}
_DOLLARS |= {"nt$": "TWD", "hk$": "HKD", "s$": "SGD", "r$": "BRL", "mx$": "MXN", "₩": "KRW", "₫": "VND", "₽": "RUB"}
_GLUED_SCRIPTS = {"Japanese", "Hans", "Hant", "Hangul"}
#: The longest number that is written as one word, in letters.
_LONGEST_WORD = 48
HAN_DIGITS = {letter: index for index, letter in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
    "○": 0,
}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_SCALES = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}


@dataclass(frozen=True, slots=True)
class Words:
    """Words with a value each, and the pattern that finds one where it is asked to."""

    pattern: re.Pattern[str]
    values: Mapping[str, Any]

    def at(self, folded: str, position: int) -> tuple[int, Any] | None:
        """Where the word ends that stands at a position, and its value."""
        found = self.pattern.match(folded, position)
        return (found.end(), self.values[re.sub(r"\s+", " ", found["word"])]) if found else None


@dataclass(frozen=True, slots=True)
class Counters:
    """The words that tell what a number counts; a value of None ends the search without an answer."""

    pattern: re.Pattern[str]
    whole: Mapping[str, Counter | None]
    tails: Mapping[str, Counter | None]
    stems: Mapping[str, Counter | None]

    def at(self, folded: str, position: int) -> tuple[int, Counter | None, str] | None:
        """Where the counter at a position ends, what it counts, and the word itself."""
        found = self.pattern.match(folded, position)
        if not found:
            return None
        word = re.sub(r"\s+", " ", found[0])
        if word in self.whole:
            return found.end(), self.whole[word], word
        if stem := found.groupdict().get("stem"):
            return found.end(), self.stems[stem], word
        return found.end(), next(kind for tail, kind in self.tails.items() if word.endswith(tail)), word


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that reading the numbers of one language needs."""

    triggers: re.Pattern[str]
    first_words: frozenset[str]
    numeral: re.Pattern[str]
    decimal: str
    settled: bool
    glued: bool
    additive: bool
    scales: Words
    short_scales: Mapping[str, int]
    words: Words
    needs_scale: Words
    round_numbers: Words
    one: frozenset[str]
    articles: frozenset[str]
    counters: Counters
    reach: int
    ends_phrase: frozenset[str]
    shared: frozenset[str]
    incident_context: tuple[str, ...]
    shared_default: Counter | None
    currencies: Words
    currency_before: tuple[tuple[str, str], ...]
    currency_ends: frozenset[str]
    ordinal_after: Words
    joined: re.Pattern[str]
    large: re.Pattern[str] | None
    small: Mapping[str, float]
    before: Mapping[str, tuple[str, ...]]
    after: Words
    labels: tuple[str, ...]
    stop_words: frozenset[str]

    def parts(self, token: str) -> list[float]:
        """The values of the number words that make up a word ("zweihunderttausend"); none where it is no number."""
        if len(token) > _LONGEST_WORD:
            return []
        reached: dict[int, list[float]] = {0: []}
        for start in range(len(token)):
            if start in reached:
                for word, value in self.small.items():
                    if token.startswith(word, start):
                        reached.setdefault(start + len(word), [*reached[start], value])
        return reached.get(len(token), [])


def _either(words: Iterable[str]) -> str:
    ordered = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,2}") for word in ordered) or r"(?!)"


def _words(values: Mapping[str, Any], glued: bool, lead: str = "") -> Words:
    # A Latin word inside Japanese or Chinese still ends where its letters end.
    end = r"(?:(?<![a-z])|(?![a-z]))" if glued else r"(?![^\W\d_])"
    return Words(re.compile(f"{lead}(?P<word>{_either(values)}){end}"), values)


def _spelled(numbers: Mapping[str, Any]) -> dict[str, float]:
    """All number words, those from 21 to 99 put together as the language does."""
    words: dict[str, float] = dict(numbers["words"]) | dict(numbers["tens"])
    ones = {word: value for word, value in numbers["words"].items() if 1 <= value <= 9 and value == int(value)}
    for ten, tens in numbers["tens"].items():
        for word, value in ones.items():
            written = numbers["one_in_compounds"] if value == 1 and numbers["one_in_compounds"] else word
            for template in numbers["compounds"]:
                words[template.format(ten=ten, one=written)] = tens + value
    return words


def _counters(numbers: Mapping[str, Any], glued: bool) -> Counters:
    entries: dict[str, Counter | None] = dict.fromkeys(numbers["kinds"])
    for kind, words in numbers["counters"].items():
        entries |= dict.fromkeys(words, kind)
    entries |= {word: entries.get(word) for word in numbers["shared_counters"]}
    tails = {word[1:]: kind for word, kind in entries.items() if word.startswith("*")}
    stems = {word[:-1]: kind for word, kind in entries.items() if word.endswith("*")}
    whole = {word: kind for word, kind in entries.items() if "*" not in word}
    choices = [_either(whole)]
    if stems:
        choices.append(rf"(?P<stem>{_either(stems)})[^\W\d_]{{0,20}}")
    if tails:
        choices.append(rf"(?>[^\W\d_]{{2,40}})(?:{'|'.join(f'(?<={re.escape(tail)})' for tail in tails)})")
    end = "" if glued else r"(?![^\W\d_])"
    pattern = "|".join(f"(?:{choice}){end}" for choice in choices)
    longest_first = dict(sorted(tails.items(), key=lambda pair: -len(pair[0])))
    return Counters(re.compile(pattern), whole, longest_first, stems)


def _is_sign(word: str) -> bool:
    """Whether a currency's word is a sign or an ISO code, which may stand before the figure."""
    return not word.isalpha() or (word.isascii() and len(word) == 3)


def _numeral(grouping: list[str], decimal: str) -> re.Pattern[str]:
    """Digits with the language's separators; two groups of three settle any separator."""
    separators = "".join(re.escape(mark) for mark in grouping)
    point = re.escape(decimal)
    return re.compile(
        rf"(?P<many>[1-9][0-9]{{0,2}}(?P<mark>[.,' ])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}}){{1,4}}(?![0-9]|[ '][0-9]))"
        rf"|(?P<one>[1-9][0-9]{{0,2}}[{separators}][0-9]{{3}}(?![0-9]|[ '][0-9]))"
        rf"(?:{point}(?P<part>[0-9]{{1,6}})(?![0-9]))?"
        rf"|(?P<plain>[0-9]{{1,30}})(?:{point}(?P<fraction>[0-9]{{1,6}})(?![0-9]))?"
    )


def grammar(language: str) -> Grammar:
    """The grammar that serves a BCP 47 tag; a language without a lexicon is read as English, separators unsettled."""
    subtags = [subtag.upper() for subtag in language.replace("_", "-").split("-")[1:]]
    region = next((subtag for subtag in subtags if len(subtag) == 2), "")
    tag = lexicon.resolve(language)
    return _grammar(
        tag or "en", region if region in _REGION_CURRENCIES.keys() | _POINT_REGIONS else "", tag is not None
    )


@cache
def _grammar(tag: str, region: str, settled: bool) -> Grammar:
    tables = lexicon.load(tag)
    numbers = tables["numbers"]
    glued = tables["language"]["script"] in _GLUED_SCRIPTS
    grouping, decimal = list(numbers["grouping"]), numbers["decimal"]
    if region in _POINT_REGIONS:
        grouping, decimal = [",", " "], "."
    spelled = _spelled(numbers)
    currencies = _DOLLARS | dict(numbers["currencies"]) | _REGION_CURRENCIES.get(region, {})
    prefixes = set(numbers["currency_prefixes"])
    before = {word: code for word, code in currencies.items() if word in prefixes or _is_sign(word)}
    spoken = [*spelled, *numbers["needs_scale"], *numbers["round_numbers"], *numbers["needs_counter"]]
    after = dict.fromkeys(numbers["about_after"], "about")
    after |= dict.fromkeys(numbers["at_least_after"], "at_least")
    after |= dict.fromkeys(numbers["at_most_after"], "at_most")
    small = {word: float(value) for word, value in (numbers["needs_counter"] | numbers["scales"] | spelled).items()}
    small = {word: value for word, value in small.items() if word.isalpha() and value == int(value)}
    small |= {numbers["one_in_compounds"]: 1.0} if numbers["one_in_compounds"] else {}
    large = [word for word, value in small.items() if value >= 100 and len(word) > 2]
    han = "".join([*HAN_DIGITS, *HAN_UNITS]) if tables["language"]["script"] in {"Japanese", "Hans", "Hant"} else ""
    return Grammar(
        triggers=re.compile(rf"[0-9{han}]" if glued else r"[0-9]+|[^\W\d_]+"),
        first_words=frozenset(re.split(r"[\s'-]", phrase)[0] for phrase in spoken),
        numeral=_numeral(grouping, decimal),
        decimal=decimal,
        settled=settled,
        glued=glued,
        additive=numbers["additive"],
        scales=_words({word: int(value) for word, value in numbers["scales"].items()}, glued, r"[\s-]{0,2}"),
        short_scales={word: int(value) for word, value in numbers["short_scales"].items()},
        words=_words(spelled, glued),
        needs_scale=_words(numbers["needs_scale"] | numbers["needs_counter"], glued),
        round_numbers=_words(numbers["round_numbers"], glued),
        one=frozenset(numbers["needs_counter"]),
        articles=frozenset(numbers["needs_scale"]),
        counters=_counters(numbers, glued),
        reach=numbers["counter_reach"],
        ends_phrase=frozenset(numbers["ends_phrase"]),
        shared=frozenset(numbers["shared_counters"]),
        incident_context=tuple(numbers["incident_context"]),
        shared_default=numbers["shared_default"] or None,
        currencies=_words(currencies, glued, r"\s{0,2}-?"),
        currency_before=tuple(sorted(before.items(), key=lambda pair: -len(pair[0]))),
        currency_ends=frozenset(word[-1] for word in before),
        ordinal_after=_words(dict.fromkeys(numbers["ordinal_after"], True), glued),
        before={
            "about": tuple(numbers["about"]),
            "at_least": tuple(numbers["at_least"]),
            "at_most": tuple(numbers["at_most"]),
            "ordinal": tuple(numbers["ordinal_before"]),
            "several": tuple(numbers["several"]),
            "count_nouns": tuple(numbers["count_nouns"]),
        },
        after=_words(after, glued, r"\s{0,2}"),
        labels=tuple(numbers["labels"]),
        stop_words=frozenset(tables["language"]["words"]),
        joined=re.compile(rf"[\s-]{{1,2}}(?:(?:{_either(tables['dates']['and'])})\s)?"),
        large=re.compile(_either(large)) if large and not glued else None,
        small=dict(sorted(small.items(), key=lambda pair: -len(pair[0]))),
    )
