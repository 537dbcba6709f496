"""Lists of any length: the first or latest of them at once, all of them row by row."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from db.exporting.cells import safe_cell
from db.rows import dump
from db.timeline import texts
from recalls import changes, matrix, rendering
from recalls.rendering import TABLE_ROWS, first_rows, plain, write_rows

Ask = Callable[..., Result]


@given(st.lists(st.text()))
def test_a_list_of_texts_is_read_as_it_was_written(members: list[str]) -> None:
    assert texts(dump(members)) == members


VALUES = st.one_of(st.text(), st.none(), st.booleans(), st.integers(), st.floats(), st.lists(st.text(), max_size=3))


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_every_cell_is_one_that_no_spreadsheet_runs(values: list[Any]) -> None:
    row = {str(at): value for at, value in enumerate(values)}
    assert rendering._cells(row, list(row)) == [safe_cell(plain(value, separator="|")) for value in values]


@pytest.mark.parametrize("rows", [[], [{"a": 1}], [{"a": "回収"}, {"a": None}]])
def test_json_is_one_array(rows: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(iter(rows), "json", columns=("a",), empty="")
    assert json.loads(capsys.readouterr().out) == rows


def test_rows_are_written_as_they_come(capsys: pytest.CaptureFixture[str]) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        yield {"a": 1}
        raise ZeroDivisionError

    for output, beginning in (("csv", "a\r\n1\r\n"), ("json", '[\n{"a": 1}')):
        with pytest.raises(ZeroDivisionError):
            write_rows(rows(), output, columns=("a",), empty="")
        assert capsys.readouterr().out == beginning


def test_of_a_long_table_the_first_rows_are_fetched_and_the_others_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    endless = ({"a": at} for at in iter(int, 1))
    assert len(list(first_rows(endless, "table", None))) == TABLE_ROWS
    assert f"the first {TABLE_ROWS} rows; --first 0 shows all" in capsys.readouterr().err
    assert len(list(first_rows(endless, "csv", 3))) == 3
    capsys.readouterr()
    assert len(list(first_rows(iter([{}] * 3), "csv", 3))) == 3
    assert len(list(first_rows(iter([{}] * 600), "csv", None))) == len(list(first_rows(iter([{}] * 600), "table", 0)))
    assert capsys.readouterr().err == ""


def lines(result: Result) -> list[list[str]]:
    assert result.exit_code == 0, result.output
    return list(csv.reader(io.StringIO(result.stdout)))


def test_the_latest_changes_are_the_end_of_them_all(ask: Ask) -> None:
    head, *every = lines(ask("changes", "--format", "csv"))
    few = ask("changes", "--latest", "4", "--format", "csv")
    assert lines(few) == [head, *every[-4:]]
    assert "the latest 4 changes; --latest 0 shows all" in few.stderr
    assert "--latest" not in ask("changes", "--latest", str(len(every)), "--format", "csv").stderr


def test_a_table_of_changes_and_models_is_cut_where_it_is_long(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {command: ask(command).stdout for command in ("changes", "matrix")}
    for module in (changes, matrix):
        monkeypatch.setattr(module, "TABLE_ROWS", 2)
    for command, words in (("changes", "the latest 2 changes"), ("matrix", "the 2 models recalled last")):
        cut = ask(command)
        assert f"{words}; --latest 0 shows all" in cut.stderr
        assert len(cut.stdout) < len(whole[command])
        assert ask(command, "--latest", "0").stdout == whole[command]


def test_the_models_recalled_last_have_the_cells_that_they_have_among_all(ask: Ask) -> None:
    every = json.loads(ask("matrix", "--format", "json").stdout)
    few = json.loads(ask("matrix", "--latest", "3", "--format", "json").stdout)
    models = {cell["model"] for cell in few}
    assert len(models) == 3
    among = {(cell["model"], cell["market"]): cell for cell in every}
    assert all(among[cell["model"], cell["market"]] == cell for cell in few)
    latest = max(row["date"] for cell in every for row in cell["recalls"] if len(row["date"] or "") == 10)
    assert latest in {row["date"] for cell in few for row in cell["recalls"]}


def test_the_first_disagreements_are_the_beginning_of_them_all(ask: Ask) -> None:
    head, *every = lines(ask("disagreements", "--format", "csv"))
    assert lines(ask("disagreements", "--first", "2", "--format", "csv")) == [head, *every[:2]]


def test_a_date_that_is_none_is_refused_before_anything_is_written(ask: Ask) -> None:
    for command in ("timeline", "changes", "matrix", "disagreements"):
        refused = ask(command, "--since", "yesterday", "--format", "csv")
        assert (refused.exit_code, refused.stdout) == (2, "")
