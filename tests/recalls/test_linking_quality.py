"""Floors under how well scopes are joined into recalls; they may only be raised."""

from pathlib import Path

import pytest

from benchmarks.linking_quality import Score, b_cubed, score_database, score_texts

ROOT = Path(__file__).parent.parent.parent
EVENTS = ROOT / "tests" / "corpus" / "events" / "reports.jsonl"
LABELLED = ROOT.parent / "shared" / "eval" / "labelled.jsonl"


def test_the_bundled_archive_is_joined_as_labelled(demo_database: Path) -> None:
    assert score_database(demo_database, ROOT / "tests" / "web" / "scopes.jsonl").f1 >= 0.97


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled texts are not beside this checkout")
def test_labelled_texts_are_joined_by_the_event_they_report() -> None:
    score, _ = score_texts(LABELLED)
    assert score.f1 >= 0.9


def test_reports_on_the_same_recall_are_joined_across_languages_outlets_and_years() -> None:
    score, _ = score_texts(EVENTS)
    assert score.precision >= 0.97
    assert score.f1 >= 0.95


def test_one_heap_and_single_items_score_as_they_should() -> None:
    labels = {"a": frozenset("x"), "b": frozenset("x"), "c": frozenset("y")}
    heap = b_cubed({item: frozenset(["heap"]) for item in labels}, labels)
    single = b_cubed({item: frozenset([item]) for item in labels}, labels)
    assert heap == Score(pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3), 1.0, 3)
    assert single == Score(1.0, pytest.approx(2 / 3), 3)
    assert b_cubed(labels, labels).f1 == 1.0
