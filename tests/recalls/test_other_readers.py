"""Exports as programs that are not ours read them: whole databases, one of them of hostile pages."""

import csv
import io
import json
import math
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from db.dictionary import EXPORTS
from recalls.cli import main
from tests.browser import hostile

Folder = Callable[..., Path]
#: What the database says, asked without our code: of recalls (as shown), and of each value with its quote.
RECALLS = """SELECT id, coalesce(units, ''), market, coalesce(date, ''), coalesce(issuer, '') FROM timeline"""
QUOTES = """SELECT d.source || '/' || d.key, c.position, c.quote, c.start, c."end"
            FROM documents d JOIN claims c ON c.notice_id = d.notice_id WHERE d.withheld IS NULL"""
TYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean", "string": "string"}
DUCKDB = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "string": "VARCHAR"}
STYLES = [[], ["--excel"], ["--raw"], ["--excel", "--raw"]]
csv.field_size_limit(10_000_000)


@pytest.fixture(scope="module", params=["demo", "hostile"])
def database(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(f"{request.param}_database")
    return found


@pytest.fixture(scope="module")
def exported(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The database exported with these options, once."""
    made: dict[tuple[str, ...], Path] = {}

    def folder(*options: str) -> Path:
        if options not in made:
            made[options] = tmp_path_factory.mktemp("export")
            result = CliRunner().invoke(main, ["export", str(made[options]), "--db", str(database), *options])
            assert result.exit_code == 0, result.output
        return made[options]

    return folder


def asked(database: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True) as connection:
        return sorted(connection.execute(query))


def described(folder: Path) -> dict[str, dict[str, Any]]:
    """The resources of the data package that hold whole tables, by the table."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    names = {one.replace("_", "-"): one for one in EXPORTS}
    return {names[one["name"]]: one for one in package["resources"] if one["name"] in names}


def types(resource: dict[str, Any]) -> dict[str, str]:
    return {field["name"]: field["type"] for field in resource["schema"]["fields"]}


@pytest.mark.parametrize(
    "options", [*STYLES, ["--format", "jsonl"], ["--format", "parquet"], ["--format", "xlsx"]], ids=" ".join
)
def test_the_command_of_frictionless_finds_no_fault(exported: Folder, options: list[str]) -> None:
    pytest.importorskip("frictionless")
    folder = exported(*options)
    asked = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    tables = {task["name"]: task["stats"].get("rows", 0) for task in json.loads(done.stdout)["tasks"]}
    assert {name.replace("_", "-") for name in EXPORTS} <= tables.keys()
    if not {"jsonl", "parquet"} & {*options}:
        assert tables["claims"] > 20


@pytest.mark.parametrize("options", STYLES, ids=" ".join)
def test_pandas_reads_types_counts_and_values_as_described(
    database: Path, exported: Folder, options: list[str]
) -> None:
    pandas = pytest.importorskip("pandas")
    folder = exported(*options)
    frames = {}
    for name, resource in described(folder).items():
        frames[name] = pandas.read_csv(
            folder / resource["path"],
            sep=resource.get("dialect", {}).get("delimiter", ","),
            decimal="," if "--excel" in options else ".",
            encoding=resource["encoding"],
            dtype={column: TYPES[type_] for column, type_ in types(resource).items()},
            keep_default_na=False,
            na_values=[""],
        )
        assert list(frames[name].columns) == [column.name for column in EXPORTS[name].columns]
    recalls = frames["recalls"].fillna({"date": "", "issuer": ""})
    told = [
        (row.id, "" if pandas.isna(row.units) else int(row.units), row.market, row.date, row.issuer)
        for row in recalls.itertuples()
    ]
    expected = asked(database, RECALLS)
    assert len(told) == len(expected) > 0
    if "--raw" in options:
        assert sorted(told) == expected
    assert sorted(row[:4] for row in told) == [row[:4] for row in expected]
    assert len(frames["claims"]) == asked(database, f"SELECT count(*) FROM ({QUOTES})")[0][0]
    assert frames["recalls"].recreated.all()


def test_raw_cells_hold_the_very_words_and_safe_ones_run_nowhere(database: Path, exported: Folder) -> None:
    expected = asked(database, QUOTES)
    found = {}
    for options in ([], ["--raw"]):
        with (exported(*options) / "claims.csv").open(encoding="utf-8", newline="") as file:
            found[bool(options)] = list(csv.DictReader(file))
    raw = sorted(
        (row["document"], int(row["position"]), row["quote"], int(row["start"]), int(row["end"])) for row in found[True]
    )
    assert raw == expected
    risky = [value for row in found[False] for value in row.values() if value.startswith(("=", "+", "@", "\t", "\r"))]
    assert not risky


@pytest.mark.parametrize("options", [[], ["--format", "parquet"]], ids=" ".join)
def test_duckdb_reads_types_counts_and_values_as_described(
    database: Path, exported: Folder, options: list[str]
) -> None:
    duckdb = pytest.importorskip("duckdb").connect()
    folder = exported(*options)
    for name, resource in described(folder).items():
        path = str(folder / resource["path"])
        if options:
            duckdb.sql(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM read_parquet('{path}')")
        else:
            as_described = {column: DUCKDB[type_] for column, type_ in types(resource).items()}
            duckdb.read_csv(path, dtype=as_described, header=True, sep=",", na_values="").create(name)
        columns = duckdb.sql(f"DESCRIBE {name}").fetchall()
        assert [column[0] for column in columns] == [column.name for column in EXPORTS[name].columns]
        stated = {"array": "VARCHAR[]", **DUCKDB}
        assert {column[0]: column[1] for column in columns} == {
            column: stated[type_] for column, type_ in types(resource).items()
        }
    told = duckdb.sql("SELECT id, units, market, date FROM recalls ORDER BY id").fetchall()
    assert [tuple("" if value is None else value for value in row) for row in told] == [
        row[:4] for row in asked(database, RECALLS)
    ]
    counted = {name: duckdb.sql(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in ("claims", "documents")}
    assert counted["claims"] == asked(database, f"SELECT count(*) FROM ({QUOTES})")[0][0]
    assert counted["documents"] == asked(database, "SELECT count(*) FROM documents")[0][0]


def test_every_table_can_be_joined_by_the_keys_that_are_described(exported: Folder) -> None:
    """Of every foreign key, no value is without a row that it means."""
    folder = exported()
    tables = described(folder)
    rows = {
        name: list(csv.DictReader(io.StringIO((folder / one["path"]).read_text("utf-8"), newline="")))
        for name, one in tables.items()
    }
    joined = 0
    for name, resource in tables.items():
        for key in resource["schema"].get("foreignKeys", []):
            other = key["reference"]["resource"].replace("-", "_")
            there = {row[key["reference"]["fields"]] for row in rows[other]}
            told = {row[key["fields"]] for row in rows[name]} - {""}
            assert told <= there, (name, key)
            joined += len(told)
    assert joined


def office(*arguments: str, folder: Path) -> None:
    found = shutil.which("soffice")
    if not found:
        pytest.skip("LibreOffice is not installed")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    done = subprocess.run(
        [found, home, "--headless", *arguments], cwd=folder, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr


def opened(source: Path, folder: Path, excel: bool = False) -> list[list[Any]]:
    """The cells of a CSV file as LibreOffice opens it for a person: types are guessed, formulas evaluated."""
    openpyxl = pytest.importorskip("openpyxl")
    shutil.copy(source, folder)
    separator, language = (59, 1031) if excel else (44, 1033)
    # Separator, double quote, UTF-8, from line 1, standard columns, language, quoted cells are not all texts,
    # figures are read, formulas are evaluated.
    read_as = f"--infilter=CSV:{separator},34,76,1,,{language},false,true,false,false,false,0,true"
    office(read_as, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "done", source.name, folder=folder)
    sheet = openpyxl.load_workbook(folder / "done" / f"{source.stem}.xlsx").active
    return [list(row) for row in sheet.iter_rows()]


def formulas(cells: list[list[Any]]) -> list[str]:
    return [cell.value for row in cells for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("options", [[], ["--excel"]], ids=" ".join)
@pytest.mark.parametrize("table", ["recalls", "claims"])
def test_libreoffice_opens_csv_with_types_and_runs_no_cell(
    exported: Folder, tmp_path: Path, options: list[str], table: str
) -> None:
    source = exported(*options) / f"{table}.csv"
    cells = opened(source, tmp_path, excel=bool(options))
    assert not formulas(cells)
    encoding, delimiter = ("utf-8-sig", ";") if options else ("utf-8", ",")
    with source.open(encoding=encoding, newline="") as file:
        written = list(csv.reader(file, delimiter=delimiter))
    assert [cell.value for cell in cells[0]] == written[0]
    assert len(cells) == len(written)
    figures = [at for at, column in enumerate(EXPORTS[table].columns) if column.type == "integer"]
    for row, texts in zip(cells[1:], written[1:], strict=True):
        assert row[0].value == texts[0]
        for at in figures:
            assert row[at].value == (int(texts[at]) if texts[at] else None), EXPORTS[table].columns[at].name


def test_cells_left_raw_would_run_there(hostile_database: Path, tmp_path: Path) -> None:
    """What the apostrophe is for: the same table with ``--raw`` runs a site's words."""
    asked = ["export", str(tmp_path), "--db", str(hostile_database), "--tables", "recalls", "--raw"]
    assert CliRunner().invoke(main, asked).exit_code == 0
    (tmp_path / "opened").mkdir()
    assert formulas(opened(tmp_path / "recalls.csv", tmp_path / "opened"))


def test_libreoffice_opens_the_workbook_with_texts_as_they_stand(exported: Folder, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    shutil.copy(exported("--format", "xlsx") / "recall-timeline.xlsx", tmp_path)
    office("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "done", "recall-timeline.xlsx", folder=tmp_path)
    ours, theirs = (openpyxl.load_workbook(tmp_path / at / "recall-timeline.xlsx") for at in (".", "done"))
    assert ours.sheetnames == theirs.sheetnames
    for name in ours.sheetnames:
        for row, again in zip(ours[name].iter_rows(), theirs[name].iter_rows(), strict=True):
            for cell, other in zip(row, again, strict=True):
                assert other.data_type != "f" or other.value in ("=TRUE()", "=FALSE()")
                assert _same(cell.value, other.value), (name, cell.coordinate)


def _same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, bool):
        return bool(theirs in (ours, f"={ours}()".upper()))
    if isinstance(ours, int | float):
        return math.isclose(ours, float(theirs))
    return str(ours or "").replace("\r\n", "\n") == str(theirs or "").replace("\r\n", "\n")


def test_a_hostile_notice_is_exact_in_raw_cells_and_harmless_in_the_others(
    hostile_database: Path, tmp_path: Path
) -> None:
    for name, options in (("safe", []), ("raw", ["--raw"])):
        asked = ["export", str(tmp_path / name), "--db", str(hostile_database), "--tables", "notices,recalls", *options]
        assert CliRunner().invoke(main, asked).exit_code == 0
    found = {
        (name, table): list(csv.DictReader((tmp_path / name / f"{table}.csv").open(encoding="utf-8", newline="")))
        for name in ("safe", "raw")
        for table in ("notices", "recalls")
    }
    issuers = {row["issuer"][:1] for row in found["raw", "recalls"]}
    assert "=" in issuers
    assert {row["issuer"][:1] for row in found["safe", "recalls"]} == (issuers - {"="}) | {"'"}
    longest = max(found["raw", "notices"], key=lambda row: len(row["title"]))
    assert longest["title"].endswith(hostile.ENDLESS.strip())
    assert hostile.SCRIPT in found["raw", "notices"][1]["title"] + found["raw", "notices"][0]["title"] + str(found)
