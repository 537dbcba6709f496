"""Everything that reading the dates of one language needs, compiled once from its lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines import lexicon
from pipelines.dates.templates import NUMERIC, NUMERIC_YEAR_FIRST, Placeholders, alternatives, indexed

#: Relative words by what they shift, and by how much.
SHIFTS = {
    "this_year": ("year", 0),
    "last_year": ("year", -1),
    "year_before_last": ("year", -2),
    "next_year": ("year", 1),
    "this_month": ("month", 0),
    "last_month": ("month", -1),
    "next_month": ("month", 1),
    "this_week": ("week", 0),
    "last_week": ("week", -1),
    "next_week": ("week", 1),
    "today": ("day", 0),
    "yesterday": ("day", -1),
    "day_before_yesterday": ("day", -2),
    "day_before": ("day", -1),
    "tomorrow": ("day", 1),
}
_GLUED_SCRIPTS = {"Japanese", "Hans", "Hant", "Hangul"}


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that reading the dates of one language needs."""

    triggers: re.Pattern[str]
    gate: re.Pattern[str]
    by_digit: tuple[re.Pattern[str], ...]
    by_letters: Mapping[str, tuple[re.Pattern[str], ...]]
    prefix: int
    glued: bool
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    quarters: Mapping[str, int]
    halves: Mapping[str, int]
    eras: Mapping[str, int]
    counts: Mapping[str, int]
    three_digit_years: int
    slash: str
    capitalised: bool
    weekday_of_week: bool
    first_day: frozenset[str]
    words: Mapping[str, tuple[str, ...]]
    not_dates: tuple[str, ...]
    joins: re.Pattern[str]
    joins_between: re.Pattern[str]
    joins_after_since: re.Pattern[str]
    durations: re.Pattern[str]


#: Forms that every language has, built from its relative words.
_COMMON = (
    "{rw}(?:の|的)?~{wd}",
    "{wd},?~(?:der |de la |de |della |di |от |на )?{rw}",
    "{which} {wd}",
    "{wd} {which}",
    "{which} {mon}",
    "{mon} {which}",
    "{which} {season}",
    "{season} {which}",
    "{rd}",
    "{rw}",
    "{rm}",
    "{ry}",
    "{wd}",
)


_BARE = ("{mon}", "{season}")


@cache
def grammar(tag: str) -> Grammar:
    """The grammar of the language that a lexicon's tag names."""
    tables = lexicon.load(tag)
    dates, numbers = tables["dates"], tables["numbers"]
    glued = tables["language"]["script"] in _GLUED_SCRIPTS
    placeholders = Placeholders(dates, numbers, glued)
    common = [form.replace(" ", "~") for form in _COMMON] if glued else list(_COMMON)
    templates = [*dates["relative"]["days_ago"], *dates["forms"], *dates["day_cues"], *common]
    # A bare month is tried last, so that "June last" is not cut short before "year".
    templates.sort(key=lambda template: template in _BARE)
    if not glued:
        templates.append("{year}")
    by_digit = [re.compile(form) for form in NUMERIC + (NUMERIC_YEAR_FIRST if dates["slash"] == "YMD" else ())]
    by_letters: dict[str, list[re.Pattern[str]]] = {}
    prefix = 1 if glued else 3
    for template in templates:
        pattern = placeholders.expand(template)
        digit, words = placeholders.starts(template)
        if digit:
            by_digit.append(pattern)
        for lead in {_lead(word, prefix) for word in words if word}:
            by_letters.setdefault(lead, []).append(pattern)
    first = "".join(sorted(by_letters))
    # Korean parts its words: none begins within another ("전일" is no day in "충전일기").
    begins = "(?<![가-힣])" if tables["language"]["script"] == "Hangul" else ""
    triggers = f"[0-9]+|{begins}[{re.escape(first)}]" if glued else r"[0-9]+|[^\W\d_]+"
    return Grammar(
        triggers=re.compile(triggers),
        gate=_gate(by_digit),
        by_digit=tuple(by_digit),
        by_letters={lead: tuple(patterns) for lead, patterns in by_letters.items()},
        prefix=prefix,
        glued=glued,
        months={word: index + 1 for word, index in indexed(dates["months"]).items()},
        weekdays=indexed(dates["weekdays"]),
        seasons=indexed(dates["seasons"]),
        quarters=indexed(dates["quarters"]),
        halves=indexed(dates["halves"]),
        eras=dict(dates["eras"]),
        counts={word: int(value) for word, value in numbers["words"].items()},
        three_digit_years=dates["three_digit_years"],
        slash=dates["slash"],
        capitalised=dates["months_capitalised"],
        not_dates=tuple(dates["not_dates"]),
        weekday_of_week=dates["last_weekday_is_of_last_week"],
        first_day=frozenset(dates["first_day"]),
        words={
            key: tuple(dates[key])
            for key in (
                "in",
                "articles",
                "since",
                "since_after",
                "until",
                "until_after",
                "from",
                "between",
                "between_after",
                "and",
            )
        }
        | {"forward": tuple(dates["relative"]["forward"])},
        **_joins(dates),
    )


def _gate(patterns: list[re.Pattern[str]]) -> re.Pattern[str]:
    """Whether any of the patterns may match, asked in one go; most digits in a text are no date."""
    nameless = (re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern in patterns)
    return re.compile("|".join(pattern.replace("(?P=sep)", "[-/.]") for pattern in nameless))


def _lead(word: str, prefix: int) -> str:
    letters = re.match(r"[^\W\d_]+", word)
    return (letters[0] if letters else word)[:prefix]


def _joins(dates: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """What may stand between the two ends of a range."""
    after = alternatives(dates["since_after"])
    skipped = alternatives([*dates["articles"], *dates["in"], *dates["from"], ","])
    loose = rf"(?:\s{{0,3}}(?:{skipped})){{0,3}}\s{{0,3}}"
    marks = r"[-~→…‥]|\.\.\.?|-{2}"
    to = alternatives(dates["to"])
    both = alternatives([*dates["and"], *dates["to"]])
    head = rf"[\s)\]]{{0,4}}(?:(?:{after})\s{{0,3}}[,，、]?)?の?\s{{0,3}}"
    return {
        "joins": re.compile(rf"{head}(?:{marks}|{to}){loose}"),
        "joins_between": re.compile(rf"{head}(?:{marks}|{both}){loose}"),
        "joins_after_since": re.compile(rf"(?:{after}),?{loose}"),
        "durations": re.compile(rf"\s?(?:{alternatives(dates['durations'])})"),
    }
