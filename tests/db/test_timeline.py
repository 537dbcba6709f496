"""What the timeline shows, by which order, and what stands behind each value."""

from pathlib import Path

import pytest

from db.disagreements import disagreements
from db.linking import Link, Linking, Recall, Relation, Statement
from db.recall_ids import known_ids
from db.records import Claim, Product, Scope, Units
from db.show import show
from db.store import Store
from db.timeline import BadFilter, Filters, timeline
from tests.db.harvests import (
    CPSC,
    MAKER,
    PRESS,
    document,
    harvest,
    mention,
    new_store,
    night,
    product,
    publish,
    reading,
    rows,
)


def recall(identity: str, market: str, *scopes: str, standing: str = "regulator") -> Recall:
    links = tuple(Link(scope, "same market", 0.9) for scope in scopes)
    return Recall(identity, "anker", market, None, standing, scopes[:1], links)  # type: ignore[arg-type]


def three_voices(store: Store) -> None:
    """A Japanese recall of which regulator, manufacturer and press speak, and one in the US."""
    official = mention("JP", units=522237, announced="2025-10-21", products=[product("A1263"), product("A3117")])
    official.hazards = ["fire"]
    maker = mention("JP", units=1011964, announced="2025-10-21", models=("A1263",))
    maker.products[0].sold_from = "2022-12-25"
    article = mention("JP", units=520000, models=("A1263", "A1257"), remedies=["replacement"])
    article.products[0].sold_from = "2023-01-01"
    article.scopes.append(Scope("EUROPE", "not_affected", said_by="Anker", hedged=True))
    quote = Claim(0, "not_affected_in", "EUROPE", "text", "Europa nicht", 0, 12, said_by="Anker", hedged=True)
    units = Claim(0, "units", Units(522237), "text", "522,237", 0, 7)
    publish(
        store,
        harvest(reading(document("1", "522,237 units"), official, claims=(units,))),
        harvest(reading(document("1", source=MAKER), maker), source=MAKER),
        harvest(reading(document("9", "Europa nicht", source=PRESS), article, claims=(quote,)), source=PRESS),
        harvest(
            reading(document("25-338", source=CPSC, published="2025-06-12"), mention("US", models=("A1263",))),
            source=CPSC,
        ),
    )
    japan = recall("anker-jp-2025-10-21", "JP", "jp-caa/1#0@JP", "anker-jp/1#0@JP", "de-press/9#0@JP")
    america = recall("anker-us-2025-06-12", "US", "us-cpsc/25-338#0@US")
    store.save_links(
        Linking(
            (japan, america),
            (Relation(japan.id, america.id, "campaign", "A1263 recalled in US"),),
            (Statement("de-press/9#0@EUROPE", japan.id, "said of the recall that it reports"),),
        )
    )


@pytest.fixture
def store(tmp_path: Path):
    with new_store(tmp_path) as opened:
        three_voices(opened)
        yield opened


def test_recalls_come_in_the_order_of_their_announcement(store: Store) -> None:
    america, japan = timeline(store.connection)
    assert (america["id"], america["date"], america["date_basis"]) == ("anker-us-2025-06-12", "2025-06-12", "published")
    assert (japan["id"], japan["date"], japan["date_basis"]) == ("anker-jp-2025-10-21", "2025-10-21", "announced")


def test_the_regulators_figure_is_shown_and_the_others_are_listed(store: Store) -> None:
    japan = timeline(store.connection, Filters(market="jp"))[0]
    assert (japan["units"], japan["units_source"], japan["announced_by"]) == (522237, "jp-caa", "regulator")
    assert japan["remedies"] == ["replacement"]
    assert (japan["sources"], japan["languages"]) == (3, ["de", "ja"])
    listed = disagreements(store.connection, "anker-jp-2025-10-21")
    assert [(row["value"]["value"], row["source"], row["shown"]) for row in listed if row["field"] == "units"] == [
        (522237, "jp-caa", True),
        (1011964, "anker-jp", False),
        (520000, "de-press", False),
    ]
    sold = [(row["value"], row["shown"]) for row in listed if row["field"] == "sold_from"]
    assert sold == [("2022-12-25", True), ("2023-01-01", False)]


