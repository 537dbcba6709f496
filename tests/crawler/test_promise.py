"""What a source promises of its live listing, and what of an archive of it."""

import pytest

from crawler.health import Promise, Tally, judge
from db.harvest import Harvest
from db.records import Source

SOURCE = Source("zz-shop", "A shop", "press", "en", None, "UTC")


def judged(read: int, *, replayed: bool = False, bounded: bool = False, last_read: int | None = None) -> Harvest:
    harvest = Harvest(SOURCE, read=read)
    tally = Tally(documents=read, title=read, published=read, text=read, listings=1, read_listings=1, replayed=replayed)
    tally.bounded = bounded
    judge(harvest, Promise(records=500), tally, full=True, last_read=last_read)
    return harvest


def test_a_live_listing_below_its_promise_breaks_it() -> None:
    assert judged(500).kept_promise
    broken = judged(499)
    assert not broken.kept_promise
    assert [fault.kind for fault in broken.faults] == ["promise"]


def test_an_archive_may_hold_a_part_of_a_listing_but_not_nothing() -> None:
    assert judged(2, replayed=True).kept_promise
    assert not judged(0, replayed=True).kept_promise


def test_a_run_that_was_to_end_early_promises_no_number_and_fills_its_fields() -> None:
    assert judged(0, bounded=True, last_read=1200).kept_promise
    untitled = Harvest(SOURCE, read=2)
    tally = Tally(documents=2, published=2, text=2, listings=1, read_listings=1, bounded=True)
    judge(untitled, Promise(records=500), tally, full=True, last_read=None)
    assert not untitled.kept_promise


@pytest.mark.parametrize("replayed", [False, True])
def test_half_of_what_the_last_good_run_read_is_the_least(replayed: bool) -> None:
    assert judged(600, replayed=replayed, last_read=1200).kept_promise
    assert not judged(599, replayed=replayed, last_read=1200).kept_promise


@pytest.mark.parametrize(
    ("newest", "kept"),
    [
        ("2026-02-01", True),
        ("Sun, 01 Feb 2026 08:00:00 +0900", True),
        ("2026年1月31日", False),
        ("2026-01-31T23:00:00", False),
    ],
)
def test_a_live_listing_without_news_for_longer_than_promised_breaks_it(newest: str, kept: bool) -> None:
    harvest = Harvest(SOURCE, read=5, finished="2026-03-03T04:00:00Z")
    tally = Tally(listings=1, read_listings=1)
    for stamp in ("2025-01-01", newest, None, "no day", "2026-13-45"):
        tally.heard(stamp)
    judge(harvest, Promise(quiet_days=30), tally, full=True, last_read=None)
    assert harvest.kept_promise is kept
    assert [fault.message for fault in harvest.faults] == (
        [] if kept else ["no news for 31 days, since 2026-01-31, where 30 are the most"]
    )


def test_an_answer_that_has_not_changed_is_as_old_as_it_says() -> None:
    harvest = Harvest(SOURCE, finished="2026-03-03T04:00:00Z")
    tally = Tally(listings=1)
    tally.rested("Wed, 31 Dec 2025 10:00:00 GMT", listing=True)
    judge(harvest, Promise(quiet_days=30), tally, full=True, last_read=None)
    assert not harvest.kept_promise


def test_an_archive_is_as_old_as_it_is() -> None:
    harvest = Harvest(SOURCE, read=5, finished="2026-03-03T04:00:00Z")
    tally = Tally(listings=1, read_listings=1, replayed=True)
    tally.heard("2020-01-01")
    judge(harvest, Promise(quiet_days=30), tally, full=True, last_read=None)
    assert harvest.kept_promise
