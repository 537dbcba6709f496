"""The timeline as the public knew it on a day, and as a database knew it."""

import sqlite3
from pathlib import Path

import pytest

from db.linking import Decision
from db.past import as_of
from db.recall_ids import known_ids
from db.scopes import placed_scopes
from db.store import Store
from db.timeline import BadFilter, timeline
from pipelines.link import link
from tests.db.harvests import CPSC, PRESS, contents, document, harvest, mention, new_store, night, publish, reading


def linked(store: Store) -> Store:
    store.save_links(link(placed_scopes(store.connection), store.decisions(), known_ids(store.connection)))
    return store


def known(copy: sqlite3.Connection) -> dict[str, int | None]:
    """Recalls and figures in a copy, after it was linked anew."""
    return {str(row["id"]): row["units"] for row in timeline(linked(Store(copy, Path("copy"))).connection)}


def filled(folder: Path) -> Store:
    """Two nights of crawling in November 2025, with pages of June and October, one of which changes."""
    times = iter(f"2025-11-{day:02d}T03:00:00Z" for day in (1, 1, 1, 1, 5, 5, 5, 5, 5, 5, 9, 9, 9))
    store = new_store(folder, clock=lambda: next(times))
    june = reading(
        document("2", source=CPSC, published="2025-06-12"), mention("US", models=("A1263",), units=1_158_000)
    )
    first, second = (
        mention("JP", models=("A1263",), announced="2025-10-21", units=figure) for figure in (410_124, 522_237)
    )
    publish(store, harvest(june, source=CPSC))
    publish(store, harvest(reading(document("1", "A."), first)))
    publish(store, harvest(reading(document("1", "B.", date=night(5)), second), date=night(5)))
    return linked(store)


def test_the_public_knew_in_july_what_was_published_by_then(tmp_path: Path) -> None:
    store = filled(tmp_path)
    assert known(as_of(store.connection, public="2025-07-01")) == {"anker-us-2025-06-12": 1_158_000}
    assert known(as_of(store.connection, public="2025-06-11")) == {}


def test_a_page_counts_with_the_words_that_it_had(tmp_path: Path) -> None:
    store = filled(tmp_path)
    october = {"anker-us-2025-06-12": 1_158_000, "anker-jp-2025-10-21": 410_124}
    assert known(as_of(store.connection, public="2025-11-01")) == october
    assert known(as_of(store.connection, public="2025-11-05")) == {**october, "anker-jp-2025-10-21": 522_237}


def test_the_database_knew_only_what_it_had_recorded(tmp_path: Path) -> None:
    store = filled(tmp_path)
    assert known(as_of(store.connection, recorded="2025-10-31")) == {}
    assert known(as_of(store.connection, recorded="2025-12")) == {
        "anker-us-2025-06-12": 1_158_000,
        "anker-jp-2025-10-21": 522_237,
    }


def test_looking_back_changes_nothing_and_keeps_the_ids(tmp_path: Path) -> None:
    store = filled(tmp_path)
    before, ids = contents(store), known_ids(store.connection)
    known(as_of(store.connection, public="2025-07-01"))
    assert (contents(store), known_ids(store.connection)) == (before, ids)


def test_a_regulators_notice_without_a_stamp_was_public_when_it_announced(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    said = mention("JP", models=("A1263",), announced="2024-04-04")
    publish(store, harvest(reading(document("1", published=None), said)))
    report = mention("JP", models=("A1263",), announced="2024-04-04")
    publish(store, harvest(reading(document("2", source=PRESS, published="2025-01-01"), report), source=PRESS))
    copy = linked(Store(as_of(linked(store).connection, public="2024-05"), Path("copy")))
    assert [row["notices"] for row in timeline(copy.connection)] == [1]


def test_later_decisions_are_not_known_then(tmp_path: Path) -> None:
    store = new_store(tmp_path, clock=lambda: "2025-11-09T00:00:00Z")
    store.decide(Decision("different", "a/1#0@JP", "a/2#0@JP"))
    assert Store(as_of(store.connection, recorded="2025-11-08"), Path("copy")).decisions() == []
    assert len(Store(as_of(store.connection, recorded="2025-11-09"), Path("copy")).decisions()) == 1


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFilter, match="yesterday"):
        as_of(new_store(tmp_path).connection, public="yesterday")
