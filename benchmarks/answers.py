"""How long questions take on many notices, from a cold start: each command in a process of its own.

python -m benchmarks.answers FOLDER 100000
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.linking_cost import synthetic
from db.linking import PlacedScope
from db.records import Capture, Claim, Document, Harvest, Mention, Notice, Part, Product, Reading, Scope, Source
from db.store import open_store
from pipelines.link import link

COMMANDS = (
    ("timeline", "--market", "JP", "--since", "2020"),
    ("timeline", "--format", "csv"),
    ("matrix", "--model", "A00007"),
    ("matrix", "--market", "DE", "--since", "2020"),
    ("show", "ID"),
    ("search", "回収", "発火"),
    ("search", "Brandgefahr Powerbank"),
    ("changes", "--since", "2024-08"),
    ("disagreements", "--since", "2024"),
    ("check", "A00007", "--market", "JP"),
)


def fill(path: Path, count: int) -> str:
    """Make a database of so many notices; the id of one of its recalls."""
    by_source: dict[str, list[PlacedScope]] = {}
    for scope in synthetic(count):
        by_source.setdefault(scope.source, []).append(scope)
    with open_store(path) as store:
        for name, scopes in by_source.items():
            source = Source(name, name, scopes[0].source_kind, "ja", scopes[0].source_market, "UTC")
            run = store.start_run(sources=[name])
            harvest = Harvest(source, [_reading(source, scope) for scope in scopes], finished="2026-01-01T00:00:00Z")
            store.publish(run, harvest, reader="1", watchlist="1", crawler_reader="1")
            store.finish_run(run)
        store.save_links(link(store.scopes_for_linking(), groups={"Anker": "anker"}))
        return str(store.connection.execute("SELECT min(id) FROM recalls").fetchone()[0])


def _reading(source: Source, scope: PlacedScope) -> Reading:
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
    mention.scopes = [Scope(scope.market, "recalled")] if scope.market else []
    mention.products = [
        Product("Anker", f"Powerbank {model}", model, sold_from="2016-06", sold_to="2022-12") for model in scope.models
    ]
    claims = [
        Claim(0, "model", model, "text", model, text.index(model), text.index(model) + 6, product=at)
        for at, model in enumerate(scope.models)
    ]
    notice = Notice(key, source.id, capture.url, "ja", scope.published, None, True, scope.kind, [mention], claims)
    return Reading(document, scope.published, notice)


def main(folder: Path, count: int) -> None:
    """Fill a database and time each command."""
    path = folder / "answers.db"
    start = time.perf_counter()
    identity = fill(path, count)
    print(f"{count:,} notices stored and linked in {time.perf_counter() - start:.0f} s")
    for command in COMMANDS:
        words = [identity if word == "ID" else word for word in command]
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "recalls.cli", *words, "--db", path], capture_output=True, check=False
        )
        print(f"{time.perf_counter() - start:6.2f} s  exit {done.returncode}  recalls {' '.join(command)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
