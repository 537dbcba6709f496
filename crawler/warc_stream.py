"""Responses of a WARC file one after the other, from any stream of bytes: for archives too large to be indexed.

A damaged member costs itself: reading goes on at the next one that begins a record. Nothing is believed of a
length: every record and every body is bounded, before and after decompression.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import IO

from crawler.warc import named, unchunked

#: A record larger than this is no article's; a file that was compressed as a whole looks like one record.
MOST_RECORD = 32_000_000
#: What is read at once: what is left of it is copied for each record.
_BLOCK = _LONGEST_HEAD = 262_144
_GZIP = b"\x1f\x8b\x08"
_END = b"\r\n\r\n"
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/[0-9.]+ +([0-9]{3})\b")
_MENDED = " (`warcio recompress` mends that)"
#: Bytes that tell what begins: the mark of a record; enough of a member to see whether a record is in it.
_MARK, _LOOKED_INTO = 8, 4096


@dataclass(frozen=True, slots=True)
class Archived:
    """A response record: where it starts, its WARC header fields (names in lower case), and its HTTP message."""

    offset: int
    fields: dict[str, str]
    block: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of the file that could not be read, and why."""

    offset: int
    message: str


class Unopenable(ValueError):
    """A body that is not in the content coding that its header names, or grows beyond what is allowed."""


def responses(file: IO[bytes]) -> Iterator[Archived | Damage]:
    """The response records of a WARC file in their order, and what is damaged between them.

    ``file`` is read from its beginning to its end, once. Compressed record by record, or not at all.
    """
    members = _Members(file)
    recreated = False
    for offset, record in members.records():
        if isinstance(record, str):
            yield Damage(offset, record)
            continue
        head, found, block = record.partition(b"\r\n\r\n")
        if not found or not head.startswith(b"WARC/"):
            yield Damage(offset, "not a WARC record")
            continue
        fields = named(head)
        if fields.get("warc-type") == "warcinfo":
            recreated = b"warc-recreated: yes" in block.lower()
        told = fields.get("content-length", "")
        length = int(told) if told.isdigit() else len(block) + 1
        if fields.get("warc-type") == "response":
            if length > len(block):
                yield Damage(offset, "the record is shorter than it says")
                continue
            if recreated:
                fields["warc-recreated"] = "yes"
            yield Archived(offset, fields, block[:length])
        if block[length:].strip():
            yield Damage(offset, f"not compressed record by record{_MENDED}")


def parted(message: bytes) -> tuple[int, dict[str, str], bytes]:
    """An HTTP response apart: its status (0 where it is none), its header fields, its body.

    Lines may end without a carriage return, and a status may come without its words.
    """
    end = _EMPTY_LINE.search(message)
    head, body = (message[: end.start()], message[end.end() :]) if end else (message, b"")
    status = _STATUS.match(head)
    return int(status[1]) if status else 0, named(head), body


def opened(body: bytes, coding: str, *, chunked: bool, most: int) -> bytes:
    """A body without transfer and content coding (gzip, deflate, br, zstd, several in a row).

    Archives may keep a body decoded below the header that it came with: markup is taken as it stands.
    Raises Unopenable where it is not in that coding, is cut short, or grows beyond ``most`` bytes.
    """
    if chunked:
        body = unchunked(body)
    for name in reversed([word.strip().lower() for word in coding.split(",") if word.strip()]):
        try:
            body = _without(name, body, most)
        except Unopenable:
            if not body[:64].lstrip().startswith(b"<"):
                raise
    if len(body) > most:
        raise Unopenable(f"more than {most:,} bytes")
    return body


def _without(coding: str, body: bytes, most: int) -> bytes:
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, zlib.MAX_WBITS + 16, most)
    if coding == "deflate":
        # What servers call deflate is zlib's format, or the bare one.
        bare = len(body) < 2 or body[0] & 15 != 8 or int.from_bytes(body[:2], "big") % 31
        return _inflated(body, -zlib.MAX_WBITS if bare else zlib.MAX_WBITS, most)
    if coding == "br":
        return _unbrotlied(body, most)
    if coding == "zstd":
        return _unzstded(body, most)
    if coding != "identity":
        raise Unopenable(f"the content coding {coding!r} is not known")
    return body


def _inflated(body: bytes, bits: int, most: int) -> bytes:
    pieces, size = [], 0
    while True:
        inflate = zlib.decompressobj(bits)
        try:
            pieces.append(inflate.decompress(body, most + 1 - size))
        except zlib.error as error:
            raise Unopenable(f"not in the content coding that it names: {error}") from error
        size += len(pieces[-1])
        body = inflate.unused_data
        # A body may be several compressed ones in a row.
        if size > most or not inflate.eof or not body.startswith(_GZIP):
            return _whole(b"".join(pieces), most, complete=inflate.eof)


