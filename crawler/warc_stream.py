"""Responses of a WARC file one after the other, from any stream of bytes: for archives too large to be indexed.

A damaged member costs itself: reading goes on at the next one that begins a record. Nothing is believed of a
length: every record and every body is bounded, before and after decompression.
"""

from __future__ import annotations

import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from crawler.warc import length, named

#: A record larger than this is no article's; a file that was compressed as a whole looks like one record.
MOST_RECORD = 32_000_000
#: What is read at once: what is left of it is copied for each record.
_BLOCK = _LONGEST_HEAD = 262_144
_GZIP = b"\x1f\x8b\x08"
_END = b"\r\n\r\n"
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/[0-9.]+[ \t]+([0-9]{3})\b", re.IGNORECASE)
#: What may begin a record, and what may follow one.
_BEGINNING = re.compile(rb"\x1f\x8b\x08|WARC/1\.")
_ENDED = re.compile(rb"\r\n\r\n|[\r\n]*(?:WARC/|\x1f\x8b|\Z)")
_MENDED = " (`warcio recompress` mends that)"
_TOO_MUCH = f"a record of more than {MOST_RECORD:,} bytes, or not compressed record by record{_MENDED}"
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
        kind = fields.get("warc-type", "").lower()
        if not kind:
            yield Damage(offset, "a record without a WARC-Type")
        if kind == "warcinfo":
            recreated = b"warc-recreated: yes" in block.lower()
        told = length(fields)
        size = len(block) + 1 if told is None else told
        if kind == "response":
            if size > len(block):
                yield Damage(offset, "the record is shorter than it says")
                continue
            if recreated:
                fields["warc-recreated"] = "yes"
            yield Archived(offset, fields, block[:size])
        if block[size:].strip():
            yield Damage(offset, f"not compressed record by record{_MENDED}")


def parted(message: bytes) -> tuple[int, dict[str, str], bytes]:
    """An HTTP response apart: its status (0 where it is none), its header fields, its body.

    Lines may end without a carriage return, and a status may come without its words.
    """
    end = _EMPTY_LINE.search(message)
    head, body = (message[: end.start()], message[end.end() :]) if end else (message, b"")
    status = _STATUS.match(head)
    return int(status[1]) if status else 0, named(head), body


class _Members:
    """The records of a file, each as its bytes, or as a sentence on what is wrong with it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.rest = b""
        #: Blocks that were read and are to be read again.
        self.ahead: deque[bytes] = deque()
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
        pieces, size, packed = [], 0, 0
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
            taken.append(self.rest)
            packed += len(self.rest)
            self.offset += len(self.rest)
            self.rest = b""
            # What is packed may be longer than what is in it by a little; a head of gzip may go on for ever.
            too_much = size > MOST_RECORD or packed > MOST_RECORD + _BLOCK
            if too_much or not self._more():
                self._again(taken, start)
                return _TOO_MUCH if too_much else "the file breaks off within a record"

    def _again(self, taken: list[bytes], start: int) -> None:
        """Go back to a member's start, and from there to the next one."""
        self.ahead.extendleft(block for block in reversed([*taken, self.rest]) if block)
        self.rest = b""
        self.offset = start
        self._more()
        self._skip_to_next()

    def _skip_to_next(self) -> None:
        """Go to the next place that begins a record and can be opened; to the end of the file where there is none."""
        at = 1
        while True:
            if found := _BEGINNING.search(self.rest, at):
                at = found.start()
                if len(self.rest) - at < _LOOKED_INTO:
                    self._drop(at)
                    self._holds(_LOOKED_INTO)
                    at = 0
                if _begins_record(self.rest[at : at + _LOOKED_INTO]):
                    self._drop(at)
                    return
                at += 1
                continue
            self._drop(max(at, len(self.rest) - _MARK))
            at = 0
            if not self._more():
                self._drop(len(self.rest))
                return

    def _plain(self) -> bytes | str:
        while (end := self.rest.find(_END)) < 0 and len(self.rest) < _LONGEST_HEAD and self._more():
            pass
        told = length(named(self.rest[:end])) if end >= 0 else None
        if told is None or told > MOST_RECORD:
            self._skip_to_next()
            return f"a record without a length, or of more than {MOST_RECORD:,} bytes"
        size = end + len(_END) + told
        self._holds(size + _MARK)
        if len(self.rest) < size:
            self._skip_to_next()
            return "the file breaks off within a record"
        if not _ENDED.match(self.rest, size):  # the records within the length that it tells are read for themselves
            self._skip_to_next()
            return "the record is not as long as it says"
        record = self.rest[:size]
        self._drop(size)
        return record

    def _drop(self, count: int) -> None:
        self.rest = self.rest[count:]
        self.offset += count

    def _more(self) -> bool:
        block = self.ahead.popleft() if self.ahead else self.file.read(_BLOCK)
        self.rest = self.rest + block if self.rest else block
        return bool(block)


def _begins_record(content: bytes) -> bool:
    if content.startswith(b"WARC/"):
        return True
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(content, 64).startswith(b"WARC/")
    except zlib.error:
        return False
