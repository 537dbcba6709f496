"""Floors under how well scopes are joined into recalls; they may only be raised."""

import random
import sqlite3
from pathlib import Path

import pytest

from benchmarks.linking_quality import Score, b_cubed, scopes_of, score_database, score_texts
from db.linking import KnownRecall, Linking, PlacedScope
from pipelines.link import link
from pipelines.watchlist import load_all

ROOT = Path(__file__).parent.parent.parent
EVENTS = ROOT / "tests" / "corpus" / "events" / "reports.jsonl"
LABELLED = ROOT.parent / "shared" / "eval" / "labelled.jsonl"


def test_the_bundled_archive_is_joined_as_labelled(demo_database: Path) -> None:
    assert score_database(demo_database, ROOT / "tests" / "web" / "scopes.jsonl").f1 >= 0.97


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled texts are not beside this checkout")
def test_labelled_texts_are_joined_by_the_event_they_report() -> None:
    score, _ = score_texts(LABELLED)
    assert score.f1 >= 0.91


def test_reports_on_the_same_recall_are_joined_across_languages_outlets_and_years() -> None:
    score, _ = score_texts(EVENTS)
    assert score.precision >= 0.97
    assert score.f1 >= 0.95


@pytest.fixture(scope="module")
def scopes() -> list[PlacedScope]:
    return scopes_of(EVENTS, load_all())


def test_two_hundred_shuffles_give_the_same_recalls_with_the_same_ids(scopes: list[PlacedScope]) -> None:
    once, chance = link(scopes), random.Random(5)
    for _ in range(200):
        assert link(chance.sample(scopes, len(scopes))) == once


@pytest.mark.parametrize("seed", range(4))
def test_night_by_night_in_any_order_each_id_leads_to_its_founding_scope(scopes: list[PlacedScope], seed: int) -> None:
    arriving = random.Random(seed).sample(scopes, len(scopes))
    known: dict[str, KnownRecall] = {}
    linking = Linking()
    for night in range(1, 13):
        linking = link(arriving[: len(arriving) * night // 12], known=list(known.values()))
        holder = {one.scope: recall.id for recall in linking.recalls for one in recall.links}
        for one in known.values():
            first = next((founder for founder in one.founders if founder in holder), None)
            assert first is None or linking.redirects.get(one.id, one.id) == holder[first]
        for recall in linking.recalls:
            made = known[recall.id].made if recall.id in known else f"2025-01-{night:02d}"
            members = tuple(one.scope for one in recall.links)
            known[recall.id] = KnownRecall(recall.id, made, recall.founders, members)
    at_once = {frozenset(one.scope for one in recall.links) for recall in link(scopes).recalls}
    assert {frozenset(one.scope for one in recall.links) for recall in linking.recalls} == at_once


def test_no_recall_holds_two_regulators_notices_of_different_markets(demo_database: Path) -> None:
    connection = sqlite3.connect(f"{demo_database.as_uri()}?mode=ro", uri=True)
    mixed = connection.execute(
        """SELECT m.recall_id, count(DISTINCT s.market) FROM recall_mentions m JOIN notices n ON n.id = m.notice_id
           JOIN document_versions v ON v.id = n.version_id JOIN documents d ON d.id = v.document_id
           JOIN sources s ON s.id = d.source
           WHERE s.kind = 'regulator' AND m.role = 'main' AND m.standing = 'regulator'
           GROUP BY 1 HAVING count(DISTINCT s.market) > 1"""
    ).fetchall()
    stay = [row for (row,) in connection.execute("SELECT id FROM timeline WHERE models LIKE '%A1642%' ORDER BY id")]
    connection.close()
    assert mixed == []
    apart = {"anker-ca-2024-09-24", "anker-cn-2024-09-30", "anker-us-2024-10-17", "anker-kr-2025-07-31"}
    assert apart <= set(stay)


def test_one_heap_and_single_items_score_as_they_should() -> None:
    labels = {"a": frozenset("x"), "b": frozenset("x"), "c": frozenset("y")}
    heap = b_cubed({item: frozenset(["heap"]) for item in labels}, labels)
    single = b_cubed({item: frozenset([item]) for item in labels}, labels)
    assert heap == Score(pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3), 1.0, 3)
    assert single == Score(1.0, pytest.approx(2 / 3), 3)
    assert b_cubed(labels, labels).f1 == 1.0
