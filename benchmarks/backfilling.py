"""Backfill of news archives: 2 GB of pages of 49 KB, of which one in 2,000 reports a recall of a watched brand.

On two processes, on a Dask cluster of two workers of which one is killed half way, and, for one of the files, with
every page parsed: all three must find the same. The limit: warcio reads the same records, one process.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from benchmarks import news_warc
from benchmarks.report import Row, Taken, taking
from recalls.backfilling.reading import Found, Job
from recalls.backfilling.workers import read_here, read_on_cluster

_WORKERS = 2
_ASKED = 1_500


def measure(small: bool) -> list[Row]:
    """Four files, each read by one worker at a time."""
    count, megabytes = (2, 0.5) if small else (4, 500)
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_FOLDER")) as name:
        paths = [Path(name) / f"news-{number}.warc.gz" for number in range(count)]
        for number, path in enumerate(paths):
            news_warc.write(path, megabytes, seed=number)
        with taking() as limit:
            least = sum(1 for _ in _records(paths[0]))
        jobs = [Job(str(path)) for path in paths]
        with taking() as taken:
            found = list(read_here(jobs, _WORKERS))
        with taking() as every:
            parsed = list(read_here([Job(str(paths[0]), reject=False)], 1))
        with taking() as spread:
            clustered = list(_on_cluster_with_a_death(jobs))
    pages = sum(one.counts["pages"] for one in found)
    reports = sum(one.counts["reports"] for one in found)
    if _said(clustered) != _said(found) or _said(parsed) != _said(
        one for one in found if one.address == jobs[0].address
    ):
        raise RuntimeError("another way of reading found something else")
    given = f"{pages:,} pages, {reports} reports"
    peer = f"warcio reads the records: {least / limit.cpu:,.0f} pages/s of CPU"
    asked = f"what was asked for: {_ASKED:,} pages/s"
    pace, clock = pages / taken.cpu, pages / taken.seconds
    got = f"{_WORKERS} processes, to which the machine gave {taken.cpu / taken.seconds:.1f} cores"
    single = sum(one.counts["pages"] for one in parsed)
    return [
        Row("backfill, by CPU", f"{pace:,.0f} pages/s a core", peer, pace / (least / limit.cpu), given),
        Row("backfill, by the clock", f"{clock:,.0f} pages/s", asked, clock / _ASKED, given, got),
        _alike("with every page parsed", single, every, pace, f"{single:,} pages", "finds the same"),
        _alike("on a cluster, a worker killed", pages, spread, pace, given, "finds the same; the killed work is in it"),
    ]


def _alike(name: str, pages: int, taken: Taken, pace: float, given: str, note: str) -> Row:
    return Row(
        f"backfill, {name}",
        f"{pages / taken.cpu:,.0f} pages/s a core",
        f"backfill: {pace:,.0f} pages/s a core",
        pages / taken.cpu / pace,
        given,
        note,
    )


def _records(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            yield record.content_stream().read()


def _on_cluster_with_a_death(jobs: list[Job]) -> Iterator[Found]:
    """The files read by two Dask workers, each a process; one of them is killed when half of the files are read."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=_WORKERS, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        for number, found in enumerate(read_on_cluster(jobs, cluster.scheduler_address), start=1):
            yield found
            if number == len(jobs) // 2:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)


def _said(found: Iterable[Found]) -> list[tuple[str, str]]:
    """What was found: each report's address and the digest of its words."""
    readings = [reading for one in found for reading, _ in one.readings]
    return sorted((str(reading.document.url), reading.document.digest) for reading in readings)
