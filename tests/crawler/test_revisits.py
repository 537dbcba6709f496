"""A notice's page is seen again after 1, 2, 4 … 90 days, and not in between."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.wordpress import FIELDS
from crawler.revisits import DAYS, due
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.warcs import Warc
from tests.web import build

FIRST = date(2026, 1, 1)
SEEN_TODAY = ("2025-10-21", "2100-01-01")
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


def blog(path: Path) -> str:
    """An archive of a blog whose posts, newest first, fill two pages of its search."""
    warc = Warc(path)
    for since in ("", "after=2024-01-01T00:00:00&"):
        for page, numbers in ((1, (22, 21)), (2, (12, 11))):
            answer = [
                {
                    "id": number,
                    "date": "2025-10-21T12:00:00",
                    "link": f"https://www.appgefahren.de/x-{number}.html",
                    "title": {"rendered": f"Anker {number}"},
                    "content": {"rendered": "<p>Anker</p>"},
                }
                for number in numbers
            ]
            warc.response(
                f"https://www.appgefahren.de/wp-json/wp/v2/posts?search=Anker&{since}per_page=100&page={page}"
                f"&_fields={FIELDS}",
                json.dumps(answer).encode(),
                headers={"X-WP-Total": "4", "X-WP-TotalPages": "2"},
                warc={"WARC-Recreated": "yes"},
            )
    return warc.close()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    path = tmp_path_factory.mktemp("revisits") / "meti.warc.gz"
    build.write(path, build.answers("jp-meti"))
    opss = tmp_path_factory.mktemp("revisits") / "opss.warc.gz"
    build.write(opss, build.answers("gb-opss"))
    posts = (blog(tmp_path_factory.mktemp("revisits") / "posts.warc.gz"),)
    known = {"251021-1": ("2025-10-21", "2100-01-01"), "250626-99": ("2025-06-26", "2025-06-28T01:02:03Z")}
    cases = {
        "nightly": Case("jp-meti", replay=(str(path),), settings={"LOCAL_SEEN": known}),
        "by address": Case("jp-meti", replay=(str(path),), urls=(NOTICE,), settings={"LOCAL_SEEN": known}),
        "since": Case("jp-meti", replay=(str(path),), settings={"SINCE": "2099-01-01"}),
        "notice": Case("gb-opss", replay=(str(opss),), settings={"LOCAL_SEEN": {"2609-0156": SEEN_TODAY}}),
        "posts": Case("de-appgefahren", replay=posts),
        "posts, last known": Case("de-appgefahren", replay=posts, settings={"LOCAL_SEEN": {"21": SEEN_TODAY}}),
        "posts, first known": Case("de-appgefahren", replay=posts, settings={"LOCAL_SEEN": {"22": SEEN_TODAY}}),
        "posts since": Case(
            "de-appgefahren", replay=posts, settings={"LOCAL_SEEN": {"21": SEEN_TODAY}, "SINCE": "2024-01-01"}
        ),
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


def test_a_notice_that_is_not_due_is_not_asked_for_its_content(outcomes: dict[str, Outcome]) -> None:
    assert "2609-0156" in outcomes["notice"].listed
    assert "2609-0156" not in {document["key"] for document in outcomes["notice"].documents}
    assert outcomes["notice"].document_count > 0


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("posts", {"22", "21", "12", "11"}),
        ("posts, first known", {"22", "21", "12", "11"}),
        ("posts, last known", {"22", "21"}),
    ],
)
def test_a_search_of_posts_ends_where_what_follows_was_read_before(
    outcomes: dict[str, Outcome], name: str, keys: set[str]
) -> None:
    assert {document["key"] for document in outcomes[name].documents} == keys


def test_a_backfill_reads_on_past_what_is_known(outcomes: dict[str, Outcome]) -> None:
    assert {document["key"] for document in outcomes["posts since"].documents} == {"22", "21", "12", "11"}
