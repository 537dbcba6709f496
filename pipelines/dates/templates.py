"""From the templates of a lexicon to regular expressions.

A lexicon's ``forms`` are templates: ``{d}`` a day (or the
language's word for the first, ``first_day``), ``{m}`` a month's number,
``{mon}`` its name, ``{y}`` a year in any era, ``{yy}`` two digits of one, ``{ry}``
and ``{rm}`` words such as "last year" and "this month", ``{year}`` either of ``{y}``
and ``{ry}``, ``{season}``, ``{q}`` one or two quarters of a year ("second and third", by the language's ordinals,
``quarters``), ``{h}`` a half of one (``halves``), ``{wd}`` a weekday, ``{n}`` a count,
``{to}`` what joins two days or months (``{d2}``, ``{m2}`` the second), ``{nomon}``
that no month follows, ``{dd}`` a day before a point, ``~`` room for spaces, a blank at least one space. Everything else
is a regular expression. Where ``buddhist_years`` is true, 2568 is a year of that era with no word beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_HAN_DIGITS = "〇零○一二三四五六七八九"
_UNITS_AFTER = r"(?!\s?(?:(?:mah|wh|w|v|ah|k)(?![^\W\d_\u2e80-\U0010ffff])|[%円元원]))"
_YEAR = rf"(?:19|20)[0-9]{{2}}(?![0-9]|[.,][0-9]){_UNITS_AFTER}"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?![0-9]|[.:][0-9]|,[0-9]{3}(?![0-9]))"
_MONTH = r"(?:1[0-2]|0?[1-9])(?![0-9])"
_HAN_YEAR = rf"[{_HAN_DIGITS}]{{4}}"
_HAN_DAY = "(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_HAN_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
#: A dash may be followed by the other end of a range alone ("17/11/2022-31/01/2023").
_END = r"(?![0-9a-su-z]|[/.][0-9]|-[0-9](?!(?:[0-9]?[/.][0-9]{1,2}|[0-9]{3})[/.]))"

_YEARS = ("this_year", "year_before_last", "last_year", "next_year", "same_year")
_DAYS = ("today", "yesterday", "day_before_yesterday", "day_before", "tomorrow", "same_day")

#: Forms in digits alone, the same in every language. A month-day order that the
#: language leaves open is settled when the words are resolved ("a" and "b").
NUMERIC = (
    rf"(?P<y>(?:1[89]|20)[0-9]{{2}})-(?P<m>{_MONTH})-(?P<d>[12][0-9]|3[01]|0?[1-9])(?![0-9]|[-/.][0-9])",
    rf"(?P<y>(?:1[89]|20)[0-9]{{2}})(?P<sep>[/.])\s?(?P<m>{_MONTH})(?P=sep)\s?(?P<d>[12][0-9]|3[01]|0?[1-9]){_END}"
    r"(?:\.(?=\s?[~-]))?",
    rf"(?P<y>(?:1[89]|20)[0-9]{{2}})[-/](?P<m>0[1-9]|1[0-2]){_END}",
    rf"(?P<d>[12][0-9]|3[01]|0?[1-9])\.\s?(?P<m>{_MONTH})\.\s?(?P<y>(?:1[89]|20)[0-9]{{2}}){_END}",
    rf"(?P<d>0[1-9]|[12][0-9]|3[01])\.(?P<m>0[1-9]|1[0-2])\.(?P<yy>[0-4][0-9]){_END}",
    rf"(?P<a>[0-9]{{1,2}})(?P<sep>[-/])(?P<b>[0-9]{{1,2}})(?P=sep)(?P<y>(?:1[89]|20)[0-9]{{2}}){_END}",
    rf"(?P<a>0[1-9]|[12][0-9]|3[01])/(?P<b>0[1-9]|[12][0-9]|3[01])/(?P<yy>[0-4][0-9]){_END}",
    rf"(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)[0-9]{{2}}){_END}",
    rf"(?P<m>0[1-9]|1[0-2])\.(?P<y>20[0-9]{{2}}){_END}",
)
NUMERIC_YEAR_FIRST = (rf"(?P<y>20[0-9]{{2}})[/.](?P<m>{_MONTH}){_END}",)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    ordered = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in ordered) or r"(?!)"


def indexed(table: list[list[str]]) -> dict[str, int]:
    return {word: index for index, words in enumerate(table) for word in words}


def _group(names: Iterable[str], relative: Mapping[str, Any], end: str) -> str:
    return "(?:" + "|".join(f"(?P<{name}>{alternatives(relative[name])}){end}" for name in names) + ")"


def _quarters(dates: Mapping[str, Any], end: str) -> str:
    """A quarter by its ordinal, figure or Roman figure; a second one may be joined to it ("second and third").

    ``%`` stands for the noun behind it, which may stand behind both ("3분기와 4분기").
    """
    one = f"{alternatives(indexed(dates['quarters']))}|(?:[1-4]|iv|i{{1,3}}|[一二三四]){end}"
    joins = alternatives([*dates["to"], *dates["and"], "-", "~", "/", "、"])
    return rf"(?P<q>{one})(?:%\s{{0,3}}(?:{joins})\s{{0,3}}(?:[qt第제]\s?)?(?P<q2>{one}))?"


class Placeholders:
    """Expands templates; holds the tables of one language while it is compiled."""

    def __init__(self, dates: Mapping[str, Any], numbers: Mapping[str, Any], glued: bool) -> None:
        self.glued = glued
        end = "" if glued else r"(?![^\W\d_])"
        relative = dates["relative"]
        han = glued
        era = alternatives([name for name, _ in dates["eras"]])
        year = f"(?P<y>{_YEAR}" + (f"|{_HAN_YEAR}" if han else "") + ")"
        counted = "元|[0-9]{1,4}(?![0-9])" + (f"|{_HAN_DAY}" if han else "")
        year += rf"|(?P<era>{era})\s{{0,2}}(?P<ey>{counted})|(?P<fy>2[45][0-9]{{2}})\s(?P<later_era>{era})"
        if dates["three_digit_years"]:
            year += r"|(?P<ty>1[0-4][0-9])(?=\s{0,2}年\s{0,2}[0-9]{1,2}\s{0,2}月)"
        if dates["buddhist_years"]:
            year += r"|(?P<by>2[45][0-9]{2})(?![0-9]|[.,][0-9])"
        relative_year = _group(_YEARS, relative, end)
        to = alternatives(dates["to"])
        month_end = f"(?:{dates['month_ending']}){end}"
        if dates["month_suffixes"]:
            month_end = f"(?:{month_end}|(?=(?:{alternatives(dates['month_suffixes'])}){end}))"
        first = f"|(?:{alternatives(dates['first_day'])})" if dates["first_day"] else ""
        self.table = {
            "{d}": f"(?P<d>{_DAY}" + (f"|{_HAN_DAY}" if han else "") + first + ")",
            "{dd}": "(?P<d>[12][0-9]|3[01]|0?[1-9])",
            "{d2}": f"(?P<d2>{_DAY})",
            "{m2}": f"(?P<m2>{_MONTH})",
            "{m}": f"(?P<m>{_MONTH}" + (f"|{_HAN_MONTH}" if han else "") + ")",
            "{mon}": f"(?P<mon>{alternatives(indexed(dates['months']))}){month_end}",
            "{nomon}": rf"(?!\s{{0,3}}(?:{alternatives(indexed(dates['months']))}))",
            "{y}": f"(?:{year})",
            "{yy}": "'?(?P<yy>[0-4][0-9](?![0-9])" + (f"|[{_HAN_DIGITS[:7]}][{_HAN_DIGITS}]" if han else "") + ")",
            "{ry}": relative_year,
            "{rm}": _group(("this_month", "last_month", "next_month", "same_month"), relative, end),
            "{rw}": _group(("this_week", "last_week", "next_week"), relative, end),
            "{rd}": _group(_DAYS, relative, end),
            "{which}": _group(("this", "last", "next"), relative, end),
            "{year}": f"(?:{year}|{relative_year})",
            "{season}": f"(?P<season>{alternatives(indexed(dates['seasons']))}){end}",
            "{q}": _quarters(dates, end),
            "{h}": f"(?P<h>{alternatives(indexed(dates['halves']))}|(?:[12]|ii?){end})",
            "{wd}": f"(?P<wd>{alternatives(indexed(dates['weekdays']))}){end}",
            "{n}": f"(?P<n>[0-9]{{1,2}}|{alternatives(numbers['words'])})",
            "{to}": rf"(?:-|~|(?<=\s)(?:{to})(?=\s))",
        }

        def named(*names: str) -> list[str]:
            return [word for name in names for word in relative[name]]

        self.leads = {
            "{mon}": list(indexed(dates["months"])),
            "{ry}": named(*_YEARS),
            "{rm}": named("this_month", "last_month", "next_month", "same_month"),
            "{rw}": named("this_week", "last_week", "next_week"),
            "{rd}": named(*_DAYS),
            "{which}": named("this", "last", "next"),
            "{season}": list(indexed(dates["seasons"])),
            "{q}": [*indexed(dates["quarters"]), "i", "ii", "iii", "iv"],
            "{h}": [*indexed(dates["halves"]), "i", "ii"],
            "{wd}": list(indexed(dates["weekdays"])),
            "{n}": list(numbers["words"]),
            "{y}": [name for name, _ in dates["eras"]] + (list(_HAN_DIGITS) if han else []),
            "{yy}": list(_HAN_DIGITS[:7]) if han else [],
            "{d}": list("一二三四五六七八九十") if han else list(dates["first_day"]),
            "{m}": list("一二三四五六七八九十") if han else [],
        }
        self.leads["{year}"] = self.leads["{y}"] + self.leads["{ry}"]

    def expand(self, template: str) -> re.Pattern[str]:
        """The regular expression that a template stands for."""
        parts = re.split(r"(\{[a-z0-9]+\})", template)
        written = [self.table.get(part) or part.replace("~", r"\s{0,3}").replace(" ", r"\s{1,3}") for part in parts]
        if "{q}" in parts:
            place = parts.index("{q}")
            noun = re.match(r"[~ ]*([^\W\d_]+)", parts[place + 1])
            written[place] = written[place].replace("%", rf"(?:\s{{0,3}}{noun[1]})?" if noun else "")
        # A quantifier such as {0,3} is no placeholder: it has no letter and stays as written.
        return re.compile("".join(written))

    def starts(self, template: str) -> tuple[bool, set[str]]:
        """Whether a template can begin with a digit, and the words that it can begin with."""
        digit = False
        words: set[str] = set()
        rest = template
        while rest:
            optional = re.match(r"\((?:\?:|\?P<\w+>)([^()]*)\)\??", rest)
            placeholder = re.match(r"(\{[a-z]+\})\??", rest)
            if optional:
                for choice in optional[1].split("|"):
                    inner_digit, inner = self.starts(choice)
                    digit, words = digit or inner_digit, words | inner
                goes_on = optional[0].endswith("?")
                rest = rest[optional.end() :]
            elif placeholder:
                digit |= placeholder[1] in {"{d}", "{dd}", "{m}", "{y}", "{yy}", "{year}", "{q}", "{h}", "{n}"}
                words |= set(self.leads.get(placeholder[1], ()))
                goes_on = placeholder[0].endswith("?")
                rest = rest[placeholder.end() :]
            elif letters := re.match(r"\[([^\]]+)\]", rest):
                words |= set(letters[1].replace("~", ""))
                goes_on = False
            elif rest[0] in "~ '?":
                goes_on, rest = True, rest[1:]
            else:
                literal = re.match(r"[^\W\d_]+", rest)
                words |= {literal[0]} if literal else set()
                goes_on = False
            if not goes_on:
                break
        return digit, words
