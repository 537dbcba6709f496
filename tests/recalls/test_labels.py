"""Labels of tables: every language names the same things."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from recalls.labels import languages, load

Ask = Callable[..., Result]


@pytest.mark.parametrize("language", languages())
def test_every_language_names_what_english_names(language: str) -> None:
    tables, english = load(language), load("en")
    assert {table: set(keys) for table, keys in tables.items()} == {table: set(keys) for table, keys in english.items()}


def test_a_table_in_german_and_japanese(ask: Ask) -> None:
    assert "zuerst berichtet" in ask("timeline", "--lang", "de").stdout
    assert "最初の報道" in ask("timeline", "--lang", "ja").stdout


def test_an_issuer_has_one_label_in_the_tables_language_and_its_own_words_in_show(ask: Ask) -> None:
    english, japanese = (ask("timeline", "--market", "JP", "--lang", language).stdout for language in ("en", "ja"))
    assert "Anker Japan" in english
    assert "株式会社" not in english
    assert "アンカー・ジ" in japanese
    assert "Anker Japan" not in japanese
    assert "“アンカー・ジャパン株式会社”" in ask("show", "anker-jp-2025-10-21").stdout


def test_a_model_has_one_name_in_all_tables_and_its_printed_names_in_show(ask: Ask) -> None:
    rows = json.loads(ask("timeline", "--model", "A1642", "--format", "json").stdout)
    assert len(rows) > 3
    assert all("Anker 334 MagGo Battery" in row["products"] for row in rows)
    assert "앤커 334 맥고" in ask("show", "anker-kr-2025-07-31").stdout


def test_each_figure_of_incidents_stands_with_its_words(ask: Ask) -> None:
    lines = [line.strip() for line in ask("show", "anker-us-2025-06-12").stdout.splitlines()]
    at = next(number for number, line in enumerate(lines) if line.startswith("incidents: reports 19"))
    assert any("19 reports" in line for line in lines[at : at + 5])
    assert any("$60,700" in line for line in lines[at : at + 5])
    assert not any(line.startswith("incidents: reports 1 ") for line in lines)


def test_where_nobody_gives_a_recalls_figure_those_of_its_models_are_shown(ask: Ask) -> None:
    assert "A1257: 401.771" in " ".join(
        ask("timeline", "--model", "A1257", "--market", "JP", "--lang", "de").stdout.split()
    )


def test_the_timeline_of_a_past_day_ends_before_it(ask: Ask) -> None:
    dates = [row["date"] for row in json.loads(ask("timeline", "--as-of", "2025-07-01", "--format", "json").stdout)]
    assert dates
    assert max(dates) <= "2025-07-01"
    assert json.loads(ask("timeline", "--recorded-as-of", "2020", "--format", "json").stdout) == []
    assert ask("timeline", "--as-of", "yesterday").exit_code == 2
