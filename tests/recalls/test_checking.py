"""Is this unit affected? No only where words say so, and nothing known is no all-clear."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.checking import Unit, check
from db.records import Claim, Scope
from db.store import Store
from pipelines.link import link
from pipelines.regions import contains
from recalls.checking import with_known_colour
from tests.db.harvests import MAKER, PRESS, document, harvest, mention, new_store, product, publish, reading

TEXT = "Sold from 2023-04-24 to 2025-10-21, black only. Look at https://www.anker-example.jp/check."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Japan recalls black units of some days of sale; a report starts them later; Europe is said to be free of it."""
    store = new_store(tmp_path)
    said = mention("JP", announced="2025-10-21")
    said.products = [product("A3130", "Motion X600", sold_from="2023-04-24", sold_to="2025-10-21", colours=["black"])]
    start = TEXT.index("2023-04-24")
    claim = Claim(0, "sold_from", "2023-04-24", "text", "2023-04-24", start, start + 10, product=0)
    later = mention("JP", announced="2025-10-21")
    later.products = [replace(said.products[0], sold_to="2025-11-30", colours=[])]
    later.scopes += [Scope("EUROPE", "not_affected", said_by="Anker", hedged=True), Scope("US", "not_affected")]
    german = mention("DE", models=("A1647",))
    publish(
        store,
        harvest(reading(document("1", TEXT), said, claims=(claim,))),
        harvest(reading(document("2", source=MAKER), mention("JP", models=("A3130",))), source=MAKER),
        harvest(
            reading(document("3", source=PRESS, published="2025-10-24"), later),
            reading(document("4", source=PRESS, published="2025-06-28"), german),
            source=PRESS,
        ),
    )
    store.save_links(link(store.scopes_for_linking(), groups={"Anker": "anker"}))
    return store


def verdict(store: Store, **given: Any) -> str:
    (answer,) = check(store.connection, Unit(**given), contains)
    return str(answer["verdict"])


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"bought": "2024-01", "colour": "Black"}, "yes"),
        ({"bought": "2024-01"}, "look_up"),
        ({"bought": "2022", "colour": "black"}, "no"),
        ({"bought": "2023-04", "colour": "black"}, "look_up"),
        ({"bought": "2024-01", "colour": "blue"}, "no"),
        # Another source lets the sale end later: that is for a person to find out.
        ({"bought": "2025-11-15", "colour": "black"}, "look_up"),
        ({"bought": "2024-01", "colour": "black", "serial": "ABC123"}, "look_up"),
    ],
)
def test_a_unit_in_the_market_of_a_recall(store: Store, known: dict[str, str], expected: str) -> None:
    assert verdict(store, model="A3130", market="JP", **known) == expected


@pytest.mark.parametrize(
    ("said", "colour", "expected"),
    [
        ("schwarz", "black", "yes"),
        ("ブラック", "black", "yes"),
        ("Space Gray", "grey", "no"),
        ("dunkelgrau", "grey", "no"),
        ("rot", "red", "no"),
        ("Titan", None, "look_up"),
        ("schwarz-blau", None, "look_up"),
        (None, None, "look_up"),
    ],
)
def test_a_colour_is_known_in_every_language_and_an_unknown_one_decides_nothing(
    store: Store, said: str | None, colour: str | None, expected: str
) -> None:
    unit = with_known_colour(Unit("A3130", "JP", "2024-01", colour=said))
    assert unit.colour == colour
    assert check(store.connection, unit, contains)[0]["verdict"] == expected


def test_quotes_and_the_makers_pages_come_along(store: Store) -> None:
    (answer,) = check(store.connection, Unit("A3130", "JP"), contains)
    assert "2023-04-24" in {reason["quote"] for reason in answer["reasons"]}
    assert answer["pages"] == ["https://example.org/2", "https://www.anker-example.jp/check"]


def test_a_statement_clears_a_market_only_where_nobody_hedges(store: Store) -> None:
    assert verdict(store, model="A3130", market="US") == "no"
    assert verdict(store, model="A3130", market="DE") == "look_up"


def test_what_only_the_press_reports_is_to_be_looked_up(store: Store) -> None:
    assert verdict(store, model="A1647", market="DE") == "look_up"


def test_nothing_known_is_no_all_clear(store: Store) -> None:
    (answer,) = check(store.connection, Unit("A1647", "FR"), contains)
    assert answer["verdict"] == "look_up"
    assert "no all-clear" in answer["look_up"][0]
