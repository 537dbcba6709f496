"""A file of records is read the same however its blocks cut it."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable

import pytest

from crawler import warc, warc_stream
from crawler.coding import opened
from crawler.warc_stream import Archived, Damage, parted, responses


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


def test_a_file_compressed_as_a_whole_is_told_and_not_taken_for_one_record() -> None:
    found = list(responses(io.BytesIO(gzip.compress(b"".join(map(record, range(5)))))))
    assert [one.fields["warc-target-uri"] for one in found if isinstance(one, Archived)] == ["https://n.example/0"]
    assert [one.message for one in found if isinstance(one, Damage)] == [
        "not compressed record by record (`warcio recompress` mends that)"
    ]


def test_empty_lines_between_records_and_behind_the_last_are_no_damage() -> None:
    found = list(responses(io.BytesIO(b"\r\n" + b"\r\n\n".join(map(record, range(5))) + b"\r\n" * 9)))
    assert [type(one) for one in found] == [Archived] * 5


@pytest.mark.parametrize(
    ("head", "status", "kind"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 200, "text/html"),
        (b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n", 200, "text/html"),
        (b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n", 200, "text/html"),
        (b"HTTP/2 404\r\ncontent-type:text/html\r\n\r\n", 404, "text/html"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=koi8-r\r\n\r\n", 200, "text/html; charset=koi8-r"),
        (b"HTTP/1.0 200 OK\r\n\r\n", 200, None),
        (b"ICY 200 OK\r\n\r\n", 0, None),
    ],
)
def test_a_response_is_taken_apart_as_servers_write_it(head: bytes, status: int, kind: str | None) -> None:
    found, fields, body = parted(head + b"<p>\r\n\r\n</p>")
    assert (found, fields.get("content-type"), body) == (status, kind, b"<p>\r\n\r\n</p>")


def test_a_body_of_several_compressed_ones_is_taken_whole() -> None:
    body = gzip.compress(b"<p>first") + gzip.compress(b", second") + b"\r\n"
    assert opened(body, "gzip", chunked=False, most=100) == b"<p>first, second"


@pytest.mark.parametrize("length", ["²", "٣", "9" * 5000, "-3", "1e3", "12, 12", ""])
@pytest.mark.parametrize("packed", [gzip.compress, bytes], ids=["compressed", "plain"])
def test_a_length_that_is_no_number_costs_its_record(packed: Callable[[bytes], bytes], length: str) -> None:
    odd = record(1).replace(b"Content-Length: 52", f"Content-Length: {length}".encode())
    assert odd != record(1)
    found = list(responses(io.BytesIO(packed(odd) + packed(record(2)))))
    assert [type(one) for one in found] == [Damage, Archived]


def test_a_record_of_no_type_is_told_and_a_type_is_read_in_any_case() -> None:
    odd = record(1).replace(b"WARC-Type: response", b"WARC-Tipe: response")
    large = record(2).replace(b"WARC-Type: response", b"WARC-TYPE: Response")
    found = list(responses(io.BytesIO(odd + large + gzip.compress(odd))))
    assert [type(one) for one in found] == [Damage, Archived, Damage]


@pytest.mark.parametrize("more", [-20, 20, 200, 400])
def test_a_plain_record_of_a_wrong_length_takes_no_other_with_it(more: int) -> None:
    odd = record(5).replace(b"Content-Length: 84", b"Content-Length: %d" % (84 + more))
    assert odd != record(5)
    found = list(responses(io.BytesIO(b"".join((record(1), odd, record(2), record(3), record(4), record(6))))))
    assert [one.fields["warc-target-uri"][-1] for one in found if isinstance(one, Archived)] == list("12346")
    assert [one.offset for one in found if isinstance(one, Damage)] == [len(record(1))]


def test_a_member_that_goes_on_without_end_and_without_words_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_stream, "MOST_RECORD", 10_000)
    endless = b"\x1f\x8b\x08\x08\0\0\0\0\0\x03" + b"name" * 1_000_000
    file = io.BytesIO(endless)
    one = next(iter(responses(file)))
    assert isinstance(one, Damage) and "more than" in one.message
    assert list(responses(io.BytesIO(endless + gzip.compress(record(1)))))[-1].offset == len(endless)


def test_marks_of_members_that_are_none_are_passed_swiftly() -> None:
    found = list(responses(io.BytesIO(b"\x1f\x8b\x08" * 50_000 + gzip.compress(record(1)))))
    assert [type(one) for one in found] == [Damage, Archived]


@pytest.mark.parametrize("size", [b"-6", b"+1", b"0x1", b"1_0", b""])
def test_a_chunk_of_no_size_is_no_chunk(size: bytes) -> None:
    body = size + b"\r\n<p>Anker</p>"
    assert warc.unchunked(body) == body
