"""A live crawl from command line to WARC and database, against a server on loopback."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from crawler.platforms.wordpress import FIELDS
from tests.crawler.server import Reply, serving
from tests.recalls.conftest import Recalls

SOURCE = '''
from crawler.health import Promise
from crawler.platforms.wordpress import WordPress


class Loopback(WordPress):
    """A blog on loopback."""

    name = "zz-loopback"
    title = "A blog on loopback"
    market = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    homepage = "{site}"
    hosts = ("127.0.0.1",)
    promise = Promise(records=1)
    checked = "2026-11-22"
    checked_by = "written here"
    permalink = r"-([0-9]+)\\.html"
    query_scripts = frozenset()
'''


def post(site: str, words: str) -> bytes:
    record = {
        "id": 7,
        "date": "2025-10-22T08:00:00",
        "link": f"{site}/anker-7.html",
        "title": {"rendered": "Anker ruft in Japan zurück"},
        "content": {"rendered": f"<p>{words}</p>"},
    }
    return json.dumps([record]).encode()


def documents(database: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(
            """SELECT d.source, d.key, count(v.id), max(v.cause) FROM documents d
               JOIN document_versions v ON v.document_id = d.id GROUP BY d.id"""
        ).fetchall()
    finally:
        connection.close()


def test_a_crawl_archives_what_it_reads_and_the_archive_gives_the_same_again(recalls: Recalls, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    words = "Anker ruft in Japan die PowerCore 10000 (A1263) wegen Brandgefahr zurück."
    with serving({}) as server:
        (tmp_path / "mine" / "zz_loopback.py").write_text(SOURCE.format(site=server.site), encoding="utf-8")
        path = f"/wp-json/wp/v2/posts?per_page=100&page=1&_fields={FIELDS}"
        kind = {"Content-Type": "application/json"}
        server.replies[path] = [
            Reply(post(server.site, words), headers=kind),
            Reply(post(server.site, words), headers=kind),
            Reply(post(server.site, words + " Es geht um 410.124 Stück."), headers=kind),
        ]
        live = ("crawl", "zz-loopback", "--sources-from", "mine", "--all-brands", "--db", "live.db")
        refused = recalls(*live)
        assert refused.returncode == 1
        assert "private" in refused.stderr
        assert server.asked == []
        for new in ("1 new", "as they were when last read", "1 changed"):
            night = recalls(*live, "--allow-host", "127.0.0.1", "--contact", "desk@example.org")
            assert night.returncode == 0, night.stderr
            assert new in night.stderr
        agents = {asked.headers["User-Agent"] for asked in server.asked}
        assert all("recall-timeline" in agent and "desk@example.org" in agent for agent in agents)
    assert documents(tmp_path / "live.db") == [("zz-loopback", "7", 2, "source")]

    archives = sorted((tmp_path / "archive").glob("*.warc.gz"))
    for archive in archives:
        warcio = [sys.executable, "-m", "warcio.cli", "check", str(archive)]
        assert subprocess.run(warcio, check=False, capture_output=True, timeout=600).returncode == 0
    again = recalls(*live[:-1], "again.db", "--replay", *archives)
    assert again.returncode == 0, again.stderr
    assert documents(tmp_path / "again.db") == [("zz-loopback", "7", 1, None)]
