"""News archives are searched: what names a watched brand is found, whatever is damaged around it, and kept once."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import sqlite3
import sys
import threading
import zlib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path

import brotli
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from benchmarks import news_warc
from crawler.warc_stream import Archived, Damage, Unopenable, opened, responses
from db.store import open_store
from recalls.backfilling import reading, workers
from recalls.backfilling.parquet import path_of
from recalls.backfilling.reading import Found, Job, read_file
from recalls.backfilling.running import Backfill, backfill
from recalls.cli import main
from tests.crawler.warcs import Warc

zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def test_bodies_are_opened_whatever_their_coding_and_never_beyond_their_bound() -> None:
    page = b"Anker " * 1000
    bare = zlib.compressobj(wbits=-15)
    raw = bare.compress(page) + bare.flush()
    for body, coding in (
        (gzip.compress(page), "gzip"),
        (zlib.compress(page), "deflate"),
        (raw, "deflate"),
        (brotli.compress(page), "br"),
        (zstd.compress(page), "zstd"),
        (brotli.compress(gzip.compress(page)), "gzip, br"),
    ):
        assert opened(body, coding, chunked=False, most=10_000) == page
        with pytest.raises(Unopenable):
            opened(body, coding, chunked=False, most=5_000)
        with pytest.raises(Unopenable):
            opened(body[:-9], coding, chunked=False, most=10_000)
    for coding in ("gzip", "deflate", "br", "zstd"):
        assert opened(b"\n<!doctype html><p>Anker", coding, chunked=False, most=100) == b"\n<!doctype html><p>Anker"
    with pytest.raises(Unopenable):
        opened(b"Anker", "gzip", chunked=False, most=100)
    assert opened(b"3\r\nAnk\r\n2\r\ner\r\n0\r\n\r\n", "", chunked=True, most=10) == b"Anker"


def archive(path: Path, count: int = 5) -> Path:
    """An archive whose pages are numbered, each with a report but the even ones."""
    file = Warc(path)
    for number in range(count):
        said = f"Anker recalls power bank A1263 over fire hazard, report {number}. " * 8 if number % 2 else "Tankers."
        file.response(
            f"https://news.example/{number}",
            f"<html lang=en><head><title>Story {number}: recall</title></head><body><article><p>{said}</p></article>"
            "</body></html>".encode(),
            "text/html; charset=utf-8",
            date=f"2025-10-2{number}T00:00:00Z",
        )
    file.close()
    return path


def offsets(path: Path) -> list[int]:
    with path.open("rb") as file:
        return [record.offset for record in responses(file) if isinstance(record, Archived)]


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_member_costs_itself_and_the_next_is_read(tmp_path: Path, seed: int) -> None:
    path = archive(tmp_path / "news.warc.gz")
    places = offsets(path)
    assert len(places) == 5
    content = bytearray(path.read_bytes())
    chance = random.Random(seed)
    for at in range(places[2] + 20, places[2] + 60):
        content[at] = chance.randrange(256)
    path.write_bytes(content)
    with path.open("rb") as file:
        found = list(responses(file))
    assert [one.offset for one in found if isinstance(one, Archived)] == [*places[:2], *places[3:]]
    assert any(isinstance(one, Damage) and one.offset == places[2] for one in found)


def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz")
    places = offsets(path)
    path.write_bytes(path.read_bytes()[: places[4] + 30])
    with path.open("rb") as file:
        found = list(responses(file))
    assert [type(one) for one in found] == [Archived] * 4 + [Damage]
    assert "breaks off" in found[-1].message  # type: ignore[union-attr]


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


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["backfill", *map(str, words), "--workers", "2", "--format", "json"])
    return done.exit_code, done.stdout, done.stderr


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
    with path.open("ab") as file:
        file.write(archive(tmp_path / "more.warc.gz", 2).read_bytes())
    status, told, _ = run(path, "--db", tmp_path / "a.db")
    assert [(row["state"], row["pages"]) for row in json.loads(told)] == [("read", 7)]


def documents(path: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "SELECT d.source, d.key, v.digest FROM documents d JOIN document_versions v ON v.id = d.version_id "
            "WHERE d.notice_id IS NOT NULL ORDER BY 1, 2"
        ).fetchall()


def test_damage_is_reported_and_the_rest_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_EDGE", 64)  # nothing of the damage is in what tells files apart
    path = archive(tmp_path / "news.warc.gz")
    content = bytearray(path.read_bytes())
    place = offsets(path)[1]
    content[place + 30 : place + 40] = b"\xff" * 10
    path.write_bytes(content)
    status, told, said = run(path, "--db", tmp_path / "a.db")
    assert status == 1
    assert f"byte {place:,}: a damaged member" in said
    assert [(row["kept"], row["damaged"]) for row in json.loads(told)] == [(1, 1)]
    found = documents(tmp_path / "a.db")
    archive(path)
    status, told, _ = run(path, "--db", tmp_path / "a.db")
    assert (status, [row["kept"] for row in json.loads(told)]) == (0, [2]), "once it is mended it is read again"
    assert set(documents(tmp_path / "a.db")) > set(found) != set()
    status, told, _ = run(path, "--db", tmp_path / "a.db")
    assert [(row["state"], row["kept"]) for row in json.loads(told)] == [("complete before", 2)]


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    path.touch()
    status, told, said = run(path, "--db", tmp_path / "a.db")
    assert (status, [row["state"] for row in json.loads(told)]) == (1, ["the file is empty"])
    assert f"{path}: the file is empty" in said


class _Once(SimpleHTTPRequestHandler):
    """A web server that gives a file from its beginning to its end, and no piece of it."""

    def log_message(self, format: str, *args: object) -> None:
        return


def test_addresses_of_the_web_are_read_in_pieces_or_from_beginning_to_end(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz")
    path.write_bytes(path.read_bytes() * 20)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Once, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/news.warc.gz"
        assert [row["pages"] for row in json.loads(run(address, "--db", tmp_path / "a.db")[1])] == [100]
        assert [row["state"] for row in json.loads(run(address, "--db", tmp_path / "a.db")[1])] == ["complete before"]
        status, told, said = run(f"{address}.not", path.as_uri(), "--db", tmp_path / "b.db")
        server.shutdown()
    assert status == 1
    assert [row["kept"] for row in json.loads(told)] == [0, 40]
    assert f"{address}.not: cannot be found or opened there" in said
    assert documents(tmp_path / "a.db") == documents(tmp_path / "b.db") != []


def test_a_file_system_that_nobody_knows_is_wrong_usage(tmp_path: Path) -> None:
    status, _, said = run("nowhere://news/a.warc.gz", "--db", tmp_path / "a.db")
    assert status == 2
    assert "nowhere" in said
    assert not (tmp_path / "a.db").exists()


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


def test_without_a_place_for_results_it_is_wrong_usage(tmp_path: Path) -> None:
    assert run(archive(tmp_path / "news.warc.gz"))[0] == 2
    assert run(tmp_path / "absent.warc.gz", "--db", tmp_path / "a.db")[0] == 2


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
