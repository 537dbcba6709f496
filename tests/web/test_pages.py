"""The re-created pages: complete, labelled, well-formed, and the same as in the bundled archive."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree
from warcio.archiveiterator import ArchiveIterator

from crawler import registry
from crawler.described import description
from crawler.encoding import decode
from tests.web.build import WEB, Answer, answers, build, faulty, manifest, sources

ROOT = WEB.parent.parent
FACTS = ROOT.parent / "shared" / "facts" / "anker-recalls.json"
SOURCES = sources()
FAULTY = sorted({answer["source"] for answer in manifest("bad")["answer"]})
FAULTS_OF_ALL = {"bot_wall", "changed_layout", "consent", "empty_body", "empty_list", "missing_field", "soft_404"}
BINARY = (b"%PDF-", b"\x89PNG")
PAGED = {"cn-anker", "de-appgefahren", "gb-opss", "jp-caa"}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def expected(source: str) -> list[dict[str, Any]]:
    return lines(WEB / "expected" / f"{source}.jsonl")


def words(source: str) -> str:
    """Everything that a source's answers say, without what parts the thousands of numbers."""
    text = "\n".join(
        decode(page.body, dict(page.headers)["Content-Type"]).text
        for page in answers(source)
        if not page.body.startswith(BINARY)
    )
    return re.sub(r"(?<=\d)[,. ](?=\d{3}(?!\d))", "", text)


def used(answer: dict[str, Any]) -> list[str]:
    return list(answer.get("array", [answer.get("file")]))


def well_formed(page: Answer) -> bool:
    kind = dict(page.headers)["Content-Type"]
    if page.body.startswith(BINARY):
        return kind in ("application/pdf", "image/png")
    if "json" in kind:
        return isinstance(json.loads(page.body), (list, dict))
    if "xml" in kind:
        return etree.fromstring(page.body) is not None
    if "html" in kind:
        return etree.fromstring(decode(page.body, kind).text, etree.HTMLParser()).find("body") is not None
    return page.body.decode("utf-8").isprintable() or b"User-agent" in page.body


def records(path: Path) -> list[tuple[list[tuple[str, str]], bytes, bytes]]:
    """WARC header fields, HTTP head and body of every record; raises where a digest does not fit."""
    with path.open("rb") as file:
        return [
            (
                sorted(record.rec_headers.headers),
                record.http_headers.to_bytes() if record.http_headers else b"",
                record.raw_stream.read(),
            )
            for record in ArchiveIterator(file, check_digests="raise")
        ]


def test_there_are_pages_of_each_source() -> None:
    assert [name for name, spider in registry.sources().items() if not spider.off_because] == SOURCES


def test_each_platform_has_a_source_whose_pages_show_what_can_be_wrong() -> None:
    platforms = {name: description(spider)["platform"] for name, spider in registry.sources().items()}
    assert {platforms[name] for name in FAULTY} == set(platforms.values())


@pytest.mark.parametrize("source", SOURCES)
def test_each_file_is_told_in_the_manifest_with_its_evidence_and_answers_something(source: str) -> None:
    told = manifest(source)
    names = [file["name"] for file in told["file"]]
    there = {path.name for path in (WEB / source).iterdir()} - {"manifest.toml"}
    assert Counter(names) == Counter(there)
    assert {name for answer in told["answer"] for name in used(answer)} == there
    assert all(file["evidence"] for file in told["file"])
    assert told["recreated"] is True


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_composed_is_never_a_report(source: str) -> None:
    composed = {file["name"] for file in manifest(source)["file"] if file.get("composed")}
    for document in expected(source):
        if document["notice"]["is_recall_report"]:
            assert not [name for name in composed if document["key"] in name]


@pytest.mark.skipif(not FACTS.exists(), reason="the fact collection is not here")
@pytest.mark.parametrize("source", SOURCES)
def test_evidence_names_facts_that_there_are(source: str) -> None:
    events = {event["id"] for event in json.loads(FACTS.read_text(encoding="utf-8"))["events"]}
    named = {one for file in manifest(source)["file"] for one in file["evidence"] if re.match(r"E\d{4}-", one)}
    assert named <= events


