"""An index of WARC files, and records read by their offset.

The index is made in one pass that keeps the head of each record and skips its
body. Files are compressed record by record, or not at all. Older files may
carry bodies in chunks; what is asked for is given without them.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator

from crawler.addresses import normalised, without_secrets
from db.clock import written

#: As much of a record is looked at for its heads; longer ones are no WARC of ours or anybody's.
_HEAD_BYTES = 65_536
_BLOCK = 262_144
#: A line of a head that goes on in the next.
_FOLD = re.compile(rb"\r?\n[ \t]+")
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,16}")
_COUNT = re.compile(r"[0-9]{1,18}")


class BadArchive(ValueError):
    """A file that is no WARC file, or breaks off; says which and where."""

    def __init__(self, path: Path, offset: int, message: str) -> None:
        super().__init__(f"{path}: {message} (at byte {offset})")
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Entry:
    """The head of one response, revisit or request record, and where the record starts."""

    path: Path
    offset: int
    kind: str
    url: str
    date: str
    record_id: str
    digest: str
    status: int
    etag: str | None
    last_modified: str | None
    recreated: bool
    concurrent_to: str | None
    refers_to_url: str | None
    refers_to_date: str | None
    method: str
    body_digest: str
    profile: str


@dataclass(frozen=True, slots=True)
class Record:
    """A response as it was archived: status, HTTP header fields, body before content decoding.

    ``sent`` is the body with its transfer coding, where it has one.
    """

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    sent: bytes


def entries(path: Path) -> Iterator[Entry]:
    """The heads of all records of a file that an answer can be made of. Raises BadArchive."""
    recreated = False
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        for offset, head in _compressed(path, file) if compressed else _plain(path, file):
            warc, block = _fields(path, offset, head)
            kind = warc.get("warc-type", "")
            if kind == "warcinfo":
                recreated = "warc-recreated: yes" in block.decode("utf-8", "replace").lower()
            elif kind in ("response", "revisit", "request") and "warc-target-uri" in warc:
                yield _entry(path, offset, warc, block, recreated)


def entry_at(path: Path, offset: int) -> Entry | None:
    """The head of the record at an offset, or None where none that an answer can be made of starts there."""
    with path.open("rb") as file:
        file.seek(offset)
        mark = file.read(2)
        file.seek(offset)
        try:
            if mark == b"\x1f\x8b":
                _, head = next(_compressed(path, file))
            else:
                head = file.read(_HEAD_BYTES)
            fields, block = _fields(path, offset, head)
        except (BadArchive, StopIteration):
            return None
    if fields.get("warc-type") not in ("response", "revisit", "request") or "warc-target-uri" not in fields:
        return None
    return _entry(path, offset, fields, block, recreated=False)


def whole_bytes(path: Path) -> int:
    """How many bytes from the beginning of a file are whole records."""
    try:
        with path.open("rb") as file:
            compressed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            for _ in _compressed(path, file) if compressed else _plain(path, file):
                pass
    except BadArchive as error:
        return error.offset
    return path.stat().st_size


def read(entry: Entry) -> Record:
    """The record at an entry's offset, its body without chunks. Raises BadArchive."""
    with entry.path.open("rb") as file:
        file.seek(entry.offset)
        record = next(iter(ArchiveIterator(file)), None)
        if record is None or record.http_headers is None:
            raise BadArchive(entry.path, entry.offset, "no HTTP response in this record")
        fields = [pair for pair in record.http_headers.headers if pair[0].lower() != "transfer-encoding"]
        chunked = len(fields) < len(record.http_headers.headers)
        sent = record.raw_stream.read()
        body = unchunked(sent) if chunked else sent
        return Record(status=int(record.http_headers.get_statuscode()), headers=fields, body=body, sent=sent)


def unchunked(body: bytes) -> bytes:
    """A body without its transfer coding; as it stands where it was saved without one after all."""
    pieces, at = [], 0
    while at < len(body):
        line, end, _ = body[at : at + 1024].partition(b"\r\n")
        told = line.partition(b";")[0].strip()
        if not _CHUNK_SIZE.fullmatch(told):
            return body
        size = int(told, 16)
        at += len(line) + len(end)
        if size == 0:
            break
        pieces.append(body[at : at + size])
        at += size + 2
    return b"".join(pieces)


def named(head: bytes) -> dict[str, str]:
    """Header fields, their names in lower case; of a field that comes twice the first."""
    fields: dict[str, str] = {}
    for line in _FOLD.sub(b" ", head).splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("utf-8", "replace"))
    return fields


def length(fields: dict[str, str]) -> int | None:
    """The Content-Length among header fields; None where there is none, or no number that a file could have."""
    told = fields.get("content-length", "")
    return int(told) if _COUNT.fullmatch(told) else None


