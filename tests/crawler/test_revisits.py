"""A notice's page is seen again after 1, 2, 4 … 90 days, and not in between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.revisits import DAYS, due
from tests.crawler.engine import Case, Outcome, run
from tests.web import build

FIRST = date(2026, 1, 1)
NOTICE = "https://www.meti.go.jp/product_safety/recall/file/251021-1.html"


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def test_nightly_runs_see_a_page_on_the_days_of_the_schedule_only() -> None:
    seen = [0]
    for night in range(1, 200):
        if due(day(0), day(seen[-1]), day(night)):
            seen.append(night)
    assert tuple(seen[1:]) == DAYS


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_missed_day_is_made_up_for_once(last: int, pause: int) -> None:
    now = last + pause
    assert due(day(0), day(last), day(now)) == any(last < days <= now for days in DAYS)
    assert not due(day(0), day(now), day(now))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    path = tmp_path_factory.mktemp("revisits") / "meti.warc.gz"
    build.write(path, build.answers("jp-meti"))
    known = {"251021-1": ("2025-10-21", "2100-01-01"), "250626-99": ("2025-06-26", "2025-06-28T01:02:03Z")}
    cases = {
        "nightly": Case("jp-meti", replay=(str(path),), settings={"LOCAL_SEEN": known}),
        "by address": Case("jp-meti", replay=(str(path),), urls=(NOTICE,), settings={"LOCAL_SEEN": known}),
        "since": Case("jp-meti", replay=(str(path),), settings={"SINCE": "2099-01-01"}),
    }
    return dict(zip(cases, run(*cases.values()).outcomes, strict=True))


def test_a_page_that_is_not_due_is_listed_and_not_asked(outcomes: dict[str, Outcome]) -> None:
    nightly = outcomes["nightly"]
    assert nightly.faults == []
    assert nightly.kept_promise
    assert {document["key"] for document in nightly.documents} == {"250626-99", "231016-99", "230822-99"}
    assert "251021-1" in nightly.listed
    assert NOTICE not in {capture["url"] for capture in nightly.captures}


def test_an_address_that_somebody_named_is_always_asked(outcomes: dict[str, Outcome]) -> None:
    assert [document["key"] for document in outcomes["by address"].documents] == ["251021-1"]


def test_a_list_that_lies_before_the_day_asked_for_ends_the_reading(outcomes: dict[str, Outcome]) -> None:
    assert not outcomes["since"].complete
    assert outcomes["since"].faults == []
