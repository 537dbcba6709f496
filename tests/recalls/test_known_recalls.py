"""What is known of Anker's recalls of 2024 and 2025 is in the bundled archive's timeline, as far as evidence goes."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

FACTS = Path(__file__).parent.parent.parent.parent / "shared" / "facts" / "anker-recalls.json"
pytestmark = pytest.mark.skipif(not FACTS.exists(), reason="the fact collection is not here")
#: What one summary says of many countries names no recall of one of them.
NO_RECALL = {"E2025-06-SA-SG"}


def known() -> list[dict[str, Any]]:
    """Events of 2024 and 2025, and one whose day nobody knows."""
    events = json.loads(FACTS.read_text(encoding="utf-8"))["events"]
    return [event for event in events if re.match(r"E202[45]", event["id"]) and event["id"] not in NO_RECALL]


def models(event: dict[str, Any]) -> set[str]:
    """The model numbers of an event, without what names a colour or a country's variant."""
    told = " ".join(f"{product['model']} {product['name']}" for product in event["products"])
    return {number[:5] for number in re.findall(r"\b[AT]\d(?:\d|[A-Z])[A-Z0-9]\d\d*", told)}


def timeline(database: Path) -> list[dict[str, Any]]:
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    rows = [dict(row) for row in connection.execute("SELECT * FROM timeline")]
    connection.close()
    return rows


def same(event: dict[str, Any], row: dict[str, Any]) -> bool:
    numbers = {number[:5] for number in json.loads(row["models"])}
    return (
        row["market"] in event["markets"]
        and row["date"] == event["announced"]
        and numbers == (models(event) or numbers)
        and row["units"] == (event["units"] if isinstance(event["units"], int) else row["units"])
    )


def test_each_known_recall_is_a_row_with_its_day_market_models_and_number(demo_database: Path) -> None:
    rows = timeline(demo_database)
    missing = [event["id"] for event in known() if not any(same(event, row) for row in rows)]
    assert missing == []
    assert len(known()) >= 25


def test_no_number_is_there_that_nobody_knows(demo_database: Path) -> None:
    figures = {event["units"] for event in known()} | {160, 3000}  # Canada's share of a US recall; "more than 3,000"
    told = {row["units"] for row in timeline(demo_database) if (row["date"] or "") >= "2024"}
    assert told <= figures | {None}


def test_every_row_says_that_it_rests_on_pages_of_our_making(demo_database: Path) -> None:
    assert all(row["recreated"] for row in timeline(demo_database))
