"""How well we read is measured, and may only get better."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from db.records import Claim, Mention, Notice, Product, Scope, Units
from pipelines.watchlist import load_all
from recalls.cli import main
from recalls.evaluation import FIELDS, Score
from recalls.scoring import evaluate

CORPUS = Path(__file__).parents[1] / "corpus"
FLOORS = json.loads((CORPUS / "floors.json").read_text(encoding="utf-8"))
#: How far a score may rise above its floor before the floor must be raised.
SLACK = 0.02
TEXT = "Anker recalls about 500 power banks (A1263) in Japan."
GOLD = {
    "is_recall_report": True,
    "products": [{"name": "power bank", "model": "A1263", "sold_from": None, "sold_to": None}],
    "markets_recalled": ["JP"],
    "markets_not_affected": ["EU"],
    "announced": None,
    "units": [500, 600],
    "hazards": ["fire"],
}


def notice(**changes: object) -> Notice:
    product = Product(name="power banks", model="A1263016")
    scopes = [Scope("JP", "recalled"), Scope("EUROPE", "not_affected")]
    mention = Mention("main", scopes=scopes, products=[product], units=Units(500, "about"), hazards=["fire", "other"])
    claim = Claim(0, "recalled_in", "JP", "text", "in Japan", TEXT.index("in Japan"), len(TEXT) - 1)
    found = Notice("1", None, None, "en", None, None, True, "announcement", [mention], [claim])
    for name, value in changes.items():
        setattr(found, name, value)
    return found


def score(found: Notice) -> Score:
    total = Score()
    total.add("1", "en", GOLD, TEXT, found)
    return total


def test_a_notice_that_says_what_the_label_says_is_right_in_every_field() -> None:
    assert {name: tally.f1 for name, tally in score(notice()).fields.items()} == dict.fromkeys(FIELDS, 1.0)


def test_an_invented_value_counts_against_the_precision() -> None:
    found = notice()
    found.mentions[0].announced = "2025-01-01"
    found.mentions[0].scopes.append(Scope("US", "recalled"))
    total = score(found)
    assert total.fields["announced"].precision == 0.0
    assert total.fields["recalled_in"].precision == 0.5
    assert total.missed == {"1": ["recalled_in", "announced"]}


def test_a_quote_that_does_not_stand_at_its_offsets_is_wrong() -> None:
    crooked = Claim(0, "recalled_in", "JP", "text", "in Japan", 0, 8)
    assert score(notice(claims=[crooked])).fields["quotes"].f1 == 0.0


def test_background_mentions_are_not_scored() -> None:
    found = notice()
    found.mentions.append(Mention("background", announced="2024-22", scopes=[Scope("DE", "recalled")]))
    assert score(found).macro == 1.0


@pytest.fixture(scope="module")
def measured() -> Score:
    return evaluate(sorted(CORPUS.glob("*.jsonl")), load_all())[0]


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_falls_below_its_floor_and_the_floor_follows(measured: Score, name: str) -> None:
    reached = measured.fields[name].f1
    assert reached >= FLOORS[name], f"{name} fell to {reached:.3f}: see `recalls evaluate tests/corpus/*.jsonl --show`"
    assert reached <= FLOORS[name] + SLACK, f"{name} rose to {reached:.3f}: raise its floor in tests/corpus/floors.json"


def test_evaluate_prints_fields_and_languages() -> None:
    result = CliRunner().invoke(main, ["evaluate", str(CORPUS / "de.jsonl"), "--format", "json"])
    rows = json.loads(result.stdout)
    assert {row.get("field") for row in rows} >= {*FIELDS, "macro"}
    assert [row["texts"] for row in rows if row.get("tag") == "de"]


def test_a_label_that_lacks_a_field_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "1", "language": "de", "text": "x"}\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path / "bad.jsonl")])
    assert result.exit_code == 1
    assert "line 1" in result.stderr
    assert "gold" in result.stderr
