"""What becomes of a document, a source and an id where two databases say different things of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import withholding
from db.clock import now
from db.harvest import Fault, Harvest, Reading
from db.records import Source
from db.show import show
from db.store import Store, open_store
from pipelines.watchlist import load_all
from recalls.linking import link_all
from recalls.merging import merge
from tests.db.harvests import CAA, CPSC, MAKER, PRESS, document, harvest, mention, night, publish, reading, rows

WATCHLIST = load_all()


def machine(folder: Path, name: str, *harvests: Harvest, day: int = 1) -> Path:
    """A database that published these, on a day of December 2025; its listings lie in a file of its own."""
    path = folder / f"{name}.db"
    moments = iter(f"2025-12-{day:02d}T03:{minute:02d}:00Z" for minute in range(60))
    with open_store(path, clock=lambda: next(moments)) as store:
        for one in harvests:
            one.captures[0] = replace(one.captures[0], file=f"{name}-{one.captures[0].date[:10]}.warc.gz")
            publish(store, one)
            link_all(store, WATCHLIST)
    return path


def notice(key: str, *, date: str = night(1), source: Source = CAA, words: str = "Recalled.", **values: Any) -> Reading:
    """A recall of the A1263 in Japan, captured on a night."""
    told = {"models": ("A1263",), "announced": "2025-10-21", **values}
    read = document(key, words, source=source, date=date, file=f"{source.id}-{date[:10]}.warc.gz")
    return reading(read, mention("JP", **told))


def both_ways(folder: Path, one: Path, other: Path, look: Callable[[Store], Any]) -> Any:
    """What is seen after a merge, which is the same whoever takes in whom."""
    seen = []
    for pair in ((one, other), (other, one)):
        target = folder / f"merged-{one.stem}-{other.stem}-{pair[0].stem}.db"
        merge(target, pair, WATCHLIST)
        merge(target, pair[1:], WATCHLIST)
        with open_store(target, read_only=True) as store:
            seen.append(look(store))
    assert seen[0] == seen[1]
    return seen[0]


def test_newer_words_win_and_older_ones_become_history(tmp_path: Path) -> None:
    older = machine(tmp_path, "older", harvest(notice("1", words="Old words.")), day=9)
    newer = machine(tmp_path, "newer", harvest(notice("1", words="New words.", date=night(3)), date=night(3)), day=2)
    shown = "documents d JOIN document_versions v ON v.id = d.version_id JOIN document_words w ON w.rowid = d.id"
    (row,) = both_ways(tmp_path, older, newer, lambda s: rows(s, shown, "d.first_seen, d.last_seen, body, changes"))
    assert row[2] == "New words." and '"old":"Old words."' in row[3]


def seen(store: Store) -> dict[str, str | None]:
    return dict(rows(store, "documents", "key, absent_since"))


def test_a_full_listing_of_one_machine_says_what_is_absent_of_the_other(tmp_path: Path) -> None:
    had = machine(tmp_path, "had", harvest(notice("1"), notice("2")))
    lacks = machine(tmp_path, "lacks", harvest(notice("1", date=night(2)), date=night(2)))
    assert both_ways(tmp_path, had, lacks, seen) == {"1": None, "2": night(2)}


def test_what_a_machine_listed_and_did_not_keep_is_not_absent(tmp_path: Path) -> None:
    had = machine(tmp_path, "had", harvest(notice("1"), notice("2")))
    left = machine(tmp_path, "left", harvest(notice("1", date=night(2)), date=night(2), listed={"1", "2"}))
    assert both_ways(tmp_path, had, left, seen) == {"1": None, "2": None}
    broken = harvest(date=night(3), kept_promise=False, complete=False)
    third = machine(tmp_path, "third", harvest(notice("1", date=night(4)), date=night(4), complete=False), broken)
    assert both_ways(tmp_path, had, third, seen) == {"1": None, "2": None}


def test_a_page_that_each_of_two_machines_found_gone_is_gone(tmp_path: Path) -> None:
    def gone(on: int) -> Harvest:
        return harvest(date=night(on), complete=False, gone={"1"})

    first = machine(tmp_path, "first", harvest(notice("1"), complete=False), gone(2))
    same_night = machine(tmp_path, "same", harvest(notice("1"), complete=False), gone(2))
    second = machine(tmp_path, "second", harvest(notice("1"), complete=False), gone(3))
    read = machine(tmp_path, "read", harvest(notice("1", date=night(4)), date=night(4), complete=False))
    assert both_ways(tmp_path, first, same_night, seen) == {"1": None}
    assert both_ways(tmp_path, first, second, seen) == {"1": night(2)}
    assert both_ways(tmp_path, first, read, lambda s: rows(s, "documents", "gone_since, gone_nights")) == [(None, 0)]


def test_a_document_stays_withheld_if_either_withheld_it(tmp_path: Path) -> None:
    shown = machine(tmp_path, "shown", harvest(notice("1")))
    hidden = machine(tmp_path, "hidden", harvest(notice("1")))
    with open_store(hidden) as store:
        with store.writing() as connection:
            withholding.order(connection, "withhold", "jp-caa/1", why="w", who="p", moment=night(9))
        link_all(store, WATCHLIST)

    def look(store: Store) -> Any:
        return rows(store, "documents", "withheld"), rows(store, "timeline", "id"), len(rows(store, "withholdings"))

    assert both_ways(tmp_path, shown, hidden, look) == ([(night(9),)], [], 1)


def test_a_source_is_stale_where_its_last_visit_failed_whoever_made_it(tmp_path: Path) -> None:
    def failing(on: int) -> Harvest:
        return harvest(date=night(on), kept_promise=False, faults=[Fault("jp-caa", "promise", "none")])

    well = machine(tmp_path, "well", harvest(notice("1")), day=3)
    before = machine(tmp_path, "before", failing(1), day=2)
    after = machine(tmp_path, "after", failing(4), failing(5), day=4)

    def look(store: Store) -> Any:
        return rows(store, "sources", "last_good, stale_since")

    assert both_ways(tmp_path, well, before, look) == [(night(1), None)]
    assert both_ways(tmp_path, well, after, look) == [(night(1), night(4))]


def test_what_the_other_read_since_without_a_fault_leaves_quarantine(tmp_path: Path) -> None:
    url = "https://example.org/1"
    bad = machine(tmp_path, "bad", harvest(faults=[Fault("jp-caa", "parse", "cannot be read", url)]))
    read = machine(tmp_path, "read", harvest(notice("1", date="2026-01-05T00:00:00Z"), date="2026-01-05T00:00:00Z"))
    early = machine(tmp_path, "early", harvest(notice("1")))
    assert both_ways(tmp_path, bad, read, lambda s: rows(s, "quarantine", "address")) == []
    assert both_ways(tmp_path, bad, early, lambda s: rows(s, "quarantine", "address, nights")) == [(url, 1)]


def test_a_page_is_in_quarantine_since_it_was_last_read_well_whoever_read_it(tmp_path: Path) -> None:
    def faulty(on: int) -> Harvest:
        fault = Fault("jp-caa", "parse", f"cannot be read on night {on}", "https://example.org/1")
        return harvest(date=night(on), complete=False, faults=[fault])

    first = machine(tmp_path, "first", faulty(1))
    well = machine(tmp_path, "well", harvest(notice("1", date=night(2)), date=night(2), complete=False))
    again = machine(tmp_path, "again", faulty(3), faulty(5))
    more = machine(tmp_path, "more", faulty(4))
    held = "first_seen, last_seen, nights, reason"
    for path in nested(tmp_path, first, well, again):
        with open_store(path, read_only=True) as store:
            told = (night(3), night(5), 2, "cannot be read on night 5")
            assert rows(store, "quarantine", held) == [told], path.stem
    (tmp_path / "three").mkdir()
    for path in nested(tmp_path / "three", first, again, more):
        with open_store(path, read_only=True) as store:
            told = (night(1), night(5), 4, "cannot be read on night 5")
            assert rows(store, "quarantine", held) == [told], path.stem


# Ids of recalls


def ids(store: Store) -> dict[str, list[str]]:
    """The documents of each recall, by its id."""
    found: dict[str, list[str]] = {}
    for recall, scope in sorted(rows(store, "recall_mentions", "recall_id, scope")):
        found.setdefault(recall, []).append(scope.partition("#")[0])
    return found


def redirects(store: Store) -> Any:
    return rows(store, "recall_redirects", "id, recall_id"), rows(store, "recall_namesakes", "id, recall_id")


def test_one_recall_with_two_ids_keeps_the_older_and_redirects_the_other(tmp_path: Path) -> None:
    press = harvest(notice("1", source=PRESS, announced="2025-10-22"), source=PRESS)
    official = harvest(notice("1"))
    pair = ("anker-jp-2025-10-22", "anker-jp-2025-10-21")
    for day, (kept, other) in ((1, pair), (3, pair[::-1])):
        folder = tmp_path / str(day)
        folder.mkdir()
        one = machine(folder, "press", press, day=day)
        two = machine(folder, "official", official, day=2)
        found = both_ways(folder, one, two, lambda store: (ids(store), redirects(store)))
        assert found == ({kept: ["de-press/1", "jp-caa/1"]}, ([(other, kept)], []))


def test_of_one_day_the_id_of_the_founding_notice_stays(tmp_path: Path) -> None:
    one = machine(tmp_path, "press", harvest(notice("1", source=PRESS, announced="2025-10-22"), source=PRESS))
    two = machine(tmp_path, "official", harvest(notice("1")))
    assert list(both_ways(tmp_path, one, two, ids)) == ["anker-jp-2025-10-21"]


@pytest.mark.parametrize(("day", "keeper"), [(1, "jp-caa/1"), (3, "us-cpsc/2")])
def test_two_recalls_with_one_id_are_two_and_the_older_keeps_it(tmp_path: Path, day: int, keeper: str) -> None:
    one = machine(tmp_path, "one", harvest(notice("1")), day=day)
    two = machine(tmp_path, "two", harvest(notice("2", source=CPSC, models=("A3102",)), source=CPSC), day=2)

    def look(store: Store) -> Any:
        return ids(store), redirects(store)[1]

    found, namesakes = both_ways(tmp_path, one, two, look)
    assert found["anker-jp-2025-10-21"] == [keeper]
    (other,) = found.keys() - {"anker-jp-2025-10-21"}
    assert namesakes == [("anker-jp-2025-10-21", other)]
    with open_store(next(tmp_path.glob("merged-*.db")), read_only=True) as store:
        assert show(store.connection, "anker-jp-2025-10-21")["namesakes"] == [other]  # type: ignore[index]
    merged = merge(tmp_path / "told.db", (one, two), WATCHLIST)
    assert [(one.id, one.recall) for one in merged.namesakes] == namesakes


def test_a_redirect_stays_one_where_the_other_still_has_the_id(tmp_path: Path) -> None:
    press = harvest(notice("1", source=PRESS, announced="2025-10-22"), source=PRESS)
    alone = machine(tmp_path, "alone", press, day=1)
    knows = tmp_path / "knows.db"
    merge(knows, (machine(tmp_path, "official", harvest(notice("1")), day=1), alone), WATCHLIST)
    found = both_ways(tmp_path, alone, knows, lambda store: (list(ids(store)), redirects(store)))
    assert found == (["anker-jp-2025-10-21"], ([("anker-jp-2025-10-22", "anker-jp-2025-10-21")], []))


def undated(key: str, model: str) -> Reading:
    """A maker's page without a date."""
    read = document(key, source=MAKER, published=None, file="anker-jp-2025-11-01.warc.gz")
    return reading(read, mention("JP", models=(model,)))


