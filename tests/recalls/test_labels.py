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


def test_the_timeline_of_a_past_day_ends_before_it(ask: Ask) -> None:
    dates = [row["date"] for row in json.loads(ask("timeline", "--as-of", "2025-07-01", "--format", "json").stdout)]
    assert dates
    assert max(dates) <= "2025-07-01"
    assert json.loads(ask("timeline", "--recorded-as-of", "2020", "--format", "json").stdout) == []
    assert ask("timeline", "--as-of", "yesterday").exit_code == 2
