"""Reports on other brands are understood as well as ours: with a watchlist of their own, and no code.

The watchlist beside the labelled texts was written from scratch. Labels follow the
conventions of README.md, but Xiaomi, ROMOSS and Baseus are the watched brands here.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.watchlist import load_all
from recalls.evaluation import FIELDS
from recalls.scoring import evaluate

HERE = Path(__file__).parent / "other_brands"
#: No field may be read worse than this; the texts were read with 0.95 and more.
FLOOR = 0.94


def test_the_watchlist_is_short() -> None:
    assert len((HERE / "watchlist.toml").read_text(encoding="utf-8").splitlines()) < 30


def test_reports_on_other_brands_are_understood_without_code() -> None:
    score, _ = evaluate([HERE / "reports.jsonl"], load_all(HERE))
    assert {name: score.fields[name].f1 for name in FIELDS if score.fields[name].f1 < FLOOR} == {}


def test_spellings_that_differ_in_case_alone_are_found() -> None:
    watchlist = load_all(HERE)
    assert watchlist.hits("Romoss")
    assert watchlist.hits("ROMOSS")