def nested(folder: Path, *databases: Path) -> list[Path]:
    """Three databases merged at once and in two steps."""
    a, b, c = databases
    steps = {"at-once": (c, a, b)}
    for one, other, last in ((a, b, c), (a, c, b), (b, c, a)):
        two = folder / f"{one.stem}-{other.stem}.db"
        merge(two, (one, other), WATCHLIST)
        steps |= {f"{two.stem}-then-{last.stem}": (two, last), f"{last.stem}-then-{two.stem}": (last, two)}
    for name, pair in steps.items():
        merge(folder / f"{name}.db", pair, WATCHLIST)
    return [folder / f"{name}.db" for name in steps]


def test_an_id_stays_with_the_same_recall_in_however_many_steps_databases_are_merged(tmp_path: Path) -> None:
    first = machine(tmp_path, "first", harvest(undated("1", "A1263"), source=MAKER))
    second = machine(tmp_path, "second", harvest(undated("2", "A3102"), source=MAKER))
    dated = machine(tmp_path, "dated", harvest(notice("3")))
    today = f"{now()[:10]}T03:00:00Z"
    for path in (first, second, dated):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE recalls SET made = ?", [today])
    for path in nested(tmp_path, first, second, dated):
        with open_store(path, read_only=True) as store:
            found = {"anker-jp-undated": ["anker-jp/2"], "anker-jp-2025-10-21": ["anker-jp/1", "jp-caa/3"]}
            assert ids(store) == found, path.stem
            # Of the first's page it was told on the way, too.
            assert ("anker-jp-undated", "anker-jp-2025-10-21") in redirects(store)[1]


