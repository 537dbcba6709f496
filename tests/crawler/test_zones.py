"""A day is that of the place where it was printed: each source's zone is its market's, its stamps are read there."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest

from crawler import registry
from db.records import Document, Part
from pipelines.notice import normalize
from pipelines.watchlist import load_all

SOURCES = registry.sources()
WATCHLIST = load_all()
#: Whom no country's clock is: a union's seat, an organisation's, and what is read from all over the world.
SEATS = {"EU": "BE", None: "FR"}


#: How a day is printed in words of figures where the source's language does so.
WRITTEN: dict[str, Callable[[datetime], tuple[str, ...]]] = {
    "ja": lambda day: (f"{day:%Y年%m月%d日}", f"{day.year}年{day.month}月{day.day}日 {day:%H:%M}"),
    "zh": lambda day: (f"{day:%Y年%m月%d日}", f"{day.year}年{day.month}月{day.day}日"),
    "ko": lambda day: (f"{day.year}년 {day.month}월 {day.day}일",),
    "de": lambda day: (f"{day:%d.%m.%Y}", f"{day:%d.%m.%Y, %H:%M} Uhr"),
}


def countries(zone: str) -> set[str]:
    """The countries that keep a zone's time, by the database of zones."""
    table = resources.files("tzdata") / "zoneinfo" / "zone.tab"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0] for row in rows if row[2] == zone}


@pytest.mark.parametrize("name", SOURCES)
def test_a_sources_zone_is_that_of_its_market(name: str) -> None:
    spider = SOURCES[name]
    if spider.timezone == "UTC":
        assert spider.market is None
    else:
        assert SEATS.get(spider.market, spider.market) in countries(spider.timezone)


@pytest.mark.parametrize("name", SOURCES)
def test_a_moment_is_the_day_that_it_was_there_and_a_printed_day_stays(name: str) -> None:
    zone = zoneinfo.ZoneInfo(SOURCES[name].timezone)
    for moment in (datetime(2025, 1, 15, tzinfo=UTC) + timedelta(hours=hour) for hour in range(0, 48, 3)):
        there = moment.astimezone(zone)
        for stamp in (
            moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            moment.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            there.isoformat(),
            there.strftime("%Y-%m-%d %H:%M"),
            there.strftime("%Y/%m/%d"),
            there.strftime("%Y.%m.%d"),
            there.strftime("%Y%m%d"),
            *WRITTEN.get(SOURCES[name].language[:2], lambda day: ())(there),
        ):
            document = Document(
                key="1",
                url=None,
                source=SOURCES[name].described(),
                language=SOURCES[name].language,
                published=stamp,
                parts=(Part("title", "Anker A1263", "title"),),
            )
            assert normalize(document, WATCHLIST).published == there.date().isoformat(), stamp
