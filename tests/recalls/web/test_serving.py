"""``recalls serve`` as an operator runs it: a process that listens, answers, ends cleanly, and says what is wrong."""

import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from recalls.cli import main
from recalls.web.kept import Kept
from recalls.web.serving import listen
from tests.recalls.web.conftest import Get, client, parsed, text


def test_it_answers_while_a_crawl_writes_and_ends_on_a_signal(demo_database: Path, tmp_path: Path) -> None:
    database = tmp_path / "a b?#.db"
    with sqlite3.connect(demo_database) as source, sqlite3.connect(database) as target:
        source.backup(target)
    command = [sys.executable, "-m", "recalls.cli", "serve", "--db", str(database), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    try:
        assert process.stderr
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
        assert found
        writer = sqlite3.connect(database, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM recall_list")
        with urllib.request.urlopen(found[0], timeout=120) as answered:
            assert "45 recalls" in answered.read().decode()
        writer.execute("ROLLBACK")
        writer.close()
    finally:
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=120)
    assert (process.returncode, told) == (0, "")


def test_what_was_written_is_shown_by_the_next_answer(demo_database: Path, tmp_path: Path) -> None:
    database = tmp_path / "copy.db"
    with sqlite3.connect(demo_database) as source, sqlite3.connect(database) as target:
        source.backup(target)
    get = client(database)
    assert "45 recalls" in text(parsed(get("/")))
    with sqlite3.connect(database) as writer:
        writer.execute("DELETE FROM month_counts WHERE month = '2025-10'")
    assert "44 recalls" in text(parsed(get("/")))


def test_answers_are_kept_until_something_is_written_and_not_without_bound(tmp_path: Path) -> None:
    writer = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    writer.execute("CREATE TABLE t (a)")
    kept: Kept[str] = Kept(sqlite3.connect(tmp_path / "x.db"))
    version = kept.version()
    assert kept.get("a", version) is None
    kept.keep("a", version, "answer", 10)
    assert kept.get("a", version) == "answer"
    for at in range(20):
        kept.keep(at, version, "large", 5_000_000)
    assert kept.get("a", version) is None
    assert kept.get(19, version) == "large"
    writer.execute("INSERT INTO t VALUES (1)")
    assert kept.version() != version
    assert kept.get(19, kept.version()) is None
    kept.keep("late", version, "made before the write", 10)
    assert kept.get("late", kept.version()) is None


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--base-path", "recalls"], 2, "must begin and end with a slash"),
        (["--port", "99999"], 2, "--port"),
        (["--host", "203.0.113.7"], 1, "cannot be listened on"),
    ],
)
def test_wrong_usage_is_said(demo_database: Path, options: list[str], status: int, words: str) -> None:
    result = CliRunner().invoke(main, ["serve", "--db", str(demo_database), *options])
    assert result.exit_code == status
    assert words in result.stderr


def test_a_port_that_is_taken_is_said(demo_database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["serve", "--db", str(demo_database), "--port", port])
    assert result.exit_code == 1
    assert f"127.0.0.1:{port} cannot be listened on" in result.stderr


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("just words")
    result = CliRunner().invoke(main, ["serve", "--db", str(tmp_path / "notes.db")])
    assert result.exit_code == 1
    assert "notes.db" in result.stderr


def test_a_site_behind_a_path_links_within_it(demo_database: Path) -> None:
    from db.schema import connect
    from recalls.web.addresses import Served
    from recalls.web.pages import timeline
    from recalls.web.visit import Visit

    page = timeline.page(Visit(connect(demo_database, read_only=True), Served("/recalls")))
    assert 'href="/recalls/recall/' in page
    assert 'href="/recall' not in page.replace('href="/recalls/', "")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/a/b/c/d", 404),
        ("/data/nosuch", 404),
        ("/data/public_recalls/nosuch", 404),
        ("/data/public_recalls?_sort=nosuch", 400),
        ("/data/public_recalls?_next=zzz", 400),
        ("/data/public_recalls?_size=many", 400),
        ("/data/public_recalls?_facet_array=nosuch", 400),
    ],
)
def test_what_is_not_there_or_means_nothing_gets_a_page_in_the_readers_language(
    get: Get, address: str, status: int
) -> None:
    for language, title in (("de", {404: "Diese Seite gibt es nicht"}), ("ja", {})):
        answered = get(address, headers={"accept-language": language})
        assert answered.status_code == status
        page = html.document_fromstring(answered.text)
        assert page.get("lang") == language
        assert title.get(status, "") in text(page)
        assert "default-src 'none'" in answered.headers["content-security-policy"]
    told = get(f"{address}{'&' if '?' in address else '?'}_format=json")
    assert (told.status_code, told.json()["status"]) == (status, status)


@pytest.mark.parametrize("address", ["/", "/recall/anker-jp-2025-10-21", "/feed.atom", "/feed.ics", "/timeline.json"])
def test_what_a_reader_has_already_is_not_sent_again(get: Get, address: str) -> None:
    first = get(address)
    again = get(address, headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    other = get(f"{address}?market=KR", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == (304 if address.startswith("/recall") and other.content == b"" else 200)


def test_the_body_of_an_answer_does_not_wait_for_the_receipt_of_its_head() -> None:
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()[:2], 10):
        taken, _ = listening.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
