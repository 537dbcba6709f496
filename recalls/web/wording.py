"""The pages' words in the reader's language: labels, figures, dates. One file a language (``labels/``), beside that of
``recalls.labels``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from db.edtf import precision, span
from pipelines import gazetteer, lexicon
from recalls import labels
from recalls.labels import DEFAULT, languages

_LABELS = resources.files("recalls.web") / "labels"
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language. Called with ``table.key`` it gives the label, its places filled."""

    language: str
    tables: Mapping[str, Mapping[str, Any]]

    def __call__(self, name: str, /, **places: Any) -> str:
        """A label that must be there: a missing one is a mistake of ours and raises KeyError."""
        table, _, key = name.partition(".")
        text = str(self.tables[table][key])
        return text.format(**places) if places else text

    def named(self, table: str, key: str | None) -> str:
        """What a value is called; the value itself where nobody named it."""
        known = self.tables.get(table, {}).get(key or "")
        return str(known) if known else (key or "").replace("_", " ")

    def market(self, code: str | None) -> str:
        """A market's name; its code where we know no name."""
        return str(self.tables["markets"].get(code or "", code or ""))

    def short_market(self, code: str) -> str:
        """A country's code, a region's name, where there is little room."""
        return self("plot.worldwide") if code == "GLOBAL" else code if len(code) < 3 else self.market(code)

    def number(self, value: int | None) -> str:
        """A whole number with its thousands set apart."""
        return "" if value is None else f"{value:,}".replace(",", self("notes.thousands"))

    def units(self, value: int | None, qualifier: str | None) -> str:
        """A figure and how firmly it is said; "" for None."""
        return labels.units(self.tables, value, qualifier)

    def date(self, date: str | None) -> str:
        """A date (EDTF) as people write it; what is no date stays as it is."""
        days = span(date)
        if not date or days is None:
            return date or ""
        year, month, day = str(days[0].year), self.month_name(days[0].month), str(days[0].day)
        if precision(days) == 0:
            return self("dates.day", year=year, month=month, day=day, number=days[0].month)
        if season := re.fullmatch(r"(\d{4})-(2[1-4])", date):
            return self("dates.season", year=season[1], season=self(f"dates.{_SEASONS[season[2]]}"))
        if re.fullmatch(r"\d{4}-\d\d", date):
            return self("dates.month", year=year, month=month, number=days[0].month)
        return self("dates.year", year=year) if re.fullmatch(r"\d{4}", date) else date

    def month_name(self, number: int) -> str:
        """January for 1."""
        return str(self.tables["dates"]["months"][number - 1])

    def spoken(self, tag: str | None) -> str:
        """A language's name; its tag where we know no name."""
        known = self.tables["languages"]
        return str(known.get(tag or "") or known.get((tag or "").partition("-")[0]) or tag or "")


@cache
def load(language: str) -> Wording:
    """The words of a language: its own labels beside those that commands share."""
    own = tomllib.loads((_LABELS / f"{language}.toml").read_text(encoding="utf-8"))
    markets = {**_read_markets(language), **own["markets"]}
    return Wording(language, {**labels.load(language), **own, "markets": markets})


def _read_markets(language: str) -> dict[str, str]:
    """What the readers of texts call each country, for those that have no label yet."""
    groups = gazetteer.load("markets")["stands_for"]
    known = lexicon.load(language)["markets"].items()
    named = {code: words[0].rstrip("*") for code, words in known if words and code not in groups}
    return {code: name if len(name) < 4 else name.title() for code, name in named.items()}


def preferred(header: str) -> str:
    """The language that suits a browser's Accept-Language best."""
    known = languages()
    wanted: list[tuple[float, int, str]] = []
    for at, choice in enumerate(header[:1000].split(",")):
        tag, _, weight = choice.strip().partition(";q=")
        language = tag.partition("-")[0].lower()
        if language in known and re.fullmatch(r"(0(\.\d*)?|1(\.0*)?)?", weight.strip()):
            wanted.append((-float(weight or 1), at, language))
    best = min(wanted, default=None)
    return best[2] if best and best[0] < 0 else DEFAULT
