"""A withheld document is in no output, its recalls stand on what is left, and it comes back as it was."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from db.store import open_store
from db.withholding import CannotWithhold, order, orders
from recalls.cli import main

RECALL, ALONE = "anker-us-2025-09-18", "anker-ca-2023-02-23"
MODEL, EVERY_DAY = "A1647", "2000"
#: The questions that are asked of the timeline, with what they need.
ASKED: dict[str, list[str]] = {
    "timeline": ["timeline", "--format", "json"],
    "timeline as of a day": ["timeline", "--format", "json", "--as-of", "2030"],
    "show a recall": ["show", RECALL, "--format", "json"],
    "show the other recall": ["show", ALONE, "--format", "json"],
    "matrix": ["matrix", "--format", "json"],
    "changes": ["changes", "--format", "json"],
    "disagreements": ["disagreements", "--format", "json"],
    "check": ["check", MODEL, "--format", "json"],
    "review": ["review", "--format", "json"],
    "atom": ["feed"],
    "JSON feed": ["feed", "--format", "json"],
    "iCalendar": ["feed", "--format", "ics"],
    "digest": ["digest", "--since", EVERY_DAY],
}
FOLDERS: dict[str, list[str]] = {
    "export as CSV": ["export", "OUT"],
    "export as JSON Lines": ["export", "OUT", "--format", "jsonl"],
    "export as of a day": ["export", "OUT", "--as-of", "2030"],
    "evidence": ["evidence", RECALL, "OUT"],
    "evidence of the other": ["evidence", ALONE, "OUT"],
    "site": ["site", "OUT"],
}
#: What hands out no document: visits, keeps, decides, reads given texts, or is about the program itself.
NO_OUTPUT = {
    *("crawl", "nightly", "settings", "nights", "quarantine", "sources", "demo", "same", "different", "decisions"),
    *("extract", "evaluate", "renormalize", "withhold", "restore", "backup", "verify", "backfill", "merge"),
    "serve",  # tests of its own ask each of its pages
}


@pytest.fixture
def database(demo_database: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "copy.db"
    with sqlite3.connect(demo_database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


def run(database: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*arguments, "--db", str(database)])
    return result.exit_code, result.stdout


def marks(database: Path, recall: str, kind: str) -> tuple[str, tuple[str, ...]]:
    """A document of a recall, and what tells of it: its address, its page's, its title, its own longest quote."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            """SELECT d.source || '/' || d.key, d.url, d.title, d.notice_id FROM recall_mentions m
               JOIN documents d ON d.notice_id = m.notice_id JOIN sources s ON s.id = d.source
               WHERE m.recall_id = ? AND s.kind = ? ORDER BY d.published, 1""",
            [recall, kind],
        ).fetchall()
        address, url, title, notice = rows[0]
        quotes = connection.execute(
            """SELECT quote FROM claims c WHERE notice_id = ?1 AND length(quote) > 15 AND NOT EXISTS (
                 SELECT 1 FROM claims o WHERE o.notice_id <> ?1 AND instr(o.quote, c.quote))
               ORDER BY length(quote) DESC LIMIT 1""",
            [notice],
        ).fetchall()
    return address, (address, url, title, *(quote for (quote,) in quotes))


def outputs(database: Path, folder: Path) -> dict[str, str]:
    """Everything that the program hands out, by what it is; binary files by what can be read of them."""
    told = {name: run(database, *arguments)[1] for name, arguments in ASKED.items()}
    told["search"] = run(database, "search", "Anker", "--limit", "500", "--format", "json")[1]
    for name, arguments in FOLDERS.items():
        if arguments[0] not in main.commands:
            continue
        out = folder / name
        shutil.rmtree(out, ignore_errors=True)
        run(database, *(str(out) if word == "OUT" else word for word in arguments))
        files = sorted(path for path in out.rglob("*") if path.is_file())
        told[name] = "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)
    return told


def test_every_command_that_hands_out_documents_is_asked_here() -> None:
    asked = {arguments[0] for arguments in (*ASKED.values(), *FOLDERS.values())} | {"search"}
    assert set(main.commands) - asked - NO_OUTPUT == set()


@pytest.mark.parametrize(("recall", "kind"), [(RECALL, "press"), (ALONE, "regulator")])
def test_a_withheld_document_is_in_no_output_and_comes_back_as_it_was(
    database: Path, tmp_path: Path, recall: str, kind: str
) -> None:
    document, told_by = marks(database, recall, kind)
    before = outputs(database, tmp_path / "before")
    assert any(mark in text for text in before.values() for mark in told_by)
    assert all(any(mark in text for text in before.values()) for mark in told_by), "each mark is somewhere"
    assert run(database, "show", document)[0] == 0
    assert run(database, "withhold", document, "--why", "the publisher asks for it", "--who", "editor")[0] == 0
    for name, text in outputs(database, tmp_path / "after").items():
        for mark in told_by:
            assert mark not in text, f"{name} still tells {mark!r}"
    assert run(database, "show", document)[0] == 1
    assert run(database, "restore", document, "--why", "they agreed")[0] == 0
    after = outputs(database, tmp_path / "restored")
    for name in after:
        if name not in ("evidence", "evidence of the other", "site"):  # they say when they were written
            assert _undated(after[name]) == _undated(before[name]), name


def _undated(text: str) -> str:
    """An export's description without the time of the last order, which the next export looks at."""
    return re.sub(r'"withholdings": .*', "", text)


