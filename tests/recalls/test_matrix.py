"""Models and markets: what is known of each pair, and who says so."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from db.matrix import matrix
from db.records import Claim, Scope, Units
from db.scopes import placed_scopes
from db.store import Store
from db.timeline import Filters
from pipelines.link import link
from pipelines.regions import contains
from tests.db.harvests import CPSC, PRESS, document, harvest, mention, new_store, product, publish, reading

Ask = Callable[..., Result]

TEXT = "In Japan only. Batches for Europe are not affected, Anker says. More to come."
QUOTE = "Batches for Europe are not affected"


def filled(folder: Path) -> Store:
    """Japan and the US recall, the press knows of Germany and a worldwide recall, and quotes the maker on Europe."""
    store = new_store(folder)
    japan = mention("JP", models=("A1263",), announced="2025-10-21")
    japan.products = [product("A1263", units=Units(410124)), product("A3117", units=Units(28756))]
    america = mention("US", models=("A1263",), announced="2025-06-12", units=1158000)
    exempt = mention("JP", models=("A1263", "A3117"), announced="2025-10-21")
    exempt.scopes.append(Scope("EUROPE", "not_affected", said_by="Anker", hedged=True))
    start = TEXT.index(QUOTE)
    claim = Claim(
        0, "not_affected_in", "EUROPE", "text", QUOTE, start, start + len(QUOTE), said_by="Anker", hedged=True
    )
    worldwide = mention("DE", "GLOBAL", models=("A1647",))
    publish(
        store,
        harvest(reading(document("1"), japan)),
        harvest(reading(document("2", source=CPSC, published="2025-06-12"), america), source=CPSC),
        harvest(
            reading(document("3", TEXT, source=PRESS, published="2025-10-24"), exempt, claims=(claim,)),
            reading(document("4", source=PRESS, published="2025-06-28"), worldwide),
            source=PRESS,
        ),
    )
    store.save_links(link(placed_scopes(store.connection)))
    return store


def cells(store: Store, **filters: str) -> dict[tuple[str, str], dict[str, object]]:
    found = matrix(store.connection, Filters(**filters), contains)
    return {(cell["model"], cell["market"]): cell for cell in found.cells}


def test_each_pair_is_recalled_exempt_told_by_the_press_or_unknown(tmp_path: Path) -> None:
    found = cells(filled(tmp_path))
    assert {pair: cell["status"] for pair, cell in found.items() if pair[1] in ("JP", "US", "DE", "EUROPE")} == {
        ("A1263", "US"): "recalled",
        ("A1263", "JP"): "recalled",
        ("A1263", "DE"): "not_affected",
        ("A1263", "EUROPE"): "not_affected",
        ("A3117", "US"): "nothing_known",
        ("A3117", "JP"): "recalled",
        ("A3117", "DE"): "not_affected",
        ("A3117", "EUROPE"): "not_affected",
        ("A1647", "US"): "nothing_known",
        ("A1647", "JP"): "nothing_known",
        ("A1647", "DE"): "press_only",
        ("A1647", "EUROPE"): "nothing_known",
    }
    assert (found["A1263", "US"]["units"], found["A1263", "JP"]["units"]) == (1158000, 410124)
    assert found["A1263", "JP"]["days_after_first"] == 131


def test_what_is_said_of_europe_answers_for_germany_with_speaker_and_quote(tmp_path: Path) -> None:
    (said,) = cells(filled(tmp_path), market="DE", model="A3117")["A3117", "DE"]["not_affected"]  # type: ignore[misc]
    assert (said["market"], said["said_by"], said["hedged"], said["published"]) == (
        "EUROPE",
        "Anker",
        True,
        "2025-10-24",
    )
    assert (said["quote"], said["context"]) == (QUOTE, TEXT)


def test_worldwide_is_told_and_proves_nothing_for_a_market(tmp_path: Path) -> None:
    cell = cells(filled(tmp_path), market="FR", model="A1647")["A1647", "FR"]
    assert cell["status"] == "nothing_known"
    assert [row["market"] for row in cell["wider"]] == ["GLOBAL"]  # type: ignore[attr-defined]


def test_a_model_that_nobody_speaks_of_is_not_known_rather_than_safe(tmp_path: Path) -> None:
    assert cells(filled(tmp_path), market="DE", model="A9999")["A9999", "DE"]["status"] == "nothing_known"


def test_the_founding_question_is_answered(ask: Ask) -> None:
    for model in ("A1263", "A3117", "A3130", "A3305"):
        (cell,) = json.loads(ask("matrix", "--model", model, "--market", "DE", "--format", "json").stdout)
        assert cell["status"] == "not_affected"
        assert cell["not_affected"][0]["quote"]
    table = ask("matrix", "--market", "DE")
    assert "Expressly not affected" in table.stdout
    assert "EUROPE: A1263" in table.stdout
    assert "evidence of nothing" in table.stderr