def _unbrotlied(body: bytes, most: int) -> bytes:
    try:
        import brotli
    except ImportError as error:
        raise Unopenable("the content coding br needs the package brotli") from error
    unpack = brotli.Decompressor()
    pieces, size = [], 0
    try:
        piece = unpack.process(body, output_buffer_limit=_BLOCK)
        while piece or not unpack.can_accept_more_data():
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise Unopenable(f"more than {most:,} bytes")
            piece = unpack.process(b"", output_buffer_limit=_BLOCK)
    except brotli.error as error:
        raise Unopenable(f"not in the content coding that it names: {error}") from error
    if not unpack.is_finished():
        raise Unopenable("the compressed body breaks off")
    return b"".join(pieces)


def _unzstded(body: bytes, most: int) -> bytes:
    try:
        zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    except ImportError as error:
        raise Unopenable("the content coding zstd needs the package backports.zstd") from error
    unpack = zstd.ZstdDecompressor()
    try:
        plain: bytes = unpack.decompress(body, most + 1)
    except zstd.ZstdError as error:
        raise Unopenable(f"not in the content coding that it names: {error}") from error
    return _whole(plain, most, complete=unpack.eof)


def _whole(plain: bytes, most: int, *, complete: bool) -> bytes:
    """What a coding gave, if it is all and not too much."""
    if len(plain) > most:
        raise Unopenable(f"more than {most:,} bytes")
    if not complete:
        raise Unopenable("the compressed body breaks off")
    return plain


class _Members:
    """The records of a file, each as its bytes, or as a sentence on what is wrong with it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.rest = b""
        self.offset = 0

    def records(self) -> Iterator[tuple[int, bytes | str]]:
        """Offset and bytes of each record; in the place of damage, what it is."""
        # A file is read block by block, and a block may end within the mark that begins a record.
        while self._holds(_MARK):
            if empty := len(self.rest) - len(self.rest.lstrip(b"\r\n")):  # writers end records with more or less of it
                self._drop(empty)
                continue
            start = self.offset
            if self.rest.startswith(_GZIP[:2]):
                yield start, self._member(start)
            elif self.rest.startswith(b"WARC/"):
                yield start, self._plain()
            else:
                self._skip_to_next()
                yield start, "neither a WARC record nor a compressed one"

    def _holds(self, count: int) -> bool:
        """Read on until so many bytes are at hand, or the last; False where none is left."""
        while len(self.rest) < count and self._more():
            pass
        return bool(self.rest)

    def _member(self, start: int) -> bytes | str:
        inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        pieces, size = [], 0
        # From here on it is read again where the member is damaged: the next one may begin within it.
        taken: list[bytes] = []
        while True:
            try:
                piece = inflate.decompress(self.rest, MOST_RECORD + 1 - size)
            except zlib.error as error:
                self._again(taken, start)
                return f"a damaged member: {error}"
            pieces.append(piece)
            size += len(piece)
            if inflate.eof:
                self.offset += len(self.rest) - len(inflate.unused_data)
                self.rest = inflate.unused_data
                return pieces[0] if len(pieces) == 1 else b"".join(pieces)
            if size > MOST_RECORD:
                self._again(taken, start)
                return f"a record of more than {MOST_RECORD:,} bytes, or not compressed record by record{_MENDED}"
            taken.append(self.rest)
            self.offset += len(self.rest)
            self.rest = b""
            if not self._more():
                self._again(taken, start)
                return "the file breaks off within a record"

    def _again(self, taken: list[bytes], start: int) -> None:
        """Go back to a member's start, and from there to the next one."""
        self.rest = b"".join([*taken, self.rest])
        self.offset = start
        self._skip_to_next()

    def _skip_to_next(self) -> None:
        """Go to the next place that begins a record and can be opened; to the end of the file where there is none."""
        self._drop(1)
        while True:
            places = [at for mark in (_GZIP, b"WARC/1.") if (at := self.rest.find(mark)) >= 0]
            if places:
                self._drop(min(places))
                self._holds(_LOOKED_INTO)
                if self.rest.startswith(b"WARC/") or _begins_record(self.rest):
                    return
                self._drop(1)
                continue
            kept = self.rest[-8:]
            self._drop(len(self.rest) - len(kept))
            if not self._more():
                self._drop(len(self.rest))
                return

    def _plain(self) -> bytes | str:
        while (end := self.rest.find(_END)) < 0 and len(self.rest) < _LONGEST_HEAD and self._more():
            pass
        length = named(self.rest[:end]).get("content-length", "") if end >= 0 else ""
        size = end + 4 + int(length) if length.isdigit() else 0
        if not size or size > MOST_RECORD:
            self._skip_to_next()
            return f"a record without a length, or of more than {MOST_RECORD:,} bytes"
        self._holds(size + len(_END))
        if len(self.rest) < size:
            self._skip_to_next()
            return "the file breaks off within a record"
        record = self.rest[:size]
        self._drop(size + (len(_END) if self.rest.startswith(_END, size) else 0))
        return record

    def _drop(self, count: int) -> None:
        self.rest = self.rest[count:]
        self.offset += count

    def _more(self) -> bool:
        block = self.file.read(_BLOCK)
        self.rest = self.rest + block if self.rest else block
        return bool(block)


def _begins_record(compressed: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(compressed[:_LOOKED_INTO], 64).startswith(b"WARC/")
    except zlib.error:
        return False
