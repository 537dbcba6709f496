"""A night without news: nothing is sent, read or understood twice, and what is due is still asked for."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crawler.engine import Case, Outcome, run
from tests.recalls.conftest import Recalls
from tests.recalls.test_kills import state
from tests.recalls.test_nightly import archive
from tests.web import build

OTHER = """
name = "other"
queries = ["Otherbrand"]
models = ['OB\\d{4}']
brands = [{ name = "Otherbrand" }]
"""
SOURCES = ("us-cpsc", "ca-health-canada", "eu-safety-gate", "jp-meti", "de-heise")


def counted(database: Path, table: str) -> int:
    connection = sqlite3.connect(database)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def test_the_same_answers_are_not_read_again(recalls: Recalls, tmp_path: Path) -> None:
    pages = archive(tmp_path, *SOURCES)
    command = ("nightly", *SOURCES, "--replay", pages, "--allow-recreated", "--db", "n.db", "--format", "json")
    first = json.loads(recalls(*command).stdout)
    before, notices = state(tmp_path / "n.db"), counted(tmp_path / "n.db", "notices")
    second = json.loads(recalls(*command).stdout)
    assert first["total"]["new"] > 10
    assert {source["state"] for source in second["sources"]} == {"fine"}
    assert second["total"]["read"] == second["total"]["new"] == second["total"]["changed"] == 0
    assert second["total"]["absent"] == 0
    for source in second["sources"]:
        assert source["not_modified"] >= 1
        assert source["requests"] <= 3, source["source"]  # robots.txt, the listing, what stands beside it
    assert state(tmp_path / "n.db") == before
    assert counted(tmp_path / "n.db", "notices") == notices


def test_an_archive_of_many_days_is_not_read_again_for_what_was_due_in_it(recalls: Recalls, tmp_path: Path) -> None:
    sources = ("us-cpsc", "ca-health-canada", "eu-safety-gate")
    pages = [
        replace(page, date=f"2026-11-{10 + number % 12}T03:00:00Z")
        for source in sources
        for number, page in enumerate(build.answers(source))
    ]
    build.write(tmp_path / "days.warc.gz", pages)
    command = ("nightly", *sources, "--replay", "days.warc.gz", "--allow-recreated", "--db", "n.db", "--format", "json")
    first, second = (json.loads(recalls(*command).stdout)["total"] for _ in range(2))
    assert first["new"] > 10
    assert (second["read"], second["new"], second["changed"]) == (0, 0, 0)


def test_another_question_is_read_anew(recalls: Recalls, tmp_path: Path) -> None:
    pages = archive(tmp_path, "us-cpsc")
    command = ("crawl", "us-cpsc", "--replay", pages, "--allow-recreated", "--db", "n.db")
    recalls(*command)
    assert "as they were when last read" in recalls(*command).stderr
    for other in (("--all-brands",), ("--since", "2020")):
        assert "as they were" not in recalls(*command, *other).stderr
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "other.toml").write_text(OTHER, encoding="utf-8")
    changed = recalls(*command, "--watchlists", "more")
    assert changed.returncode == 0, changed.stderr
    assert "as they were" not in changed.stderr


@pytest.mark.parametrize(("day", "changed"), [("2026-11-22", 0), ("2026-11-23", 1)])
def test_a_page_behind_an_unchanged_list_is_read_where_it_was_due_when_archived(
    recalls: Recalls, tmp_path: Path, day: str, changed: int
) -> None:
    command = ("nightly", "jp-meti", "--allow-recreated", "--db", "n.db", "--format", "json", "--replay")
    recalls(*command, archive(tmp_path, "jp-meti"))
    later = [
        replace(page, date=f"{day}T03:00:00Z", body=page.body.replace(b"522,237", b"522,238"))
        for page in build.answers("jp-meti")
    ]
    assert sum(b"522,238" in page.body for page in later) == 1
    build.write(tmp_path / "later.warc.gz", later)
    second = json.loads(recalls(*command, tmp_path / "later.warc.gz").stdout)
    assert second["total"]["changed"] == changed


@pytest.fixture(scope="module")
def due(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Health Canada's file, known and unchanged, on a night on which a page of it is due and on one without."""
    path = tmp_path_factory.mktemp("due") / "canada.warc.gz"
    build.write(path, build.answers("ca-health-canada"))
    known = {"LOCAL_READ_BEFORE": True}
    cases = {
        "rests": Case("ca-health-canada", replay=(str(path),), settings=known),
        "due": Case(
            "ca-health-canada",
            replay=(str(path),),
            settings={**known, "LOCAL_WATCHED": [["2026-01-01", "2026-01-01"]]},
        ),
        "named": Case(
            "ca-health-canada",
            replay=(str(path),),
            urls=(
                next(answer.address for answer in build.answers("ca-health-canada") if "opendata" in answer.address),
            ),
            settings=known,
        ),
    }
    return dict(zip(cases, run(*cases.values()).outcomes, strict=True))


def test_a_listing_rests_unless_a_page_that_it_leads_to_is_due(due: dict[str, Outcome]) -> None:
    assert (due["rests"].read, due["rests"].document_count) == (0, 0)
    assert due["rests"].kept_promise and not due["rests"].complete
    assert due["due"].read > 5
    assert due["named"].document_count > 5
