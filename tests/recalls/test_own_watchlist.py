"""A brand that the user follows by a watchlist of his own: what asks or decides later knows it too."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from db.records import Mention, Product, Scope
from db.store import open_store
from pipelines.watchlist import load_all
from recalls.cli import main
from recalls.linking import link_all
from tests.db.harvests import PRESS, document, harvest, new_store, publish, reading

RIVAL = """
name = "rivala"
models = ['RV-\\d{3}']
brands = [{ name = "Rivala" }, { name = "Rivala Home" }]
[[products]]
model = "RV-100"
brand = "Rivala"
category = "power_bank"
names = ["Pocket 10K"]
called = "Rivala Pocket"
"""


def said(brand: str, model: str, market: str = "JP") -> Mention:
    return Mention(
        "main",
        announced="2025-10-21",
        scopes=[Scope(market, "recalled")],
        brands=[brand],
        products=[Product(brand, "Pocket", model)],
    )


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two brands of one group in one recall, linked by the user's watchlist, and a report of another."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "rivala.toml").write_text(RIVAL, encoding="utf-8")
    with new_store(tmp_path) as store:
        reports = [
            reading(document("a", source=PRESS, published="2025-10-23"), said("Rivala Home", "RV-100")),
            reading(document("b", source=PRESS, published="2025-10-23"), said("Rivala", "RV-200", "DE")),
        ]
        publish(store, harvest(reading(document("1"), said("Rivala", "RV-100"))), harvest(*reports, source=PRESS))
        link_all(store, load_all(tmp_path / "lists"))
    return tmp_path / "recalls.db"


def run(database: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, [*arguments, "--db", str(database)])
    assert result.exit_code == 0, result.output
    return result


def told(database: Path, *arguments: str) -> list[tuple[Any, ...]]:
    rows = json.loads(run(database, "timeline", "--format", "json", *arguments).stdout)
    return sorted((row["id"], row["notices"], tuple(row["products"])) for row in rows)


def test_what_links_anew_keeps_groups_ids_and_titles(database: Path) -> None:
    before = told(database)
    assert [row[:2] for row in before] == [("rivala-de-2025-10-21", 1), ("rivala-jp-2025-10-21", 2)]
    assert before[1][2] == ("Rivala Pocket",)
    assert told(database, "--as-of", "2026") == before
    run(database, "withhold", "de-press/b", "--why", "asked for")
    assert told(database) == before[1:]
    run(database, "restore", "de-press/b", "--why", "settled")
    assert told(database) == before
    run(database, "different", "jp-caa/1", "de-press/a", "--why", "x")
    run(database, "same", "jp-caa/1", "de-press/a", "--why", "y")
    assert told(database) == before
    with open_store(database) as store:  # a night without the option
        link_all(store, load_all())
    assert told(database) == before


def test_its_models_are_asked_for_by_name(database: Path) -> None:
    (answer,) = json.loads(run(database, "check", "rivala pocket", "--market", "JP", "--format", "json").stdout)
    assert (answer["recall"], answer["reasons"][0]["says"]) == ("rivala-jp-2025-10-21", "Pocket")
    assert len(json.loads(run(database, "timeline", "--brand", "rivala", "--format", "json").stdout)) == 2
