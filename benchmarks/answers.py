"""Questions, search and exports on 10,000, 100,000 and a million notices, from a cold start.

Each command in a process of its own, CPU seconds, the median of three (of a million: one run). The peer is a process
that opens the same database and counts its recalls; that of the export writes four tables with the csv module.
Databases are made anew, which takes long for the largest; where BENCHMARK_FOLDER names a folder they are kept there
and used again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.linking_cost import synthetic
from benchmarks.report import Row, apart, median_cpu, taking
from db.harvest import Harvest, Reading
from db.linking import PlacedScope
from db.records import Capture, Claim, Document, Mention, Notice, Part, Product, Scope, Source, Units
from db.scopes import placed_scopes
from db.store import open_store
from pipelines.link import link

#: The seconds within which questions are to be answered, by the number of notices.
ASKED = {100_000: 0.5, 1_000_000: 1.0}
COMMANDS = (
    ("timeline", "--market", "JP", "--since", "2020"),
    ("timeline", "--model", "A00007", "--format", "csv"),
    ("timeline", "--format", "csv"),
    ("matrix", "--model", "A00007"),
    ("matrix", "--market", "DE", "--since", "2020"),
    ("show", "ID"),
    ("search", "回収", "発火"),
    ("search", "Brandgefahr Powerbank"),
    ("changes", "--since", "2024-08"),
    ("disagreements", "--since", "2024"),
    ("check", "A00007", "--market", "JP"),
    ("timeline", "--as-of", "2020"),
)


def fill(path: Path, count: int) -> None:
    """Make a database of so many notices."""
    by_source: dict[str, list[PlacedScope]] = {}
    for scope in synthetic(count):
        by_source.setdefault(scope.source, []).append(scope)
    with open_store(path) as store:
        for name, scopes in by_source.items():
            source = Source(name, name, scopes[0].source_kind, "ja", scopes[0].source_market, "UTC")
            run = store.start_run(sources=[name])
            harvest = Harvest(source, [reading(source, scope) for scope in scopes], finished="2026-01-01T00:00:00Z")
            store.publish(run, harvest, reader="1", watchlist="1", crawler_reader="1")
            store.finish_run(run)
        store.save_links(link(placed_scopes(store.connection), groups={"Anker": "anker"}))


def kept(folder: Path, size: int) -> Path:
    """A database of so many notices in a folder, made where there is none."""
    path = folder / f"answers-{size}.db"
    if path.exists():
        open_store(path).close()  # brings its tables up to date
    else:
        fill(path, size)
    return path


def reading(source: Source, scope: PlacedScope) -> Reading:
    """A document and a notice that say what a scope says."""
    text = f"回収 発火のおそれ {' '.join(scope.models)} Rückruf Powerbank Brandgefahr {scope.document}"
    key = scope.document.partition("/")[2]
    capture = Capture(
        f"https://example.org/{scope.document}",
        "2026-01-01T00:00:00Z",
        200,
        "sha1:x",
        f"{source.id}.warc",
        int(key),
        "x",
    )
    document = Document(
        key, capture.url, (Part("text", text, "text"),), source, published=scope.published, capture=capture
    )
    mention = Mention(scope.role, scope.announced, reference=scope.reference, brands=["Anker"])
    units = Units(scope.units[0], "about") if scope.units else None
    mention.scopes = [Scope(scope.market, "recalled", units)] if scope.market else []
    # A report in five tells less of the hazards and another end of the sale: sources disagree.
    odd = int(key) % 5 == 0
    mention.hazards = ["fire"] if odd else ["fire", "burn"]
    mention.products = [
        Product("Anker", f"Powerbank {model}", model, sold_from="2016-06", sold_to="2022-11" if odd else "2022-12")
        for model in scope.models
    ]
    claims = [
        Claim(0, "model", model, "text", model, text.index(model), text.index(model) + 6, product=at)
        for at, model in enumerate(scope.models)
    ]
    notice = Notice(key, source.id, capture.url, "ja", scope.published, None, True, scope.kind, [mention], claims)
    return Reading(document, scope.published, notice)


def measure(small: bool) -> list[Row]:
    """Every command at every size."""
    sizes = (300,) if small else (10_000, *ASKED)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(os.environ.get("BENCHMARK_FOLDER") or temporary)
        return [row for size in sizes for row in _answered(folder, size, 1 if small or size == sizes[-1] else 3)]


def _answered(folder: Path, size: int, times: int) -> list[Row]:
    path = kept(folder, size)
    with open_store(path, read_only=True) as store:
        recall, recalls = store.connection.execute("SELECT min(id), count(*) FROM recalls").fetchone()
    given = f"{size:,} notices, {recalls:,} recalls"
    peer = median_cpu(lambda: _python(_COUNT, path), times)
    rows = []
    for command in COMMANDS:
        words = [recall if word == "ID" else word for word in command]
        seconds = median_cpu(lambda words=words: _python(*_RECALLS, *words, "--db", path), times)  # type: ignore[misc]
        asked = f"asked: {ASKED[size]} s" if size in ASKED else ""
        against = f"counting recalls: {peer:.2f} s"
        rows.append(Row(f"`recalls {' '.join(command)}`", f"{seconds:.2f} s", against, peer / seconds, given, asked))
    return [*rows, _exported(path, given)]


def _exported(path: Path, given: str) -> Row:
    # The most memory of children is that of the largest so far: those that came before are not of this process.
    ours, megabytes, theirs = apart(_exports, path)
    against = f"csv module, four tables: {theirs:.1f} s"
    return Row("`recalls export`", f"{ours:.1f} s, {megabytes:,.0f} MB", against, theirs / ours, given)


def _exports(path: Path) -> tuple[float, float, float]:
    """CPU seconds and peak megabytes of an export, and the peer's seconds."""
    with tempfile.TemporaryDirectory() as out:
        with taking() as taken:
            _python(*_RECALLS, "export", f"{out}/ours", "--db", path)
        with taking() as peer:
            _python(_DUMP, path, f"{out}/theirs")
    return taken.cpu, taken.megabytes, peer.cpu


_RECALLS = ("-c", "from recalls.cli import main; main()")
_COUNT = """
import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM recalls").fetchone())
"""
_DUMP = """
import csv, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
for table in ("documents", "recalls", "recall_products", "claims"):
    with open(sys.argv[2] + table, "w", newline="") as file:
        csv.writer(file).writerows(connection.execute(f"SELECT * FROM {table}"))
"""


def _python(*words: str | Path) -> None:
    """Run Python on some code (after ``-c`` or alone) with arguments."""
    code = words if words[0] == "-c" else ("-c", *words)
    done = subprocess.run([sys.executable, *map(str, code)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
