"""``recalls merge`` as an operator meets it: what it joins, what it refuses, and that nothing is half done."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from db import schema
from db.merging import joining
from db.store import open_store
from recalls.cli import main
from recalls.locking import locked
from recalls.merging import merge
from tests.db.harvests import document, harvest, mention, publish, reading
from tests.db.whole import TIMES, content, differences
from tests.recalls.conftest import Recalls
from tests.recalls.test_kills import state
from tests.recalls.test_merging_rules import WATCHLIST, machine, notice
from tests.recalls.test_verifying import BUNDLED


def told(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["merge", *map(str, arguments)])


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    return machine(tmp_path, "a", harvest(notice("1"))), machine(tmp_path, "b", harvest(notice("2")))


def keys(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM documents ORDER BY key")]


def test_the_first_takes_in_the_others_and_these_stay_as_they_are(two: tuple[Path, Path]) -> None:
    a, b = two
    before = b.read_bytes()
    done = told(a, b, b)
    assert done.exit_code == 0 and "1 documents new" in done.stderr and done.stdout == ""
    assert (keys(a), keys(b)) == (["1", "2"], ["2"])
    assert b.read_bytes() == before
    assert "0 documents new" in told(a, b).stderr
    assert not list(a.parent.glob(".merge-*"))


def test_another_database_takes_in_all(two: tuple[Path, Path]) -> None:
    a, b = two
    c = a.with_name("c.db")
    before = [path.read_bytes() for path in two]
    assert told(a, b, "--into", c).exit_code == 0
    assert keys(c) == ["1", "2"]
    assert [path.read_bytes() for path in two] == before
    assert told(b, "--into", c).exit_code == 0
    assert told(a, b, c, "--into", c).exit_code == 0
    assert keys(c) == ["1", "2"]


def test_wrong_usage_is_told(two: tuple[Path, Path]) -> None:
    a, _ = two
    for arguments in ((), (a,), (a, a), (a, a.with_name("none.db")), (a, "--into", a)):
        assert told(*arguments).exit_code == 2
    assert "none.db" in told(a, a.with_name("none.db")).stderr
    assert not a.with_name("none.db").exists()
    assert "name two databases" in told(a, a).stderr


def test_another_name_of_the_same_file_is_no_second_database(two: tuple[Path, Path]) -> None:
    a, b = two
    for linked in (a.with_name("hard.db").hardlink_to, a.with_name("soft.db").symlink_to):
        linked(a)
    for name in ("hard.db", "soft.db"):
        assert told(a, a.with_name(name)).exit_code == 2
    before = a.read_bytes()
    assert told(b, "--into", "").exit_code == 2
    assert "name a file" in told(b, "--into", "").stderr
    assert a.read_bytes() == before


def test_what_is_no_file_is_not_waited_for(two: tuple[Path, Path]) -> None:
    a, b = two
    before = a.read_bytes()
    b.unlink()
    os.mkfifo(b)
    refused = told(a, b)
    assert refused.exit_code == 1 and f"{b} is no file" in refused.stderr
    assert a.read_bytes() == before


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 400] = b"\xff" * 400
    path.write_bytes(bytes(content))


def of_a_newer_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES (999, '2030-01-01T00:00:00Z')")


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE addresses (name TEXT)")


def with_a_lost_row(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM document_versions")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda path: path.write_bytes(b"<html>no database</html>" * 400), "damaged or not a database"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (damaged, "damaged"),
        (with_a_lost_row, "damaged"),
        (of_a_newer_version, "newer version"),
        (of_another_program, "another program"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_nothing_is_changed(
    two: tuple[Path, Path], harm: object, says: str
) -> None:
    a, b = two
    harm(b)  # type: ignore[operator]
    before = a.read_bytes(), b.read_bytes()
    for target in (a, a.with_name("new.db")):
        refused = told(a, b, "--into", target)
        assert refused.exit_code == 1, refused.output
        assert str(b) in refused.stderr and says in refused.stderr
        assert (a.read_bytes(), b.read_bytes()) == before
    assert not a.with_name("new.db").exists()
    assert not list(a.parent.glob(".merge-*"))


def test_a_database_of_an_older_version_is_brought_up_to_date_in_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = machine(tmp_path, "a", harvest(notice("1")))
    with monkeypatch.context() as older:
        older.delitem(schema.MIGRATIONS, 11)
        open_store(tmp_path / "b.db").close()
    before = (tmp_path / "b.db").read_bytes()
    assert told(a, tmp_path / "b.db").exit_code == 0
    assert (tmp_path / "b.db").read_bytes() == before


def test_what_fails_on_the_way_changes_nothing(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = two
    before = a.read_bytes()

    def fail(_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(joining, "settle", fail)
    for target in (a, a.with_name("new.db")):
        failed = told(a, b, "--into", target)
        assert failed.exit_code == 1 and "disk I/O error" in failed.stderr
    assert a.read_bytes() == before and keys(a) == ["1"]
    assert not a.with_name("new.db").exists()


def test_a_merge_that_was_killed_leaves_no_copies_for_ever_and_no_half_a_database(two: tuple[Path, Path]) -> None:
    a, b = two
    for target in (a, a.with_name("new.db")):
        before = a.read_bytes()
        script = (
            "import os, recalls.merging as merging; from pathlib import Path; "
            "merging.titles = lambda *_: os._exit(9); "
            f"merging.merge(Path({str(target)!r}), [Path({str(b)!r})], merging.load_all())"
        )
        assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
        assert list(a.parent.glob(".merge-*")) == [target.with_name(f".merge-{target.name}")]
        assert not a.with_name("new.db").exists()
        assert a.read_bytes() == before
        assert told(b, "--into", target).exit_code == 0
        assert not list(a.parent.glob(".merge-*"))
    assert (keys(a), keys(a.with_name("new.db"))) == (["1", "2"], ["2"])


def test_a_merge_that_is_asked_to_stop_says_so(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = two
    before = a.read_bytes()
    monkeypatch.setattr(joining, "settle", lambda _: os.kill(os.getpid(), signal.SIGTERM))
    stopped = told(a, b)
    assert stopped.exit_code == 75 and "run it again" in stopped.stderr
    assert a.read_bytes() == before and not list(a.parent.glob(".merge-*"))


def test_a_full_disk_is_that_of_the_copies_and_not_the_one_that_is_only_read(
    two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").mkdir()
    connect = sqlite3.connect

    def small(path: str | Path, *given: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(path, *given, **named)
        if ".merge-" in str(path):
            connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small)
    failed = told(*two, "--into", tmp_path / "full" / "all.db")
    assert failed.exit_code == 1
    assert f"the disk is full, what was being written to {tmp_path / 'full'}/" in failed.stderr


def test_recreated_pages_enter_no_live_database_unless_told(two: tuple[Path, Path], tmp_path: Path) -> None:
    live, _ = two
    made = tmp_path / "made.db"
    with open_store(made, allow_recreated=True) as store:
        publish(store, harvest(reading(document("9", recreated=True), mention("JP")), captures=[]))
    before = live.read_bytes(), made.read_bytes()
    for pair in ((live, made), (made, live)):
        refused = told(*pair)
        assert refused.exit_code == 1
        assert f"{made} holds re-created pages" in refused.stderr and "--allow-recreated" in refused.stderr
    assert (live.read_bytes(), made.read_bytes()) == before
    assert told(made, "--into", tmp_path / "copy.db").exit_code == 0
    assert told(live, made, "--allow-recreated").exit_code == 0
    assert keys(live) == ["1", "9"]
    with closing(sqlite3.connect(live)) as connection:
        assert connection.execute("SELECT key FROM documents WHERE recreated = 1").fetchall() == [("9",)]


def test_a_database_at_work_says_who_holds_it(two: tuple[Path, Path]) -> None:
    a, b = two
    with locked(a):
        busy = told(a, b)
        assert busy.exit_code == 75 and "holds it since" in busy.stderr
        assert told(b, a).exit_code == 0  # a crawl may go on in one that is only read


def test_two_archive_files_of_one_name_are_refused(tmp_path: Path) -> None:
    a = machine(tmp_path, "a", harvest(notice("1")))
    shutil.copy(a, tmp_path / "b.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as connection, connection:
        connection.execute("UPDATE captures SET record_id = 'another'")
    before = a.read_bytes()
    refused = told(a, tmp_path / "b.db")
    assert refused.exit_code == 1
    assert "a-2025-11-01.warc.gz" in refused.stderr or "jp-caa-2025-11-01.warc.gz" in refused.stderr
    assert a.read_bytes() == before


def test_five_shards_give_what_one_machine_gives(recalls: Recalls, tmp_path: Path, demo_database: Path) -> None:
    crawl = ("crawl", "--replay", BUNDLED, "--allow-recreated", "--db")
    shards = [tmp_path / f"{number}.db" for number in range(1, 6)]
    for number, shard in enumerate(shards, 1):
        assert recalls(*crawl, shard, "--shard", f"{number}/5").returncode == 0
    assert all(len(keys(shard)) > 5 for shard in shards)
    merge(tmp_path / "all.db", shards[::-1], WATCHLIST)
    for shard in shards:
        merge(tmp_path / "one-by-one.db", [shard], WATCHLIST, allow_recreated=True)
    assert state(tmp_path / "one-by-one.db") == state(demo_database)
    assert state(tmp_path / "all.db") == state(demo_database)
    ours = TIMES | {f"{table}.recorded" for table in ("notices", "document_versions")} | {"run_sources.run_id"}
    ours |= {"run_sources.started", "run_sources.finished"}
    with closing(sqlite3.connect(tmp_path / "all.db")) as one, closing(sqlite3.connect(demo_database)) as other:
        differing = differences(content(one, ours), content(other, ours))
    # A shard alone gave some recalls ids that the whole never needed: these redirect, and their rows are retired.
    assert differing.keys() <= {"runs", "recall_redirects", "recall_namesakes", "recalls"}
    for database in (tmp_path / "all.db", demo_database):
        with closing(sqlite3.connect(database)) as connection:
            retired = {one for (one,) in connection.execute("SELECT id FROM recalls WHERE retired IS NOT NULL")}
            assert retired == {one for (one,) in connection.execute("SELECT id FROM recall_redirects")}
    verified = recalls("verify", BUNDLED, "--db", "all.db")
    assert verified.returncode == 0, verified.stdout
