"""A person's word on what is the same: it holds at once, wins over rules, and is data."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from db.linking import Decision
from db.store import Store, open_store
from recalls.cli import main
from tests.db.harvests import CPSC, PRESS, document, harvest, mention, new_store, publish, reading


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """A regulator's notice, a report that joins it, one of another model, and the US."""
    with new_store(tmp_path) as store:
        publish(store, harvest(reading(document("1"), mention("JP", models=("A1263",), announced="2025-10-21"))))
        reports = [
            reading(document(key, source=PRESS, published="2025-10-23"), mention("JP", models=(model,)))
            for key, model in (("a", "A1263"), ("b", "A9999"))
        ]
        publish(store, harvest(*reports, source=PRESS))
        us = reading(document("2", source=CPSC, published="2025-06-12"), mention("US", models=("A1263",)))
        publish(store, harvest(us, source=CPSC))
    yield tmp_path / "recalls.db"


def run(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--db", str(database)])


def grouping(database: Path) -> set[frozenset[str]]:
    with open_store(database, read_only=True) as store:
        return _grouping(store)


def _grouping(store: Store) -> set[frozenset[str]]:
    members: dict[str, set[str]] = {}
    for recall, scope in store.connection.execute("SELECT recall_id, scope FROM recall_mentions"):
        members.setdefault(recall, set()).add(scope.partition("#")[0])
    return {frozenset(one) for one in members.values()}


def test_same_joins_and_different_parts(database: Path) -> None:
    assert run(database, "same", "de-press/b", "jp-caa/1", "--why", "a misprint").exit_code == 0
    assert frozenset({"jp-caa/1", "de-press/a", "de-press/b"}) in grouping(database)
    assert run(database, "different", "anker-jp-2025-10-21", "de-press/a").exit_code == 0
    assert frozenset({"jp-caa/1", "de-press/b"}) in grouping(database)


def test_decisions_are_text_that_can_be_taken_in_again(database: Path, tmp_path: Path) -> None:
    run(database, "same", "de-press/b", "jp-caa/1", "--why", "a misprint, says the author")
    file = tmp_path / "decisions.csv"
    file.write_text(run(database, "decisions", "--format", "csv").stdout, encoding="utf-8", newline="")
    with open_store(database) as store, store.writing() as connection:
        connection.execute("DELETE FROM decisions")
    assert run(database, "decisions", "--import", str(file)).exit_code == 0
    (decision,) = json.loads(run(database, "decisions", "--format", "json").stdout)
    assert decision == {
        "verdict": "same",
        "left": "de-press/b#0@JP",
        "right": "jp-caa/1#0@JP",
        "why": "a misprint, says the author",
    }
    assert frozenset({"jp-caa/1", "de-press/a", "de-press/b"}) in grouping(database)


def test_a_reason_like_a_formula_comes_back_as_it_was(database: Path, tmp_path: Path) -> None:
    run(database, "same", "de-press/b", "jp-caa/1", "--why", "=1+1")
    file = tmp_path / "decisions.csv"
    kept = run(database, "decisions", "--format", "csv").stdout
    file.write_text("\ufeff" + kept, encoding="utf-8", newline="")
    assert run(database, "decisions", "--import", str(file)).exit_code == 0
    assert run(database, "decisions", "--format", "csv").stdout == kept
    assert json.loads(run(database, "decisions", "--format", "json").stdout)[0]["why"] == "=1+1"


@pytest.mark.parametrize(
    ("content", "complaint"), [(b"\xff\xfe", "UTF-8"), (b"verdict,left\nsame,a\n", "row 2"), (b"a\0b,c\n1\n", "row 2")]
)
def test_a_file_that_holds_no_decisions_is_named_and_nothing_changes(
    database: Path, tmp_path: Path, content: bytes, complaint: str
) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    refused = run(database, "decisions", "--import", str(tmp_path / "bad.csv"))
    assert refused.exit_code == 1
    assert "bad.csv" in refused.stderr
    assert complaint in refused.stderr
    assert json.loads(run(database, "decisions", "--format", "json").stdout) == []


def test_joined_recalls_are_parted_by_their_documents_and_have_their_ids_back(database: Path) -> None:
    run(database, "different", "jp-caa/1", "de-press/b")  # which links, too
    before = json.loads(run(database, "timeline", "--market", "JP", "--format", "json").stdout)
    two = [row["id"] for row in before][:2]
    assert run(database, "same", *two, "--why", "x").exit_code == 0
    one = run(database, "different", *two, "--why", "y")
    assert one.exit_code == 1
    assert "documents" in one.stderr
    decided = json.loads(run(database, "decisions", "--format", "json").stdout)[0]
    assert run(database, "different", decided["left"], decided["right"], "--why", "y").exit_code == 0
    after = json.loads(run(database, "timeline", "--market", "JP", "--format", "json").stdout)
    assert [row["id"] for row in after] == [row["id"] for row in before]


def test_what_is_not_known_or_in_two_markets_is_refused(database: Path) -> None:
    run(database, "different", "jp-caa/1", "de-press/a")
    unknown = run(database, "same", "jp-caa/1", "jp-caa/77", "--why", "x")
    assert (unknown.exit_code, "jp-caa/77" in unknown.stderr) == (1, True)
    markets = run(database, "same", "anker-us-2025-06-12", "jp-caa/1", "--why", "x")
    assert (markets.exit_code, "market" in markets.stderr) == (1, True)


def test_review_lists_near_recalls_until_a_person_decides(database: Path) -> None:
    with open_store(database) as store:
        late = reading(document("9", published=None), mention("JP", models=("A1263",), reference="7"))
        publish(store, harvest(late))
    run(database, "same", "de-press/a", "jp-caa/1", "--why", "x")
    (row,) = json.loads(run(database, "review", "--format", "json").stdout)
    assert row["state"] == "apart"
    assert run(database, "different", row["left"], row["right"]).exit_code == 0
    pairs = [(one["left"], one["right"]) for one in json.loads(run(database, "review", "--format", "json").stdout)]
    assert (row["left"], row["right"]) not in pairs


def test_decisions_that_cannot_all_hold_are_refused_and_named(database: Path, tmp_path: Path) -> None:
    run(database, "same", "de-press/a", "jp-caa/1", "--why", "x")
    run(database, "same", "de-press/b", "jp-caa/1", "--why", "y")
    held = run(database, "decisions", "--format", "csv").stdout
    refused = run(database, "different", "de-press/a", "de-press/b", "--why", "z")
    assert refused.exit_code == 1
    assert "de-press/a#0@JP = jp-caa/1#0@JP" in refused.stderr
    assert run(database, "decisions", "--format", "csv").stdout == held
    file = tmp_path / "decisions.csv"
    file.write_text(f"{held}different,de-press/a#0@JP,de-press/b#0@JP,z\r\n", encoding="utf-8", newline="")
    assert run(database, "decisions", "--import", str(file)).exit_code == 1
    assert run(database, "decisions", "--format", "csv").stdout == held
    # One of them taken back, the other holds.
    assert run(database, "different", "de-press/b", "jp-caa/1", "--why", "no").exit_code == 0
    assert run(database, "different", "de-press/a", "de-press/b", "--why", "z").exit_code == 0
    assert run(database, "same", "de-press/b", "jp-caa/1", "--why", "again").exit_code == 1


def test_a_contradiction_that_two_databases_brought_together_is_to_be_reviewed(database: Path) -> None:
    with open_store(database) as store:
        for verdict, left, right in (
            ("same", "de-press/a", "jp-caa/1"),
            ("same", "de-press/b", "jp-caa/1"),
            ("different", "de-press/a", "de-press/b"),
        ):
            store.decide(Decision(verdict, f"{left}#0@JP", f"{right}#0@JP", ""))  # type: ignore[arg-type]
    (row, *_) = json.loads(run(database, "review", "--format", "json").stdout)
    assert (row["state"], row["left"], row["right"]) == ("contradiction", "de-press/a#0@JP", "de-press/b#0@JP")
    # It stays until a person says which is wrong, and hinders nothing else.
    assert run(database, "same", "de-press/a", "jp-caa/1", "--why", "x").exit_code == 0


def test_an_export_tells_where_the_id_of_a_joined_recall_leads(database: Path, tmp_path: Path) -> None:
    run(database, "different", "jp-caa/1", "de-press/b")  # which links, too
    run(database, "export", str(tmp_path / "out"))
    ids = [row["id"] for row in json.loads(run(database, "timeline", "--market", "JP", "--format", "json").stdout)]
    assert run(database, "same", *ids, "--why", "one campaign").exit_code == 0
    (kept,) = json.loads(run(database, "timeline", "--market", "JP", "--format", "json").stdout)
    run(database, "export", str(tmp_path / "out"))
    with (tmp_path / "out" / "removals.csv").open(encoding="utf-8", newline="") as file:
        told = {row["key"]: row["now"] for row in csv.DictReader(file) if row["table"] == "recalls"}
    assert told == {next(one for one in ids if one != kept["id"]): kept["id"]}


def test_review_knows_a_report_by_its_address_whatever_its_key_holds(database: Path) -> None:
    key = "2024/1#2@3"
    run(database, "same", "de-press/a", "jp-caa/1", "--why", "x")  # which links, too
    with open_store(database) as store:
        lone = reading(document(key, published=None), mention(models=("A1263",)), kind="followup")
        publish(store, harvest(lone))
        store.connection.execute(
            "INSERT INTO unplaced_scopes (scope, group_number) VALUES (?, 0)", [f"jp-caa/{key}#0@"]
        )
    found = json.loads(run(database, "review", "--format", "json").stdout)
    alone = [row for row in found if row["state"] == "alone" and row["left"] == f"jp-caa/{key}#0@"]
    assert alone
    assert all("A1263" in row["reason"] for row in alone)
    first = json.loads(run(database, "review", "--first", "1", "--format", "json").stdout)
    assert first == found[:1]
