"""Where sources differ, which value is shown, and in which words each stands."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from db.disagreements import disagreements, one_by_one
from db.harvest import Reading
from db.records import Claim, Mention, Units
from db.scopes import placed_scopes
from db.store import Store
from db.timeline import Filters
from pipelines.link import link
from tests.db.harvests import CPSC, PRESS, document, harvest, mention, new_store, product, publish, reading


def japan(**values: Any) -> Mention:
    said = mention("JP", announced="2025-10-21", units=values.pop("units", None))
    said.products = [product("A3130", "Motion X600", **values)]
    return said


def report(
    key: str, said: Mention, text: str = "Recalled.", quote: str = "", field: str = "", value: Any = None
) -> Reading:
    start = text.find(quote)
    at = 0 if field.startswith("sold") else None
    claims = (Claim(0, field, value, "text", quote, start, start + len(quote), product=at),) if field else ()
    return reading(document(key, text, source=PRESS, published="2025-10-23"), said, claims=claims)


def linked(folder: Path, *press: Reading) -> Store:
    store = new_store(folder)
    publish(store, harvest(reading(document("1"), japan(units=522_237, sold_from="2023-04-24"))))
    publish(store, harvest(*press, source=PRESS))
    store.save_links(link(placed_scopes(store.connection)))
    return store


def told(store: Store, field: str) -> list[tuple[Any, ...]]:
    rows = disagreements(store.connection)
    return [(row["value"], row["shown"], row["coarser"], row["quote"]) for row in rows if row["field"] == field]


def test_another_start_of_sale_is_listed_with_its_words(tmp_path: Path) -> None:
    other = report("a", japan(sold_from="2023-05-11"), "Since 11 May 2023.", "11 May 2023", "sold_from", "2023-05-11")
    assert told(linked(tmp_path, other), "sold_from") == [
        ("2023-04-24", True, False, None),
        ("2023-05-11", False, False, "11 May 2023"),
    ]


def test_a_rounded_figure_is_coarser_and_another_one_is_not(tmp_path: Path) -> None:
    store = linked(tmp_path, report("a", japan(units=520_000)), report("b", japan(units=1_011_964)))
    found = {value["value"]: (shown, less) for value, shown, less, _ in told(store, "units")}
    assert found == {522_237: (True, False), 520_000: (False, True), 1_011_964: (False, False)}


def test_a_country_figure_that_the_press_calls_worldwide(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    america = mention("US", models=("A1257",), announced="2025-09-18", units=481_000)
    america.units = Units(481_000, "about")
    world = mention("GLOBAL", models=("A1257",), announced="2025-09-18", units=481_000)
    publish(store, harvest(reading(document("1", source=CPSC), america), source=CPSC))
    claim = Claim(0, "recalled_in", "GLOBAL", "text", "worldwide", 9, 18)
    publish(
        store,
        harvest(reading(document("2", "Recalled worldwide.", source=PRESS), world, claims=(claim,)), source=PRESS),
    )
    store.save_links(link(placed_scopes(store.connection)))
    assert told(store, "market") == [("US", True, False, None), ("GLOBAL", False, False, "worldwide")]
    assert disagreements(store.connection, filters=Filters(market="JP")) == []


def test_what_all_say_alike_is_no_disagreement(tmp_path: Path) -> None:
    assert disagreements(linked(tmp_path, report("a", japan(units=522_237))).connection) == []


def test_of_a_source_are_the_recalls_for_which_it_differs(tmp_path: Path) -> None:
    store = linked(tmp_path, report("a", japan(units=1_011_964, sold_from="2023-04-24")))
    assert {row["field"] for row in disagreements(store.connection, filters=Filters(source=PRESS.id))} == {"units"}
    assert disagreements(store.connection, filters=Filters(source=CPSC.id)) == []
    assert disagreements(store.connection, filters=Filters(market="US")) == []


def test_the_first_rows_cost_no_more_for_all_that_follow(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    recalls = [
        mention("JP", models=(f"A{at:04}",), announced="2025-10-21", units=1000 + at) for at in range(1000, 1040)
    ]
    others = [replace(said, scopes=[replace(said.scopes[0], units=Units(9_999, "about"))]) for said in recalls]
    publish(store, harvest(*(reading(document(str(at)), said) for at, said in enumerate(recalls))))
    reports = [reading(document(f"r{at}", source=PRESS), said) for at, said in enumerate(others)]
    publish(store, harvest(*reports, source=PRESS))
    store.save_links(link(placed_scopes(store.connection)))
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    rows = one_by_one(store.connection)
    assert next(rows)["shown"] and not next(rows)["shown"]
    assert len(asked) < 5
    assert 2 + len(list(rows)) == 80
