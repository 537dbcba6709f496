"""What a source promises of its live listing, and what of an archive of it."""

import pytest

from crawler.health import Promise, Tally, judge
from db.records import Harvest, Source

SOURCE = Source("zz-shop", "A shop", "press", "en", None, "UTC")


def judged(read: int, *, replayed: bool = False, last_read: int | None = None) -> Harvest:
    harvest = Harvest(SOURCE, read=read)
    tally = Tally(documents=read, title=read, published=read, text=read, listings=1, read_listings=1, replayed=replayed)
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


@pytest.mark.parametrize("replayed", [False, True])
def test_half_of_what_the_last_good_run_read_is_the_least(replayed: bool) -> None:
    assert judged(600, replayed=replayed, last_read=1200).kept_promise
    assert not judged(599, replayed=replayed, last_read=1200).kept_promise
