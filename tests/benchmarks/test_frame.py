"""Every benchmark runs on little input, and the table is renewed section by section."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.report import Row, renew, table
from benchmarks.running import names

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("name", names())
def test_a_benchmark_runs_on_little_input(name: str) -> None:
    before = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", name, "--small"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) > 1
    assert (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8") == before


def test_an_unknown_benchmark_is_named_with_those_that_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "nothing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "'nothing'" in done.stderr
    assert "startup" in done.stderr


def test_a_section_is_put_in_the_place_of_its_last_one_and_leaves_the_others() -> None:
    day = dt.date(2026, 11, 24)
    one = Row("pages", "10 pages/s", "the limit, 20 pages/s", 0.5, "little")
    page = renew(renew("# What it costs\n", "one", "One", [one], day), "two", "Two", [one], day)
    other = Row("pages", "15 pages/s", "the limit, 20 pages/s", 0.75, "much | more")
    renewed = renew(page, "one", "One", [other], day)
    assert "15 pages/s" in renewed
    assert renewed.count("10 pages/s") == 1
    assert renewed.index("## One") < renewed.index("## Two")
    assert r"much \| more" in renewed


def test_a_figure_without_a_peer_has_no_ratio() -> None:
    assert (
        table([Row("requests", "12", "", None, "a night")]).splitlines()[-1] == "| requests | 12 |  |  | a night |  |"
    )
