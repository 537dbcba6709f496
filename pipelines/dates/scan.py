"""Finding the words of dates in a text, before any of them is resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.dates.calendar import Said, Unit, Which
from pipelines.dates.grammar import SHIFTS, Grammar, grammar
from pipelines.folding import addresses, fold

#: Flattened tables print "fromDecember 2023" and "date2025-06-27".
_CAPITAL = re.compile(r"[A-ZÄÖÜ]")
_ISO = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9](?![0-9])")
_HAN_VALUES = {letter: index for index, letter in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "一": 1, "二": 2, "三": 3, "四": 4}
_NOT_BEFORE = re.compile(r"[a-z0-9_+#$€£¥]$|[a-z0-9][-/]$|[0-9][.,:]$")
#: A number of days behind one of these is no day of a month (or belongs to a broken date).
_NO_DAY_AFTER = "月월約约약最每毎매数第제"
_LONGEST_JOIN = 40

_WHICH: tuple[Which, ...] = ("this", "last", "next")
_UNITS: tuple[Unit, ...] = ("year", "month", "day")
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
#: So many years before ours the Buddhist era began.
_BUDDHIST = 543

Strength = Literal["full", "plain", "weak"]


@dataclass(frozen=True, slots=True)
class Atom:
    """One date in the text. ``full`` words are a date anywhere; ``plain`` ones (a
    month, a year, a season alone) only beside words that license them."""

    start: int
    end: int
    said: Said
    strength: Strength
    until: Said | None = None


def _number(written: str) -> int:
    """The value of Arabic or Han digits up to 99, or of a year spelled digit by digit."""
    if written.isdecimal():
        return int(written)
    if written == "元":
        return 1
    if "十" in written:
        tens, _, ones = written.partition("十")
        return _HAN_VALUES.get(tens, 1) * 10 + _HAN_VALUES.get(ones, 0)
    return int("".join(str(_HAN_VALUES.get(letter, 0)) for letter in written))


def _say(found: re.Match[str], language: Grammar, slash: str) -> Said | None:
    """What one match says, or None where no calendar has such a date."""
    groups = {name: text for name, text in found.groupdict().items() if text}
    year = _year(groups, language)
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    month = _number(groups["m"]) if "m" in groups else None
    if "mon" in groups:
        month = language.months[_plain(groups["mon"])]
    day = (1 if groups["d"] in language.first_day else _number(groups["d"])) if "d" in groups else None
    if "a" in groups:
        ordered = _in_order(int(groups["a"]), int(groups["b"]), slash)
        if ordered is None:
            return None
        day, month = ordered
    which = next((which for which in _WHICH if which in groups), None)
    shifts = {f"shift_{unit}": shift for name, (unit, shift) in SHIFTS.items() if name in groups}
    if "n" in groups:
        shifts["shift_day"] = -(int(groups["n"]) if groups["n"].isdecimal() else language.counts[_plain(groups["n"])])
    weekday = language.weekdays[_plain(groups["wd"])] if "wd" in groups else None
    if language.weekday_of_week and weekday is not None and which:
        shifts["shift_week"], which = {"this": 0, "last": -1, "next": 1}[which], None
    said = Said(
        year=year,
        month=month,
        day=day,
        season=language.seasons[_plain(groups["season"])] if "season" in groups else None,
        quarter=_quarter(groups, language),
        weekday=weekday,
        which=which,
        same="day" if "day_before" in groups else next((unit for unit in _UNITS if f"same_{unit}" in groups), None),
        **shifts,
    )
    return said if said.possible else None


def _year(groups: dict[str, str], language: Grammar) -> int | None:
    """The year in the Gregorian calendar, whatever era counts it."""
    if "y" in groups:
        return _number(groups["y"])
    if "era" in groups:
        return _number(groups["ey"]) + language.eras[_plain(groups["era"])]
    if "later_era" in groups:
        return int(groups["fy"]) + language.eras[_plain(groups["later_era"])]
    if "ty" in groups:
        return int(groups["ty"]) + language.three_digit_years
    if "by" in groups:
        return int(groups["by"]) - _BUDDHIST
    return 2000 + _number(groups["yy"]) if "yy" in groups else None


def _quarter(groups: dict[str, str], language: Grammar) -> int | None:
    """The quarter that is told, of a half the first one."""
    if "h" in groups:
        return 2 * _ordinal(groups["h"], language.halves) - 1
    return _ordinal(groups["q"], language.quarters) if "q" in groups else None


def _ordinal(written: str, ordinals: Mapping[str, int]) -> int:
    """The value of an ordinal of the language, of a figure or of a Roman figure."""
    if (told := ordinals.get(_plain(written))) is not None:
        return told + 1
    return int(written) if written.isdecimal() else _ROMAN[written]


def _plain(words: str) -> str:
    return words if " " not in words and "\n" not in words else re.sub(r"\s+", " ", words)


def _in_order(a: int, b: int, slash: str) -> tuple[int, int] | None:
    """Day and month of ``a/b``, where the language or the numbers themselves tell the order."""
    day_first, month_first = b <= 12 and a <= 31, a <= 12 and b <= 31
    if slash == "MDY":
        day_first = day_first and not month_first
    elif slash in {"DMY", "YMD"}:
        month_first = month_first and not day_first
    if day_first and month_first and a != b:
        return None
    return (a, b) if day_first else (b, a) if month_first else None


def _strength(said: Said, found: re.Match[str], language: Grammar, text: str) -> Strength:
    if said.weekday is not None and said.which is None and said.shift_week is None:
        return "full" if not language.capitalised or text[found.start()].isupper() else "weak"
    absolute = said.year is not None or said.shift_year is not None or said.same == "year"
    parts = sum(
        (absolute, said.month is not None, said.day is not None, said.season is not None, said.quarter is not None)
    )
    if parts >= 2 or said.which is not None:
        return "full"
    if said.shift_year is not None or said.shift_month is not None or said.shift_week is not None:
        return "full"
    if said.shift_day is not None or said.same is not None or said.day is not None:
        return "full"
    if not found[0].isdecimal() and (language.glued or said.year is not None):
        return "full"
    return "weak" if said.month is None and said.season is None and said.quarter is None else "plain"


def scan(text: str, tag: str, slash: str) -> tuple[Atom, ...]:
    """Every date in a text, in order; months, years and seasons alone are among them as plain or weak."""
    folded, language = fold(text), grammar(tag)
    taken = _taken(folded, language)
    atoms: list[Atom] = []
    position, span = 0, 0
    for start, letters in _triggers(text, folded, language):
        patterns = language.by_letters.get(letters[: language.prefix])
        if patterns is None and letters[0] > "9":
            continue
        if start < position:
            continue
        if patterns is None:
            if len(letters) > 4 or not language.gate.match(folded, start) or not _may_start(folded, start, atoms):
                continue
            patterns = language.by_digit
        while span < len(taken) and taken[span][1] <= start:
            span += 1
        if span < len(taken) and taken[span][0] <= start:
            continue
        for pattern in patterns:
            found = pattern.match(folded, start)
            if not found or found.end() == start:
                continue
            position = found.end()
            atom = _atom(found, language, slash, text)
            if atom:
                atoms.append(atom)
            break
    return tuple(atoms)


def _taken(folded: str, language: Grammar) -> list[tuple[int, int]]:
    """Where no date is read: addresses, and names that sound like one ("Black Friday")."""
    spans = list(addresses(folded))
    for name in language.not_dates:
        start = folded.find(name)
        while start >= 0:
            spans.append((start, start + len(name)))
            start = folded.find(name, start + len(name))
    return sorted(spans)


def _triggers(text: str, folded: str, language: Grammar) -> list[tuple[int, str]]:
    """Where a date may begin, with the digits or letters there; words that lost their space count too."""
    found = [(trigger.start(), trigger[0]) for trigger in language.triggers.finditer(folded)]
    if language.glued or not language.capitalised:
        return found
    capitals = (place.start() for place in _CAPITAL.finditer(text))
    lost = [start for start in capitals if start and text[start - 1].islower()]
    return sorted([*found, *((start, folded[start : start + language.prefix]) for start in lost)]) if lost else found


def _may_start(folded: str, start: int, atoms: list[Atom]) -> bool:
    """Whether a date may start at these digits: not inside a model number, a price, a time or a version."""
    if start == 0 or not _NOT_BEFORE.search(folded, max(0, start - 2), start):
        return True
    if folded[start - 1] in "-/." and atoms and atoms[-1].end == start - 1:
        return True
    return folded[start - 3 : start].isalpha() and _ISO.match(folded, start) is not None


def _atom(found: re.Match[str], language: Grammar, slash: str, text: str) -> Atom | None:
    said = _say(found, language, slash)
    if said is None:
        return None
    start, end = found.span()
    if said.day is not None and said.month is None and said.shift_month is None and said.same is None:
        broken = start > 0 and text[start - 1] in _NO_DAY_AFTER
        if broken or language.durations.match(found.string, end):
            return None
    until = None
    if "d2" in found.groupdict() and found["d2"]:
        until = replace(said, day=int(found["d2"]))
        if not until.possible or until.day is None or said.day is None or until.day <= said.day:
            return None
    if found.groupdict().get("m2"):
        until = replace(said, month=int(found["m2"]))
        if said.month is None or until.month is None or until.month <= said.month:
            return None
    if (second := found.groupdict().get("q2")) or found.groupdict().get("h"):
        last = _ordinal(second, language.quarters) if second else (said.quarter or 0) + 1
        until = replace(said, quarter=last)
        if said.quarter is None or last <= said.quarter:
            return None
    strength = _strength(said, found, language, text)
    if strength == "plain" and language.capitalised and not text[start].isupper() and said.month is not None:
        strength = "weak"
    return Atom(start, end, said, strength, until)


def word_before(folded: str, end: int, words: tuple[str, ...], skipped: tuple[str, ...] = ()) -> int | None:
    """Where the word starts that stands right before ``end`` (articles in between are skipped), or None."""
    for _ in range(3):
        while end > 0 and folded[end - 1] in " \n\t":
            end -= 1
        if (start := _ends_with(folded, end, words)) is not None:
            return start
        if (before := _ends_with(folded, end, skipped)) is None:
            return None
        end = before
    return None


def _ends_with(folded: str, end: int, words: tuple[str, ...]) -> int | None:
    if not words or not folded.endswith(words, max(0, end - _LONGEST_JOIN), end):
        return None
    starts = [end - len(word) for word in words if word and folded.endswith(word, max(0, end - _LONGEST_JOIN), end)]
    for start in sorted(starts):
        glued = folded[start] > "\u2e80"
        if start == 0 or glued or not folded[start - 1].isalpha():
            return start
    return None
