"""What does not hold between database and archive is found; copies are whole."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from recalls.cli import main
from tests.recalls.conftest import Recalls

BUNDLED = Path(__file__).parent.parent.parent / "recalls" / "demo.warc.gz"


@pytest.fixture
def kept(demo_database: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A database and its archive's folder, both whole."""
    (tmp_path / "archive").mkdir()
    shutil.copy(BUNDLED, tmp_path / "archive" / "demo.warc.gz")
    shutil.copy(demo_database, tmp_path / "kept.db")
    return tmp_path / "kept.db", tmp_path / "archive"


def problems(database: Path, *arguments: str | Path) -> list[dict[str, str]]:
    command = ["verify", "--db", str(database), "--format", "json", *map(str, arguments)]
    result = CliRunner().invoke(main, command)
    found: list[dict[str, str]] = json.loads(result.stdout)
    assert result.exit_code == bool(found), result.output
    return found


def change(database: Path, statement: str) -> None:
    connection = sqlite3.connect(database)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_whole_archive_has_no_problem(kept: tuple[Path, Path]) -> None:
    database, archive = kept
    assert problems(database, archive) == problems(database, archive, "--quick") == problems(database) == []


def cut(archive: Path) -> None:
    path = archive / "demo.warc.gz"
    path.write_bytes(path.read_bytes()[:-20])


def flip(archive: Path) -> None:
    path = archive / "demo.warc.gz"
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 0xFF
    path.write_bytes(body)


def remove(archive: Path) -> None:
    (archive / "demo.warc.gz").unlink()


def leave_open(archive: Path) -> None:
    (archive / "other.warc.gz.open").write_bytes(b"\x1f\x8b half a reco")


@pytest.mark.parametrize(
    ("harm", "kinds", "words"),
    [
        (cut, {"archive"}, "breaks off"),
        (flip, {"archive", "capture"}, "damaged"),
        (remove, {"archive"}, "not there"),
        (leave_open, {"archive"}, "left open"),
    ],
)
def test_a_harmed_archive_is_told_with_its_place(
    kept: tuple[Path, Path], harm: Callable[[Path], None], kinds: set[str], words: str
) -> None:
    database, archive = kept
    harm(archive)
    found = problems(database, archive)
    assert {problem["kind"] for problem in found} >= kinds
    assert any(words in problem["message"] for problem in found)


@pytest.mark.parametrize(
    ("statement", "kind", "words"),
    [
        ("UPDATE claims SET quote = quote || '!' WHERE rowid = 1", "quote", "does not stand in"),
        ("UPDATE captures SET offset = offset + 1 WHERE id = 1", "capture", "no record of"),
        ("UPDATE captures SET digest = 'sha1:A' WHERE id = 1", "capture", "has the digest"),
        ("UPDATE captures SET record_id = '<x>' WHERE id = 1", "capture", "another record"),
        ("UPDATE captures SET revisit = 1, digest = 'sha1:A' WHERE id = 1", "capture", "no capture holds the body"),
        ("DELETE FROM documents WHERE id = 1", "database", "refers to a row of documents"),
        ("UPDATE captures SET offset = -1 WHERE id = 1", "capture", "no record of"),
        ("UPDATE captures SET status = 404 WHERE id = 1", "capture", "has the status 200, not 404"),
        ("UPDATE document_versions SET parts = replace(parts, 'e', 'a') WHERE id = 1", "version", "stored words"),
        ("UPDATE document_versions SET published = '1999' WHERE id = 1", "version", "stored words"),
        ("UPDATE document_versions SET parts = '{no JSON' WHERE id = 1", "version", "stored words"),
        ("UPDATE captures SET date = '2999' || substr(date, 5), recreated = 0 WHERE id = 1", "clock", "up to 2999-"),
    ],
)
def test_a_changed_database_is_told_with_its_place(
    kept: tuple[Path, Path], statement: str, kind: str, words: str
) -> None:
    database, archive = kept
    change(database, statement)
    found = problems(database, archive)
    assert kind in {problem["kind"] for problem in found}
    assert any(words in problem["message"] for problem in found)


def test_a_copy_made_while_another_writes_is_whole_and_old_ones_go(kept: tuple[Path, Path], tmp_path: Path) -> None:
    database, _ = kept
    ready, done = threading.Event(), threading.Event()

    def write() -> None:
        connection = sqlite3.connect(database, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM claims")
        ready.set()
        done.wait(30)
        connection.execute("ROLLBACK")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    ready.wait(30)
    try:
        for _ in range(3):
            told = CliRunner().invoke(main, ["backup", str(tmp_path / "copies"), "--db", str(database), "--keep", "2"])
            assert told.exit_code == 0, told.output
    finally:
        done.set()
        writer.join()
    copies = sorted((tmp_path / "copies").iterdir())
    assert len(copies) == 2
    assert told.stdout.strip() == str(copies[-1])
    assert problems(copies[-1]) == []


def test_a_database_of_an_earlier_version_is_copied_as_it_is(kept: tuple[Path, Path], tmp_path: Path) -> None:
    database, _ = kept
    change(database, "DELETE FROM migrations WHERE number = (SELECT max(number) FROM migrations)")
    told = CliRunner().invoke(main, ["backup", str(tmp_path / "copies"), "--db", str(database)])
    assert told.exit_code == 0, told.output
    (copy,) = (tmp_path / "copies").iterdir()
    with sqlite3.connect(database) as before, sqlite3.connect(copy) as after:
        assert list(before.iterdump()) == list(after.iterdump())
    change(database, "INSERT INTO migrations VALUES (9999, '2999-01-01')")
    told = CliRunner().invoke(main, ["backup", str(tmp_path / "copies"), "--db", str(database)])
    assert told.exit_code == 1
    assert "newer version" in told.stderr


def test_a_copy_that_cannot_be_made_is_one_line(recalls: Recalls, kept: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    told: subprocess.CompletedProcess[str] = recalls("backup", "file/copies", "--db", kept[0])
    assert told.returncode == 1
    assert told.stderr.startswith("Error: no backup was made") and "Traceback" not in told.stderr
