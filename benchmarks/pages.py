"""Pages while a crawl writes: eight readers at once, none of whom pauses, beside plain Datasette or the limit.

The limit is what we set ourselves: 95 of 100 answers within 400 ms on 100,000 notices, within a second on a million.
The crawl is a process of its own that publishes ten notices a second and links them all once. On a million nobody
writes, and plain Datasette, which takes minutes there, is not asked. Databases that the questions' benchmark keeps in
BENCHMARK_FOLDER are used.
"""

from __future__ import annotations

import http.client
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from itertools import count
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Thread
from urllib.parse import quote
from urllib.request import urlopen

from benchmarks.answers import kept, reading
from benchmarks.linking_cost import synthetic
from benchmarks.report import Row
from db.harvest import Harvest
from db.records import Source
from db.scopes import placed_scopes
from db.store import open_store
from pipelines.link import link

LIMIT, LIMIT_OF_A_MILLION = 0.4, 1.0
#: Plain Datasette is asked, and a crawl writes, up to so many notices.
_MOST_COMPARED = 100_000
READERS = 8
_NOTICES_A_SECOND = 10
_SECONDS = 60


def measure(small: bool) -> list[Row]:
    """The 95th percentile of each page's answers, at every size."""
    sizes = ((1_000, 4),) if small else ((10_000, 80), (100_000, 160), (1_000_000, 40))
    return [row for notices, each in sizes for row in _measured(notices, each)]


