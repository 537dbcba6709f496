"""Exports as other programs read them: plain values, safe cells, the same bytes, and what is new since the last."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from db.dictionary import EXPORTS
from db.excerpts import OF_ARTICLES, excerpts
from db.exporting.cells import safe_cell, same_text
from db.exporting.folder import export
from db.exporting.formats import load, names
from db.exporting.formats import xlsx as workbook
from db.exporting.styles import Style
from db.linking import Link, Linking, Recall
from db.records import Claim
from db.store import Store
from db.withholding import order
from tests.db.harvests import PRESS, document, harvest, mention, new_store, night, publish, reading

NASTY = '=HYPERLINK("http://x"),\r\n"quoted" ü 火\r|;'
ID = "anker-jp-2025-10-21"
NEWS = ("amendments.csv", "removals.csv", "additions")


@pytest.fixture
def store(tmp_path: Path):
    with new_store(tmp_path, allow_recreated=True) as opened:
        fill(opened)
        yield opened


def fill(store: Store, units: int = 100, date: str = night(1), *more: str) -> None:
    claim = Claim(0, "issuer", NASTY, "text", NASTY, 0, len(NASTY))
    said = mention("JP", models=("A1263", "A31|17"), issuer=NASTY, units=units)
    readings = [reading(document("1", NASTY + str(units), title=NASTY, date=date), said, claims=(claim,))]
    readings += [reading(document(key, date=date), said) for key in more]
    publish(store, harvest(*readings, reading(document("2", date=date)), date=date))
    links = [Link("jp-caa/1#0@JP", "first", 1.0)] + [Link(f"jp-caa/{key}#0@JP", "same", 0.75) for key in more]
    recall = Recall(ID, "anker", "JP", "2025-10-21", "regulator", ("jp-caa/1#0@JP",), tuple(links))
    store.save_links(Linking((recall,)))


CSV = Style()


def read(path: Path, style: Style = CSV) -> list[dict[str, str]]:
    mark, comma = ("utf-8-sig", ";") if style.excel else ("utf-8", ",")
    with path.open(encoding=mark, newline="") as file:
        return list(csv.DictReader(file, delimiter=comma))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_table_of_the_dictionary_is_written_with_its_columns(store: Store, tmp_path: Path) -> None:
    written = export(store.connection, tmp_path / "out")
    assert [one.path.name for one in written] == [f"{name}.csv" for name in EXPORTS]
    for one in written:
        header = one.path.read_text("utf-8").splitlines()[0].split(",")
        assert header == [column.name for column in EXPORTS[one.table].columns]
        assert len(read(one.path)) == one.rows
    there = {path.name for path in (tmp_path / "out").iterdir()}
    assert there == {f"{name}.csv" for name in EXPORTS} | {"datapackage.json", "README.md", *NEWS}


def test_values_come_out_plain(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path)
    (recall,) = read(tmp_path / "recalls.csv")
    assert (recall["units"], recall["recreated"], recall["date"]) == ("100", "false", "2025-10-21")
    assert recall["models"] == "A1263|A31\\|17"
    assert [row["document"] for row in read(tmp_path / "documents.csv")] == ["jp-caa/1", "jp-caa/2"]
    assert recall["reference"] == ""


def test_a_cell_that_a_spreadsheet_would_run_is_made_safe_unless_raw(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path / "safe")
    export(store.connection, tmp_path / "raw", style=Style(raw=True))
    safe, raw = (read(tmp_path / name / "claims.csv")[0]["quote"] for name in ("safe", "raw"))
    assert raw == NASTY
    assert safe == "'" + NASTY.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "＝", "  =", "\u00a0=", "\u3000＠", "\u200b=", "\ufeff-"]
)
def test_formulas_are_preceded_by_an_apostrophe(start: str) -> None:
    assert safe_cell(f"{start}1+1").startswith("'")
    assert safe_cell(f"a{start}1")[0] == "a"


@pytest.mark.parametrize("number", ["-5", "-12.5", "-12,5"])
def test_a_negative_number_stays_one(number: str) -> None:
    assert safe_cell(number) == number
    assert safe_cell(f"{number}+A1") == f"'{number}+A1"


@pytest.mark.parametrize("text", ["=1", "'=1", "plain", "-5", "'quoted'", "a\r\nb", ""])
def test_a_text_compares_equal_however_it_was_made_safe(text: str) -> None:
    assert same_text(safe_cell(text)) == same_text(text)


def test_lines_end_as_rfc_4180_says(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path)
    content = (tmp_path / "sources.csv").read_bytes()
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 2
    assert not content.startswith(b"\xef\xbb\xbf")


def test_a_german_excel_gets_mark_semicolons_and_decimal_commas(store: Store, tmp_path: Path) -> None:
    style = Style(excel=True)
    export(store.connection, tmp_path, style=style)
    assert (tmp_path / "recalls.csv").read_bytes().startswith(b"\xef\xbb\xbfid;date;")
    publish(store, harvest(reading(document("3"), mention("JP", models=("A1263",)))))
    store.connection.execute("UPDATE recall_mentions SET score = 0.75")
    export(store.connection, tmp_path, style=style)
    assert read(tmp_path / "recall_notices.csv", style)[0]["score"] == "0,75"


@pytest.mark.parametrize("name", names())
def test_two_exports_are_the_same_bytes(store: Store, tmp_path: Path, name: str) -> None:
    if name in ("parquet", "xlsx"):
        pytest.importorskip({"parquet": "pyarrow", "xlsx": "xlsxwriter"}[name])
    for folder in ("a", "b"):
        export(store.connection, tmp_path / folder, style=Style(name))
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_only_the_tables_that_were_asked_for_are_written_and_described(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path, tables=["recall_products", "recalls"])
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [one["path"] for one in package["resources"]][:2] == ["recalls.csv", "recall_products.csv"]
    assert not (tmp_path / "claims.csv").exists()
    told = {
        key["reference"]["resource"] for one in package["resources"] for key in one["schema"].get("foreignKeys", [])
    }
    assert told == {"recalls"}


@pytest.mark.parametrize("name", names())
def test_an_export_that_fails_leaves_the_last_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if name in ("parquet", "xlsx"):
        pytest.importorskip({"parquet": "pyarrow", "xlsx": "xlsxwriter"}[name])
    export(store.connection, tmp_path / "out", style=Style(name))
    before = files(tmp_path / "out")
    fill(store, 200, night(2))

    def fail(*_: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("db.exporting.folder.readme", fail)
    with pytest.raises(OSError, match="no space left"):
        export(store.connection, tmp_path / "out", style=Style(name))
    assert files(tmp_path / "out") == before
    assert not store.connection.in_transaction


@pytest.mark.parametrize("style", [Style(), Style(excel=True), Style(raw=True), Style("jsonl"), Style("parquet")])
def test_what_is_new_since_the_last_export_stands_beside_it(store: Store, tmp_path: Path, style: Style) -> None:
    if style.format == "parquet":
        pytest.importorskip("pyarrow")
    export(store.connection, tmp_path, style=style)
    export(store.connection, tmp_path, style=style)
    news = [*(tmp_path / "additions").iterdir(), tmp_path / "amendments.csv", tmp_path / "removals.csv"]
    assert all(read(path, style) == [] for path in news), "nothing was new"
    fill(store, 200, night(2), "3")
    export(store.connection, tmp_path, style=style)
    added = read(tmp_path / "additions" / "notices.csv", style)
    assert [row["document"] for row in added] == ["jp-caa/3"]
    assert read(tmp_path / "additions" / "recalls.csv", style) == []
    amended = {(row["table"], row["key"], row["column"]): row for row in read(tmp_path / "amendments.csv", style)}
    units = amended["recalls", ID, "units"]
    assert (units["old"], units["new"]) == ("100", "200")
    assert ("notices", "jp-caa/1", "version") not in amended
    store.save_links(Linking(redirects={ID: None}))
    export(store.connection, tmp_path, style=style)
    gone = [(row["table"], row["key"]) for row in read(tmp_path / "removals.csv", style)]
    assert gone == [("recalls", ID), ("recall_products", f"{ID}|0"), ("recall_products", f"{ID}|1")]


def test_what_was_withheld_is_not_told_as_an_old_value(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    fill(store, 100, night(2), "3")
    export(store.connection, folder)
    order(store.connection, "withhold", "jp-caa/1", why="asked for", who="editor", moment="2026-01-01T00:00:00Z")
    store.save_links(Linking(redirects={ID: None}))
    export(store.connection, folder)
    assert read(folder / "removals.csv") == []
    assert [row["document"] for row in read(folder / "documents.csv")] == ["jp-caa/2", "jp-caa/3"]
    assert b"jp-caa/1" not in b"".join(files(folder).values())
    assert {row["old"] for row in read(folder / "amendments.csv")} <= {""}


def test_an_earlier_export_that_somebody_damaged_is_no_hindrance(store: Store, tmp_path: Path) -> None:
    style = Style("jsonl")
    export(store.connection, tmp_path, style=style)
    (tmp_path / "recalls.jsonl").write_text("{broken", encoding="utf-8")
    export(store.connection, tmp_path, style=style)
    assert json.loads((tmp_path / "recalls.jsonl").read_text("utf-8"))["id"] == ID


def test_of_an_article_only_the_words_around_a_change_leave(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    article = "The whole article says much. " * 40
    said = mention("DE", models=("A1263",))
    for number, text in ((3, article + "Old end."), (4, article + "New end.")):
        one = document("a", text, source=PRESS, date=night(number))
        publish(store, harvest(reading(one, said), source=PRESS, date=night(number)))
    export(store.connection, folder)
    changed = [row for row in read(folder / "changes.csv") if row["document"] == "de-press/a"]
    assert changed
    assert "New" in changed[0]["new"]
    for name, content in files(folder).items():
        assert article[:100].encode() not in content, name


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a" * 500 + "x", "a" * 500 + "y", ("… " + "a" * 60 + "x", "… " + "a" * 60 + "y")),
        (None, "b" * 1000, (None, "b" * 300 + " …")),
        ("x" + "e" * 100, "y" + "e" * 100, ("x" + "e" * 60 + " …", "y" + "e" * 60 + " …")),
        ("same x end", "same y end", ("same x end", "same y end")),
    ],
)
def test_a_change_is_told_with_a_few_words_around_it(old: str | None, new: str, told: tuple[str | None, str]) -> None:
    assert excerpts(old, new, OF_ARTICLES) == told


def test_withheld_documents_are_not_exported(store: Store, tmp_path: Path) -> None:
    store.connection.execute("UPDATE documents SET withheld = '2026-01-01' WHERE key = '1'")
    export(store.connection, tmp_path)
    assert [row["document"] for row in read(tmp_path / "documents.csv")] == ["jp-caa/2"]
    assert read(tmp_path / "claims.csv") == read(tmp_path / "notices.csv") == []
    assert [row["documents"] for row in read(tmp_path / "sources.csv")] == ["1"]


def test_the_data_package_describes_every_column(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert package["sources"] == [{"title": "消費者庁"}]
    for resource in package["resources"]:
        header = (tmp_path / resource["path"]).read_text("utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert set(resource["schema"]["primaryKey"]) <= set(header)
        assert resource["bytes"] == (tmp_path / resource["path"]).stat().st_size
    told = (tmp_path / "README.md").read_text("utf-8")
    assert all(f"`{column.name}`" in told for table in EXPORTS.values() for column in table.columns)


@pytest.mark.parametrize("style", [Style(), Style(excel=True), Style("jsonl"), Style("parquet"), Style("xlsx")])
def test_frictionless_finds_no_fault(store: Store, tmp_path: Path, style: Style) -> None:
    frictionless = pytest.importorskip("frictionless")
    for needed in {"xlsx": ("xlsxwriter", "openpyxl"), "parquet": ("pyarrow",)}.get(style.format, ()):
        pytest.importorskip(needed)
    export(store.connection, tmp_path, style=style)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "fieldName", "message"])


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


def test_parquet_keeps_types_and_lists(store: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export(store.connection, tmp_path, style=Style("parquet"))
    (recall,) = parquet.read_table(tmp_path / "recalls.parquet").to_pylist()
    assert (recall["models"], recall["units"], recall["recreated"]) == (["A1263", "A31|17"], 100, False)
    (claim,) = parquet.read_table(tmp_path / "claims.parquet").to_pylist()
    assert claim["quote"] == NASTY


def test_json_lines_keep_types_and_lists(store: Store, tmp_path: Path) -> None:
    export(store.connection, tmp_path, style=Style("jsonl"))
    recall = json.loads((tmp_path / "recalls.jsonl").read_text("utf-8"))
    assert (recall["models"], recall["units"], recall["reference"]) == (["A1263", "A31|17"], 100, None)
    assert json.loads((tmp_path / "claims.jsonl").read_text("utf-8"))["value"] == NASTY


def test_a_workbook_holds_texts_as_texts_and_goes_on_where_a_sheet_is_full(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    monkeypatch.setattr(workbook, "MOST_CHARACTERS", 10)
    export(store.connection, tmp_path, style=Style("xlsx"))
    book = openpyxl.load_workbook(tmp_path / workbook.FILE)
    (quote,) = [row[9] for row in book["claims"].iter_rows(min_row=2)]
    assert (quote.value, quote.data_type) == (NASTY[:9] + "…", "s")
    assert [book[name]["A2"].value for name in ("documents", "documents (2)")] == ["jp-caa/1", "jp-caa/2"]
    assert book["recalls"]["L2"].value == 100
    assert book["recalls"]["X2"].value is False
    assert set(EXPORTS) < set(book.sheetnames)
    assert book["data dictionary"].max_row == 1 + sum(len(table.columns) for table in EXPORTS.values())


@pytest.mark.parametrize(("name", "library"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_a_missing_library_is_named_with_how_to_get_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    load(name)
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(Exception, match=r"pip install 'recall-timeline\[sheets\]'"):
        export(store.connection, tmp_path, style=Style(name))
    assert list(tmp_path.glob("*.parquet")) == list(tmp_path.glob(".export-*")) == []
