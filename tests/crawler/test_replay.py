"""An archive answers as the network did, and says clearly where it cannot."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler import warc
from crawler.addresses import normalised, without_secrets
from crawler.replay import Index
from crawler.warc import BadArchive
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.warcs import Warc

LIST = "http://127.0.0.1/list.json"


def items(*keys: str) -> bytes:
    return json.dumps([{"id": key, "title": key.upper(), "text": "words"} for key in keys]).encode()


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Outcome]]:
    folder = tmp_path_factory.mktemp("replay")
    two = Warc(folder / "two.warc.gz")
    two.response(LIST, items("old"), date="2026-01-01T00:00:00Z", headers={"ETag": '"1"'})
    two.response(LIST, items("new"), date="2026-02-01T00:00:00Z", headers={"ETag": '"2"'})
    revisit = Warc(folder / "revisit.warc.gz")
    first = "2026-01-01T00:00:00Z"
    revisit.response(LIST, items("old"), date=first)
    refers = {
        "WARC-Refers-To-Target-URI": LIST,
        "WARC-Refers-To-Date": first,
        "WARC-Profile": "x/identical-payload-digest",
    }
    revisit.revisit(LIST, "2026-03-01T00:00:00Z", refers)
    chunked = Warc(folder / "chunked.warc.gz")
    body = items("chunk")
    pieces = b"%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (10, body[:10], len(body) - 10, body[10:])
    chunked.response(LIST, pieces, headers={"Transfer-Encoding": "chunked"})
    coded = Warc(folder / "coded.warc.gz")
    coded.response(LIST, gzip.compress(items("zipped")), headers={"Content-Encoding": "gzip"})
    bomb = Warc(folder / "bomb.warc.gz")
    bomb.response(LIST, gzip.compress(b"[" + b" " * 50_000_000 + b"]"), headers={"Content-Encoding": "gzip"})
    plain = Warc(folder / "plain.warc", gzip=False)
    plain.response(LIST, items("plain"), warc={"WARC-Recreated": "yes"})
    closed = Warc(folder / "closed.warc.gz")
    closed.response("http://127.0.0.1/robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain")
    closed.response(LIST, items("never"))
    paths = {name: file.close() for name, file in locals().items() if isinstance(file, Warc)}
    lists = {"LOCAL_LISTS": [LIST]}
    cases = {name: Case("local-api", replay=(path,), settings=lists) for name, path in paths.items()}
    cases["not modified"] = Case("local-api", replay=(paths["two"],), settings={**lists, "LOCAL_TAGS": {LIST: 'W/"2"'}})
    cases["modified"] = Case("local-api", replay=(paths["two"],), settings={**lists, "LOCAL_TAGS": {LIST: '"1"'}})
    cases["absent"] = Case("local-api", replay=(paths["two"],), settings={"LOCAL_LISTS": ["http://127.0.0.1/list9"]})
    cases["several"] = Case("local-api", replay=(paths["plain"], paths["two"]), settings=lists)
    yield dict(zip(cases, run(*cases.values()).outcomes, strict=True))


NEWEST = {
    "two": "new",
    "revisit": "old",
    "chunked": "chunk",
    "coded": "zipped",
    "plain": "plain",
    "modified": "new",
    "several": "new",
}


@pytest.mark.parametrize(("name", "key"), NEWEST.items())
def test_the_newest_capture_answers(replayed: dict[str, Outcome], name: str, key: str) -> None:
    assert replayed[name].listed == [key]
    assert replayed[name].faults == []


def test_a_capture_carries_the_archives_date_file_and_offset(replayed: dict[str, Outcome]) -> None:
    capture = replayed["two"].documents[0]["capture"]
    assert capture["date"] == "2026-02-01T00:00:00Z"
    assert capture["file"] == "two.warc.gz"
    assert capture["offset"] > 0
    assert capture["etag"] == '"2"'
    revisit = replayed["revisit"].documents[0]["capture"]
    assert revisit["revisit"]
    assert revisit["date"] == "2026-03-01T00:00:00Z"


def test_recreated_stays_recreated(replayed: dict[str, Outcome]) -> None:
    assert replayed["plain"].documents[0]["recreated"]
    assert replayed["plain"].captures[0]["recreated"]
    assert not replayed["two"].documents[0]["recreated"]


def test_conditional_requests_are_honoured(replayed: dict[str, Outcome]) -> None:
    outcome = replayed["not modified"]
    assert outcome.faults == []
    assert outcome.document_count == 0
    assert outcome.kept_promise
    assert not outcome.complete
    assert [capture["status"] for capture in outcome.captures] == [304]


def test_what_is_not_there_is_said_to_be_not_there(replayed: dict[str, Outcome]) -> None:
    assert [fault["message"] for fault in replayed["absent"].faults] == ["not in the archive"]
    assert not replayed["absent"].kept_promise


def test_robots_in_an_archive_are_heeded_and_missing_ones_allow(replayed: dict[str, Outcome]) -> None:
    assert replayed["closed"].kinds == ["robots"]


def test_a_small_answer_that_unfolds_beyond_the_bound_is_too_large(replayed: dict[str, Outcome]) -> None:
    assert replayed["bomb"].kinds == ["too_large"]


def test_requests_are_told_apart_by_method_and_body(tmp_path: Path) -> None:
    file = Warc(tmp_path / "posts.warc.gz")
    for body in (b"q=a", b"q=b"):
        file.request(LIST, "POST", body, file.response(LIST, b"answer to " + body))
    index = Index((Path(file.close()),))
    found = index.newest(Request(LIST, method="POST", body=b"q=b"))
    assert found is not None
    assert warc.read(found[1]).body == b"answer to q=b"
    assert index.newest(Request(LIST, method="POST", body=b"q=c")) is None
    assert index.newest(Request(LIST)) is None


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_file_that_breaks_off_is_named_with_the_byte(tmp_path: Path, gzipped: bool) -> None:
    file = Warc(tmp_path / "whole.warc", gzip=gzipped)
    file.response(LIST, items("a"))
    file.response(LIST, items("b") * 500)
    whole = Path(file.close()).read_bytes()
    offsets = [entry.offset for entry in warc.entries(tmp_path / "whole.warc")]
    cut = tmp_path / "cut.warc"
    cut.write_bytes(whole[:-40])
    with pytest.raises(BadArchive) as error:
        list(warc.entries(cut))
    assert "cut.warc" in str(error.value)
    assert f"byte {offsets[1]}" in str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        b"<html>no archive</html>",
        b"PK\x03\x04zip",
        gzip.compress(b"something else"),
        b"\x1f\x8bbroken",
        b"WARC/1.1\r\n\r\n",
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.warc.gz"
    path.write_bytes(content)
    with pytest.raises(BadArchive, match=r"other\.warc\.gz"):
        list(warc.entries(path))


def test_an_archive_compressed_as_a_whole_is_refused_with_what_mends_it(tmp_path: Path) -> None:
    file = Warc(tmp_path / "plain.warc", gzip=False)
    file.response(LIST, items("a"))
    file.response(LIST, items("b"))
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress(Path(file.close()).read_bytes()))
    with pytest.raises(BadArchive, match="warcio recompress"):
        list(warc.entries(path))


def test_addresses_are_compared_in_one_spelling() -> None:
    gate = "https://ec.europa.eu/x?language=en&search=WEB_REPORT"
    assert normalised(gate + "|:|710") == normalised(gate + "%7c:%7C710") == gate + "%7C:%7C710"
    assert normalised("HTTPS://Example.ORG:443/a?b=c#d") == "https://example.org/a?b=c"
    assert normalised("https://example.org") == "https://example.org/"
    assert normalised("https://example.org/?b=1&a=2") != normalised("https://example.org/?a=2&b=1")
    assert normalised("https://example.org/?q=アンカー") == normalised(
        "https://example.org/?q=%E3%82%A2%E3%83%B3%E3%82%AB%E3%83%BC"
    )


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40))
def test_normalising_twice_changes_nothing_more(path: str) -> None:
    once = normalised("https://example.org/" + path.replace("#", ""))
    assert normalised(once) == once


def test_secrets_leave_an_address() -> None:
    address = without_secrets("https://user:word@example.org/a?ServiceKey=abc&q=Anker&authKey=x")
    assert address == "https://example.org/a?ServiceKey=withheld&q=Anker&authKey=withheld"
    assert without_secrets("https://example.org/a?q=monkey&keyword=x|y") == "https://example.org/a?q=monkey&keyword=x|y"


def test_a_record_of_what_is_no_address_is_no_answer_and_no_failure(tmp_path: Path) -> None:
    file = Warc(tmp_path / "a.warc.gz")
    file.response("https://[broken/1", items("a"))
    file.response(LIST, items("b"), warc={"WARC-Date": "2026-01-02T03:04:05.678Z"})
    file.close()
    found = list(warc.entries(file.path))
    assert [(entry.url, entry.date) for entry in found][1:] == [(LIST, "2026-01-02T03:04:05Z")]
    assert found[0].url == "https://[broken/1"
