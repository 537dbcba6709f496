"""What is news and what is not: by the day on which something was public."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from db.change_list import recent
from db.changes import changes, found_anew
from db.harvest import Reading
from db.recall_ids import known_ids
from db.records import Claim, Units
from db.scopes import placed_scopes
from db.store import Store
from db.timeline import Filters
from pipelines.link import link
from tests.db.harvests import CAA, CPSC, PRESS, document, harvest, mention, new_store, night, publish, reading


def linked(store: Store) -> Store:
    store.save_links(link(placed_scopes(store.connection), known=known_ids(store.connection)))
    return store


def told(store: Store, **filters: str) -> list[tuple[Any, ...]]:
    found = changes(store.connection, Filters(**filters))
    return [(row["public"], row["kind"], row["market"] or row["document"]) for row in found]


def units_of(figure: int, text: str, number: int, **values: Any) -> Reading:
    """Japan's notice on a night, with a figure that its text says."""
    quote = f"{figure:,}"
    start = text.index(quote)
    claim = Claim(0, "units", {"value": figure, "qualifier": "exact"}, "text", quote, start, start + len(quote))
    said = mention("JP", models=("A1263",), announced="2025-10-21", units=figure)
    return reading(document("1", text, date=night(number), **values), said, claims=(claim,))


def test_a_recall_is_news_on_its_day_whenever_it_was_recorded(tmp_path: Path) -> None:
    store = new_store(tmp_path, clock=lambda: "2026-03-01T00:00:00Z")
    us = reading(document("2", source=CPSC, published="2025-06-12"), mention("US", models=("A1263",)))
    jp = reading(document("1"), mention("JP", models=("A1263",), announced="2025-10-21"))
    publish(store, harvest(us, source=CPSC), harvest(jp))
    linked(store)
    assert told(store) == [("2025-06-12", "new_recall", "US"), ("2025-10-21", "new_market", "JP")]
    assert told(store, since="2025-07") == [("2025-10-21", "new_market", "JP")]
    assert told(store, since="2026") == []
    assert {row["recorded"] for row in changes(store.connection)} == {"2026-03-01T00:00:00Z"}


