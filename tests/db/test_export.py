"""CSV that other programs read without options, and cells that no spreadsheet runs."""

import csv
import json
from pathlib import Path

import pytest

from db import export as export_module
from db.dictionary import EXPORTS
from db.export import data_package, export, safe_cell
from db.linking import Link, Linking, Recall
from db.records import Claim
from db.store import Store
from tests.db.harvests import document, harvest, mention, new_store, publish, reading

NASTY = '=HYPERLINK("http://x"),\r\n"quoted" ü 火\r|'


@pytest.fixture
def store(tmp_path: Path):
    with new_store(tmp_path, allow_recreated=True) as opened:
        claim = Claim(0, "issuer", NASTY, "text", NASTY, 0, len(NASTY))
        said = mention("JP", models=("A1263", "A31|17"), issuer=NASTY, units=100)
        publish(
            opened, harvest(reading(document("1", NASTY, title=NASTY), said, claims=(claim,)), reading(document("2")))
        )
        links = (Link("jp-caa/1#0@JP", "first", 1.0),)
        recall = Recall("anker-jp-2025-10-21", "anker", "JP", "2025-10-21", "regulator", ("jp-caa/1#0@JP",), links)
        opened.save_links(Linking((recall,)))
        yield opened


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_of_the_dictionary_is_written_with_its_columns(store: Store, tmp_path: Path) -> None:
    written = export(store.connection, tmp_path / "out")
    assert [path.name for path, _ in written] == [f"{name}.csv" for name in EXPORTS]
    for path, count in written:
        content = path.read_bytes()
        assert content.decode("utf-8").splitlines()[0].split(",") == [
            column.name for column in EXPORTS[path.stem].columns
        ]
        assert len(read(path)) == count
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{name}.csv" for name in EXPORTS} | {
        "datapackage.json"
    }


def test_values_come_out_plain(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path)
    (recall,) = read(tmp_path / "recalls.csv")
    assert (recall["units"], recall["recreated"], recall["date"]) == ("100", "false", "2025-10-21")
    assert recall["models"] == "A1263|A31\\|17"
    assert [row["document"] for row in read(tmp_path / "documents.csv")] == ["jp-caa/1", "jp-caa/2"]
    assert read(tmp_path / "recalls.csv")[0]["reference"] == ""


def test_a_cell_that_a_spreadsheet_would_run_is_made_safe_unless_raw(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path / "safe")
    export(store.connection, tmp_path / "raw", raw=True)
    safe, raw = (read(tmp_path / name / "claims.csv")[0]["quote"] for name in ("safe", "raw"))
    assert raw == NASTY
    assert safe == "'" + NASTY.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_formulas_are_preceded_by_an_apostrophe(start: str) -> None:
    assert safe_cell(f"{start}1+1").startswith("'")
    assert safe_cell(f"a{start}1")[0] == "a"


def test_lines_end_as_rfc_4180_says(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path)
    content = (tmp_path / "sources.csv").read_bytes()
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 2
    assert not content.startswith(b"\xef\xbb\xbf")


def test_two_exports_are_the_same_bytes(store: Store, tmp_path: Path) -> None:
    for name in ("a", "b"):
        export(store.connection, tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_an_export_that_fails_leaves_the_last_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(store.connection, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def fail(_: str) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(export_module, "safe_cell", fail)
    with pytest.raises(OSError, match="no space left"):
        export(store.connection, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert not store.connection.in_transaction


def test_withheld_documents_are_not_exported(store: Store, tmp_path: Path) -> None:
    store.connection.execute("UPDATE documents SET withheld = '2026-01-01' WHERE key = '1'")
    export(store.connection, tmp_path)
    assert [row["document"] for row in read(tmp_path / "documents.csv")] == ["jp-caa/2"]
    assert read(tmp_path / "claims.csv") == read(tmp_path / "notices.csv") == []


def test_the_data_package_describes_every_column(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert package == data_package()
    for resource in package["resources"]:
        header = (tmp_path / resource["path"]).read_text("utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert set(resource["schema"]["primaryKey"]) <= set(header)


def test_keys_of_the_dictionary_are_unique(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path)
    for table in EXPORTS.values():
        keys = [tuple(row[name] for name in table.key) for row in read(tmp_path / f"{table.name}.csv")]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("module", ["pandas", "duckdb"])
def test_other_programs_read_it_without_options(store: Store, tmp_path: Path, module: str) -> None:
    library = pytest.importorskip(module)
    export(store.connection, tmp_path)
    for table in EXPORTS.values():
        path = str(tmp_path / f"{table.name}.csv")
        columns = library.read_csv(path).columns
        assert list(columns) == [column.name for column in table.columns]
