"""``recalls export`` as people call it."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recalls.cli import main


def export(database: Path, folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", str(folder), "--db", str(database), *arguments])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--tables", "recals"], "did you mean recalls?"),
        (["--tables", "zzz"], "recall_products"),
        (["--format", "jsonl", "--excel"], "--excel and --raw are of CSV"),
        (["--as-of", "soon"], "is no date"),
    ],
)
def test_wrong_usage_is_said(demo_database: Path, tmp_path: Path, arguments: list[str], words: str) -> None:
    result = export(demo_database, tmp_path / "out", *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())


def test_a_folder_that_cannot_be_written_is_named(demo_database: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    result = export(demo_database, tmp_path / "out" / "in")
    assert result.exit_code == 1
    assert "out/in cannot be written" in result.output


def test_an_export_goes_back_to_a_day(demo_database: Path, tmp_path: Path) -> None:
    assert export(demo_database, tmp_path, "--tables", "recalls", "--as-of", "2024").exit_code == 0
    with (tmp_path / "recalls.csv").open(encoding="utf-8", newline="") as file:
        dates = [row["date"] for row in csv.DictReader(file)]
    assert dates
    assert all(date < "2025" for date in dates)
    assert "As it was known on 2024." in (tmp_path / "README.md").read_text("utf-8")


def test_counts_agree_with_the_database(demo_database: Path, tmp_path: Path) -> None:
    assert export(demo_database, tmp_path).exit_code == 0
    counted = {
        "recalls": "SELECT count(*) FROM recalls WHERE retired IS NULL",
        "recall_products": "SELECT count(*) FROM recall_products",
        "recall_notices": "SELECT count(*) FROM recall_mentions",
        "notices": "SELECT count(*) FROM documents WHERE notice_id IS NOT NULL",
        "claims": "SELECT count(*) FROM claims WHERE notice_id IN (SELECT notice_id FROM documents)",
        "documents": "SELECT count(*) FROM documents",
        "sources": "SELECT count(*) FROM sources",
    }
    with sqlite3.connect(demo_database) as connection:
        for name, query in counted.items():
            with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                assert len(list(csv.DictReader(file))) == connection.execute(query).fetchone()[0], name


@pytest.mark.parametrize("style", [["--raw"], ["--format", "jsonl"]])
def test_no_article_of_the_press_leaves_in_full(demo_database: Path, tmp_path: Path, style: list[str]) -> None:
    """Of each text of a press document, no stretch of 150 characters is in any file."""
    assert export(demo_database, tmp_path, *style).exit_code == 0
    written = "\n".join(path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    with sqlite3.connect(demo_database) as connection:
        rows = connection.execute(
            """SELECT v.parts FROM document_versions v JOIN documents d ON d.id = v.document_id
               JOIN sources s ON s.id = d.source WHERE s.kind = 'press'"""
        ).fetchall()
    texts = [part["text"] for (parts,) in rows for part in json.loads(parts) if part["topic"] != "title"]
    long = [text for text in texts if len(text) > 200]
    assert long
    for text in long:
        assert not any(text[at : at + 150] in written for at in range(0, len(text) - 150, 25)), text[:80]


def test_licences_of_the_sources_are_stated(demo_database: Path, tmp_path: Path) -> None:
    export(demo_database, tmp_path, "--tables", "sources")
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert {"CC-BY-4.0", "OGL-UK-3.0"} <= {licence["name"] for licence in package["licenses"]}
    assert len(package["sources"]) > 20
    assert package["resources"][0]["name"] == "sources"
