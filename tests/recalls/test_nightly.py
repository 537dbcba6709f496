"""The run that cron starts: one at a time, with a report that says what broke and since when."""

from __future__ import annotations

import fcntl
import json
import re
import sqlite3
from pathlib import Path

import pytest

from recalls import reporting
from recalls.errors import Failure
from recalls.locking import locked
from tests.recalls.conftest import Recalls
from tests.web import build

WALL = "de-heise"


def archive(folder: Path, *sources: str, walled: bool = False) -> Path:
    """An archive of some sources' pages; with a bot wall in place of Heise's feed."""
    path = folder / f"{'walled' if walled else 'whole'}.warc.gz"
    build.write(
        path,
        [
            answer
            for source in sources
            for answer in (build.faulty(source, "bot_wall") if walled and source == WALL else build.answers(source))
        ],
    )
    return path


def night(recalls: Recalls, database: Path, pages: Path, *more: str) -> tuple[int, dict[str, object], str]:
    sources = ("us-cpsc", WALL, "jp-meti")
    done = recalls(
        "nightly", *sources, "--replay", pages, "--allow-recreated", "--db", database, "--format", "json", *more
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr


@pytest.fixture
def nights(recalls: Recalls, tmp_path: Path) -> list[tuple[int, dict[str, object], str]]:
    """A good night, two with a wall before one source, and a good one again, each on a day of its own."""
    database = tmp_path / "n.db"
    whole = archive(tmp_path, "us-cpsc", WALL, "jp-meti")
    walled = archive(tmp_path, "us-cpsc", WALL, "jp-meti", walled=True)
    told = []
    for number, pages in enumerate((whole, walled, walled, whole), 1):
        told.append(night(recalls, database, pages, "--export", "out"))
        with sqlite3.connect(database) as connection:
            # The nights of a test are minutes apart: move this one to a day of its own.
            for table, column in (("runs", "id"), ("run_sources", "run_id")):
                connection.execute(
                    f"UPDATE {table} SET {column} = ?1 WHERE {column} > '2021'", [f"2020-01-0{number}T01:00:00Z"]
                )
        connection.close()
    return told


def test_the_report_tells_what_broke_for_how_many_nights_and_what_to_do(
    nights: list[tuple[int, dict[str, object], str]], recalls: Recalls, tmp_path: Path
) -> None:
    first, second, third, _ = nights
    assert [status for status, _, _ in nights] == [0, 1, 1, 0]
    sources = {source["source"]: source for source in third[1]["sources"]}
    assert sources[WALL]["state"] == "failed"
    assert sources[WALL]["failure"] == "bot_wall"
    assert sources[WALL]["nights"] == 2
    assert sources["us-cpsc"]["state"] == "fine"
    assert sources["us-cpsc"]["nights"] == 3
    assert sources["us-cpsc"]["requests"] > 0 and sources["us-cpsc"]["received"] > 0
    assert sources["us-cpsc"]["new"] == sources["us-cpsc"]["changed"] == 0
    assert third[1]["failed"] == [WALL]
    assert first[1]["total"]["new"] > 3
    assert {step["step"]: step["state"] for step in third[1]["steps"]} == {"export": "done", "check": "done"}
    assert f"FAILED {WALL} (2 nights in a row, since " not in second[2]
    strips = recalls("nights", "--db", tmp_path / "n.db").stdout
    assert next(line for line in strips.splitlines() if line.startswith(WALL)).split()[1] == ".XX."
    history = json.loads(recalls("nights", "--db", tmp_path / "n.db", "--format", "json", "--last", "2").stdout)
    assert [(one["date"], one["status"]) for one in history if one["source"] == WALL] == [
        ("2020-01-03", "failed"),
        ("2020-01-04", "ok"),
    ]
    last = recalls("nights", "--db", tmp_path / "n.db", "--report", "--format", "json")
    assert json.loads(last.stdout) == nights[-1][1]
    again = recalls("nights", "--db", tmp_path / "n.db", "--report")
    assert "3 sources in " in again.stderr and "check: done" in again.stderr
    with sqlite3.connect(tmp_path / "n.db") as connection:
        kept = connection.execute("SELECT report FROM runs ORDER BY id").fetchall()
    connection.close()
    assert [json.loads(report)["failed"] for (report,) in kept] == [[], [WALL], [WALL], []]


def test_a_second_night_says_who_holds_the_lock_and_leaves(recalls: Recalls, tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    pages = archive(tmp_path, "us-cpsc")
    with locked(database):
        status, report, said = night(recalls, database, pages)
    assert (status, report) == (75, {})
    assert "holds it since" in said and "process" in said
    assert not database.exists()


def test_a_lock_that_its_holder_left_behind_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "n.db.lock"
    path.write_text("half a li", encoding="utf-8")
    with locked(tmp_path / "n.db") as held:
        assert held == path
        assert json.loads(path.read_text(encoding="utf-8"))["pid"]
    path.write_text("no JSON", encoding="utf-8")
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(Failure, match="another program holds its lock") as caught, locked(tmp_path / "n.db"):
            pass
    assert caught.value.exit_code == 75


def test_a_night_after_an_upgrade_understands_again_what_an_earlier_version_could_not(
    recalls: Recalls, tmp_path: Path
) -> None:
    pages = archive(tmp_path, "us-cpsc", "jp-meti")
    night(recalls, tmp_path / "n.db", pages)
    told = "SELECT source, key, published, notice_id IS NULL FROM documents ORDER BY source, key"
    with sqlite3.connect(tmp_path / "n.db") as connection:
        before = connection.execute(told).fetchall()
        connection.execute("UPDATE documents SET understood_reader = 'earlier', notice_id = NULL")
        connection.execute(
            """INSERT INTO quarantine SELECT source, coalesce(url, source || '/' || key), 'understanding',
                      'understanding', 'why', '2020', '2020', 'e', 1 FROM documents"""
        )
    connection.close()
    _, report, _ = night(recalls, tmp_path / "n.db", pages)
    steps = {step["step"]: step for step in report["steps"]}
    assert steps["understand"]["message"].startswith(f"{len(before)} documents understood again")
    assert report["quarantine"] == 0
    with sqlite3.connect(tmp_path / "n.db") as connection:
        assert connection.execute(told).fetchall() == before
    connection.close()
    _, report, _ = night(recalls, tmp_path / "n.db", pages)
    assert "understand" not in {step["step"] for step in report["steps"]}


def test_a_step_that_fails_costs_no_other(recalls: Recalls, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder", encoding="utf-8")
    status, report, said = night(recalls, tmp_path / "n.db", archive(tmp_path, "us-cpsc"), "--export", "taken/out")
    assert status == 1
    assert "Traceback" not in said
    steps = {step["step"]: step for step in report["steps"]}
    assert steps["export"]["state"] == "failed" and "taken" in steps["export"]["message"]
    assert steps["check"]["state"] == "done"


def test_each_kind_of_failure_has_its_advice() -> None:
    from db.harvest import Fault

    told = re.sub(r"\(.*?\)", "", (Fault.__doc__ or "").partition("one of:")[2], flags=re.DOTALL)
    assert set(reporting.ADVICE) == set(re.findall(r"[a-z_]+", told))


def test_the_summary_counts_every_state_and_tells_why_a_source_failed() -> None:
    counts = dict.fromkeys(reporting._COUNTS, 0)

    def source(name: str, state: str, **told: object) -> dict[str, object]:
        return {"source": name, "state": state, "nights": 3, "since": "2026-11-20", "faults": [], **counts, **told}

    sources = [source("a", "fine"), source("b", "faults"), source("c", "unfinished")]
    sources.append(source("d", "failed", failure="bot_wall", why="a bot wall answered"))
    report = {"sources": sources, "failed": ["d"], "total": counts, "seconds": 9, "quarantine": 2, "steps": []}
    lines = list(reporting.summary({**report, "interrupted": True}))
    assert lines[0].startswith("4 sources in 9 s: 1 fine, 1 failed, 1 read with faults, 1 unfinished; ")
    assert "FAILED d (3 nights in a row, since 2026-11-20): bot_wall: a bot wall answered" in lines
    assert lines[-2:] == [
        "2 addresses in quarantine: `recalls quarantine`",
        "stopped before its end: run it again to go on",
    ]