def test_the_next_crawl_keeps_the_ids_that_a_merge_gave(tmp_path: Path) -> None:
    press = harvest(notice("1", source=PRESS, announced="2025-10-22"), source=PRESS)
    one = machine(tmp_path, "press", press)
    two = machine(tmp_path, "official", harvest(date=night(1)), harvest(notice("1", date=night(2)), date=night(2)))
    merge(tmp_path / "all.db", (one, two), WATCHLIST)
    with open_store(tmp_path / "all.db") as store:
        before = ids(store), redirects(store)
        assert list(before[0]) == ["anker-jp-2025-10-21"]
        link_all(store, WATCHLIST)
        assert (ids(store), redirects(store)) == before


def test_a_date_that_one_version_gives_decides_on_no_id_for_good(tmp_path: Path) -> None:
    first = machine(tmp_path, "first", harvest(notice("1", words="A", announced="2025-10-20", date=night(2))))
    second = machine(tmp_path, "second", harvest(notice("1", words="B", announced="2025-10-21")))
    last = machine(tmp_path, "last", harvest(notice("1", words="C", announced="2025-10-21", date=night(3))))
    for path in nested(tmp_path, first, second, last):
        with open_store(path, read_only=True) as store:
            assert list(ids(store)) == ["anker-jp-2025-10-21"], path.stem