def test_products_are_the_regulators_and_values_of_others_fill_them(store: Store) -> None:
    japan = show(store.connection, "anker-jp-2025-10-21")
    assert japan is not None
    assert [(row["model"], row["sold_from"]) for row in japan["products"]] == [("A1263", "2022-12-25"), ("A3117", None)]


def test_of_two_equals_the_newer_is_shown(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        old = document("1", published="2025-10-21")
        new = document("2", published="2026-01-13")
        publish(store, harvest(reading(old, mention("JP", units=100)), reading(new, mention("JP", units=200))))
        store.save_links(Linking((recall("anker-jp-2025-10-21", "JP", "jp-caa/1#0@JP", "jp-caa/2#0@JP"),)))
        assert timeline(store.connection)[0]["units"] == 200


def test_a_figure_for_several_markets_is_no_markets_own(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        both = mention("US", "CA", units=78764)
        both.scopes[0].units = Units(69000, "about")
        publish(store, harvest(reading(document("1", source=PRESS), both), source=PRESS))
        american = recall("anker-us-2024-12-05", "US", "de-press/1#0@US", standing="press")
        canadian = recall("anker-ca-2024-12-05", "CA", "de-press/1#0@CA", standing="press")
        store.save_links(Linking((american, canadian)))
        assert {row["market"]: row["units"] for row in timeline(store.connection)} == {"US": 69000, "CA": None}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), ["US", "JP"]),
        (Filters(brand="ANKER"), ["US", "JP"]),
        (Filters(brand="eufy"), []),
        (Filters(model="A3117"), ["JP"]),
        (Filters(model="a1263016"), ["US", "JP"]),
        (Filters(source="de-press"), ["JP"]),
        (Filters(source="de"), []),
        (Filters(since="2025-10"), ["JP"]),
        (Filters(since="2025-10-22"), []),
        (Filters(until="2025-06"), ["US"]),
        (Filters(since="2025", until="2025"), ["US", "JP"]),
        (Filters(market="EUROPE"), []),
    ],
)
def test_filters_narrow(store: Store, filters: Filters, found: list[str]) -> None:
    assert [row["market"] for row in timeline(store.connection, filters)] == found


def test_a_date_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(BadFilter, match="since: 'gestern'"):
        timeline(store.connection, Filters(since="gestern"))


def test_show_gives_the_words_and_the_capture_behind_a_value(store: Store) -> None:
    shown = show(store.connection, "anker-jp-2025-10-21")
    assert shown is not None
    units = [value for value in shown["values"] if value["field"] == "units"]
    assert [claim["quote"] for claim in units[0]["claims"]] == ["522,237"]
    official = next(one for one in shown["documents"] if one["document"] == "jp-caa/1")
    capture = official["versions"][-1]["capture"]
    assert (capture["file"], capture["digest"]) == ("2025-11-01.warc.gz", "sha1:1")
    (europe,) = shown["not_affected"]
    assert (europe["market"], europe["said_by"], europe["claims"][0]["quote"]) == ("EUROPE", "Anker", "Europa nicht")
    assert [(one["kind"], one["recall"], one["order"]) for one in shown["related"]] == [
        ("campaign", "anker-us-2025-06-12", "earlier")
    ]


def test_show_finds_documents_too_and_follows_redirects(store: Store) -> None:
    article = show(store.connection, "de-press/9")
    assert article is not None
    assert [one["recall"] for one in article["recalls"]] == ["anker-jp-2025-10-21"]
    store.save_links(
        Linking(
            (recall("anker-us-2025-06-12", "US", "us-cpsc/25-338#0@US"),),
            redirects={"anker-jp-2025-10-21": "anker-us-2025-06-12"},
        )
    )
    moved = show(store.connection, "anker-jp-2025-10-21")
    assert moved is not None
    assert moved["recall"]["id"] == "anker-us-2025-06-12"
    assert show(store.connection, "nothing") is None
    # It may part from that recall again, and has its id back then: by whom it was founded stays known.
    assert {one.id: one.founders for one in known_ids(store.connection)}["anker-jp-2025-10-21"] == ("jp-caa/1#0@JP",)


