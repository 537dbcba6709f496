"""A night reads a list down to what is known; a backfill reads it down to the day that was asked for."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.stamps import day_of
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.warcs import Warc
from tests.web import build

LIST = "https://www.productsafety.govt.nz/recalls?resolved=1"
KOREA = "https://sftc.seoul.go.kr/fe/si/recallDmstc/NR_list.do?pageIndex={}"
#: The days of three pages of a list, the newest first.
PAGES = (("2026-11-20", "2026-11-02"), ("2026-07-30", "2026-07-01"), ("2025-03-01", "2024-12-24"))
#: An earlier night; a hundred days before it nothing is due any more.
READ = "2026-11-24T02:00:00Z"


def notices(number: int, days: tuple[str, ...]) -> str:
    """A page of New Zealand's list."""
    rows = (
        f'<article class="recall"><a href="/recalls/chair-{number}-{row}"></a><h1>Chair</h1>'
        f'<time datetime="{day}">{date.fromisoformat(day):%-d %B %Y}</time></article>'
        for row, day in enumerate(days)
    )
    return f"<html><body><main>{''.join(rows)}</main></body></html>"


def table(number: int, days: tuple[str, ...]) -> str:
    """A page of the Korean mirror's table."""
    rows = (
        f'<tr><td>1</td><td><a onclick="viewDtail({number}{row})">의자</a></td><td>X{number}</td><td>회사</td>'
        f"<td>리콜명령</td><td>{day.replace('-', '.')}</td></tr>"
        for row, day in enumerate(days)
    )
    body = f'<table class="tbl-list"><tbody>{"".join(rows)}</tbody></table>'
    return f"<html><body><p>( {number} / 3 page )</p>{body}</body></html>"


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Outcome]:
    folder = tmp_path_factory.mktemp("lists")
    zealand, korea = Warc(folder / "nz.warc.gz"), Warc(folder / "kr.warc.gz")
    for number, days in enumerate(PAGES):
        start = f"&start={12 * number}" if number else ""
        zealand.response(LIST + start, notices(number, days).encode(), "text/html; charset=utf-8")
        korea.response(KOREA.format(number + 1), table(number + 1, days).encode(), "text/html; charset=utf-8")
    gate = folder / "gate.warc.gz"
    build.write(gate, build.answers("eu-safety-gate"))
    files = {"nz-mbie": zealand.close(), "kr-safetykorea": korea.close(), "eu-safety-gate": str(gate)}
    runs = {"first": {}, "night": {"LOCAL_READ_ON": READ}, "since": {"LOCAL_READ_ON": READ, "SINCE": "2024-06"}}
    cases = {
        (name, how): Case(name, (file,), settings=told) for name, file in files.items() for how, told in runs.items()
    }
    return dict(zip(cases, run(*cases.values()).outcomes, strict=True))


@pytest.mark.parametrize("name", ["nz-mbie", "kr-safetykorea"])
def test_a_night_ends_where_everything_was_read_and_nothing_is_due(
    outcomes: dict[tuple[str, str], Outcome], name: str
) -> None:
    night = outcomes[name, "night"]
    assert len(outcomes[name, "first"].listed) == 6
    assert len(night.listed) == 4, "the second page is the first whose rows are all old enough"
    assert night.faults == []
    assert night.kept_promise and not night.complete


@pytest.mark.parametrize("name", ["nz-mbie", "kr-safetykorea"])
def test_a_backfill_reads_on_past_what_is_known(outcomes: dict[tuple[str, str], Outcome], name: str) -> None:
    assert len(outcomes[name, "since"].listed) == 6


def test_old_weekly_reports_are_read_once(outcomes: dict[tuple[str, str], Outcome]) -> None:
    first, night = (
        {capture["url"] for capture in outcomes["eu-safety-gate", how].captures if "/detail/" in capture["url"]}
        for how in ("first", "night")
    )
    assert len(first) == 6
    assert night == set()


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Published 5 November 2024, updated later", date(2024, 11, 5)),
        ("2024.11.05", date(2024, 11, 5)),
        ("令和6年 2024年11月5日", date(2024, 11, 5)),
        ("Tue, 05 Nov 2024 10:00:00 +1300", date(2024, 11, 5)),
        ("31 Feb 2024", None),
        ("A1263", None),
    ],
)
def test_the_day_of_a_row_is_found_in_its_words(stamp: str, day: date | None) -> None:
    assert day_of(stamp) == day
