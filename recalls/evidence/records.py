"""WARC records copied out of an archive byte by byte, with what belongs to them.

A record of a compressed file is a gzip member and is copied as it is; one of a plain file
is compressed on the way. Nothing in a record is changed, so that its digests still hold.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path

from crawler.warc import BadArchive, digests, entries, length, named, unchunked

_BLOCK = 262_144
#: No record of ours is larger when it is unpacked.
MOST_BYTES = 512_000_000
#: The archive that comes with the program.
_BUNDLED = "demo.warc.gz"


class NoRecord(Exception):
    """A record cannot be had; the message says which and why."""


@dataclass(frozen=True)
class Raw:
    """One record: where it was, its gzip member, and what it holds (``plain``)."""

    file: str
    offset: int
    member: bytes
    plain: bytes
    size: int

    @cached_property
    def fields(self) -> dict[str, str]:
        """The WARC header fields, names in lower case."""
        return named(self.plain.partition(b"\r\n\r\n")[0])

    @cached_property
    def block(self) -> bytes:
        """What follows the WARC header."""
        start = self.plain.find(b"\r\n\r\n") + 4
        size = length(self.fields)
        return b"" if size is None else self.plain[start : start + size]

    @property
    def kind(self) -> str:
        """response, revisit, request, warcinfo …"""
        return self.fields.get("warc-type", "")

    @property
    def identity(self) -> str:
        """The record's id."""
        return self.fields.get("warc-record-id", "")

    @property
    def url(self) -> str:
        """The address; WARC/1.0 files may put it in angle brackets."""
        return self.fields.get("warc-target-uri", "").strip("<>")

    @property
    def http(self) -> dict[str, str]:
        """The HTTP header fields of a response, names in lower case."""
        return named(self.block.partition(b"\r\n\r\n")[0])

    @property
    def status(self) -> str:
        """The HTTP status, or nothing."""
        first = self.block.partition(b"\r\n")[0].split(b" ")
        return first[1].decode("latin-1") if first[0].startswith(b"HTTP/") and len(first) > 1 else ""

    def digests(self) -> dict[str, bool]:
        """Which digests the record states, and whether each is that of the bytes that it holds."""
        found: dict[str, bool] = {}
        if stated := self.fields.get("warc-block-digest"):
            found["block"] = stated in digests(self.block)
        stated = self.fields.get("warc-payload-digest")
        if stated and self.kind == "response":
            body = self.block.partition(b"\r\n\r\n")[2]
            # Some archives state the digest of a body as sent, others of one without its transfer coding.
            found["payload"] = stated in digests(body) | digests(unchunked(body))
        return found


@dataclass
class Archives:
    """Where WARC files lie: folders, and files by their names."""

    places: tuple[Path, ...]
    _requests: dict[Path, dict[str, int]] = field(default_factory=dict)

    def find(self, file: str) -> Path:
        """A file by its name, which is all that a capture keeps of it. Raises NoRecord."""
        name = Path(file).name
        for place in self.places:
            path = place / name if place.is_dir() else place
            if path.name == name and path.is_file():
                return path
        if name == _BUNDLED:
            return Path(str(resources.files("recalls") / _BUNDLED))
        told = ", ".join(map(str, self.places)) or "nowhere"
        raise NoRecord(f"{name} is not in the archive (looked in {told})")

    def read(self, file: str, offset: int) -> Raw:
        """The record that starts at a byte of a file. Raises NoRecord."""
        path = self.find(file)
        try:
            return read(path, offset)
        except OSError as error:
            raise NoRecord(f"{path} cannot be read: {error.strerror or error}") from error

    def request_of(self, answer: Raw) -> Raw | None:
        """The request that an answer belongs to: the next record as a rule, else looked for in the whole file."""
        path = self.find(answer.file)
        try:
            following = read(path, answer.offset + answer.size)
            if _belongs(following, answer):
                return following
        except NoRecord:
            pass
        if path not in self._requests:
            self._requests[path] = _requests(path)
        known = self._requests[path]
        offset = known.get(answer.identity, known.get(answer.fields.get("warc-concurrent-to", "")))
        return None if offset is None else read(path, offset)

    def information(self, file: str) -> Raw | None:
        """The record that tells of a file itself, where it begins with one."""
        first = read(self.find(file), 0)
        return first if first.kind == "warcinfo" else None


def _belongs(request: Raw, answer: Raw) -> bool:
    if request.kind != "request":
        return False
    ids = (request.fields.get("warc-concurrent-to"), request.identity)
    return answer.identity == ids[0] or answer.fields.get("warc-concurrent-to") == ids[1]


def _requests(path: Path) -> dict[str, int]:
    """Where each request starts, by its own id and by that of its answer."""
    found: dict[str, int] = {}
    try:
        for entry in entries(path):
            if entry.kind == "request":
                names: Iterable[str | None] = (entry.concurrent_to, entry.record_id)
                found.update({name: entry.offset for name in names if name})
    except BadArchive:
        return found  # what stands before the damage is known
    return found


def read(path: Path, offset: int) -> Raw:
    """The record that starts at a byte of a file, compressed record by record or plain.

    Raises:
        NoRecord: there is none, or it breaks off; the message names file and byte.
    """
    with path.open("rb") as file:
        file.seek(offset)
        start = file.read(2)
        file.seek(offset)
        if start == b"\x1f\x8b":
            member, plain = _member(path, offset, file)
            raw = Raw(path.name, offset, member, plain, len(member))
        else:
            head = file.read(65_536)
            fields = named(head.partition(b"\r\n\r\n")[0])
            told = length(fields)
            if not head.startswith(b"WARC/") or told is None:
                raise NoRecord(f"{path}: no record at byte {offset}")
            size = head.find(b"\r\n\r\n") + 4 + told
            file.seek(offset)
            plain = file.read(size) if size <= MOST_BYTES else b""
            # Four bytes end a record; the last of a file may lack them.
            raw = Raw(path.name, offset, gzip.compress(plain + b"\r\n\r\n", mtime=0), plain, size + 4)
    if not raw.plain.startswith(b"WARC/") or len(raw.block) != length(raw.fields):
        raise NoRecord(f"{path}: the record at byte {offset} breaks off")
    return raw


def _member(path: Path, offset: int, file: object) -> tuple[bytes, bytes]:
    inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
    member, plain = bytearray(), bytearray()
    while not inflate.eof:
        block: bytes = file.read(_BLOCK)  # type: ignore[attr-defined]
        if not block:
            raise NoRecord(f"{path}: the record at byte {offset} breaks off")
        try:
            plain += inflate.decompress(block, MOST_BYTES - len(plain) + 1)
        except zlib.error as error:
            raise NoRecord(f"{path}: no record at byte {offset}, or a damaged one") from error
        if len(plain) > MOST_BYTES:
            raise NoRecord(f"{path}: the record at byte {offset} is larger than {MOST_BYTES:,} bytes")
        member += block[: len(block) - len(inflate.unused_data)]
    return bytes(member), bytes(plain)