def test_a_recall_of_which_nothing_speaks_is_retired_and_its_id_kept(store: Store) -> None:
    store.save_links(
        Linking((recall("anker-jp-2025-10-21", "JP", "jp-caa/1#0@JP"),), redirects={"anker-us-2025-06-12": None})
    )
    assert [row["id"] for row in timeline(store.connection)] == ["anker-jp-2025-10-21"]
    assert "anker-us-2025-06-12" in {one.id for one in known_ids(store.connection)}
    assert show(store.connection, "anker-us-2025-06-12") is None
    store.save_links(Linking(redirects={"anker-jp-2025-10-21": "anker-us-2025-06-12"}))
    assert show(store.connection, "anker-jp-2025-10-21") is None


def test_saving_the_same_links_again_changes_nothing(store: Store) -> None:
    tables = ("recalls", "recall_products", "recall_values", "recall_mentions", "timeline", "product_timeline")
    before = {table: rows(store, table) for table in tables}
    scopes = ("jp-caa/1#0@JP", "anker-jp/1#0@JP", "de-press/9#0@JP")
    japan, america = (
        recall("anker-jp-2025-10-21", "JP", *scopes),
        recall("anker-us-2025-06-12", "US", "us-cpsc/25-338#0@US"),
    )
    store.save_links(Linking((japan, america)))
    assert {table: rows(store, table) for table in tables} == before


def test_the_matrix_tells_recalled_from_expressly_not_affected(store: Store) -> None:
    found = rows(store, "matrix", "base_model, market, status, speaker")
    assert ("A1263", "JP", "recalled", None) in found
    assert ("A1263", "EUROPE", "not_affected", "Anker") in found
    assert not [row for row in found if row[:2] == ("A3117", "EUROPE")]


def test_recreated_pages_mark_their_recall(tmp_path: Path) -> None:
    with new_store(tmp_path, allow_recreated=True) as store:
        publish(store, harvest(reading(document("1", recreated=True), mention("JP", models=("A1263",)))))
        store.save_links(Linking((recall("anker-jp-2025-10-21", "JP", "jp-caa/1#0@JP"),)))
        assert timeline(store.connection)[0]["recreated"] is True
        assert rows(store, "product_timeline", "recreated") == [(1,)]


def test_changes_go_by_when_something_was_public(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        first = reading(document("1", "A."), mention("JP", models=("A1263",)))
        second = reading(document("1", "B.", date=night(5)), mention("JP", models=("A1263",)))
        publish(store, harvest(first), harvest(second, date=night(5)), harvest(date=night(6)))
        store.save_links(Linking((recall("anker-jp-2025-10-21", "JP", "jp-caa/1#0@JP"),)))
        assert sorted(rows(store, "changes", "public, kind")) == [
            ("2025-10-21", "new_recall"),
            (night(5), "changed_document"),
            (night(6), "vanished_document"),
        ]


def test_a_product_that_is_only_named_is_the_one_that_another_gives_a_model(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        named = mention("JP", products=[Product("Anker", "PowerCore 10000")])
        numbered = mention("JP", products=[Product("Anker", "PowerCore 10000", "A1263", sold_to="2025-10")])
        publish(store, harvest(reading(document("1"), named)))
        publish(store, harvest(reading(document("1", source=PRESS), numbered), source=PRESS))
        store.save_links(Linking((recall("anker-jp-2025-10-21", "JP", "jp-caa/1#0@JP", "de-press/1#0@JP"),)))
        told = rows(store, "product_timeline", "name, base_model, sold_to")
        assert told == [("PowerCore 10000", "A1263", "2025-10")]
