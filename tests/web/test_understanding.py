"""What is understood of the re-created pages is what the frozen expectation says."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from db.records import Document
from pipelines.notice import normalize
from pipelines.watchlist import load_all
from tests.web.build import WEB, sources
from tests.web.test_reading import ARCHIVE, expected

#: What the reader cannot tell yet, by source and key: the fields that differ.
OPEN = {
    (
        "press-coverage",
        "https://thongtin.vietnam.vn/en/anker-thu-hoi-khan-cap-5-mau-pin-du-phong-tren-toan-cau",
    ): {"announced"},
}
WATCHLIST = load_all()
WINDOW = ("sold_from", "sold_to", "made_from", "made_to")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Document]:
    """Every document of the bundled archive, by source and key; read in a process of its own."""
    kept = tmp_path_factory.mktemp("documents") / "documents"
    command = [sys.executable, "-m", "tests.web.crawled", str(ARCHIVE), str(kept)]
    subprocess.run(command, cwd=WEB.parent.parent, capture_output=True, timeout=600, check=True)
    found: list[Document] = pickle.loads(Path(kept).read_bytes())
    return {(document.source.id, document.key): document for document in found if document.source}


def shown(mention: Mapping[str, Any]) -> dict[str, Any]:
    """What of a mention is compared: models (names without one), markets, day, units, hazards, windows."""
    told: dict[str, Any] = {field: mention[field] for field in ("announced", "units") if field in mention}
    if "hazards" in mention:
        told["hazards"] = sorted(mention["hazards"])
    if "scopes" in mention:
        told["markets"] = sorted((scope["market"], scope["status"]) for scope in mention["scopes"])
    if "products" in mention:
        products = {product.get("model") or product["name"]: product for product in mention["products"]}
        told["models"] = sorted(products)
        told["windows"] = {
            name: {end: product[end] for end in WINDOW if product.get(end)} for name, product in products.items()
        }
        told["units by model"] = {name: product["units"] for name, product in products.items() if product.get("units")}
    return told


def differences(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields that differ: wanted and found."""
    pairs = {field: (wanted[field], found[field]) for field in ("is_recall_report", "kind") if field in wanted}
    for mention in wanted.get("mentions", ()):
        if mention["role"] == "main" and found["mentions"]:
            here, there = shown(mention), shown(found["mentions"][0])
            if len(found["mentions"][0]["products"]) < 2:
                here.pop("units by model", None)
            pairs |= {field: (here[field], there[field]) for field in here}
            pairs |= {
                f"{what} of {name}": (value, there[what].get(name))
                for what in ("windows", "units by model")
                for name, value in here.get(what, {}).items()
                if value
            }
    return {
        field: pair
        for field, pair in pairs.items()
        if field not in ("windows", "units by model") and pair[0] != pair[1]
    }


def test_all_sources_with_expectations_are_compared() -> None:
    assert {source for source, _ in expected()} <= set(sources())
    assert {(source, key) for source, key in OPEN} <= {(source, document["key"]) for source, document in expected()}


@pytest.mark.parametrize(
    ("source", "wanted"), [pytest.param(*one, id=f"{one[0]} {one[1]['key'][-40:]}") for one in expected()]
)
def test_a_document_is_understood_as_expected(
    documents: dict[tuple[str, str], Document], source: str, wanted: dict[str, Any]
) -> None:
    understood = normalize(documents[source, wanted["key"]], WATCHLIST).as_json()
    found = json.loads(json.dumps(understood))
    printed = [claim for claim in found["claims"] if claim["field"] == "model" and claim["basis"] == "text"]
    assert all(claim["quote"] == claim["value"] for claim in printed)
    known = OPEN.get((source, wanted["key"]), set())
    differs = differences(wanted["notice"], found)
    assert {field: pair for field, pair in differs.items() if field not in known} == {}