def test_a_recall_without_a_source_vanishes_and_keeps_its_id(database: Path) -> None:
    document, _ = marks(database, ALONE, "regulator")
    result = CliRunner().invoke(main, ["withhold", document, "--why", "asked", "--db", str(database)])
    assert f"no source is left for {ALONE}" in result.stderr
    assert ALONE not in run(database, "timeline", "--format", "json")[1]
    assert run(database, "show", ALONE)[0] == 1
    result = CliRunner().invoke(main, ["restore", document, "--db", str(database)])
    assert f"in the output again: {ALONE}" in result.stderr
    assert run(database, "show", ALONE)[0] == 0


def test_every_order_stays_on_record(database: Path) -> None:
    document, (_, url, *_) = marks(database, RECALL, "press")
    run(database, "withhold", url, "--why", "by the page's address", "--who", "editor")
    run(database, "restore", document, "--why", "done", "--who", "lawyer")
    with open_store(database, read_only=True) as store:
        record = orders(store.connection)
    assert [(one["document"], one["verdict"], one["why"], one["who"], one["withheld"]) for one in record] == [
        (document, "withhold", "by the page's address", "editor", False),
        (document, "restore", "done", "lawyer", False),
    ]
    assert all(one["decided"] for one in record)
    code, listed = run(database, "withhold", "--format", "json")
    assert (code, listed.count('"verdict"')) == (0, 2)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["withhold", "no/such", "--why", "x"], 1, "no document is called 'no/such'"),
        (["withhold", RECALL, "--why", "x"], 1, "is a recall; name the document"),
        (["withhold", "no/such"], 2, "--why is needed"),
        (["restore", "ca-health-canada/72904"], 1, "is not withheld"),
    ],
)
def test_what_cannot_be_withheld_is_said(database: Path, arguments: list[str], code: int, words: str) -> None:
    result = CliRunner().invoke(main, [*arguments, "--db", str(database)])
    assert result.exit_code == code
    assert words in " ".join(result.stderr.split())


def test_a_document_is_withheld_once_and_stays_so_when_it_is_read_again(
    database: Path, ask: Callable[..., object]
) -> None:
    document, _ = marks(database, RECALL, "press")
    with open_store(database, allow_recreated=True) as store:
        order(store.connection, "withhold", document, why="x", who="y", moment="2026-01-01T00:00:00Z")
        with pytest.raises(CannotWithhold, match="since 2026-01-01"):
            order(store.connection, "withhold", document, why="x", who="y", moment="2026-01-02T00:00:00Z")
    assert run(database, "renormalize")[0] == 0
    assert document not in run(database, "search", "Anker", "--limit", "500", "--format", "json")[1]
