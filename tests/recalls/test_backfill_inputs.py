"""What a backfill is given: files, addresses, damage, and what cannot be used."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import random
import sys
import threading
import zlib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from crawler import warc
from crawler.coding import Unopenable, opened
from crawler.warc_stream import Archived, Damage, responses
from recalls.backfilling import inputs
from recalls.backfilling.reading import Job, read_file
from recalls.cli import main
from tests.crawler.warcs import Warc
from tests.recalls.news import archive, documents, offsets, run

zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


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


class _BreaksOff(SimpleHTTPRequestHandler):
    """A web server that says how long a file is, and gives half of it."""

    def log_message(self, format: str, *args: object) -> None:
        return

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "200000")
        self.end_headers()
        self.wfile.write(b"\x1f\x8b\x08" + bytes(1000))


def test_a_web_server_that_breaks_off_costs_its_file_alone(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz")
    with ThreadingHTTPServer(("127.0.0.1", 0), _BreaksOff) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/half.warc.gz"
        status, told, said = run(address, path, "--db", tmp_path / "a.db")
        server.shutdown()
    assert (status, [row["kept"] for row in json.loads(told)]) == (1, [0, 2])
    assert f"{address}: ClientPayloadError" in said


def test_who_may_read_an_address_is_told_to_nobody(tmp_path: Path) -> None:
    archive(tmp_path / "news.warc.gz")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Once, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"me:hidden@127.0.0.1:{server.server_port}"
        outputs = [
            run(
                f"http://{host}/{name}?X-Amz-Signature={day}hidden",
                "--db",
                tmp_path / "a.db",
                "--out",
                tmp_path / "out",
            )
            for name in ("news.warc.gz", "not.warc.gz")
            for day in ("mon", "tue")
        ]
        server.shutdown()
    assert [status for status, *_ in outputs] == [0, 0, 1, 1]
    (result,) = (tmp_path / "out").iterdir()
    assert result.name.startswith("news.warc.gz-")
    kept = (tmp_path / "a.db").read_bytes() + result.read_bytes()
    assert b"hidden" not in kept
    assert "hidden" not in str(outputs)


def test_one_file_has_one_result_however_it_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz")
    (tmp_path / "link.warc.gz").symlink_to(path)
    names = (path, path.parent / "." / "news.warc.gz", tmp_path / "link.warc.gz", path.as_uri())
    status, told, _ = run(*names, f"{tmp_path.as_uri()}/n*.warc.gz", "--out", tmp_path / "out")
    assert (status, [row["file"] for row in json.loads(told)]) == (0, [str(path.resolve())])
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_file_system_that_nobody_knows_is_wrong_usage(tmp_path: Path) -> None:
    status, _, said = run("nowhere://news/a.warc.gz", "--db", tmp_path / "a.db")
    assert status == 2
    assert "nowhere" in said
    assert not (tmp_path / "a.db").exists()


def test_an_address_that_names_no_file_is_told(tmp_path: Path) -> None:
    status, told, said = run(f"{tmp_path.as_uri()}/*.warc.gz", "--db", tmp_path / "a.db")
    assert status == 1
    assert f"{tmp_path.as_uri()}/*.warc.gz: no file that fits it can be found" in said
    archive(tmp_path / "news.warc.gz")
    status, told, said = run(f"{tmp_path.as_uri()}/*.warc.gz", "--db", tmp_path / "a.db")
    assert (status, [row["kept"] for row in json.loads(told)]) == (0, [2])


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    path.touch()
    status, told, said = run(path, "--db", tmp_path / "a.db")
    assert (status, [row["state"] for row in json.loads(told)]) == (1, ["the file is empty"])
    assert f"{path}: the file is empty" in said


def test_a_folder_that_takes_nothing_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    status, told, said = run(archive(tmp_path / "news.warc.gz"), "--out", tmp_path / "file" / "out")
    assert (status, told) == (1, "")
    assert f"{tmp_path / 'file' / 'out'} cannot be written" in said


@pytest.mark.parametrize("address", ["nonsense", "", "http://h:1", "tcp://h:99999", "tls://h:1", "ucx://h:1"])
def test_what_is_no_address_of_a_scheduler_is_wrong_usage(tmp_path: Path, address: str) -> None:
    path = archive(tmp_path / "news.warc.gz")
    status, _, said = run(path, "--db", tmp_path / "a.db", "--scheduler", address)
    assert status == 2
    assert f"--scheduler: {address}: " in said
    assert not (tmp_path / "a.db").exists()


def test_without_a_place_for_results_it_is_wrong_usage(tmp_path: Path) -> None:
    assert run(archive(tmp_path / "news.warc.gz"))[0] == 2
    assert run(tmp_path / "absent.warc.gz", "--db", tmp_path / "a.db")[0] == 2
    assert run("a" * 5_000, "--db", tmp_path / "a.db")[0] == 2
    status, _, said = run(tmp_path, "--db", tmp_path / "a.db")
    assert status == 2
    assert f"{tmp_path} is a folder" in said
    odd = os.fsencode(tmp_path) + b"/\xff.warc.gz"
    Path(os.fsdecode(odd)).touch()
    status, _, said = run(os.fsdecode(odd), "--db", tmp_path / "a.db")
    assert status == 2
    assert "xff.warc.gz': the name is not in UTF-8" in said


def test_damage_is_reported_and_the_rest_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_EDGE", 64)  # nothing of the damage is in what tells files apart
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
        for before in (codecs.BOM_UTF8, b"\r\n" * 60):
            assert opened(before + b"<p>Anker", coding, chunked=False, most=200) == before + b"<p>Anker"
    with pytest.raises(Unopenable):
        opened(b"Anker", "gzip", chunked=False, most=100)
    with pytest.raises(Unopenable):
        opened(gzip.compress(b"") * 5_000, "gzip", chunked=False, most=100)
    for packed in (gzip.compress(page), zstd.compress(page), gzip.compress(gzip.compress(page))):
        assert opened(packed, "", chunked=False, most=10_000) == page
        with pytest.raises(Unopenable):
            opened(packed, "", chunked=False, most=5_000)
    assert opened(b"3\r\nAnk\r\n2\r\ner\r\n0\r\n\r\n", "", chunked=True, most=10) == b"Anker"


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


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("2025-10-22T01:02:03Z", "2025-10-22T01:02:03Z"),
        ("2025-10-22T01:02:03.456789Z", "2025-10-22T01:02:03Z"),
        ("2025-10-22T01:02:03+09:00", "2025-10-21T16:02:03Z"),
        ("2025-10-22", "2025-10-22T00:00:00Z"),
    ],
)
def test_a_capture_has_the_moment_of_its_record(told: str, date: str) -> None:
    assert warc.moment(told) == date


def test_a_record_without_a_date_is_told_and_not_kept(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz")
    content = b"".join(
        gzip.compress(record.replace(b"WARC-Date: 2025-10-21T00:00:00Z", b"WARC-Date: yesterday"))
        for record in unpacked(path)
    )
    path.write_bytes(content)
    status, told, said = run(path, "--db", tmp_path / "a.db")
    assert (status, [(row["kept"], row["failed"]) for row in json.loads(told)]) == (1, [(1, 1)])
    assert "the WARC-Date 'yesterday' is no moment" in said


def test_what_is_kept_of_an_archive_of_anyones_making_stands_where_it_says(tmp_path: Path) -> None:
    file = Warc(tmp_path / "news.warc.gz")
    text = f"<html><head><title>Recall</title></head><body><p>{'Anker recalls A1263. ' * 20}</p></body></html>"
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(text), text.encode())
    date = {"WARC-Date": "2025-10-22T01:02:03.456789Z"}
    file.response("https://news.example/1", body, "text/html", headers={"Transfer-Encoding": "chunked"}, warc=date)
    file.response("https://[broken/1", text.encode(), "text/html")
    file.close()
    status, told, said = run(file.path, "--db", tmp_path / "a.db")
    assert (status, [(row["kept"], row["failed"]) for row in json.loads(told)]) == (1, [(1, 1)])
    assert "Invalid IPv6 URL" in said
    verified = CliRunner().invoke(main, ["verify", str(tmp_path), "--db", str(tmp_path / "a.db")])
    assert verified.exit_code == 0, verified.output


def test_a_page_is_read_whatever_its_archive_did_to_its_head(tmp_path: Path) -> None:
    page = f"<html><head><title>Recall</title></head><body><p>{'Anker recalls A1263. ' * 20}</p></body></html>".encode()
    ways: list[tuple[bytes, str | None, dict[str, str]]] = [
        (gzip.compress(page), "text/html", {}),
        (brotli.compress(page), "text/html", {"X-Crawler-content-encoding": "br"}),
        (page, "text/html", {"X-Crawler-Content-Encoding": "br"}),
        (page, "text/html", {"CONTENT-ENCODING": "GZIP"}),
        (page, None, {}),
        (page, None, {"Content-Type": ""}),
    ]
    file = Warc(tmp_path / "news.warc.gz")
    for number, (body, kind, headers) in enumerate(ways):
        file.response(f"https://news.example/{number}", body, kind, headers=headers)
    file.close()
    found = read_file(Job(str(file.path)))
    assert (found.counts["kept"], found.faults) == (len(ways), [])


def test_what_is_told_of_a_fault_is_short_and_repeats_no_password(tmp_path: Path) -> None:
    file = Warc(tmp_path / "news.warc.gz")
    page = b"<html><head><title>Recall</title></head><body><p>Anker recalls A1263.</p></body></html>"
    file.response("https://me:hidden@news\u2100.example/", page, "text/html")
    file.response("https://news.example/", b"x", "text/html", headers={"Content-Encoding": "q" * 10_000})
    file.close()
    found = read_file(Job(str(file.path)))
    assert found.counts["failed"] == 2
    assert "WARC-Target-URI" in found.faults[0]
    assert "hidden" not in str(found.faults)
    assert len(str(found.faults)) < 1000


def unpacked(path: Path) -> list[bytes]:
    content = path.read_bytes()
    starts = [*offsets(path), len(content)]
    return [gzip.decompress(content[at:end]) for at, end in pairwise(starts)]