@pytest.mark.parametrize("source", SOURCES)
def test_pages_are_well_formed_and_say_that_they_are_recreated(source: str) -> None:
    pages = answers(source)
    assert len({page.address for page in pages}) == len(pages)
    for page in pages:
        assert well_formed(page), page.address
        assert dict(page.headers)["X-Recreated"] == "yes"
        if page.body.lstrip().startswith(b"<"):
            assert b"<!-- re-created" in page.body[:600], page.address


@pytest.mark.parametrize("source", ["de-appgefahren", "gb-opss", "jp-caa"])
def test_every_word_that_a_watchlist_searches_for_has_an_answer(source: str) -> None:
    addresses = "\n".join(page.address for page in answers(source))
    for path in (ROOT / "pipelines" / "watchlists").glob("*.toml"):
        for word in tomllib.loads(path.read_text(encoding="utf-8")).get("queries", []):
            assert re.search(rf"(search|q)={re.escape(quote(word))}&", addresses), word


def test_there_are_enough_documents_for_a_timeline_and_near_misses_beside_them() -> None:
    documents = [document for source in SOURCES for document in expected(source)]
    reports = [document for document in documents if document["notice"]["is_recall_report"]]
    assert len(documents) >= 25
    assert len(reports) >= 15
    assert len(documents) - len(reports) >= 10


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_expected_stands_in_the_pages(source: str) -> None:
    said = words(source)
    for document in expected(source):
        assert document["key"] in said or document["key"] in "".join(page.address for page in answers(source))
        for mention in document["notice"]["mentions"]:
            units = [mention["units"], *(one.get("units") for one in [*mention["scopes"], *mention["products"]])]
            for count in filter(None, units):
                assert re.search(rf"(?<!\d){count['value']}(?!\d)", said), (document["key"], count)
            for product in mention["products"]:
                assert product["name"] or product["model"]


def test_scopes_are_labelled_for_each_market_that_a_report_speaks_of() -> None:
    spoken = Counter(
        (source, document["key"], mention["role"], scope["market"], scope["status"])
        for source in SOURCES
        for document in expected(source)
        for mention in document["notice"]["mentions"]
        for scope in mention["scopes"]
    )
    labelled = Counter(
        (line["source"], line["key"], line["role"], line["market"], line["status"])
        for line in lines(WEB / "scopes.jsonl")
    )
    assert labelled == spoken


def test_the_same_pages_give_the_same_archive(tmp_path: Path) -> None:
    first, second = tmp_path / "first.warc.gz", tmp_path / "second.warc.gz"
    assert build(first) == build(second)
    assert first.read_bytes() == second.read_bytes()


def test_each_record_of_the_archive_says_that_it_is_recreated(tmp_path: Path) -> None:
    out = tmp_path / "pages.warc.gz"
    count = build(out)
    (_, _, info), *responses = records(out)
    assert b"isPartOf: recall-timeline re-created pages" in info
    assert len(responses) == count
    for warc, http, _ in responses:
        assert ("WARC-Recreated", "yes") in warc
        assert b"X-Recreated: yes" in http


def test_the_bundled_archive_is_built_from_these_pages(tmp_path: Path) -> None:
    out = tmp_path / "fresh.warc.gz"
    build(out)
    assert records(ROOT / "recalls" / "demo.warc.gz") == records(out), "run: make demo-archive"


def test_each_bad_page_is_told_in_the_manifest_and_used() -> None:
    told = manifest("bad")["answer"]
    there = {path.name for path in (WEB / "bad").iterdir()} - {"manifest.toml"}
    assert {answer["file"] for answer in told} == there
    assert all(answer["shows"] for answer in told)


@pytest.mark.parametrize("source", FAULTY)
def test_bad_pages_take_the_place_of_good_ones(source: str) -> None:
    faults = {answer["fault"] for answer in manifest("bad")["answer"] if answer["source"] == source}
    assert faults >= FAULTS_OF_ALL | ({"next_page_loop"} if source in PAGED else set())
    good = {page.address: page.body for page in answers(source)}
    for fault in faults:
        wrong = {page.address: page.body for page in faulty(source, fault)}
        assert wrong.keys() >= good.keys()
        assert wrong != good


def test_a_fault_that_no_page_shows_is_an_error() -> None:
    with pytest.raises(KeyError, match="no bad pages"):
        faulty("us-cpsc", "sunshine")
