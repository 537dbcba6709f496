"""The file that captures are written to, on a disk that is full now and then."""

from __future__ import annotations

import io
import random
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.archive import ArchiveFile
from tests.crawler.test_archive import records


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a disk that is full there: what fits is written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def write(file: ArchiveFile, body: bytes) -> tuple[str, int]:
    return file.write(lambda writer: writer.create_warc_record("https://a.example/", "resource", io.BytesIO(body)))


@pytest.mark.parametrize("size", [300, 300_000])
def test_a_disk_that_is_full_for_a_while_leaves_no_half_record(tmp_path: Path, size: int) -> None:
    file = ArchiveFile(tmp_path, 10**9, {})
    name, _ = write(file, b"before")
    path = tmp_path / f"{name}.open"
    whole = path.stat().st_size
    with full_at(whole + size // 2), pytest.raises(OSError):
        write(file, random.Random(size).randbytes(size))
    assert path.stat().st_size == whole
    assert write(file, b"after") == (name, whole)
    file.close()
    (closed,) = tmp_path.iterdir()
    assert [record.body for record in records(closed)[1:]] == [b"before", b"after"]


def test_a_file_without_a_single_record_does_not_stay(tmp_path: Path) -> None:
    file = ArchiveFile(tmp_path, 10**9, {})
    with full_at(20), pytest.raises(OSError):
        write(file, b"never")
    file.close()
    assert list(tmp_path.iterdir()) == []
    write(file, b"later")
    file.close()
    assert len(list(tmp_path.iterdir())) == 1
