"""Start-up of each command: from the shell's word to its help, and to the answer of an empty question.

The limit is the interpreter itself with click.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import Row, taking
from db.store import open_store
from recalls.cli import main


def measure(small: bool) -> list[Row]:
    """CPU seconds of processes of their own, the least of several runs."""
    times = 1 if small else 7
    click = _least(["-c", "import click"], times)
    rows = []
    for name in ["", *(["crawl"] if small else main.commands)]:
        seconds = _least(["-m", "recalls.cli", *name.split(), "--help"], times)
        rows.append(_row(f"`recalls {name} --help`".replace("  ", " "), seconds, click, "none"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_store(path).close()
        for question in ("timeline", "matrix", "changes", "disagreements", "search Anker"):
            words = ["-m", "recalls.cli", *question.split(), "--db", str(path)]
            rows.append(_row(f"`recalls {question}`", _least(words, times), click, "an empty database"))
    return rows


def _row(name: str, seconds: float, click: float, given: str) -> Row:
    return Row(name, f"{seconds:.2f} s", f"`import click`, {click:.2f} s", click / seconds, given)


def _least(words: Sequence[str], times: int) -> float:
    found = []
    for _ in range(times):
        with taking() as taken:
            subprocess.run([sys.executable, *words], capture_output=True, check=True)
        found.append(taken.cpu)
    return min(found)
