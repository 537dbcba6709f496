"""One measured figure, the machine it was measured on, and the table in docs/benchmarks.md."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

Given = TypeVar("Given")

TABLE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_PACKAGES = ("scrapy", "lxml", "warcio", "sqlite-utils", "dask", "pyarrow")
_HEAD = "| what | figure | against | ratio | input | note |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ``against`` says what it is held beside, in words and with its own figure of the same run;
    ``ratio`` is how many times better (above 1) or worse (below 1) we are than that, None where it is no peer."""

    name: str
    figure: str
    against: str
    ratio: float | None
    input: str
    note: str = ""

    def line(self) -> str:
        """The row as Markdown."""
        ratio = "" if self.ratio is None else f"{self.ratio:,.0f}" if self.ratio >= 100 else f"{self.ratio:.3g}"
        cells = (self.name, self.figure, self.against, ratio, self.input, self.note)
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


@dataclass(slots=True)
class Taken:
    """What a stretch of work took: seconds by the clock, seconds of CPU (children that ended too), peak megabytes."""

    seconds: float = 0.0
    cpu: float = 0.0
    megabytes: float = 0.0


@contextmanager
def taking() -> Iterator[Taken]:
    """Measure the body of a ``with`` statement; the figures are there when it ends."""
    taken = Taken()
    start, before = time.perf_counter(), _cpu()
    try:
        yield taken
    finally:
        taken.seconds, taken.cpu, taken.megabytes = time.perf_counter() - start, _cpu() - before, peak_megabytes()


def median_cpu(work: Callable[[], object], times: int = 5) -> float:
    """The median of the CPU seconds that several runs of a piece of work took."""
    found = []
    for _ in range(times):
        with taking() as taken:
            work()
        found.append(taken.cpu)
    return sorted(found)[times // 2]


def apart(work: Callable[..., Given], *arguments: Any) -> Given:
    """What a piece of work gives in a new process of its own, so that one's memory is not another's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def peak_megabytes() -> float:
    """The most memory that this process or the largest of its ended children held."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024


def _cpu() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def machine() -> str:
    """The machine, how busy it was (1 a core is full), and the versions that a table was measured with, in one line."""
    packages = [f"{name} {metadata.version(name)}" for name in _PACKAGES if _installed(name)]
    versions = ", ".join([f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}", *packages])
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    return f"{_processor()}, {os.cpu_count()} cores, {load}, {platform.system()}; {versions}"


def _installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def _processor() -> str:
    try:
        told = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        told = None
    return told[1].strip() if told else platform.machine()


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    return "\n".join([_HEAD, *(row.line() for row in rows)])


def renew(page: str, name: str, title: str, rows: Sequence[Row], today: dt.date | None = None) -> str:
    """A page with the section of one benchmark put in the place of its last one, or at the end.

    ``title`` is the first line of the benchmark's docstring.
    """
    measured = f"Measured on {today or dt.datetime.now(dt.UTC).date()}: {machine()}."
    inside = f"<!-- {name} -->\n## {title}\n\n{measured}\n\n{table(rows)}\n<!-- end of {name} -->"
    section = re.compile(rf"<!-- {re.escape(name)} -->.*?<!-- end of {re.escape(name)} -->", re.DOTALL)
    if section.search(page):
        return section.sub(lambda _: inside, page)
    return f"{page.rstrip()}\n\n{inside}\n"
