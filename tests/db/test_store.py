"""What publishing a harvest keeps, adds and never overwrites."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import publishing
from db.harvest import Fault
from db.records import Claim, Units
from db.scopes import placed_scopes
from db.store import RecreatedRefused, open_store
from tests.db.harvests import (
    CAA,
    CPSC,
    capture,
    contents,
    document,
    harvest,
    mention,
    new_store,
    night,
    publish,
    reading,
    rows,
)

CLAIM = Claim(0, "units", Units(410124), "text", "410,124", 0, 7)


def recalled(key: str, text: str = "410,124 units.", date: str = night(1), **values: object):
    return reading(document(key, text, date=date, **values), mention("JP", models=("A1263",)), claims=(CLAIM,))


def test_a_harvest_becomes_documents_versions_notices_and_claims(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        (outcome,) = publish(store, harvest(recalled("1"), reading(document("2", "An ad."))))
        assert (outcome.new, outcome.unchanged) == (2, 0)
        assert rows(store, "documents", "source, key, published, first_seen, absent_since") == [
            ("jp-caa", "1", "2025-10-21", night(1), None),
            ("jp-caa", "2", "2025-10-21", night(1), None),
        ]
        assert rows(store, "claims", "field, value, quote") == [
            ("units", '{"value":410124,"qualifier":"exact"}', "410,124")
        ]
        assert rows(store, "notices", "count(*)") == [(1,)]
        assert store.last_read("jp-caa") == 2


def test_the_same_harvest_again_adds_nothing(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        once = harvest(recalled("1"), reading(document("2")))
        publish(store, once)
        before = contents(store)
        (outcome,) = publish(store, once)
        assert contents(store) == before
        assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 0, 2)


def test_the_next_night_brings_only_last_seen_forward(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1")), harvest(recalled("1", date=night(2)), date=night(2)))
        assert rows(store, "documents", "first_seen, last_seen") == [(night(1), night(2))]
        assert rows(store, "document_versions", "count(*)") == [(1,)]
        assert rows(store, "claims", "count(*)") == [(1,)]


def test_a_changed_document_adds_one_version_that_says_what_changed(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1", "About 100 units.")))
        changed = harvest(recalled("1", "About 200 units.", night(2), digest="sha1:other"), date=night(2))
        (outcome,) = publish(store, changed)
        assert outcome.changed == 1
        newest = rows(store, "document_versions WHERE changes IS NOT NULL", "changes, cause, first_seen")
        assert newest == [('[{"part":"text","old":"About 100 units.","new":"About 200 units."}]', "source", night(2))]
        assert rows(store, "document_words", "body") == [("About 200 units.",)]
        assert rows(store, "documents d JOIN notices n ON n.id = d.notice_id", "n.version_id = d.version_id") == [(1,)]


def test_the_same_bytes_read_otherwise_are_our_doing(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1", "Glued.Text")))
        publish(store, harvest(recalled("1", "Glued. Text")), crawler="crawler 2")
        assert rows(store, "document_versions WHERE cause IS NOT NULL", "cause") == [("reader",)]
        assert [kind for (kind,) in rows(store, "changes", "kind")] == []


def test_an_older_capture_becomes_history_and_overwrites_nothing(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1", "New words.", night(9)), date=night(9)))
        (outcome,) = publish(store, harvest(recalled("1", "Old words.", night(2)), date=night(2)))
        assert (outcome.historic, outcome.changed) == (1, 0)
        assert rows(store, "documents", "first_seen, last_seen") == [(night(2), night(9))]
        assert rows(store, "document_words", "body") == [("New words.",)]
        current = "documents d JOIN document_versions v ON v.id = d.version_id"
        assert json.loads(rows(store, current, "v.changes")[0][0]) == [
            {"part": "text", "old": "Old words.", "new": "New words."}
        ]


def test_a_document_that_a_full_listing_lacks_is_absent_since_then_until_it_is_back(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1"), recalled("2")))
        (second,) = publish(store, harvest(recalled("1", date=night(2)), date=night(2)))
        (third,) = publish(store, harvest(recalled("1", date=night(3)), date=night(3)))
        assert (second.absent, third.absent) == (1, 0)
        assert rows(store, "documents", "key, absent_since") == [("1", None), ("2", night(2))]
        (back,) = publish(store, harvest(recalled("2", date=night(4)), date=night(4), listed={"1", "2"}))
        assert (back.absent, back.returned) == (0, 1)
        assert rows(store, "documents", "absent_since") == [(None,), (None,)]


def test_a_page_was_seen_when_it_answered_not_when_a_listing_named_it(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1")), harvest(date=night(2), listed={"1"}, complete=False))
        failed = capture("1", night(3), status=503)
        publish(store, harvest(date=night(3), listed={"1"}, complete=False, captures=[failed]))
        assert rows(store, "documents", "last_seen") == [(night(3),)]
        assert store.seen("jp-caa", "1") == (night(1), night(1))
        publish(store, harvest(recalled("1", date=night(4)), date=night(4)))
        assert store.seen("jp-caa", "1") == (night(1), night(4))
        assert store.seen("jp-caa", "2") is None


def test_a_page_elsewhere_was_seen_when_it_was_read_and_is_due_until_then(tmp_path: Path) -> None:
    page = "https://api.example/1"
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1")))
        assert store.seen("jp-caa", "1", page) == (night(1), night(1))
        walled = harvest(recalled("1", date=night(2)), date=night(2))
        walled.captures.append(replace(capture("1", night(2)), url=page, offset=7))
        publish(store, walled)
        assert store.seen("jp-caa", "1", page) == (night(1), night(1))
        read = harvest(recalled("1", date=night(3)), date=night(3), read_pages={page})
        read.captures.append(replace(capture("1", night(3)), url=page, offset=8))
        read.faults.append(Fault("jp-caa", "timeout", "another page", "https://api.example/2"))
        publish(store, read)
        assert store.seen("jp-caa", "1", page) == (night(1), night(3))
        assert store.seen("jp-caa", "2", page) is None


def test_a_feed_that_rolls_on_makes_nothing_absent(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1")), harvest(recalled("2", date=night(2)), date=night(2), complete=False))
        assert rows(store, "documents", "absent_since") == [(None,), (None,)]


def test_an_address_that_is_gone_counts_on_the_second_night(tmp_path: Path) -> None:
    def without(number: int):
        return harvest(date=night(number), complete=False, gone={"1"})

    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1")), without(2), without(2))
        assert rows(store, "documents", "absent_since") == [(None,)]
        publish(store, without(3))
        assert rows(store, "documents", "absent_since") == [(night(2),)]
        publish(store, harvest(recalled("1", date=night(4)), date=night(4), complete=False))
        assert rows(store, "documents", "absent_since, gone_nights") == [(None, 0)]


def test_a_broken_promise_publishes_nothing_and_says_stale(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1")))
        before = contents(store)
        fault = Fault("jp-caa", "promise", "2 of 900 records")
        broken = harvest(recalled("2", date=night(2)), date=night(2), kept_promise=False, faults=[fault])
        run = store.start_run(sources=["jp-caa"])
        outcome = store.publish(run, broken, reader="reader 1", watchlist="w", crawler_reader="crawler 1")
        assert outcome.stale
        assert contents(store) == before
        assert rows(store, "sources", "last_good, stale_since") == [(night(1), night(2))]
        assert store.run_outcomes(run)["jp-caa"]["faults"][0]["message"] == "2 of 900 records"
        assert store.last_read("jp-caa") == 1
        publish(store, harvest(recalled("1", date=night(3)), date=night(3)))
        assert rows(store, "sources", "stale_since") == [(None,)]


def test_an_error_half_way_leaves_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1")))
        before, runs_before = contents(store), rows(store, "run_sources WHERE status = 'ok'")

        def fail(*_: object) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        monkeypatch.setattr(publishing, "note_sightings", fail)
        with pytest.raises(Exception, match="disk I/O error"):
            publish(store, harvest(recalled("1", "Other."), recalled("2")))
        assert contents(store) == before
        assert rows(store, "run_sources WHERE status = 'ok'") == runs_before
    with open_store(tmp_path / "recalls.db") as store:
        assert contents(store) == before


def test_validators_come_only_from_captures_whose_documents_were_published(tmp_path: Path) -> None:
    url = "https://example.org/1"
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1", etag='"a"'), kept_promise=False))
        assert store.validators(url) is None
        publish(store, harvest(recalled("1", etag='"a"')))
        assert store.validators(url) == ('"a"', None)
        faulty = harvest(
            recalled("1", date=night(2), etag='"b"'), date=night(2), faults=[Fault("jp-caa", "parse", "x", url)]
        )
        publish(store, faulty)
        assert store.validators(url) == ('"a"', None)
        assert store.validators(url, crawler_reader="crawler 2") is None
        assert store.validators("https://example.org/listing") is None


def test_recreated_pages_and_live_ones_mix_only_when_told(tmp_path: Path) -> None:
    made = harvest(recalled("1", recreated=True))
    with new_store(tmp_path) as store:
        with pytest.raises(RecreatedRefused, match="our own making"):
            publish(store, made)
        assert rows(store, "documents") == []
    with new_store(tmp_path, allow_recreated=True) as store:
        publish(store, made)
        assert rows(store, "documents", "recreated") == [(1,)]
    with new_store(tmp_path) as store, pytest.raises(RecreatedRefused, match="holds re-created pages"):
        publish(store, harvest(recalled("2", source=CPSC), source=CPSC))


def test_documents_of_another_reader_are_offered_once_and_renewed(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(recalled("1"), reading(document("2", "Uni Anker jacket"))))
        assert list(store.unread("reader 1", "watchlist 1")) == []
        again = list(store.unread("reader 2", "watchlist 1"))
        assert [(one.document.key, one.document.parts[1].text) for one in again] == [
            ("1", "410,124 units."),
            ("2", "Uni Anker jacket"),
        ]
        assert again[0].document.source == CAA
        assert again[0].document == recalled("1").document
        renewed = [reading(again[0].document, mention("US")), again[1]]
        store.renew(renewed, reader="reader 2", watchlist="watchlist 1")
        assert list(store.unread("reader 2", "watchlist 1")) == []
        assert [scope.market for scope in placed_scopes(store.connection)] == ["US"]
        assert rows(store, "notices", "count(*)") == [(2,)]


def test_words_that_no_database_holds_do_not_break_a_source(tmp_path: Path) -> None:
    broken = document("1", "half a pair \ud83d, a NUL \0, 'quotes' \"too\"")
    endless = mention("JP", units=10**30)
    with new_store(tmp_path) as store:
        publish(store, harvest(reading(broken, endless)))
        (again,) = store.unread("reader 2", "watchlist 1")
        assert again.document.digest == broken.digest
        assert rows(store, "mentions", "units") == [(None,)]


WORDS = st.sampled_from(["a", "b", "c"])
NIGHTS = st.lists(st.dictionaries(st.sampled_from(["1", "2", "3"]), WORDS), min_size=1, max_size=4)


@given(nights=NIGHTS, order=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_harvests_in_any_order_and_twice_give_the_same_state(
    tmp_path_factory: pytest.TempPathFactory, nights: list[dict[str, str]], order
) -> None:
    harvests = [
        harvest(*(recalled(key, text, night(number)) for key, text in listing.items()), date=night(number))
        for number, listing in enumerate(nights, start=1)
    ]
    with new_store(tmp_path_factory.mktemp("straight")) as store:
        publish(store, *harvests)
        straight = contents(store)
    shuffled = [*harvests, *harvests]
    order.shuffle(shuffled)
    with new_store(tmp_path_factory.mktemp("shuffled")) as store:
        publish(store, *shuffled)
        assert contents(store) == straight
