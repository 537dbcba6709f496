"""What cannot be read or understood is put aside, counted by night, and let go when it succeeds."""

from pathlib import Path

from db import quarantine, runs
from db.harvest import Fault, Reading, Traffic
from db.store import Store
from tests.db.harvests import CAA, capture, document, harvest, mention, new_store, night, publish, reading, rows

PAGE = "https://example.org/1"


def unread(number: int, reason: str = "no fields") -> Fault:
    return Fault("jp-caa", "parse", f"{reason} {number}", PAGE)


def held(store: Store) -> list[tuple[str, str, str, int]]:
    return [(row["address"], row["stage"], row["reason"], row["nights"]) for row in quarantine.held(store.connection)]


def test_a_page_that_fails_night_by_night_is_held_until_it_is_read(tmp_path: Path) -> None:
    times = iter(night(day) for day in range(1, 30))
    with new_store(tmp_path, clock=lambda: next(times)) as store:
        for number in (1, 2):
            publish(store, harvest(faults=[unread(number)], captures=[capture("1", night(number))], date=night(number)))
        assert held(store) == [(PAGE, "reading", "no fields 2", 2)]
        publish(store, harvest(date=night(3)))
        assert len(held(store)) == 1  # it was not asked for
        publish(store, harvest(reading(document("1", date=night(4)), mention("JP")), date=night(4)))
        assert held(store) == []


def test_faults_of_a_source_that_broke_its_promise_are_held_too(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(faults=[unread(1), Fault("jp-caa", "dns", "unknown", PAGE)], kept_promise=False))
        assert held(store) == [(PAGE, "reading", "no fields 1", 1)]


def test_what_was_understood_before_stays_when_understanding_fails(tmp_path: Path) -> None:
    fault = Fault("jp-caa", "understanding", "cannot understand", PAGE)
    with new_store(tmp_path) as store:
        publish(store, harvest(reading(document("1"), mention("JP", models=("A1263",)))))
        for day, words in ((2, "Recalled."), (3, "Recalled anew.")):
            failed = Reading(document("1", words, date=night(day)), None, None, failed=True)
            publish(store, harvest(failed, faults=[fault], date=night(day)), reader="reader 2")
            (shown,) = rows(store, "documents d JOIN notices n ON n.id = d.notice_id", "n.reader, n.is_recall_report")
            assert shown == ("reader 1", 1)
        assert len(rows(store, "document_versions")) == 2
        assert held(store)[0][1] == "understanding"
        (waiting,) = store.unread("reader 2", "watchlist 1")
        store.read_again([waiting], [], "reader 1")
        assert held(store) == []


def test_nights_tell_how_a_source_fared_the_latest_run_of_a_day_counting(tmp_path: Path) -> None:
    times = iter([f"2025-11-{day:02d}T0{hour}:00:00Z" for day in (1, 2, 3) for hour in range(10)])
    with new_store(tmp_path, clock=lambda: next(times)) as store:
        run = store.start_run(sources=["jp-caa"], started="2025-11-01T01:00:00Z")
        broken = harvest(faults=[Fault("jp-caa", "dns", "unknown")], kept_promise=False)
        store.publish(run, broken, reader="1", watchlist="1", crawler_reader="1")
        for started in ("2025-11-01T05:00:00Z", "2025-11-02T01:00:00Z"):
            run = store.start_run(sources=["jp-caa"], started=started)
            whole = harvest(reading(document("1"), mention("JP")), traffic=Traffic(7, 900, 3, 2))
            store.publish(run, whole, reader="1", watchlist="1", crawler_reader="1")
        fared = runs.nights(store.connection)[CAA.id]
        assert [(one["date"], one["status"], one["failure"]) for one in fared] == [
            ("2025-11-01", "ok", None),
            ("2025-11-02", "ok", None),
        ]
        assert runs.nights(store.connection, last=1)[CAA.id] == fared[1:]
        assert rows(store, "run_sources WHERE new = 1", "requests, received, not_modified, not_due") == [(7, 900, 3, 2)]
