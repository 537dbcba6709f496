"""What labels and heads of tables in plain text say of the values beside and below them."""

from __future__ import annotations

import pytest

from pipelines import tables, windows
from pipelines.passages import Passage
from tests.pipelines.texts import watchlist

TABLE = "Model / Date sold / Units\nA1689 / 01/06/2024 - 15/05/2026 / 1,120\nA1647 / 01/11/2023 - 15/05/2026 / 2,365"


def passage(text: str, language: str) -> Passage:
    return Passage("text", "text", text, language, watchlist())


def said(found: tuple[int, int] | None, of: Passage) -> str | None:
    return of.text[slice(*found)].strip() if found else None


@pytest.mark.parametrize(
    ("value", "column"), [("1,120", "Units"), ("2,365", "Units"), ("01/11/2023", "Date sold"), ("A1689", "Model")]
)
def test_a_value_is_under_the_head_of_its_column(value: str, column: str) -> None:
    read = passage(TABLE, "en")
    assert said(tables.head(read, TABLE.index(value)), read) == column


def test_spaces_alone_part_no_cells_so_the_whole_head_is_shown() -> None:
    read = passage("Modell Stückzahl\nA1642 143327\nA1647 134854", "de")
    assert said(tables.head(read, read.text.index("134854")), read) == "Modell Stückzahl"


def test_prose_is_no_table_and_a_head_none_of_itself() -> None:
    read = passage("Anker recalls two models. Some 4,000 were sold.\nIn all 4,000 are back.", "en")
    assert tables.head(read, read.text.rindex("4,000")) is None
    assert tables.head(passage(TABLE, "en"), 2) is None


def test_a_label_is_what_a_line_opens_with() -> None:
    read = passage("Marke: Soundcore\nStückzahl in Deutschland: ca. 23.400", "de")
    assert said(tables.label(read, read.text.index("23.400")), read) == "Stückzahl in Deutschland"
    assert tables.label(passage("Anker ruft 23.400 zurück", "de"), 11) is None


def test_the_spans_of_a_column_are_what_its_head_says() -> None:
    read = passage(TABLE, "en")
    found = windows.find(read, 0, len(TABLE))
    assert [(one.kind, one.first, one.last) for one in found] == [
        ("sold", "2024-06-01", "2026-05-15"),
        ("sold", "2023-11-01", "2026-05-15"),
    ]


def test_two_labelled_days_are_the_first_and_the_last() -> None:
    read = passage("Date début commercialisation : 15/04/2024\nDate fin commercialisation : 30/09/2025", "fr")
    [span] = windows.find(read, 0, len(read.text))
    assert (span.kind, span.first, span.last) == ("sold", "2024-04-15", "2025-09-30")
