"""Files of news archives, by their paths or by addresses of any file system that fsspec knows."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from crawler.addresses import without_secrets

#: So many bytes at either end of a file tell it from others.
_EDGE = 65_536
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s'\"<>]+", re.IGNORECASE)
_HERE = ("file://", "local://")


def expanded(addresses: Iterable[str]) -> list[str]:
    """The inputs by name, each once; a star in an address of a file system of fsspec's names several, or itself."""
    found: dict[str, None] = {}
    for address in addresses:
        named = [address] if "://" in address else [str(Path(address).resolve())]
        if is_pattern(address):
            import fsspec

            with suppress(Exception):  # each file system has errors of its own; opening the address will tell
                system, path = fsspec.core.url_to_fs(address)
                named = [system.unstrip_protocol(name) for name in sorted(system.glob(path))] or named
        found.update(dict.fromkeys(map(_as_path, named)))
    return list(found)


def _as_path(address: str) -> str:
    """A file of this machine by its path, however it is named: one file has one result."""
    if not address.startswith(_HERE) or is_pattern(address) or "::" in address:
        return address
    from fsspec.implementations.local import LocalFileSystem

    return str(Path(LocalFileSystem._strip_protocol(address)).resolve())


def is_pattern(address: str) -> bool:
    """Whether an address may name several files."""
    return "://" in address and "*" in address


def identity(address: str) -> tuple[int, str]:
    """Size and digest of an input: SHA-256 over its size, its first and its last 64 KiB. Raises OSError,
    also where it is empty.

    Of what can only be read from its beginning the last is left out.
    """
    with open_input(address) as file, _errors_of_systems():
        first = file.read(_EDGE)
        if not first:
            raise OSError("the file is empty")
        try:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _EDGE))
            last = file.read(_EDGE)
        except ValueError:
            size, last = _told_size(address), b""
    return size, "sha256:" + hashlib.sha256(b"%d\0" % size + first + last).hexdigest()


def _told_size(address: str) -> int:
    """The size that a file system tells of what it gives only once; 0 where it tells none."""
    import fsspec

    system, path = fsspec.core.url_to_fs(address)
    return int(system.size(path) or 0)


def open_input(address: str) -> IO[bytes]:
    """A file by its path, or by an address of any file system that fsspec knows. Raises OSError."""
    if "://" not in address:
        return Path(address).open("rb")
    import fsspec

    with _errors_of_systems():
        found: IO[bytes] = fsspec.open(address, "rb").open()
        try:
            found.seek(max(0, found.seek(0, os.SEEK_END) - 1))
            found.read(1)
            found.seek(0)
        except ValueError:
            # A web server that gives no piece of a file gives the whole of it, once.
            found = fsspec.open(address, "rb", block_size=0).open()
    return found


@contextmanager
def _errors_of_systems() -> Iterator[None]:
    """Each file system has errors of its own: all are OSError here."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


def unreadable(error: OSError) -> str:
    """Why an input cannot be read, in words."""
    if error.strerror and isinstance(error.errno, int):
        return error.strerror
    return "cannot be found or opened there" if isinstance(error, FileNotFoundError) else public(str(error))


def public(text: str) -> str:
    """A text as it is shown and kept: addresses in it without passwords and signatures."""
    return _ADDRESS.sub(lambda found: _public(found[0]), text)


def _public(address: str) -> str:
    try:
        return without_secrets(address)
    except ValueError:  # what cannot be taken apart is cut where a secret may begin
        return re.sub("//[^/]*@", "//", address.partition("?")[0])


def file_name(address: str) -> str:
    """The name that captures point at: that of the file, without where it lies and who may read it there."""
    name = address.partition("?")[0] if "://" in address else address
    return name.rstrip("/").rpartition("/")[2]