def test_a_later_recall_of_a_model_in_its_market_widens_the_first(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    first = reading(document("1", published="2024-09-17"), mention("JP", models=("A1647",)))
    later = reading(document("2", published="2025-06-26"), mention("JP", models=("A1647", "A1257")))
    publish(store, harvest(first, later))
    assert told(linked(store), since="2025") == [("2025-06-26", "widened", "JP")]


def test_a_changed_figure_comes_with_old_new_and_the_words(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    publish(store, harvest(units_of(410_124, "410,124 units.", 1)))
    publish(store, harvest(units_of(520_000, "520,000 units.", 5), date=night(5)))
    linked(store)
    (row,) = (row for row in changes(store.connection) if row["kind"] == "changed_figure")
    assert (row["public"], row["old"]["value"], row["new"]["value"]) == ("2025-11-05", 410_124, 520_000)
    assert (row["words"], row["recalls"]) == ("520,000", ["anker-jp-2025-10-21"])


def test_the_sources_own_stamp_of_a_change_is_its_day(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    publish(store, harvest(units_of(410_124, "410,124 units.", 1)))
    changed = units_of(520_000, "520,000 units.", 9)
    stamped = Reading(
        replace(changed.document, modified="2025-11-04T10:00:00+09:00"), changed.published, changed.notice
    )
    publish(store, harvest(stamped, date=night(9)))
    linked(store)
    assert [row["public"] for row in changes(store.connection) if row["kind"] == "changed_figure"] == ["2025-11-04"]


def test_a_figure_that_only_our_code_reads_anew_is_no_news(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    text = "Of 410,124 sold, 28,756 units."
    publish(store, harvest(units_of(410_124, text, 1)))
    publish(store, harvest(units_of(28_756, text + " Stop using them.", 5), date=night(5)), reader="reader 2")
    assert [row["kind"] for row in changes(linked(store).connection)] == ["new_recall", "changed_words"]


def test_a_source_that_reports_again_with_another_figure(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    jp = reading(document("1"), mention("JP", models=("A1263",), announced="2025-10-21"))
    reports = [
        reading(document(key, source=PRESS, published=day), mention("JP", models=("A1263",), units=figure))
        for key, day, figure in (("a", "2025-10-22", 520_000), ("b", "2025-11-20", 522_237))
    ]
    publish(store, harvest(jp), harvest(*reports, source=PRESS))
    (row,) = (row for row in changes(linked(store).connection) if row["kind"] == "changed_figure")
    assert (row["public"], row["old"]["value"], row["new"]["value"]) == ("2025-11-20", 520_000, 522_237)
    assert row["new"] == {"value": Units(522_237).value, "qualifier": "exact"}
    again = ("2025-11-20", "changed_figure", "JP")
    assert again in told(store, source=PRESS.id) and again not in told(store, source=CAA.id)
    assert again in told(store, since="2025-11", model="A1263") and again not in told(store, until="2025-11-19")


def test_a_notice_that_a_full_listing_lacks_has_vanished_on_that_night(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one, two = (
        reading(document(key), mention("JP", models=(model,))) for key, model in (("1", "A1263"), ("2", "A3117"))
    )
    publish(store, harvest(one, two), harvest(one, date=night(8)))
    linked(store)
    gone = [row for row in changes(store.connection) if row["kind"] == "vanished"]
    assert [(row["public"], row["document"], len(row["recalls"])) for row in gone] == [("2025-11-08", "jp-caa/2", 1)]


def test_a_change_of_another_recall_does_not_fit_the_filter(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    publish(store, harvest(units_of(410_124, "410,124 units.", 1)))
    publish(store, harvest(units_of(520_000, "520,000 units.", 5), date=night(5)))
    linked(store)
    assert len(told(store, market="JP", model="A1263")) == 2
    assert told(store, market="US") == told(store, model="A9999") == told(store, source="us-cpsc") == []


def test_an_undated_notice_is_news_only_where_an_earlier_full_listing_lacked_it(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    one, two = (
        reading(document(key, published=None, date=night(number)), mention("JP", models=(model,)))
        for key, model, number in (("1", "A1263", 1), ("2", "A3117", 4))
    )
    publish(store, harvest(one), harvest(one, two, date=night(4)))
    linked(store)
    assert told(store, since="2025-01") == [("2025-11-04", "new_recall", "JP")]
    assert (None, "new_recall", "JP") in told(store)


def five_recalls(folder: Path) -> Store:
    """Recalls of four months, a change of one's words, and one whose date is a year."""
    store = new_store(folder)
    announced = ("2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2025")
    said = [mention("US", models=(f"A126{at}",), announced=date) for at, date in enumerate(announced)]
    readings = [reading(document(str(at), source=CPSC, published=one.announced), one) for at, one in enumerate(said)]
    publish(store, harvest(*readings, source=CPSC))
    again = reading(document("0", "Recalled again.", source=CPSC, date=night(4), published="2025-02-01"), said[0])
    publish(store, harvest(again, *readings[1:], source=CPSC, date=night(4)))
    return linked(store)


def test_what_is_kept_is_what_the_tables_say(tmp_path: Path) -> None:
    store = five_recalls(tmp_path)
    assert {row["kind"] for row in changes(store.connection)} == {"new_recall", "changed_words"}
    assert changes(store.connection) == found_anew(store.connection)


def test_the_latest_are_the_end_of_all(tmp_path: Path) -> None:
    store = five_recalls(tmp_path)
    for filters in (
        Filters(),
        Filters(since="2025-03"),
        Filters(market="US", until="2025-06"),
        Filters(source="us-cpsc"),
    ):
        every = changes(store.connection, filters)
        for most in range(1, len(every) + 3):
            assert recent(store.connection, filters, most) == every[-most:]
    # Documents that came in since recalls were last joined count, though the list does not have them yet.
    store.connection.execute("UPDATE documents SET absent_since = '2025-11-09T00:00:00Z' WHERE key IN ('1', '2')")
    for most in range(1, 9):
        assert recent(store.connection, Filters(), most) == changes(store.connection)[-most:]
