"""Every exchange is kept as it came, and what was kept can be crawled again."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.crawler.engine import Case, Outcome, run
from tests.crawler.server import Reply, Server, serving

LIVE = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "RETRY_PAUSE": 0, "ALLOW_HOSTS": ["127.0.0.1"]}
ITEMS = [
    {"id": "a", "title": "Power bank", "text": "May catch fire"},
    {"id": "b", "title": "Toy", "text": "Small parts"},
]
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record of ours."""

    offset: int
    kind: str
    url: str
    warc: dict[str, str]
    http: dict[str, str]
    status: str
    body: bytes
    version: str


def records(path: Path) -> list[Record]:
    found = []
    with path.open("rb") as file:
        iterator = ArchiveIterator(file)
        for record in iterator:
            http = record.http_headers
            body = record.raw_stream.read()
            found.append(
                Record(
                    iterator.get_record_offset(),
                    record.rec_type,
                    record.rec_headers.get_header("WARC-Target-URI") or "",
                    dict(record.rec_headers.headers),
                    dict(http.headers) if http else {},
                    http.statusline if http else "",
                    body,
                    record.rec_headers.protocol,
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class Archived:
    """A crawl on loopback, its server and its archive."""

    server: Server
    folder: Path
    outcomes: list[Outcome]
    log: str

    @property
    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.warc.gz"))

    def of(self, path: str) -> list[Record]:
        return [r for file in self.files for r in records(file) if r.url == self.server.site + path]


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archived]:
    folder = tmp_path_factory.mktemp("archive")
    body = json.dumps(ITEMS).encode()
    replies = {
        "/robots.txt": [Reply(b"User-agent: *\nDisallow: /private\n", headers={"Content-Type": "text/plain"})],
        "/list.json": [Reply(gzip.compress(body), headers={**JSON, "Content-Encoding": "gzip", "ETag": '"v1"'})],
        "/list2.json?api_key=s3cret&q=x": [Reply(body, headers=JSON)],
        "/list/moved.json": [Reply(status=301, headers={"Location": "/list3.json"})],
        "/list3.json": [Reply(b"[]", headers=JSON)],
        "/list/gone.json": [Reply(b"gone", status=410)],
        "/private/list.json": [Reply(body, headers=JSON)],
    }
    with serving(replies) as server:
        paths = [
            "/list.json",
            "/list2.json?api_key=s3cret&q=x",
            "/list/moved.json",
            "/list/gone.json",
            "/private/list.json",
        ]
        settings: dict[str, Any] = {
            **LIVE,
            "ARCHIVE_DIR": str(folder),
            "CONTACT": "editor@example.org",
            "DEFAULT_REQUEST_HEADERS": {"Authorization": "Bearer s3cret", "X-Api-Key": "s3cret", "Accept": "*/*"},
        }
        lists = [server.site + path for path in paths]
        ran = run(
            Case("local-api", settings={**settings, "LOCAL_LISTS": lists}),
            # the same host, side by side, into the same folder: the second one finds its body unchanged
            Case("other-local-api", settings={**settings, "LOCAL_LISTS": lists[:1]}),
        )
        yield Archived(server, folder, ran.outcomes, ran.log)


def test_warcio_accepts_the_archive(archived: Archived) -> None:
    for file in archived.files:
        checked = subprocess.run(
            [sys.executable, "-m", "warcio.cli", "check", str(file)], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout


def test_one_file_serves_the_whole_process_and_tells_about_itself(archived: Archived) -> None:
    assert len(archived.files) == 1
    first = records(archived.files[0])[0]
    assert first.kind == "warcinfo"
    assert first.version == "WARC/1.1"
    assert b"recall-timeline/" in first.body
    assert archived.files[0].name == first.warc["WARC-Filename"]


def test_bodies_are_kept_before_content_decoding_with_digest_and_request(archived: Archived) -> None:
    request = next(record for record in archived.of("/list.json") if record.kind == "request")
    response = next(record for record in archived.of("/list.json") if record.kind == "response")
    assert json.loads(gzip.decompress(response.body)) == ITEMS
    assert response.http["Content-Encoding"] == "gzip"
    assert response.status == "200 OK"
    assert response.warc["WARC-IP-Address"] == "127.0.0.1"
    assert len(response.warc["WARC-Payload-Digest"]) == len("sha1:") + 32
    assert request.warc["WARC-Concurrent-To"] == response.warc["WARC-Record-ID"]
    assert request.http["User-Agent"].endswith("(+editor@example.org)")


def test_secrets_are_neither_in_the_archive_nor_in_the_log(archived: Archived) -> None:
    for file in archived.files:
        for record in records(file):
            assert "s3cret" not in json.dumps([record.url, record.warc, record.http])
            assert b"s3cret" not in record.body
    assert "s3cret" not in archived.log
    assert any(asked.headers.get("Authorization") == "Bearer s3cret" for asked in archived.server.asked)


def test_robots_redirects_and_errors_are_kept_as_themselves(archived: Archived) -> None:
    assert next(record for record in archived.of("/robots.txt") if record.kind == "response").status == "200 OK"
    moved = next(record for record in archived.of("/list/moved.json") if record.kind == "response")
    assert moved.status.startswith("301")
    assert moved.http["Location"] == "/list3.json"
    assert next(r for r in archived.of("/list/gone.json") if r.kind == "response").status.startswith("410")
    assert not archived.of("/private/list.json")


def test_captures_point_at_the_byte_where_their_record_starts(archived: Archived) -> None:
    at = {record.offset: record for file in archived.files for record in records(file)}
    for outcome in archived.outcomes:
        assert outcome.captures
        for capture in outcome.captures:
            record = at[capture["offset"]]
            assert capture["file"] == archived.files[0].name
            assert capture["record_id"] == record.warc["WARC-Record-ID"]
            assert capture["digest"] == record.warc["WARC-Payload-Digest"]
            assert record.kind == ("revisit" if capture["revisit"] else "response")
    document = archived.outcomes[0].documents[0]
    assert document["capture"] in archived.outcomes[0].captures


def test_what_was_refused_is_said_in_one_line_each(archived: Archived) -> None:
    told = {(fault["kind"], fault["message"]) for fault in archived.outcomes[0].faults}
    assert told == {("not_found", "answered 410"), ("robots", "forbidden by robots.txt")}
    assert "/private/list.json" not in archived.server.paths()


def test_a_body_that_two_spiders_fetch_is_kept_once(archived: Archived) -> None:
    kinds = [record.kind for record in archived.of("/list.json") if record.kind != "request"]
    assert sorted(kinds) == ["response", "revisit"]


def test_two_spiders_never_ask_one_host_at_the_same_time(archived: Archived) -> None:
    assert {asked.others for asked in archived.server.asked} == {0}


def test_the_archive_can_be_crawled_again(archived: Archived) -> None:
    lists = [archived.server.site + path for path in ("/list.json", "/list2.json?api_key=another&q=x")]
    settings = {"LOCAL_LISTS": lists, "ARCHIVE_DIR": str(archived.folder / "second")}
    again = run(Case("local-api", replay=tuple(map(str, archived.files)), settings=settings)).outcomes[0]
    assert again.faults == []
    words = [document["parts"] for document in archived.outcomes[0].documents]
    assert [document["parts"] for document in again.documents] == words
    captures = [capture for outcome in archived.outcomes for capture in outcome.captures]
    assert again.documents[0]["capture"] in captures
    assert not (archived.folder / "second").exists()


def test_unchanged_answers_become_revisits(tmp_path: Path) -> None:
    body = json.dumps(ITEMS).encode()
    replies = {
        "/list.json": [Reply(body, headers=JSON), Reply(body, headers=JSON)],
        "/list/tagged.json": [Reply(status=304, headers={"ETag": '"v1"'})],
    }
    with serving(replies) as server:
        known, tagged = f"{server.site}/list.json", f"{server.site}/list/tagged.json"
        settings = {**LIVE, "ARCHIVE_DIR": str(tmp_path)}
        first, second = run(
            Case("local-api", settings={**settings, "LOCAL_LISTS": [tagged], "LOCAL_TAGS": {tagged: '"v1"'}}),
            Case(
                "local-api",
                settings={**settings, "LOCAL_LISTS": [known], "LOCAL_KNOWN": {known: "2026-01-01T00:00:00Z"}},
            ),
        ).outcomes
    found = [record for file in tmp_path.glob("*.warc.gz") for record in records(file) if record.kind == "revisit"]
    by_profile = {record.warc["WARC-Profile"].rpartition("/")[2]: record for record in found}
    same, unmodified = by_profile["identical-payload-digest"], by_profile["server-not-modified"]
    assert same.warc["WARC-Refers-To-Date"] == "2026-01-01T00:00:00Z"
    assert same.warc["WARC-Refers-To-Target-URI"] == same.url
    assert same.body == b""
    assert unmodified.status.startswith("304")
    # What has not been modified is no fault; it says nothing of what a full listing holds.
    assert first.faults == [] and second.faults == []
    assert not first.complete
    assert first.kept_promise


def test_a_file_ends_when_it_has_grown_and_the_next_one_begins(tmp_path: Path) -> None:
    body = json.dumps(ITEMS).encode()
    with serving({f"/list{n}.json": [Reply(body, headers=JSON)] for n in range(3)}) as server:
        lists = [f"{server.site}/list{n}.json" for n in range(3)]
        settings = {**LIVE, "ARCHIVE_DIR": str(tmp_path), "ARCHIVE_FILE_BYTES": 100, "LOCAL_LISTS": lists}
        outcome = run(Case("local-api", settings=settings)).outcomes[0]
    files = sorted(tmp_path.glob("*.warc.gz"))
    assert len(files) > 3
    assert all(records(file)[0].kind == "warcinfo" for file in files)
    assert {capture["file"] for capture in outcome.captures} <= {file.name for file in files}


def test_a_crawl_that_cannot_be_archived_stops_and_keeps_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "archive"
    blocked.write_text("a file where the folder should be")
    with serving({"/list.json": [Reply(json.dumps(ITEMS).encode(), headers=JSON)]}) as server:
        settings = {**LIVE, "ARCHIVE_DIR": str(blocked), "LOCAL_LISTS": [f"{server.site}/list.json"]}
        outcome = run(Case("local-api", settings=settings)).outcomes[0]
    assert "cancelled" in outcome.kinds
    assert outcome.document_count == 0
    assert not outcome.kept_promise
