"""A file of records is read the same however its blocks cut it."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable

import pytest

from crawler import warc_stream
from crawler.warc_stream import Archived, Damage, responses


def record(number: int) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"<p>%d</p>" % number * number
    head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://n.example/%d\r\n" % number
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n"


class Trickle(io.BytesIO):
    """Gives less than it is asked for, as what comes over a network does."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(3, size) if size and size > 0 else size)


@pytest.mark.parametrize("packed", [gzip.compress, bytes], ids=["compressed", "plain"])
@pytest.mark.parametrize("block", [1, 2, 3, 5, 7, 8, 13, 64, 100, 101, 257, 1000])
def test_no_record_is_lost_where_a_block_ends(
    monkeypatch: pytest.MonkeyPatch, packed: Callable[[bytes], bytes], block: int
) -> None:
    monkeypatch.setattr(warc_stream, "_BLOCK", block)
    content = b"".join(packed(record(number)) for number in range(12))
    found = list(responses(io.BytesIO(content)))
    assert [one for one in found if isinstance(one, Damage)] == []
    assert [one.fields["warc-target-uri"] for one in found if isinstance(one, Archived)] == [
        f"https://n.example/{number}" for number in range(12)
    ]
    assert all(content[one.offset :].startswith((b"\x1f\x8b", b"WARC/")) for one in found)


@pytest.mark.parametrize("packed", [gzip.compress, bytes], ids=["compressed", "plain"])
def test_a_file_that_comes_in_small_pieces_is_read_whole(packed: Callable[[bytes], bytes]) -> None:
    content = b"".join(packed(record(number)) for number in range(12))
    assert len([one for one in responses(Trickle(content)) if isinstance(one, Archived)]) == 12


@pytest.mark.parametrize("block", [2, 3, 64, 257])
def test_a_damaged_member_costs_itself_alone_however_blocks_cut_it(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(warc_stream, "_BLOCK", block)
    members = [gzip.compress(record(number)) for number in range(6)]
    members[2] = members[2][:20] + b"\xff" * 20 + members[2][40:]
    found = list(responses(io.BytesIO(b"".join(members))))
    assert [one.fields["warc-target-uri"][-1] for one in found if isinstance(one, Archived)] == list("01345")
    assert any(isinstance(one, Damage) for one in found)
