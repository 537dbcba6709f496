"""Files read side by side: by processes of this machine, or by the workers of a Dask cluster.

A worker that dies costs its file alone: the file is read once more, and then reported.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import TYPE_CHECKING

from recalls.backfilling.inputs import public
from recalls.backfilling.reading import Found, Job, read_file

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

_STOPS = (signal.SIGINT, signal.SIGTERM)
_DIED = "the worker that read it died, twice"
#: So long a cluster may take until it has a worker.
_SECONDS_FOR_A_WORKER = 60
#: Seconds between two looks at what a cluster has done.
_PAUSE = 0.02


class NoCluster(Exception):
    """There is no Dask scheduler at an address, or no worker comes to it, or they have gone."""


class NoAddress(ValueError):
    """What is to be the address of a Dask scheduler is none."""


@dataclass(frozen=True, slots=True)
class _Running:
    job: Job
    process: ForkProcess
    again: bool


def read_here(jobs: Sequence[Job], workers: int) -> Iterator[Found]:
    """Read files, at most so many at once, each in a process of its own; results as they come.

    Where the caller stops asking, the processes at work are ended.
    """
    context = get_context("fork")  # what is loaded here need not be loaded again, and no script be run twice
    waiting = [(job, False) for job in reversed(jobs)]
    running: dict[Connection, _Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                job, again = waiting.pop()
                receiving, sending = context.Pipe(duplex=False)
                process = context.Process(target=_serve, args=(job, sending))
                with _undisturbed():
                    process.start()
                    running[receiving] = _Running(job, process, again)
                sending.close()
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                done = running.pop(ready)
                found = _received(ready)
                done.process.join()
                if found is not None:
                    yield found
                elif done.again:
                    yield Found(done.job.address, failure=_DIED)
                else:
                    waiting.append((done.job, True))
    finally:
        for left in running.values():
            left.process.terminate()
            left.process.join()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let nobody ask to stop between a process's start and our knowing of it: it would be left behind."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def work(job: Job) -> Found:
    """Read one file, and write what it holds where the job says so. Raises OSError where that cannot be written."""
    found = read_file(job)
    if job.out is not None and found.failure is None:
        from recalls.backfilling.parquet import write  # pyarrow is needed by those who ask for files alone

        write(found, Path(job.out))
    return found


def _serve(job: Job, sending: Connection) -> None:
    """What a process does: one file. Ctrl-C reaches all processes; the one that started this one answers to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    try:
        found = work(job)
    except Exception as error:  # noqa: BLE001 - it is told as this file's failure
        found = Found(job.address, failure=public(f"{type(error).__name__}: {error}"))
    sending.send(found)
    sending.close()


def _received(connection: Connection) -> Found | None:
    """A process's result; None where it ended without one."""
    found: Found | None = None
    with suppress(EOFError, OSError):
        found = connection.recv()
    connection.close()
    return found


def read_on_cluster(jobs: Sequence[Job], scheduler: str) -> Iterator[Found]:
    """Read files on a Dask cluster; results as they come. Raises NoCluster, NoAddress.

    Inputs and the folder of results must mean the same on its machines.
    """
    from distributed import Client, as_completed

    check_address(scheduler)
    for name in ("distributed.client", "distributed.utils"):  # what becomes of the connection is said here, in a line
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=20)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError) as error:
        raise NoCluster(f"no Dask scheduler answers at {scheduler}: {error}") from error
    with client:
        try:
            _wait_for_workers(client, scheduler)
            futures = {client.submit(work, job, pure=False): job for job in jobs}
            done = as_completed(list(futures))  # type: ignore[no-untyped-call]
            while not done.is_empty():  # type: ignore[no-untyped-call]
                _wait_for_one(done, client, scheduler)
                yield _result(next(done), futures, scheduler)
        except OSError as error:
            raise NoCluster(f"the Dask scheduler at {scheduler} is gone ({error}): run it again to go on") from error


def _wait_for_workers(client: Client, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_SECONDS_FOR_A_WORKER)
    except TimeoutError as error:
        raise NoCluster(f"no worker has come to {scheduler} in {_SECONDS_FOR_A_WORKER} s, or it is gone") from error


def _result(future: Future[Found], futures: Mapping[Future[Found], Job], scheduler: str) -> Found:
    """What came of a file. Raises NoCluster where the scheduler has gone and taken all with it."""
    from distributed import KilledWorker

    if future.status == "cancelled":
        raise NoCluster(f"the Dask scheduler at {scheduler} is gone: run it again to go on")
    job = futures[future]
    wrong = future.exception()  # type: ignore[no-untyped-call]
    if wrong is None:
        found: Found = future.result()
    elif isinstance(wrong, KilledWorker):
        found = Found(job.address, failure="the workers that read it died, one after the other")
    else:
        found = Found(job.address, failure=public(f"{type(wrong).__name__}: {wrong}"))
    future.release()  # type: ignore[no-untyped-call]
    return found


def _wait_for_one(done: as_completed, client: Client, scheduler: str) -> None:
    """Wait until a file is done. Raises NoCluster where every worker has left and none comes back."""
    since = time.monotonic()
    while not done.has_ready():  # type: ignore[no-untyped-call]
        time.sleep(_PAUSE)
        if time.monotonic() - since > _SECONDS_FOR_A_WORKER:
            if not client.nthreads():  # type: ignore[no-untyped-call]
                raise NoCluster(f"no worker is left at {scheduler}: run it again to go on")
            since = time.monotonic()


def check_address(scheduler: str) -> None:
    """Raises NoAddress where there can be no Dask scheduler that we could reach."""
    from distributed.comm.addressing import parse_address, parse_host_port
    from distributed.comm.registry import get_backend
    from distributed.security import Security

    try:
        scheme, place = parse_address(scheduler)
        get_backend(scheme).get_connector()  # type: ignore[no-untyped-call]
        _, port = parse_host_port(place)
        if not 0 < port < 65_536:
            raise ValueError(f"{port} is no port")
        security = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
        if scheme in ("tls", "wss") and not security.get("ssl_context"):
            raise ValueError("Dask's configuration names no certificates (distributed.comm.tls)")
    except (ValueError, TypeError, ImportError) as error:
        raise NoAddress(f"{scheduler}: {error}") from error
