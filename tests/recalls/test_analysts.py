"""Every block of docs/analysts.md runs, and the tools agree on the answers."""

import csv
import importlib.util
import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from recalls.cli import main
from recalls.documentation import DOCS

PAGE = (DOCS / "analysts.md").read_text(encoding="utf-8")
QUESTIONS = {
    int(number): dict(re.findall(r"\*\*(\w+)\*\*.*?\n```\w*\n(.*?)```", text, flags=re.DOTALL))
    for number, text in re.findall(r"^## (\d)\. .*?\n(.*?)(?=^## )", PAGE, flags=re.DOTALL | re.MULTILINE)
}
TOOLS = ("SQLite", "pandas", "DuckDB", "R", "Excel")
Answer = list[list[str]]


@pytest.fixture(scope="module")
def exported(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    for arguments in ([], ["--format", "xlsx"]):
        result = CliRunner().invoke(main, ["export", str(folder), "--db", str(demo_database), *arguments])
        assert result.exit_code == 0, result.output
    return folder


def by_sqlite(database: Path, block: str) -> Answer:
    with sqlite3.connect(database) as connection:
        return [["" if value is None else str(value) for value in row] for row in connection.execute(block)]


def without_header(printed: str) -> Answer:
    return list(csv.reader(io.StringIO(printed)))[1:]


def run(arguments: list[str], folder: Path, script: str) -> str:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    finished = subprocess.run(
        arguments, cwd=folder, input=script, capture_output=True, text=True, timeout=600, env=environment
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_each_question_is_answered_with_each_tool() -> None:
    assert list(QUESTIONS) == [1, 2, 3, 4, 5]
    assert all(tuple(blocks) == TOOLS for blocks in QUESTIONS.values())


@pytest.mark.parametrize("number", QUESTIONS)
def test_pandas_gives_what_the_database_gives(demo_database: Path, exported: Path, number: int) -> None:
    pytest.importorskip("pandas")
    expected = by_sqlite(demo_database, QUESTIONS[number]["SQLite"])
    assert expected
    script = QUESTIONS[number]["pandas"] + "\nprint(answer.to_csv(index=False), end='')\n"
    assert without_header(run([sys.executable, "-"], exported, script)) == expected


@pytest.mark.parametrize("number", QUESTIONS)
def test_duckdb_gives_what_the_database_gives(
    demo_database: Path, exported: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(exported)
    rows = duckdb.sql(QUESTIONS[number]["DuckDB"]).fetchall()
    expected = by_sqlite(demo_database, QUESTIONS[number]["SQLite"])
    assert [["" if value is None else str(value) for value in row] for row in rows] == expected


@pytest.mark.parametrize("number", QUESTIONS)
def test_r_gives_what_the_database_gives(demo_database: Path, exported: Path, number: int) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    script = QUESTIONS[number]["R"] + '\nwrite.csv(answer, row.names = FALSE, na = "", fileEncoding = "UTF-8")\n'
    expected = by_sqlite(demo_database, QUESTIONS[number]["SQLite"])
    assert without_header(run(["Rscript", "--vanilla", "-"], exported, script)) == expected


def expected_of_excel(database: Path) -> list[int]:
    """What each formula must give, from the answers of SQL to the same questions."""
    answers = {number: by_sqlite(database, blocks["SQLite"]) for number, blocks in QUESTIONS.items()}
    return [
        len(answers[1]),
        int(dict(answers[2])["US"]),
        len(answers[3]),
        int(dict(answers[4])["us-cpsc"]),
        int(dict(answers[5])["fire"]),
    ]


def test_formulas_give_what_the_database_gives(demo_database: Path, exported: Path, tmp_path: Path) -> None:
    """Excel's formulas, calculated by LibreOffice."""
    office = shutil.which("soffice")
    if not office or not importlib.util.find_spec("openpyxl"):
        pytest.skip("LibreOffice or openpyxl is not installed")
    import openpyxl

    book = openpyxl.load_workbook(exported / "recall-timeline.xlsx")
    sheet = book.create_sheet("answers")
    for number, blocks in QUESTIONS.items():
        sheet.cell(number, 1).value = blocks["Excel"].strip()
    book.save(tmp_path / "asked.xlsx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    convert = [office, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "done"]
    run([*convert, "asked.xlsx"], tmp_path, "")
    done = openpyxl.load_workbook(tmp_path / "done" / "asked.xlsx", data_only=True)["answers"]
    answers = [done.cell(number, 1).value for number in QUESTIONS]
    assert [round(float(value), 6) for value in answers] == expected_of_excel(demo_database)


def test_columns_that_the_formulas_name_are_the_ones_they_mean(exported: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(exported / "recall-timeline.xlsx", read_only=True)
    for letter, name in (("L", "units"), ("D", "market"), ("V", "first_source"), ("O", "hazards")):
        assert book["recalls"][f"{letter}1"].value == name
    for letter, name in (("C", "date"), ("D", "market"), ("G", "model")):
        assert book["recall_products"][f"{letter}1"].value == name


def test_libreoffice_reads_csv_and_workbook_alike(exported: Path, tmp_path: Path) -> None:
    """Each table that it opens has the rows and the heading that were written."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    shutil.copy(exported / "recalls.csv", tmp_path)
    shutil.copy(exported / "recall-timeline.xlsx", tmp_path)
    # Comma, double quote, UTF-8, every column as text; the first sheet of the workbook is the same table.
    read_as = "--infilter=CSV:44,34,76,1,,0,true"
    for source, options in (("recalls.csv", [read_as]), ("recall-timeline.xlsx", [])):
        written = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
        run([office, home, "--headless", *options, "--convert-to", written, "--outdir", "done", source], tmp_path, "")
    done = {path.stem: list(csv.reader(path.open(encoding="utf-8-sig"))) for path in (tmp_path / "done").iterdir()}
    with (exported / "recalls.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file))
    names = sorted(done)
    assert len(names) == 2
    for name in names:
        rows = done[name]
        assert rows[0] == wanted[0]
        assert [row[0] for row in rows] == [row[0] for row in wanted]
        assert [row[9] for row in rows] == [row[9] for row in wanted], "names of products, in every script"
