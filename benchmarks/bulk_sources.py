"""Bulk sources: the whole of Health Canada's file, two years of Safety Gate, the CPSC's export, of every brand.

Replayed from one archive, watched brands understood, all stored and searchable. The real data lies beside the project
(make_warc.py there); without it our own pages in the same layouts are read. The limit: the same bytes unpacked, parsed
and inserted as they come, with an FTS5 table over them.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from warcio.archiveiterator import ArchiveIterator

from benchmarks.report import Row, taking
from tests.web import build

_DATA = Path(__file__).parent.parent.parent / "shared" / "data"
_SOURCES = ("us-cpsc", "ca-health-canada", "eu-safety-gate")
_SECONDS, _MEGABYTES = 60, 500


def measure(small: bool) -> list[Row]:
    """One crawl of all three."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive, database = folder / "bulk.warc.gz", folder / "bulk.db"
        real = _write(archive, small)
        with taking() as limit:
            least = _inserted(archive, folder / "limit.db")
        command = ["crawl", *_SOURCES, "--replay", str(archive), "--all-brands", "--db", str(database)]
        if not real:
            command.append("--allow-recreated")
        with taking() as taken:
            done = subprocess.run(
                [sys.executable, "-m", "recalls.cli", *command], cwd=folder, capture_output=True, text=True, check=False
            )
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        with sqlite3.connect(database) as connection:
            count = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
            found = connection.execute("SELECT count(*) FROM document_words").fetchone()[0]
            notices = connection.execute("SELECT count(*) FROM notices WHERE is_recall_report").fetchone()[0]
    if found != count:
        raise RuntimeError(f"only {found} of {count} documents are searchable")
    given = f"{count:,} {'real' if real else 're-created'} records, {notices} of them reports on watched brands"
    pace, most = count / taken.cpu, least / limit.cpu
    against = f"the limit (parse, insert, FTS5): {most:,.0f} records/s"
    clock, memory = f"what was asked for: {_SECONDS} s", f"what was asked for: {_MEGABYTES} MB"
    return [
        Row("bulk crawl by replay", f"{pace:,.0f} records/s", against, pace / most, given, "CPU time"),
        Row("its time by the clock", f"{taken.seconds:.1f} s", clock, _SECONDS / taken.seconds, given),
        Row("its memory", f"{taken.megabytes:.0f} MB", memory, _MEGABYTES / taken.megabytes, given),
    ]


def _write(archive: Path, small: bool) -> bool:
    """Write the archive; whether it holds the real data."""
    if small or not (_DATA / "make_warc.py").is_file():
        build.write(archive, [answer for source in _SOURCES for answer in build.answers(source)])
        return False
    subprocess.run([sys.executable, str(_DATA / "make_warc.py"), str(archive)], check=True, capture_output=True)
    return True


def _inserted(archive: Path, path: Path) -> int:
    """Insert the words of every record of an archive's JSON lists and XML reports; how many there are."""
    with archive.open("rb") as file, sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE records (text TEXT)")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='')")
        for record in ArchiveIterator(file):
            texts = [(text,) for text in _texts(record.content_stream().read())]
            connection.executemany("INSERT INTO records VALUES (?)", texts)
            connection.executemany("INSERT INTO words (text) VALUES (?)", texts)
        count = int(connection.execute("SELECT count(*) FROM records").fetchone()[0])
    connection.close()
    return count


def _texts(body: bytes) -> Iterator[str]:
    if body.startswith(b"["):
        for record in json.loads(body):
            yield " ".join(str(value) for value in record.values() if value)
    elif body.startswith(b"<?xml"):
        for record in etree.fromstring(body).iter("notifications", "notification"):
            yield " ".join(record.itertext())