def test_an_id_that_redirects_goes_on_being_known_by_the_notice_that_had_it(tmp_path: Path) -> None:
    first = machine(tmp_path, "first", harvest(undated("1", "A1263"), source=MAKER))
    second = machine(tmp_path, "second", harvest(undated("2", "A3102"), source=MAKER))
    dated = machine(tmp_path, "dated", harvest(notice("3"), notice("4", models=("A3102",), announced="2025-10-20")))
    for path in nested(tmp_path, first, second, dated):
        with open_store(path, read_only=True) as store:
            led = dict(redirects(store)[0])["anker-jp-undated"]
            assert led == "anker-jp-2025-10-20", path.stem
            (founders,) = store.connection.execute("SELECT founders FROM recalls WHERE id = 'anker-jp-undated'")
            assert founders == ('["anker-jp/2#0@JP"]',), path.stem


def test_a_run_of_another_machine_that_was_cut_off_is_not_taken_up_here(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", clock=lambda: night(1)) as store:
        ours = store.start_run(command="nightly", sources=["jp-caa", "us-cpsc"])
    with open_store(tmp_path / "b.db", clock=lambda: night(2)) as store:
        store.start_run(command="nightly", sources=["de-press"])
    merge(tmp_path / "a.db", (tmp_path / "b.db",), WATCHLIST)
    with open_store(tmp_path / "a.db") as store:
        assert store.cut_off("nightly", night(1), ["jp-caa", "us-cpsc", "jp-meti"]) == (ours, frozenset())
        assert store.cut_off("nightly", night(1), ["jp-caa"]) is None