def _compressed(path: Path, file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Offset and first bytes of each member of a file that is compressed record by record."""
    rest, start = b"", 0
    while rest or (rest := file.read(_BLOCK)):
        inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        head = bytearray()
        size, used = 0, 0
        while not inflate.eof:
            if not rest and not (rest := file.read(_BLOCK)):
                raise BadArchive(path, start, "the last record breaks off")
            try:
                plain = inflate.decompress(rest)
            except zlib.error as error:
                raise BadArchive(path, start, "not a WARC file, or a damaged one") from error
            used += len(rest) - len(inflate.unused_data)
            rest = inflate.unused_data
            size += len(plain)
            head += plain[: max(0, _HEAD_BYTES - len(head))]
        _check_length(path, start, bytes(head), size)
        yield start, bytes(head)
        start += used


def _plain(path: Path, file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Offset and first bytes of each record of a file that is not compressed."""
    end = file.seek(0, 2)
    start = 0
    while start < end:
        file.seek(start)
        head = file.read(_HEAD_BYTES)
        size = _length(path, start, head)
        if start + size > end:
            raise BadArchive(path, start, "the last record breaks off")
        yield start, head[:size]
        start += size + 4


def _length(path: Path, offset: int, head: bytes) -> int:
    """Bytes of a record without the two empty lines that end it."""
    warc, _ = _fields(path, offset, head)
    return head.index(b"\r\n\r\n") + 4 + (length(warc) or 0)


def _check_length(path: Path, offset: int, head: bytes, size: int) -> None:
    told = _length(path, offset, head)
    if size < told:
        raise BadArchive(path, offset, "the record is shorter than it says")
    if size > told + 4:
        raise BadArchive(path, offset, "not compressed record by record (`warcio recompress` mends that)")


def _fields(path: Path, offset: int, head: bytes) -> tuple[dict[str, str], bytes]:
    """The WARC header fields, names in lower case, and the beginning of the block."""
    top, found, block = head.partition(b"\r\n\r\n")
    if not found or not head.startswith(b"WARC/"):
        raise BadArchive(path, offset, "not a WARC file")
    fields = named(top)
    size = length(fields)
    if size is None:
        raise BadArchive(path, offset, "a record without a length")
    return fields, block[:size]


def _entry(path: Path, offset: int, warc: dict[str, str], block: bytes, recreated: bool) -> Entry:
    top, _, body = block.partition(b"\r\n\r\n")
    http = named(top)
    first = top.partition(b"\r\n")[0].decode("latin-1").split(" ")
    sent = length(http)
    response = first[0].startswith("HTTP/") and len(first) > 1 and first[1].isdigit()
    marks = (warc.get("warc-recreated", ""), http.get("x-recreated", ""))
    refers_to = warc.get("warc-refers-to-target-uri")
    return Entry(
        path=path,
        offset=offset,
        kind=warc["warc-type"],
        url=address(warc["warc-target-uri"]),
        date=_date(warc.get("warc-date", "")),
        record_id=warc.get("warc-record-id", ""),
        digest=warc.get("warc-payload-digest", ""),
        status=int(first[1]) if response else 0,
        etag=http.get("etag"),
        last_modified=http.get("last-modified"),
        recreated=recreated or any(mark.lower() == "yes" for mark in marks),
        concurrent_to=warc.get("warc-concurrent-to"),
        refers_to_url=address(refers_to) if refers_to else None,
        refers_to_date=_date(warc["warc-refers-to-date"]) if "warc-refers-to-date" in warc else None,
        method="GET" if response else first[0],
        body_digest="" if response or not body else body_digest(body[:sent]),
        profile=warc.get("warc-profile", "").rpartition("/")[2],
    )


def address(url: str) -> str:
    """An address as it is compared: normalised, without secrets (WARC/1.0 files may put it in angle brackets).

    What is no address stays as it stands: nobody asks for it.
    """
    told = url.strip().strip("<>")
    try:
        return normalised(without_secrets(told))
    except ValueError:
        return told


def body_digest(body: bytes) -> str:
    """What tells two requests to one address apart: their bodies ("" for none)."""
    return payload_digest(body) if body else ""


def moment(told: str) -> str:
    """A WARC-Date, with fractions of a second or cut to the day, as moments are written. Raises ValueError."""
    try:
        found = datetime.fromisoformat(told)
        return written((found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"the WARC-Date {told!r} is no moment") from error


def _date(told: str) -> str:
    try:
        return moment(told)
    except ValueError:
        return told


def digests(body: bytes) -> frozenset[str]:
    """All the ways in which archives state the digest of a body: by two algorithms, in Base32 and hexadecimal."""
    found = (hashlib.sha1(body, usedforsecurity=False), hashlib.sha256(body))
    return frozenset(f"{one.name}:{form}" for one in found for form in (one.hexdigest(), _base32(one.digest())))


def payload_digest(body: bytes) -> str:
    """SHA-1 in Base32, as WARC files print it."""
    return f"sha1:{_base32(hashlib.sha1(body, usedforsecurity=False).digest())}"


def _base32(digest: bytes) -> str:
    return base64.b32encode(digest).decode("ascii")
