"""A night without news: what the second of two nights costs in which nothing changed.

Both replay the same archive, with the sources whose pages we have; the peer is the first night, on which everything
was new. Requests count robots.txt and what is answered "not modified"; bytes are those of bodies as they came.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.report import Row, Taken, taking
from tests.web import build

_FEW = ("us-cpsc", "ca-health-canada", "jp-meti")
#: Its table names 250 addresses that no archive of ours holds.
_NOT = "press-coverage"


def measure(small: bool) -> list[Row]:
    """Requests, bytes, documents understood, and CPU."""
    sources = _FEW if small else tuple(name for name in build.sources() if name != _NOT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = [answer for source in sources for answer in build.answers(source)]
        build.write(folder / "pages.warc.gz", pages)
        first, news = _night(folder, sources)
        second, quiet = _night(folder, sources)
    given = f"{len(second['sources'])} sources, {len(pages)} pages"
    before, after = first["total"], second["total"]
    rows = [
        _row(what, before[name], after[name], given)
        for what, name in (("requests", "requests"), ("bytes received", "received"), ("records read", "read"))
    ]
    seconds = f"{quiet.cpu:.1f} s", f"the first night: {news.cpu:.1f} s"
    return [*rows, Row("CPU of a quiet night", *seconds, news.cpu / quiet.cpu, given, "start-up and linking with it")]


def _night(folder: Path, sources: tuple[str, ...]) -> tuple[dict[str, Any], Taken]:
    command = [
        "nightly",
        *sources,
        "--replay",
        "pages.warc.gz",
        "--allow-recreated",
        "--db",
        "n.db",
        "--format",
        "json",
    ]
    with taking() as taken:
        done = subprocess.run(
            [sys.executable, "-m", "recalls.cli", *command], cwd=folder, capture_output=True, text=True, check=False
        )
    if done.returncode not in (0, 1):  # a source without pages here has failed
        raise RuntimeError(done.stderr[-2000:])
    report: dict[str, Any] = json.loads(done.stdout)
    return report, taken


def _row(what: str, before: int, after: int, given: str) -> Row:
    ratio = before / after if after else None
    return Row(f"{what} of a quiet night", f"{after:,}", f"the first night: {before:,}", ratio, given)
