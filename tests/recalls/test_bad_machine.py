"""What the machine does to us: a full disk, a database that others hold or that is damaged, a clock set back."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from db import schema
from db.schema import StoreBusy
from db.store import open_store
from tests.crawler.server import serving
from tests.db.harvests import document, harvest, mention, new_store, night, publish, reading, rows
from tests.recalls.conftest import Recalls
from tests.recalls.test_kills import LIVE, REPLAY, state, whole, with_source
from tests.recalls.test_live import SOURCE
from tests.recalls.test_nightly import archive
from tests.recalls.test_verifying import BUNDLED


def limited(command: tuple[str, ...], folder: Path, size: int) -> subprocess.CompletedProcess[str]:
    """Run a command that can write no file beyond a size, as on a disk that is full there."""

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a write fails, as it does on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        [sys.executable, "-m", "recalls.cli", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        preexec_fn=limit,
        check=False,
    )


def test_a_disk_that_fills_up_costs_what_was_not_kept_yet_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    whole(REPLAY, tmp_path / "whole")
    expected = state(tmp_path / "whole" / "k.db")
    size = (tmp_path / "whole" / "k.db").stat().st_size
    folder = tmp_path / "full"
    folder.mkdir()
    full = limited(REPLAY, folder, size // 2)
    assert full.returncode == 1
    assert "Traceback" not in full.stderr
    assert "disk is full" in full.stderr or "disk I/O" in full.stderr, full.stderr
    connection = sqlite3.connect(folder / "k.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    whole(REPLAY, folder)
    assert state(folder / "k.db") == expected


def test_a_database_that_another_holds_is_waited_for_and_then_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "recalls.db"
    new_store(tmp_path).close()
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(schema, "_BUSY_SECONDS", 0.3)
    with open_store(path) as store, pytest.raises(StoreBusy, match="try again when it is done"):
        publish(store, harvest(reading(document("1"), mention("JP"))))
    monkeypatch.setattr(schema, "_BUSY_SECONDS", 30.0)
    release = threading.Timer(0.5, lambda: holder.execute("ROLLBACK"))
    release.start()
    with open_store(path) as store:
        publish(store, harvest(reading(document("1"), mention("JP"))))  # waits for its turn
        assert rows(store, "documents", "key") == [("1",)]
    release.join()
    holder.close()


def test_a_minute_of_another_program_is_waited_out() -> None:
    assert schema._BUSY_SECONDS > 60


def test_a_crawl_whose_database_is_held_says_so_and_keeps_the_last_good_state(recalls: Recalls, tmp_path: Path) -> None:
    pages = archive(tmp_path, "us-cpsc")
    assert recalls("crawl", "us-cpsc", "--replay", pages, "--allow-recreated", "--db", "n.db").returncode == 0
    connection = sqlite3.connect(tmp_path / "n.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        told = subprocess.run(
            [sys.executable, "-c", HURRIED, "crawl", "us-cpsc", "--replay", str(pages), "--db", "n.db"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
    finally:
        connection.execute("ROLLBACK")
        connection.close()
    assert told.returncode == 75, told.stderr
    assert "another program" in told.stderr and "Traceback" not in told.stderr


#: The program, waiting for a second where it waits for a minute and a half.
HURRIED = "import db.schema; db.schema._BUSY_SECONDS = 1.0; from recalls.cli import main; main()"


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda path: path.write_bytes(b"no database at all" * 500), "damaged or not a database"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000] + b"\0" * 9000), "damaged or not a database"),
        (lambda path: shutil.copy(BUNDLED, path), "damaged or not a database"),
    ],
)
def test_a_damaged_database_is_refused_with_what_to_do(
    recalls: Recalls, tmp_path: Path, demo_database: Path, harm: object, says: str
) -> None:
    path = tmp_path / "n.db"
    shutil.copy(demo_database, path)
    harm(path)  # type: ignore[operator]
    before = path.read_bytes()
    told = recalls("nightly", "us-cpsc", "--replay", BUNDLED, "--allow-recreated", "--db", path)
    assert told.returncode == 1
    assert says in told.stderr and "put back a copy" in told.stderr
    assert path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="to root no file is read-only")
def test_a_read_only_database_is_refused_with_what_to_do(recalls: Recalls, tmp_path: Path, demo_database: Path) -> None:
    path = tmp_path / "n.db"
    shutil.copy(demo_database, path)
    path.chmod(0o444)
    told = recalls("crawl", "us-cpsc", "--replay", BUNDLED, "--allow-recreated", "--db", path)
    assert told.returncode == 1
    assert "check its permissions" in told.stderr


#: The program, on a disk that is full while one source is written.
REFUSED = """
from db.schema import StoreError
from db.store import Store
publish = Store.publish
def refuse(self, run, harvest, **named):
    if harvest.source.id == "jp-meti" and harvest.kept_promise:
        raise StoreError("the disk is full: free some space")
    return publish(self, run, harvest, **named)
