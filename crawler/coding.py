"""Bodies without their transfer and content coding, never more of them than is allowed.

Servers and archives mark codings wrongly: what is markup all the same is taken as it stands, and what begins with
the mark of a packed body is unpacked, whatever its header says.
"""

from __future__ import annotations

import codecs
import sys
import zlib
from importlib import import_module

from crawler.warc import unchunked

_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_BLOCK = 262_144
#: A body of more compressed ones in a row than this, or packed more often without a word of it, is no page.
_MOST_IN_A_ROW, _MOST_UNMARKED = 1000, 3
#: So far into a body its first letter is looked for, behind a byte order mark and empty lines.
_BLANK = 4096


class Unopenable(ValueError):
    """A body that is not in the content coding that its header names, or grows beyond what is allowed."""


def opened(body: bytes, coding: str, *, chunked: bool, most: int) -> bytes:
    """A body without transfer and content coding (gzip, deflate, br, zstd, several in a row).

    Archives may keep a body decoded below the header that it came with: markup is taken as it stands. Others keep it
    packed and say nothing of it: gzip and zstd are known by how they begin.
    Raises Unopenable where it is not in that coding, is cut short, or grows beyond ``most`` bytes.
    """
    if chunked:
        body = unchunked(body)
    for name in reversed([word.strip().lower() for word in coding.split(",") if word.strip()]):
        try:
            body = _without(name, body, most)
        except Unopenable:
            if not is_markup(body):
                raise
    for _ in range(_MOST_UNMARKED):
        if not body.startswith((_GZIP, _ZSTD)):
            break
        body = _without("gzip" if body.startswith(_GZIP) else "zstd", body, most)
    if len(body) > most:
        raise Unopenable(f"more than {most:,} bytes")
    return body


def is_markup(body: bytes) -> bool:
    """Whether a body begins as a page does, so that it is in no content coding."""
    return body[:_BLANK].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")


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
    for _ in range(_MOST_IN_A_ROW):  # a body may be several compressed ones in a row
        inflate = zlib.decompressobj(bits)
        try:
            pieces.append(inflate.decompress(body, most + 1 - size))
        except zlib.error as error:
            raise Unopenable(f"not in the content coding that it names: {error}") from error
        size += len(pieces[-1])
        body = inflate.unused_data
        if size > most or not inflate.eof or not body.startswith(_GZIP):
            return _whole(b"".join(pieces), most, complete=inflate.eof)
    raise Unopenable(f"more than {_MOST_IN_A_ROW:,} compressed bodies in a row")


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
