"""What a journalist and an analyst ask of the demo's database."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from recalls.cli import main

Ask = Callable[..., Result]


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, list)
    return found


def test_the_timeline_holds_the_recalls_in_the_order_of_their_announcement(ask: Ask) -> None:
    dates = [row["date"] for row in rows(ask("timeline", "--format", "json")) if row["date"]]
    assert len(dates) >= 12
    assert dates == sorted(dates)


def test_the_latest_recalls_are_the_end_of_the_timeline(ask: Ask) -> None:
    whole = [row["id"] for row in rows(ask("timeline", "--format", "json")) if row["date"]]
    assert [row["id"] for row in rows(ask("timeline", "--latest", "3", "--format", "json"))] == whole[-3:]
    assert "--latest 0" in ask("timeline", "--latest", "3").stderr


def test_the_japanese_recall_of_october_2025_has_its_four_products(ask: Ask) -> None:
    found = rows(ask("timeline", "--market", "jp", "--since", "2025-10", "--format", "json"))
    assert [row["date"] for row in found] == ["2025-10-21"]
    models = " ".join(str(model) for model in found[0]["models"])  # type: ignore[attr-defined]
    for model in ("A1263", "A3117", "A3130", "A3305"):
        assert model in models
    assert "fire" in found[0]["hazards"]  # type: ignore[operator]


def test_the_same_model_in_two_markets_is_two_recalls(ask: Ask) -> None:
    found = rows(ask("timeline", "--model", "A1642", "--format", "json"))
    assert {("CA", "2024-09-24"), ("JP", "2024-09-17"), ("US", "2024-10-17")} <= {
        (row["market"], row["date"]) for row in found
    }


def test_recreated_pages_are_marked_in_every_output(ask: Ask) -> None:
    assert all(row["recreated"] for row in rows(ask("timeline", "--format", "json")))
    table = ask("timeline")
    assert "evidence of nothing" in table.stderr
    assert "*" in table.stdout
    assert "recreated" in ask("timeline", "--format", "csv").stdout.splitlines()[0]


def test_show_gives_quotes_sources_and_captures(ask: Ask) -> None:
    identifier = str(rows(ask("timeline", "--model", "A3117", "--market", "JP", "--format", "json"))[0]["id"])
    found = json.loads(ask("show", identifier, "--format", "json").stdout)
    assert {document["document"].split("/")[0] for document in found["documents"]} >= {"jp-caa", "de-appgefahren"}
    assert all(version["capture"]["file"] for document in found["documents"] for version in document["versions"])
    assert any(claim["quote"] for value in found["values"] for claim in value["claims"])
    assert [said["market"] for said in found["not_affected"]] == ["EUROPE"]
    assert found["not_affected"][0]["hedged"]
    sheet = ask("show", identifier).stdout
    assert "Expressly not affected" in sheet
    assert found["not_affected"][0]["claims"][0]["quote"][:40] in sheet


def test_show_gives_a_document_in_its_own_words(ask: Ask) -> None:
    sheet = ask("show", "us-cpsc/25338")
    assert sheet.exit_code == 0
    assert "About 1,158,000" in sheet.stdout


def test_show_of_nothing_known_fails_with_its_name(ask: Ask) -> None:
    result = ask("show", "anker-xx-1999")
    assert result.exit_code == 1
    assert "anker-xx-1999" in result.stderr


def test_search_finds_two_character_words_of_japanese(ask: Ask) -> None:
    found = rows(ask("search", "発火", "--format", "json"))
    assert any(str(row["document"]).startswith("jp-caa/") for row in found)


def test_a_table_of_hits_marks_the_words_and_has_no_lines_of_its_texts(ask: Ask) -> None:
    table = ask("search", "回収", "発火", "--limit", "3").stdout
    assert "[回収]" in table
    assert "[発火]" in table
    assert "[Brandgefahr]" in ask("search", "Brandgefahr Powerbank").stdout


def test_a_date_that_is_none_is_wrong_usage(ask: Ask) -> None:
    result = ask("timeline", "--since", "yesterday")
    assert result.exit_code == 2
    assert "yesterday" in result.stderr


def test_a_database_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["timeline", "--db", str(tmp_path / "none.db")])
    assert result.exit_code == 2
    assert "none.db" in result.stderr


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear all, this is not a database. " * 200, encoding="utf-8")
    result = CliRunner().invoke(main, ["timeline", "--db", str(file)])
    assert result.exit_code == 1
    assert "letter.db" in result.stderr


def test_export_writes_tables_that_csv_readers_agree_on(ask: Ask, tmp_path: Path) -> None:
    assert ask("export", tmp_path / "out").exit_code == 0
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        text = (tmp_path / "out" / resource["path"]).read_text(encoding="utf-8")
        table = list(csv.reader(io.StringIO(text)))
        assert table[0] == [field["name"] for field in resource["schema"]["fields"]]
        assert {len(row) for row in table} == {len(table[0])}
    recalls = list(csv.DictReader(io.StringIO((tmp_path / "out" / "recalls.csv").read_text(encoding="utf-8"))))
    assert len(recalls) == len(rows(ask("timeline", "--format", "json")))


def test_sources_tell_how_their_layout_is_known_and_how_they_fared(ask: Ask) -> None:
    found = {row["source"]: row for row in rows(ask("sources", "--format", "json"))}
    assert {"us-cpsc", "ca-health-canada", "eu-safety-gate", "jp-caa", "gb-opss", "de-appgefahren"} <= set(found)
    assert all(row["layout"] for row in found.values())
    assert found["us-cpsc"]["state"] == "fine"
