"""Archived copies: a notice's own words, inert, in a sandbox; whole articles only where the house says so."""

import sqlite3
from pathlib import Path

from tests.recalls.web.conftest import Get, client, parsed, text


def place(database: Path, source: str) -> str:
    with sqlite3.connect(database) as connection:
        file, offset = connection.execute(
            """SELECT c.file, c.offset FROM documents d JOIN document_versions v ON v.id = d.version_id
               JOIN captures c ON c.id = v.capture_id WHERE d.source = ? ORDER BY d.key LIMIT 1""",
            [source],
        ).fetchone()
    return f"{file}/{offset}"


def test_a_notices_copy_stands_in_a_sandbox_without_anything_that_runs(get: Get, demo_database: Path) -> None:
    at = place(demo_database, "jp-caa")
    page = parsed(get(f"/capture/{at}"))
    frame = page.xpath("//iframe")[0]
    assert frame.get("sandbox") == ""
    assert frame.get("src") == f"/copy/{at}"
    assert "sha1:" in text(page)
    answered = get(f"/copy/{at}")
    policy = answered.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    copy = parsed(answered)
    assert "アンカー" in text(copy)
    assert not copy.xpath("//script | //img | //a | //form | //iframe | //@style | //@onclick")
    assert copy.xpath("//link/@href") == parsed(get(f"/copy/{at}")).xpath("//link[@rel='stylesheet']/@href")
    assert "evidence of nothing" in text(copy)


def test_of_an_article_the_quoted_words_are_shown_and_no_more(get: Get, demo_database: Path) -> None:
    at = place(demo_database, "de-appgefahren")
    page = parsed(get(f"/capture/{at}"))
    assert not page.xpath("//iframe")
    assert "Full articles stay in the archive" in text(page)
    assert page.xpath("//q[@lang='de']")
    assert get(f"/copy/{at}").status_code == 404


def test_a_house_may_show_itself_whole_articles(demo_database: Path) -> None:
    at = place(demo_database, "de-appgefahren")
    get = client(demo_database, press_copies=True)
    assert parsed(get(f"/capture/{at}")).xpath("//iframe")
    assert len(text(parsed(get(f"/copy/{at}")))) > 500


def test_an_archive_that_is_elsewhere_is_said(demo_database: Path, tmp_path: Path) -> None:
    with sqlite3.connect(demo_database) as source, sqlite3.connect(tmp_path / "moved.db") as moved:
        source.backup(moved)
        moved.execute("UPDATE captures SET file = 'gone.warc.gz'")
    at = place(tmp_path / "moved.db", "jp-caa")
    get = client(tmp_path / "moved.db", places=(tmp_path,))
    assert "The archive file is not here: gone.warc.gz" in text(parsed(get(f"/capture/{at}")))
    assert get(f"/copy/{at}").status_code == 404
