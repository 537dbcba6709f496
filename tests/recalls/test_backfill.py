"""News archives are searched: what names a watched brand is found, and kept once, whoever dies meanwhile."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from benchmarks import news_warc
from db.store import open_store
from recalls.backfilling import command, inputs, reading, running, workers
from recalls.backfilling.parquet import path_of
from recalls.backfilling.reading import Found, Job, read_file
from recalls.backfilling.running import Backfill, backfill
from tests.crawler.warcs import Warc
from tests.recalls.news import archive, documents, offsets, recalls, run


def test_what_is_found_with_the_rejection_is_what_is_found_without(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    news_warc.write(path, 0.5)
    reports = Warc(tmp_path / "more.warc.gz")
    for number, (language, encoding, title, text) in enumerate(news_warc.REPORTS):
        body = news_warc.page(title, text, language, encoding, random.Random(1), 4_000)
        reports.response(f"https://outlet.example/{number}", body, f"text/html; charset={encoding}")
    reports.close()
    path.write_bytes(path.read_bytes() + reports.path.read_bytes())
    found, everything = read_file(Job(str(path))), read_file(Job(str(path), reject=False))
    assert found.readings == everything.readings
    assert found.counts["reports"] == len(news_warc.REPORTS) + 1
    assert found.counts["rejected"] > 20
    assert everything.counts["rejected"] == 0


def test_reports_go_into_database_and_parquet_and_are_not_read_twice(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz")
    status, told, _ = run(path, "--db", tmp_path / "a.db", "--out", tmp_path / "out")
    assert status == 0
    assert [(row["pages"], row["rejected"], row["kept"], row["reports"]) for row in json.loads(told)] == [(5, 3, 2, 2)]
    with open_store(tmp_path / "a.db", read_only=True) as store:
        rows = store.connection.execute(
            "SELECT d.source, d.key, d.first_seen, c.file, c.offset FROM documents d "
            "JOIN document_versions v ON v.id = d.version_id JOIN captures c ON c.id = v.capture_id ORDER BY 2"
        ).fetchall()
        assert [row[:4] for row in rows] == [
            ("press-archive", f"https://news.example/{n}", f"2025-10-2{n}T00:00:00Z", "news.warc.gz") for n in (1, 3)
        ]
        assert {row[4] for row in rows} <= set(offsets(path))
        assert store.connection.execute("SELECT last_good FROM sources").fetchall() == [(None,)]
    (table,) = (tmp_path / "out").glob("*.parquet")
    assert pq.read_table(table).column("is_recall_report").to_pylist() == [True, True]
    status, told, _ = run(path, "--db", tmp_path / "a.db", "--out", tmp_path / "out")
    assert [row["state"] for row in json.loads(told)] == ["complete before"]
    status, told, _ = run(path, "--db", tmp_path / "b.db", "--out", tmp_path / "out")
    assert [row["state"] for row in json.loads(told)] == ["complete before"]
    assert documents(tmp_path / "b.db") == documents(tmp_path / "a.db") != []
    assert recalls(tmp_path / "b.db") == recalls(tmp_path / "a.db") != []
    with path.open("ab") as file:
        file.write(archive(tmp_path / "more.warc.gz", 2).read_bytes())
    status, told, _ = run(path, "--db", tmp_path / "a.db")
    assert [(row["state"], row["pages"]) for row in json.loads(told)] == [("read", 7)]


def test_a_page_that_was_captured_again_keeps_its_former_words_in_whatever_files_it_stands(tmp_path: Path) -> None:
    days = ("2025-10-20", "2025-10-25", "2025-10-22")
    together, apart = Warc(tmp_path / "together.warc.gz"), [Warc(tmp_path / f"{day}.warc.gz") for day in days]
    for day, alone in zip(days, apart, strict=True):
        text = f"Anker recalls A1263, as of {day}. " * 9
        body = f"<html><head><title>Recall</title></head><body><p>{text}</p></body></html>"
        for file in (together, alone):
            file.response("https://news.example/1", body.encode(), "text/html", date=f"{day}T00:00:00Z")
    for file in (together, *apart):
        file.close()
    assert run(together.path, "--db", tmp_path / "a.db")[0] == 0
    assert run(*(file.path for file in apart), "--db", tmp_path / "b.db")[0] == 0
    found = [versions(tmp_path / name) for name in ("a.db", "b.db")]
    assert found[0] == found[1]
    assert [row[:2] for row in found[0]] == [(f"{day}T00:00:00Z", day == "2025-10-25") for day in sorted(days)]


def test_the_same_words_rest_on_their_first_capture_whichever_file_is_read_first(tmp_path: Path) -> None:
    files = [Warc(tmp_path / f"{day}.warc.gz") for day in ("20", "25", "22")]
    for file in files:
        body = f"<html><head><title>Recall</title></head><body><p>{'Anker recalls A1263. ' * 9}</p></body></html>"
        date = f"2025-10-{file.path.name[:2]}T00:00:00Z"
        file.response("https://news.example/1", body.encode(), "text/html", date=date)
        file.close()
    for name, order in (("a.db", (0, 1, 2)), ("b.db", (1, 2, 0)), ("c.db", (2, 1, 0))):
        for number in order:
            assert run(files[number].path, "--db", tmp_path / name)[0] == 0
        with sqlite3.connect(tmp_path / name) as connection:
            rests_on = "SELECT c.file FROM document_versions v JOIN captures c ON c.id = v.capture_id"
            assert connection.execute(rests_on).fetchall() == [("20.warc.gz",)]


def test_a_file_that_is_given_under_two_names_is_kept_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = archive(tmp_path / "news.warc.gz")
    (tmp_path / "copy.warc.gz").write_bytes(path.read_bytes())
    caplog.set_level("INFO")
    status, told, _ = run(path, tmp_path / "copy.warc.gz", "--db", tmp_path / "a.db")
    assert [line for line in caplog.messages if "read" in line] == [
        "2 files to read",
        "1 of 2 files read",
        "2 of 2 files read",
    ]
    assert (status, [row["kept"] for row in json.loads(told)]) == (0, [2, 2])
    with sqlite3.connect(tmp_path / "a.db") as connection:
        assert connection.execute("SELECT count(*), count(DISTINCT file) FROM captures").fetchall() == [(2, 1)]


def versions(path: Path) -> list[tuple[str, int, str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "SELECT v.first_seen, v.id = d.version_id, v.digest FROM document_versions v "
            "JOIN documents d ON d.id = v.document_id ORDER BY 1"
        ).fetchall()


def test_what_a_killed_run_kept_is_joined_into_recalls_by_the_next(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "link_all", _killed)
        with pytest.raises(_Killed):
            list(backfill(Backfill((str(path),), tmp_path / "a.db")))
    assert documents(tmp_path / "a.db") and not recalls(tmp_path / "a.db")
    assert [row["state"] for row in json.loads(run(path, "--db", tmp_path / "a.db")[1])] == ["complete before"]
    assert recalls(tmp_path / "a.db")


class _Killed(BaseException):
    pass


def _killed(*given: object) -> None:
    raise _Killed


def test_a_file_of_re_created_pages_costs_itself_where_they_are_no_evidence(tmp_path: Path) -> None:
    file = Warc(tmp_path / "made.warc.gz")
    body = b"<html><head><title>Recall</title></head><body><article><p>Anker recalls A1263.</p></article></body></html>"
    file.response("https://made.example/1", body * 3, "text/html", headers={"X-Recreated": "yes"})
    file.close()
    status, told, said = run(file.path, archive(tmp_path / "news.warc.gz"), "--db", tmp_path / "a.db")
    assert status == 1
    assert "--allow-recreated" in said
    assert sorted(row["state"] == "read" for row in json.loads(told)) == [False, True]
    assert len(documents(tmp_path / "a.db")) == 2
    assert recalls(tmp_path / "a.db")


def test_asked_to_stop_it_ends_its_workers_and_says_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    news_warc.write(path, 30)
    asked = [sys.executable, "-m", "recalls.cli", "backfill", str(path), "--db", str(tmp_path / "a.db")]
    process = subprocess.Popen([*asked, "--workers", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (started := children.read_text().split()):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 75
    assert said.splitlines()[-1] == "interrupted: run it again to go on"
    assert not any(Path(f"/proc/{child}").exists() for child in started)


def test_asked_to_stop_before_it_has_begun_it_says_so_with_the_same_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_check", lambda *given: os.kill(os.getpid(), signal.SIGTERM))
    status, _, said = run(archive(tmp_path / "news.warc.gz"), "--db", tmp_path / "a.db")
    assert (status, "run it again to go on" in said) == (75, True)


def test_a_cluster_of_which_a_worker_is_killed_half_way_gives_what_one_machine_does(tmp_path: Path) -> None:
    from distributed import LocalCluster

    paths = [archive(tmp_path / f"news-{number}.warc.gz") for number in range(6)]
    assert run(*paths, "--db", tmp_path / "here.db")[0] == 0
    found = 0
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        asked = Backfill(
            tuple(map(str, paths)), tmp_path / "there.db", tmp_path / "out", scheduler=cluster.scheduler_address
        )
        for result, _ in backfill(asked):
            assert result.failure is None
            found += 1
            if found == 2:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    assert found == len(list((tmp_path / "out").glob("*.parquet"))) == 6
    assert not list((tmp_path / "out").glob("*.unfinished"))
    assert documents(tmp_path / "there.db") == documents(tmp_path / "here.db") != []


def test_what_a_killed_worker_left_of_a_file_goes_once_the_file_is_read(tmp_path: Path) -> None:
    news, out = archive(tmp_path / "news.warc.gz"), tmp_path / "out"
    out.mkdir()
    ours = out / f"{path_of(str(news.resolve()), out).stem}.1.unfinished"
    for left in (ours, out / "other.1.unfinished"):
        left.write_bytes(b"PAR1")
    assert run(news, "--out", out)[0] == 0
    assert [path.name for path in out.glob("*.unfinished")] == ["other.1.unfinished"]


def _deadly(job: Job) -> Found:
    """Dies on files named so: always, or while there is a file to be taken away."""
    once = Path(job.address + ".once")
    if "always" in job.address or once.exists():
        once.unlink(missing_ok=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return Found(job.address)


def test_a_worker_that_dies_costs_its_file_and_is_replaced_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "read_file", _deadly)
    names = [str(tmp_path / name) for name in ("one", "always", "two", "once")]
    Path(names[3] + ".once").touch()
    found = {result.address: result.failure for result in workers.read_here([Job(name) for name in names], 2)}
    assert found == {names[0]: None, names[1]: "the worker that read it died, twice", names[2]: None, names[3]: None}


def test_many_inputs_are_looked_at_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2, timeout=30)

    def identity(address: str) -> tuple[int, str]:
        both.wait()
        return inputs.identity(address)

    monkeypatch.setattr(running, "identity", identity)
    paths = [archive(tmp_path / name) for name in ("one.warc.gz", "two.warc.gz")]
    assert run(*paths, "--db", tmp_path / "a.db")[0] == 0


def test_a_result_of_another_version_or_one_that_is_broken_is_made_anew(tmp_path: Path) -> None:
    path, out = archive(tmp_path / "news.warc.gz"), tmp_path / "out"
    assert run(path, "--out", out)[0] == 0
    (result,) = out.glob("*.parquet")
    whole = result.read_bytes()
    table = pq.read_table(result)
    pq.write_table(table.replace_schema_metadata({b"recalls": b'{"found": 1}'}), result)
    other = result.read_bytes()
    for content in (b"", whole[:200], other):
        result.write_bytes(content)
        assert [row["state"] for row in json.loads(run(path, "--out", out)[1])] == ["read"]
        assert pq.read_table(result).equals(table)


def test_what_another_version_on_a_machine_of_the_cluster_found_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path / "news.warc.gz")
    monkeypatch.setattr(workers, "read_file", lambda job: replace(reading.read_file(job), reader="another"))
    status, _, said = run(path, "--db", tmp_path / "a.db")
    assert status == 1
    assert f"{path}: read by another version of the program" in said
    assert documents(tmp_path / "a.db") == []


def test_a_result_that_is_damaged_within_is_made_anew(tmp_path: Path) -> None:
    path, out = archive(tmp_path / "news.warc.gz"), tmp_path / "out"
    assert run(path, "--out", out)[0] == 0
    (result,) = out.glob("*.parquet")
    content = result.read_bytes()
    result.write_bytes(content[:4] + b"\xff" * 400 + content[404:])
    status, told, _ = run(path, "--db", tmp_path / "a.db", "--out", out)
    assert (status, [row["state"] for row in json.loads(told)]) == (0, ["read"])
    assert len(documents(tmp_path / "a.db")) == 2
    assert pq.read_table(result).num_rows == 2


def test_what_cannot_be_begun_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz")
    assert run(path, "--db", tmp_path / "a.db")[0] == 0
    before = (tmp_path / "a.db").read_bytes()
    empty, more = tmp_path / "empty.warc.gz", archive(tmp_path / "more.warc.gz", 3)
    empty.touch()
    assert run(empty, "--db", tmp_path / "a.db")[0] == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "read_on_cluster", _unanswered)
        assert run(more, "--db", tmp_path / "a.db", "--scheduler", "tcp://127.0.0.1:1")[0] == 75
    assert (tmp_path / "a.db").read_bytes() == before


def _unanswered(jobs: list[Job], scheduler: str) -> Iterator[Found]:
    raise workers.NoCluster("nobody answers")
    yield


class _Done:
    """Files on a cluster of which none is ever done, or one is cancelled, as it is where the scheduler has gone."""

    status = "cancelled"

    def has_ready(self) -> bool:
        return False

    def nthreads(self) -> dict[str, int]:
        return {}


def test_a_cluster_that_goes_away_is_told_and_what_is_kept_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = _Done()
    with pytest.raises(workers.NoCluster, match="gone: run it again"):
        workers._result(gone, {gone: Job("a")}, "tcp://h:1")  # type: ignore[arg-type,dict-item]
    monkeypatch.setattr(workers, "_SECONDS_FOR_A_WORKER", 0)
    with pytest.raises(workers.NoCluster, match="no worker is left"):
        workers._wait_for_one(gone, gone, "tcp://h:1")  # type: ignore[arg-type]
    paths = [archive(tmp_path / name) for name in ("one.warc.gz", "two.warc.gz")]
    monkeypatch.setattr(running, "read_on_cluster", _half)
    status, told, said = run(*paths, "--db", tmp_path / "a.db", "--scheduler", "tcp://127.0.0.1:1")
    assert (status, [row["kept"] for row in json.loads(told)]) == (75, [2])
    assert said.splitlines()[-1] == "nobody answers"
    assert [row["state"] for row in json.loads(run(*paths, "--db", tmp_path / "a.db")[1])] == [
        "complete before",
        "read",
    ]


def _half(jobs: list[Job], scheduler: str) -> Iterator[Found]:
    yield read_file(jobs[0])
    raise workers.NoCluster("nobody answers")