def _measured(notices: int, each: int) -> list[Row]:
    alone = notices > _MOST_COMPARED
    with tempfile.TemporaryDirectory() as temporary:
        path = kept(Path(os.environ.get("BENCHMARK_FOLDER") or temporary), notices)
        if not alone:  # a crawl writes into it
            path = Path(shutil.copy(path, Path(temporary) / "recalls.db"))
        # Seconds of readers who wait mean little where others keep the machine busy: their number is told.
        busy = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores before"
        ours, theirs = _addresses(path, each)
        served = ["-m", "recalls.cli", "serve", "--db", str(path), "--port"]
        plain = ["-m", "datasette", "serve", str(path), "--setting", "sql_time_limit_ms", "20000", "--port"]
        peers: Mapping[str, list[float]] = {}
        with nullcontext() if alone else _crawling(path, notices):
            with _serving(served) as port:
                found = _asked(port, ours, each)
            if not alone:
                with _serving(plain) as port:
                    peers = _asked(port, theirs, max(4, each // 8))
    given = f"{notices:,} notices, {READERS} readers, {'nobody' if alone else 'a crawl'} writing; {busy}"
    limit = LIMIT_OF_A_MILLION if alone else LIMIT
    return [_row(name, found[name], peers.get(name), limit, given) for name in found]


def _row(name: str, mine: list[float], peer: list[float] | None, limit: float, given: str) -> Row:
    ours = _percentile(mine)
    note = f"median {_milliseconds(sorted(mine)[len(mine) // 2])}; the limit is {_milliseconds(limit)}"
    if peer is None:
        return Row(name, _milliseconds(ours), f"the limit, {_milliseconds(limit)}", limit / ours, given, note)
    theirs = _percentile(peer)
    return Row(name, _milliseconds(ours), f"plain Datasette, {_milliseconds(theirs)}", theirs / ours, given, note)


def _percentile(seconds: list[float]) -> float:
    """The 95th percentile."""
    return sorted(seconds)[min(len(seconds) - 1, round(len(seconds) * 0.95))]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _addresses(path: Path, each: int) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Our pages, and what plain Datasette has in the place of some: by name, so many different ones where there are."""
    with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as connection:
        recalls = [row[0] for row in connection.execute("SELECT id FROM timeline ORDER BY id")]
        models = [row[0] for row in connection.execute("SELECT DISTINCT base_model FROM recall_products ORDER BY 1")]
        markets = [row[0] for row in connection.execute("SELECT DISTINCT market FROM recalls ORDER BY 1")]
    recalls, models = (found[:: max(1, len(found) // each)] for found in (recalls, models))
    narrowed = [f"market={market}&since={year}" for year in range(2015, 2026) for market in markets]
    words = quote("回収 発火")
    ours = {
        "start page": ["/"],
        "further pages": [f"/?page={page}" for page in range(2, 2 + min(each, len(recalls) // 60))] or ["/?page=2"],
        "one market since a year": [f"/?{asked}" for asked in narrowed],
        "brand, hazard, kind and market": [f"/?brand=Anker&kind=regulator&{asked}" for asked in narrowed],
        "words in Japanese": [f"/?q={words}", *(f"/?q={words}+{model}" for model in models)],
        "a recall": [f"/recall/{quote(recall)}" for recall in recalls],
        "is mine affected?": [f"/check?model={model}&market=JP" for model in models],
        "models and markets": [f"/matrix?page={page}" for page in range(1, 1 + max(1, len(models) // 40))],
        "one model's markets": [f"/matrix?model={model}" for model in models],
        "changes": [f"/changes?{asked}" for asked in narrowed],
        "sources": ["/sources"],
        "a market's feed": [f"/feed.atom?market={market}" for market in markets],
        "a market as JSON": [f"/timeline.json?{asked}" for asked in narrowed],
    }
    table = f"/{path.stem}/timeline"
    theirs = {
        "start page": [f"{table}?_size=60&_sort_desc=date"],
        "one market since a year": [
            f"{table}?_size=60&_sort_desc=date&{asked.replace('since', 'date__gte')}" for asked in narrowed
        ],
        "a recall": [f"{table}?id={quote(recall)}" for recall in recalls],
    }
    return ours, theirs


@contextmanager
def _serving(command: list[str]) -> Iterator[int]:
    """The port of a server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = subprocess.Popen([sys.executable, *command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(300):
            if server.poll() is not None:
                raise RuntimeError(f"the server ended: {server.communicate()[1].decode(errors='replace')}")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _asked(port: int, pages: Mapping[str, list[str]], each: int) -> dict[str, list[float]]:
    """Seconds of so many answers of each page, asked by all readers in an order of chance."""
    wanted = [(name, found[at % len(found)]) for name, found in pages.items() for at in range(each)]
    random.Random(7).shuffle(wanted)
    found: dict[str, list[float]] = {name: [] for name in pages}
    wrong: list[str] = []

    def read() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
        while not wrong:
            try:
                name, address = wanted.pop()
            except IndexError:
                break
            start = time.perf_counter()
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            found[name].append(time.perf_counter() - start)
            if answer.status != 200:
                wrong.append(f"{address} answers {answer.status}")
        connection.close()

    for some in pages.values():  # a server that has just begun has yet to load its templates
        with urlopen(f"http://127.0.0.1:{port}{some[0]}", timeout=_SECONDS) as answer:
            answer.read()
    readers = [Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if wrong or not all(found.values()):
        raise RuntimeError(wrong[0] if wrong else "a reader was not answered")
    return found


@contextmanager
def _crawling(path: Path, after: int) -> Iterator[None]:
    """A crawl that writes in a process of its own."""
    spawned = get_context("spawn")
    end = spawned.Event()
    crawl = spawned.Process(target=_crawl, args=(path, after, end))
    crawl.start()
    try:
        yield
    finally:
        end.set()
        crawl.join(120)
        if crawl.is_alive() or crawl.exitcode:
            crawl.kill()
            raise RuntimeError("the crawl did not write to its end")


def _crawl(path: Path, after: int, end: Event) -> None:
    """Publish notices, ten a second, and link everything once, until the end."""
    scopes = synthetic(after + 5_000)[after:]
    source = Source("crawled", "crawled", "press", "ja", "JP", "UTC")
    linked = False
    with open_store(path) as store:
        for number in count():
            start = time.monotonic()
            fresh = [scopes[(number * _NOTICES_A_SECOND + at) % len(scopes)] for at in range(_NOTICES_A_SECOND)]
            run = store.start_run(sources=[source.id])
            moment = f"2026-01-02T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"
            readings = [reading(source, scope) for scope in fresh]
            store.publish(
                run, Harvest(source, readings, finished=moment), reader="1", watchlist="1", crawler_reader="1"
            )
            store.finish_run(run)
            if number == 5 and not linked:
                store.save_links(link(placed_scopes(store.connection), groups={"Anker": "anker"}))
                linked = True
            if end.wait(max(0.0, 1 - (time.monotonic() - start))):
                return
