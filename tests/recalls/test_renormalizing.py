"""Understanding stored documents again: what changed through our code, batch by batch, resumable."""

from pathlib import Path

import pytest

import recalls.renormalizing as renormalizing
from db import quarantine
from db.records import Claim, Notice
from db.store import Store, open_store
from pipelines.watchlist import load_all
from recalls.renormalizing import Again, renew, run_renormalize
from tests.db.harvests import document, harvest, mention, new_store, publish, reading

TEXT = "Anker ruft die Powerbank A1263 in Deutschland zurück. Betroffen sind 1.200 Geräte. Es besteht Brandgefahr."


def filled(folder: Path, count: int = 3) -> Store:
    """Documents that an earlier reader took for something else."""
    store = new_store(folder)
    claim = Claim(0, "units", {"value": 7, "qualifier": "exact"}, "text", "A1263", 25, 30)
    readings = [
        reading(document(str(number), TEXT, title="Rückruf"), mention("DE", models=("A1263",)), claims=(claim,))
        for number in range(count)
    ]
    publish(store, harvest(*readings), reader="an earlier reader")
    return store


def test_values_that_our_code_reads_differently_are_told(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        watchlist = load_all()
        again = Again()
        renew(store, watchlist, list(store.unread("now", watchlist.digest)), again)
        rows = again.changed
        units = [row for row in rows if row["field"] == "units"]
        assert {row["document"] for row in units} == {"jp-caa/0", "jp-caa/1", "jp-caa/2"}
        assert all({"value": 7, "qualifier": "exact"} in row["old"] or row["new"] for row in units)


def test_the_sources_words_stay_and_the_old_notice_is_kept(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        before = list(store.connection.execute("SELECT digest, parts, changes FROM document_versions"))
    assert run_renormalize(tmp_path / "recalls.db", None, "json") == 0
    with open_store(tmp_path / "recalls.db") as store:
        assert list(store.connection.execute("SELECT digest, parts, changes FROM document_versions")) == before
        assert store.connection.execute("SELECT count(*) FROM notices").fetchone() == (6,)
    assert run_renormalize(tmp_path / "recalls.db", None, "json") == 0


def test_what_was_interrupted_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 5).close()
    read: list[str] = []
    normalize = renormalizing.normalize

    def stop_at_the_fourth(one, watchlist) -> Notice:  # type: ignore[no-untyped-def]
        if len(read) == 3:
            raise KeyboardInterrupt
        read.append(one.key)
        return normalize(one, watchlist)

    monkeypatch.setattr(renormalizing, "BATCH", 2)
    monkeypatch.setattr(renormalizing, "normalize", stop_at_the_fourth)
    assert run_renormalize(tmp_path / "recalls.db", None, "json") == 75
    monkeypatch.setattr(
        renormalizing, "normalize", lambda one, watchlist: (read.append(one.key), normalize(one, watchlist))[1]
    )
    assert run_renormalize(tmp_path / "recalls.db", None, "json") == 0
    # The first batch of two is not read again; the second was rolled back whole.
    assert read == ["0", "1", "2", "2", "3", "4"]


def test_a_document_that_cannot_be_understood_keeps_its_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 1).close()
    monkeypatch.setattr(renormalizing, "normalize", lambda one, watchlist: 1 / 0)
    assert run_renormalize(tmp_path / "recalls.db", None, "json") == 1
    with open_store(tmp_path / "recalls.db") as store:
        assert store.connection.execute("SELECT understood_reader FROM documents").fetchone() == ("an earlier reader",)
        (held,) = quarantine.held(store.connection)
        assert (held["stage"], held["kind"]) == ("understanding", "understanding")
        assert "ZeroDivisionError" in held["reason"]
    monkeypatch.undo()
    assert run_renormalize(tmp_path / "recalls.db", None, "json") == 0
    with open_store(tmp_path / "recalls.db") as store:
        assert quarantine.held(store.connection) == []
