"""``recalls crawl`` and ``recalls demo`` as an operator meets them."""

import json
import sqlite3
import subprocess
from pathlib import Path

from tests.recalls.conftest import Recalls

DEMO = Path(__file__).parents[2] / "recalls" / "demo.warc.gz"


def contents(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the crawl knows, without the runs themselves and row numbers."""
    tables = (
        "documents",
        "document_versions",
        "notices",
        "mentions",
        "claims",
        "captures",
        "recalls",
        "recall_mentions",
    )
    connection = sqlite3.connect(database)
    try:
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}
    finally:
        connection.close()


def test_the_demo_says_per_source_what_came_of_it(demo: "subprocess.CompletedProcess[str]") -> None:
    assert demo.returncode == 0, demo.stderr
    assert "us-cpsc: 10 records read" in demo.stderr
    assert "evidence" in demo.stderr
    assert json.loads(demo.stdout)


def test_a_second_identical_crawl_adds_nothing(recalls: Recalls, tmp_path: Path) -> None:
    database = tmp_path / "twice.db"
    crawl = ("crawl", "--replay", DEMO, "--db", database, "--allow-recreated")
    assert recalls(*crawl).returncode == 0
    before = contents(database)
    again = recalls(*crawl)
    assert again.returncode == 0, again.stderr
    assert contents(database) == before
    assert " new" not in again.stderr


def test_recreated_pages_do_not_enter_a_live_database(recalls: Recalls, tmp_path: Path) -> None:
    refused = recalls("crawl", "us-cpsc", "--replay", DEMO, "--db", tmp_path / "live.db")
    assert refused.returncode == 1
    assert "--allow-recreated" in refused.stderr
    assert contents(tmp_path / "live.db")["documents"] == []


def test_an_unknown_source_is_wrong_usage_and_names_the_known(recalls: Recalls) -> None:
    wrong = recalls("crawl", "us-cpcs", "--replay", DEMO)
    assert wrong.returncode == 2
    assert "us-cpcs" in wrong.stderr
    assert "us-cpsc" in wrong.stderr


def test_a_file_that_is_no_warc_is_refused_by_name(recalls: Recalls, tmp_path: Path) -> None:
    (tmp_path / "notes.warc.gz").write_bytes(b"not an archive")
    refused = recalls("crawl", "us-cpsc", "--replay", "notes.warc.gz")
    assert refused.returncode == 1
    assert "notes.warc.gz" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_address_outside_the_archive_is_one_clear_line(recalls: Recalls, tmp_path: Path) -> None:
    address = "https://www.gov.uk/api/content/product-safety-alerts-reports-recalls/none"
    missing = recalls("crawl", "gb-opss", "--url", address, "--replay", DEMO, "--allow-recreated")
    assert missing.returncode == 1
    assert address in missing.stderr


def test_an_address_that_no_source_reads_is_wrong_usage(recalls: Recalls) -> None:
    wrong = recalls("crawl", "gb-opss", "--url", "https://example.org/", "--replay", DEMO)
    assert wrong.returncode == 2
    assert "https://example.org/" in wrong.stderr
