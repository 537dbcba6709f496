"""Is this unit affected? No only where words say so, and nothing known is no all-clear."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from db.checking import Unit, check
from db.records import Claim, Scope
from db.scopes import placed_scopes
from db.store import Store, open_store
from pipelines.link import link
from pipelines.narrowing import batches_told
from pipelines.regions import contains
from recalls.checking import with_known_colour
from recalls.cli import main
from tests.db.harvests import CPSC, MAKER, PRESS, document, harvest, mention, new_store, product, publish, reading

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
    store.save_links(link(placed_scopes(store.connection), groups={"Anker": "anker"}))
    return store


def verdict(store: Store, **given: Any) -> str:
    (answer,) = check(store.connection, Unit(**given), contains, batches_told)
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
    assert check(store.connection, unit, contains, batches_told)[0]["verdict"] == expected


def test_quotes_and_the_makers_pages_come_along(store: Store) -> None:
    (answer,) = check(store.connection, Unit("A3130", "JP"), contains, batches_told)
    assert "2023-04-24" in {reason["quote"] for reason in answer["reasons"]}
    assert answer["pages"] == ["https://example.org/2", "https://www.anker-example.jp/check"]


def test_a_statement_clears_a_market_only_where_nobody_hedges(store: Store) -> None:
    assert verdict(store, model="A3130", market="US") == "no"
    assert verdict(store, model="A3130", market="DE") == "look_up"


def test_what_only_the_press_reports_is_to_be_looked_up(store: Store) -> None:
    assert verdict(store, model="A1647", market="DE") == "look_up"


def test_nothing_known_is_no_all_clear(store: Store) -> None:
    (answer,) = check(store.connection, Unit("A1647", "FR"), contains, batches_told)
    assert answer["verdict"] == "look_up"
    assert "no all-clear" in answer["look_up"][0]


@pytest.mark.parametrize(
    ("official", "press", "expected"),
    [
        ("Only units of certain batches are affected.", "Recalled.", "look_up"),
        ("Check your serial number to learn whether yours is included.", "Recalled.", "look_up"),
        ("All units are affected.", "Recalled.", "yes"),
        ("All units are affected.", "Only certain batches are affected.", "yes"),
        ("The serial number is printed on the back. All are recalled.", "Recalled.", "yes"),
    ],
)
def test_where_only_some_batches_are_meant_one_looks_them_up(
    tmp_path: Path, official: str, press: str, expected: str
) -> None:
    with new_store(tmp_path) as store:
        said = mention("US", models=("A1647",), announced="2025-10-21")
        publish(
            store,
            harvest(reading(document("1", official, source=CPSC), said), source=CPSC),
            harvest(reading(document("2", press, source=replace(PRESS, language="en")), said), source=PRESS),
        )
        store.save_links(link(placed_scopes(store.connection), groups={"Anker": "anker"}))
        (answer,) = check(store.connection, Unit("A1647", "US"), contains, batches_told)
    assert answer["verdict"] == expected
    told = [reason["quote"] for reason in answer["reasons"] if reason["field"] == "batches"]
    assert told == ([official] if expected == "look_up" else [])


@pytest.fixture
def nameless(tmp_path: Path) -> Path:
    """Recalls of products without a number: one's name a model bears, the other's none."""
    with new_store(tmp_path) as store:
        japan = mention("JP", models=("A3117",), announced="2025-10-21")
        japan.products = [product("A3117", "Soundcore 3"), product(None, "Vacuum G-30")]
        america = mention("US", announced="2025-12-01", units=500)
        america.products = [product(None, "Soundcore  3")]
        publish(
            store,
            harvest(reading(document("1"), japan)),
            harvest(reading(document("2", source=CPSC, published="2025-12-01"), america), source=CPSC),
        )
        store.save_links(link(placed_scopes(store.connection), groups={"Anker": "anker"}))
    return tmp_path / "recalls.db"


def asked(database: Path, *arguments: str) -> Any:
    result = CliRunner().invoke(main, [*arguments, "--db", str(database), "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("typed", ["Vacuum G-30", "vacuum g30", "anker Vacuum G-30", "VacuumG30"])
def test_a_product_without_a_number_is_found_by_its_name(nameless: Path, typed: str) -> None:
    (answer,) = asked(nameless, "check", typed, "--market", "JP")
    assert (answer["verdict"], answer["recall"]) == ("yes", "anker-jp-2025-10-21")
    (row,) = asked(nameless, "timeline", "--model", typed)
    assert row["id"] == "anker-jp-2025-10-21"
    assert [(cell["model"], cell["market"]) for cell in asked(nameless, "matrix", "--model", typed)] == [
        ("Vacuum G-30", "JP")
    ]


@pytest.mark.parametrize("typed", ["Soundcore 3", "soundcore3", "A3117", "a-3117", "Ａ３１１７", "A 3117 016"])
def test_a_name_that_one_model_bears_stands_for_it_however_it_is_spelled(nameless: Path, typed: str) -> None:
    answers = asked(nameless, "check", typed)
    assert [(answer["market"], answer["recall"]) for answer in answers] == [
        ("JP", "anker-jp-2025-10-21"),
        ("US", "anker-us-2025-12-01"),
    ]
    assert {cell["market"]: cell["units"] for cell in asked(nameless, "matrix", "--model", typed)} == {
        "JP": None,
        "US": 500,
    }


@pytest.mark.parametrize("typed", ["", "  ", "***"])
def test_nothing_is_no_model(nameless: Path, typed: str) -> None:
    refused = CliRunner().invoke(main, ["check", typed, "--db", str(nameless)])
    assert refused.exit_code == 2 and "no model number" in refused.stderr


def test_a_name_that_may_be_several_is_asked_back(nameless: Path) -> None:
    with open_store(nameless) as store:
        other = mention("CA", announced="2025-10-25")
        other.products = [product("A3118", "Soundcore 3 Pro")]
        publish(store, harvest(reading(document("3", source=PRESS), other), source=PRESS))
        store.save_links(link(placed_scopes(store.connection), groups={"Anker": "anker"}))
    assert [row["market"] for row in asked(nameless, "check", "Soundcore 3")] == ["JP", "US"]
    refused = CliRunner().invoke(main, ["check", "Soundcore", "--db", str(nameless)])
    assert refused.exit_code == 2 and "A3117" in refused.stderr and "A3118" in refused.stderr