Store.publish = refuse
from recalls.cli import main
main()
"""
BROKEN = (
    SOURCE.format(site="http://127.0.0.1:9")
    + """
    def __init__(self, *given, **named):
        raise RuntimeError("cannot be made")
"""
)


def test_the_report_says_why_a_source_brought_nothing_into_the_database(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "zz_loopback.py").write_text(BROKEN, encoding="utf-8")
    pages = archive(tmp_path, "us-cpsc", "jp-meti")
    command = ("nightly", "us-cpsc", "jp-meti", "zz-loopback", "--sources-from", "mine", "--replay", str(pages))
    told = subprocess.run(
        [sys.executable, "-c", REFUSED, *command, "--allow-recreated", "--db", "n.db", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert told.returncode == 1, told.stderr
    found = {one["source"]: (one["state"], one["failure"], one["why"]) for one in json.loads(told.stdout)["sources"]}
    assert found == {
        "us-cpsc": ("fine", None, None),
        "jp-meti": ("failed", "store", "the disk is full: free some space"),
        "zz-loopback": ("failed", "parse", "the source could not be set up; the log says why"),
    }


def test_an_archive_that_cannot_be_mended_is_one_line(recalls: Recalls, tmp_path: Path) -> None:
    (tmp_path / "archive" / "recalls-1.warc.gz.open").mkdir(parents=True)  # what no one can write to, not even root
    with serving({}) as server:
        with_source(tmp_path, server)
        told = recalls(*LIVE)
        assert server.asked == []
    assert told.returncode == 1
    assert told.stderr.startswith("Error: the archive archive, in which a crawl left a file open, cannot be written")
    assert "Traceback" not in told.stderr


def test_a_clock_that_is_set_back_makes_no_run_twice_and_no_words_older(tmp_path: Path) -> None:
    times = iter([night(5)] * 6 + [night(4)] * 20)
    with new_store(tmp_path, clock=lambda: next(times)) as store:
        publish(store, harvest(reading(document("1", "Old.", date=night(5)), mention("JP")), date=night(5)))
        publish(store, harvest(reading(document("1", "New.", date=night(4)), mention("JP")), date=night(4)))
        publish(store, harvest(reading(document("1", "Newest.", date=night(4)), mention("JP")), date=night(4)))
        runs = rows(store, "runs", "id")
        assert len(runs) == len(set(runs)) == 3
        (shown,) = rows(store, "documents d JOIN document_versions v ON v.id = d.version_id", "v.parts, d.last_seen")
        assert "Old." in shown[0] and shown[1] == night(5)
        assert len(rows(store, "document_versions")) == 3
        publish(store, harvest(reading(document("1", "Newest.", date=night(6)), mention("JP")), date=night(6)))
        (shown,) = rows(store, "documents d JOIN document_versions v ON v.id = d.version_id", "v.parts, d.last_seen")
        assert "Newest." in shown[0] and shown[1] == night(6)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here is always full")
@pytest.mark.parametrize("command", [("timeline",), ("search", "Anker", "--format", "json")])
def test_what_cannot_be_printed_is_one_line(command: tuple[str, ...], demo_database: Path) -> None:
    program = [sys.executable, "-m", "recalls.cli", *command, "--db", str(demo_database)]
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, timeout=600, check=False)
    assert told.returncode == 1
    assert "Error: No space left on device" in told.stderr
    assert "Traceback" not in told.stderr
