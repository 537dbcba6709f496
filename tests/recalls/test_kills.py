"""Killed at any moment, a crawl is taken up again and ends as if nothing had been.

RECALLS_KILLS sets how often (10 without it).
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.checker import Checker

from crawler.platforms.wordpress import FIELDS
from tests.crawler.server import Reply, Server, serving
from tests.recalls.conftest import run_recalls
from tests.recalls.test_live import SOURCE, post
from tests.recalls.test_verifying import BUNDLED

KILLS = int(os.environ.get("RECALLS_KILLS", "10"))
SOURCES = ("us-cpsc", "jp-meti", "de-heise", "jp-caa", "de-golem", "eu-safety-gate")
REPLAY = ("crawl", *SOURCES, "--replay", str(BUNDLED), "--allow-recreated", "--db", "k.db")
LIVE = ("crawl", "zz-loopback", "--sources-from", "mine", "--all-brands", "--db", "k.db", "--allow-host", "127.0.0.1")
#: Everything that a crawl leaves, but for row numbers, times of our own clock and names of archive files.
STATE = (
    """SELECT source, key, url, title, language, published, absent_since, withheld, understood_reader FROM documents
       ORDER BY source, key""",
    """SELECT d.source, d.key, v.digest, v.parts, v.changes FROM document_versions v JOIN documents d
       ON d.id = v.document_id ORDER BY 1, 2, 3""",
    """SELECT v.digest, n.reader, n.watchlist, n.kind, c.position, c.field, c.value, c.quote, c.start, c."end"
       FROM notices n JOIN document_versions v ON v.id = n.version_id JOIN claims c ON c.notice_id = n.id
       ORDER BY 1, 2, 3, 5""",
    "SELECT url, status, digest, recreated FROM captures WHERE revisit = 0 GROUP BY url, digest ORDER BY url, digest",
    "SELECT id, market, date, units, models, sources FROM timeline ORDER BY id",
    "SELECT recall_id, scope, reason, score FROM recall_mentions ORDER BY recall_id, scope",
)


def state(database: Path) -> list[list[tuple[object, ...]]]:
    connection = sqlite3.connect(database)
    try:
        return [connection.execute(query).fetchall() for query in STATE]
    finally:
        connection.close()


@contextlib.contextmanager
def running(command: tuple[str, ...], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command that was started, and is gone behind the block."""
    program = [sys.executable, "-m", "recalls.cli", *command]
    process = subprocess.Popen(program, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def killed(command: tuple[str, ...], folder: Path, after: float) -> None:
    """Start a command and kill it after so many seconds, if it has not ended before."""
    with running(command, folder) as process, contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(after)


def asked_to_stop(
    command: tuple[str, ...], folder: Path, server: Server, page: str, how: signal.Signals = signal.SIGTERM
) -> int:
    """Start a crawl and send it a signal as soon as a page has been asked for; its exit status."""
    with running(command, folder) as process:
        end = time.monotonic() + 120
        while not any(page in path for path in server.paths()):
            assert process.poll() is None and time.monotonic() < end, "the crawl did not ask for the page"
            time.sleep(0.05)
        process.send_signal(how)
        return process.wait(100)


def whole(command: tuple[str, ...], folder: Path) -> float:
    """Run a command to its end; how long it took."""
    start = time.monotonic()
    done = run_recalls(*command, folder=folder)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - start


def test_a_replay_killed_at_any_moment_ends_as_if_undisturbed(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    seconds = whole(REPLAY, tmp_path / "whole")
    expected = state(tmp_path / "whole" / "k.db")
    moments = random.Random(20251021)
    for number in range(KILLS * 6 // 10):
        folder = tmp_path / f"kill-{number}"
        folder.mkdir()
        killed(REPLAY, folder, moments.uniform(0.05, seconds))
        whole(REPLAY, folder)
        assert state(folder / "k.db") == expected
        verified = run_recalls("verify", BUNDLED, "--db", "k.db", folder=folder)
        assert verified.returncode == 0, verified.stdout


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[Server]:
    """A blog on loopback, and the source that reads it in a folder ``mine``."""
    with serving({}) as server:
        words = "Anker ruft in Japan die PowerCore 10000 (A1263) wegen Brandgefahr zurück."
        path = f"/wp-json/wp/v2/posts?per_page=100&page=1&_fields={FIELDS}"
        server.replies[path] = [Reply(post(server.site, words), headers={"Content-Type": "application/json"})]
        yield server


def with_source(folder: Path, server: Server) -> Path:
    (folder / "mine").mkdir(parents=True)
    (folder / "mine" / "zz_loopback.py").write_text(SOURCE.format(site=server.site), encoding="utf-8")
    return folder


def test_a_live_crawl_killed_at_any_moment_leaves_an_archive_that_the_next_mends(blog: Server, tmp_path: Path) -> None:
    seconds = whole(LIVE, with_source(tmp_path / "whole", blog))
    expected = state(tmp_path / "whole" / "k.db")
    moments = random.Random(1263)
    for number in range(KILLS * 4 // 10):
        folder = with_source(tmp_path / f"kill-{number}", blog)
        killed(LIVE, folder, moments.uniform(0.4, seconds))
        whole(LIVE, folder)
        assert state(folder / "k.db") == expected
        files = sorted((folder / "archive").iterdir())
        assert files and all(file.name.endswith(".warc.gz") for file in files if ".tail" not in file.name)
        for file in files:
            if file.name.endswith(".warc.gz"):
                check_with_warcio(file)
        verified = run_recalls("verify", "--db", "k.db", folder=folder)
        assert verified.returncode == 0, verified.stdout


def check_with_warcio(path: Path) -> None:
    class Arguments:
        inputs = (str(path),)
        verbose = False

    checker = Checker(Arguments())
    checker.process_all()
    assert not checker.exit_value


def test_a_record_that_broke_off_is_put_aside(blog: Server, tmp_path: Path) -> None:
    folder = with_source(tmp_path / "torn", blog)
    whole(LIVE, folder)
    (file,) = (folder / "archive").glob("*.warc.gz")
    records = file.read_bytes()
    torn = file.with_name(f"{file.name}.open")
    file.rename(torn)
    torn.write_bytes(records + records[:77])
    again = run_recalls(*LIVE, folder=folder)
    assert again.returncode == 0
    assert f"{len(records)} bytes kept, 77 put aside" in again.stderr
    assert file.read_bytes() == records
    assert file.with_name(f"{file.name}.tail").read_bytes() == records[:77]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_crawl_that_is_asked_to_stop_says_try_again_and_goes_on_where_it_was(
    blog: Server, tmp_path: Path, how: signal.Signals
) -> None:
    folder = with_source(tmp_path / "asked", blog)
    path = next(iter(blog.replies))
    listing = json.loads(blog.replies[path][0].body)
    blog.replies[path] = [
        Reply(json.dumps(listing).encode(), headers={"Content-Type": "application/json", "X-WP-TotalPages": "40"})
    ]
    assert asked_to_stop(LIVE, folder, blog, "wp-json", how) == 75
    connection = sqlite3.connect(folder / "k.db")
    assert connection.execute("SELECT finished FROM runs").fetchall() == [(None,)]
    connection.close()
    blog.replies[path] = [Reply(json.dumps(listing).encode(), headers={"Content-Type": "application/json"})]
    again = run_recalls(*LIVE, folder=folder)
    assert again.returncode == 0, again.stderr
    assert "1 of its 1 sources are left" in again.stderr
