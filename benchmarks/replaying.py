"""An archive read again: through Scrapy, past it, and the stored documents understood anew.

Each is a command in a process of its own. The peer: warcio reads the archive and lxml parses its pages.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import html
from warcio.archiveiterator import ArchiveIterator

from benchmarks.articles import ARTICLES, page
from benchmarks.news_warc import member
from benchmarks.report import Row, Taken, taking


def measure(small: bool) -> list[Row]:
    """One archive of articles on recalls, by ``crawl --replay``, ``backfill`` and ``renormalize``."""
    count = 8 if small else 1_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = folder / "news.warc.gz"
        addresses = [f"https://news{number % 37}.example/{number}" for number in range(count)]
        pages = (member(url, page(ARTICLES[n % len(ARTICLES)], n), "utf-8") for n, url in enumerate(addresses))
        archive.write_bytes(b"".join(pages))
        with taking() as peer:
            _parsed(archive)
        asked = [word for address in addresses for word in ("--url", address)]
        crawled = _run(folder, "crawl", "--replay", archive, "--allow-recreated", "--db", "c.db", *asked)
        read = ("backfill", archive, "--allow-recreated", "--db", "b.db", "--workers", "1")
        backfilled = _run(folder, *read)
        if not count == _notices(folder / "c.db") == _notices(folder / "b.db"):
            raise RuntimeError("not every page became a notice")
        with sqlite3.connect(folder / "b.db") as connection:
            connection.execute("UPDATE documents SET understood_reader = 'an older one'")
        renewed = _run(folder, "renormalize", "--db", "b.db")
    given = f"{count} pages of 49 KB"
    return [
        _row("`recalls crawl --replay`, through Scrapy", crawled, peer, count, given),
        _row("`recalls backfill`, past it, one process", backfilled, peer, count, given),
        _row("`recalls renormalize`, what is stored", renewed, peer, count, f"{count} documents"),
    ]


def _parsed(archive: Path) -> None:
    with archive.open("rb") as file:
        for record in ArchiveIterator(file):
            html.document_fromstring(record.content_stream().read())


def _run(folder: Path, *words: str | Path) -> Taken:
    with taking() as taken:
        command = [sys.executable, "-m", "recalls.cli", *map(str, words)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return taken


def _notices(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute("SELECT count(*) FROM notices WHERE is_recall_report").fetchone()[0])


def _row(name: str, taken: Taken, peer: Taken, count: int, given: str) -> Row:
    pace, limit = count / taken.cpu, count / peer.cpu
    against = f"warcio and lxml: {limit:,.0f} pages/s"
    return Row(name, f"{pace:,.0f} pages/s", against, pace / limit, given, "CPU time, with start-up and linking")
