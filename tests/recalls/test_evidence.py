"""The folder for a lawyer: captures copied as they are, quotes looked up again, and what is missing said."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from crawler.warc import entries, payload_digest
from db.linking import Link, Linking, Recall
from db.records import Capture, Claim
from db.store import Store
from recalls.cli import main
from recalls.evidence.folder import write_evidence
from recalls.evidence.records import Archives, NoRecord, read
from recalls.evidence.wacz import sortable
from tests.crawler.warcs import Warc
from tests.db.harvests import CAA, document, harvest, mention, new_store, publish, reading

ID = "anker-jp-2025-10-21"
URL = "https://www.example.org/Recall?b=2&a=1"
BODY = "<h1>回収</h1><script>alert(1)</script>".encode()
NASTY = "=cmd()<script>alert(1)</script>"
FIRST, SECOND = "2026-01-02T03:04:05Z", "2026-01-03T03:04:05Z"


def archive(folder: Path, *, gzip: bool = True) -> tuple[Capture, Capture]:
    """Two files: a page with its request, and a revisit of it on the next day; other records around them."""
    first = Warc(folder / ("a.warc.gz" if gzip else "a.warc"), gzip=gzip)
    first._writer.write_record(first._writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
    first.response("https://example.org/other", b"other")
    record = first.response(URL, BODY, "text/html", date=FIRST)
    first.request(URL, "GET", b"", record)
    first.response("https://example.org/more", b"more")
    first.close()
    second = Warc(folder / "b.warc.gz")
    refers = {"WARC-Refers-To": record, "WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": FIRST}
    digest = payload_digest(BODY)
    second.revisit(URL, SECOND, {**refers, "WARC-Payload-Digest": digest, "WARC-Profile": "x/identical-payload-digest"})
    second.close()
    places = {entry.record_id: entry.offset for entry in entries(first.path)}
    (revisit,) = entries(second.path)
    page = Capture(URL, FIRST, 200, digest, first.path.name, places[record], record)
    again = replace(page, date=SECOND, file="b.warc.gz", offset=0, record_id=revisit.record_id, revisit=True)
    return page, again


def known(folder: Path, *captures: Capture, words: str = NASTY) -> Store:
    store = new_store(folder, clock=lambda: "2026-02-01T00:00:00Z")
    claim = Claim(0, "causes", words, "text", words, 0, len(words))
    told = replace(document("1", words, title=words), capture=captures[0], url=URL)
    said = mention("JP", models=("A1263",), issuer=words)
    made = harvest(reading(told, said, claims=(claim,)), source=CAA)
    made.captures = list(captures)
    publish(store, made)
    link = Link("jp-caa/1#0@JP", "first", 1.0)
    store.save_links(Linking((Recall(ID, "anker", "JP", "2025-10-21", "regulator", (link.scope,), (link,)),)))
    return store


def unzipped(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / f"{ID}.wacz") as zipped:
        assert all(info.compress_type == zipfile.ZIP_STORED for info in zipped.infolist())
        return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.mark.parametrize("gzip", [True, False])
def test_the_wacz_holds_just_the_records_with_request_and_what_a_revisit_refers_to(tmp_path: Path, gzip: bool) -> None:
    captures = archive(tmp_path, gzip=gzip)
    with known(tmp_path, *captures) as store:
        written = write_evidence(store, ID, tmp_path / "out", Archives((tmp_path,)))
    assert written is not None
    assert written.problems == ()
    held = unzipped(tmp_path / "out")
    kinds = {
        name: [record.rec_type for record in ArchiveIterator(io.BytesIO(content), check_digests="raise")]
        for name, content in held.items()
        if name.startswith("archive/")
    }
    assert kinds == {"archive/a.warc.gz": ["warcinfo", "response", "request"], "archive/b.warc.gz": ["revisit"]}
    if gzip:
        record = read(tmp_path / "a.warc.gz", captures[0].offset)
        assert record.member in held["archive/a.warc.gz"], "copied byte by byte"
        assert record.member in (tmp_path / "a.warc.gz").read_bytes()


def test_the_index_leads_to_the_records_and_digests_fit(tmp_path: Path) -> None:
    with known(tmp_path, *archive(tmp_path)) as store:
        write_evidence(store, ID, tmp_path / "out", Archives((tmp_path,)))
    held = unzipped(tmp_path / "out")
    package = json.loads(held["datapackage.json"])
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    described = {one["path"]: one for one in package["resources"]}
    assert set(described) == set(held) - {"datapackage.json", "datapackage-digest.json"}
    for path, one in described.items():
        assert one["hash"] == f"sha256:{hashlib.sha256(held[path]).hexdigest()}"
        assert one["bytes"] == len(held[path])
    digest = json.loads(held["datapackage-digest.json"])
    assert digest["hash"] == f"sha256:{hashlib.sha256(held['datapackage.json']).hexdigest()}"
    meta, group = held["indexes/index.idx"].decode().splitlines()
    assert json.loads(meta.partition(" 0 ")[2]) == {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    place = json.loads(group[group.index("{") :])
    packed = held["indexes/index.cdx.gz"][place["offset"] : place["offset"] + place["length"]]
    lines = zlib.decompress(packed, zlib.MAX_WBITS + 16).decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        key, time, told = line.split(" ", 2)
        entry = json.loads(told)
        start = int(entry["offset"])
        content = held[f"archive/{entry['filename']}"][start : start + int(entry["length"])]
        (record,) = ArchiveIterator(io.BytesIO(content))
        assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"] == URL
        assert key == "org,example)/recall?a=1&b=2"
        assert time in ("20260102030405", "20260103030405")
    pages = [json.loads(line) for line in held["pages/pages.jsonl"].decode().splitlines()]
    assert pages[0]["format"] == "json-pages-1.0"
    assert [page["ts"] for page in pages[1:]] == [FIRST, SECOND]


def test_every_file_is_in_the_sums_and_sha256sum_agrees(tmp_path: Path) -> None:
    with known(tmp_path, *archive(tmp_path)) as store:
        written = write_evidence(store, ID, tmp_path / "out", Archives((tmp_path,)))
    assert written is not None
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {f"{ID}.wacz", "README.md", "captures.csv", "quotes.csv", "quotes.html", "SHA256SUMS"}
    subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=tmp_path / "out", check=True, capture_output=True)
    summed = {line.split("  ")[1] for line in (tmp_path / "out" / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert summed == names - {"SHA256SUMS"}


def test_words_from_outside_are_inert_in_the_page_and_run_nowhere_in_the_table(tmp_path: Path) -> None:
    with known(tmp_path, *archive(tmp_path)) as store:
        store.connection.execute("UPDATE documents SET url = 'javascript:alert(1)'")
        write_evidence(store, ID, tmp_path / "out", Archives((tmp_path,)))
    page = (tmp_path / "out" / "quotes.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="javascript' not in page
    assert "default-src 'none'" in page
    with (tmp_path / "out" / "quotes.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["quote"], row["checked"]) == ("'" + NASTY, "found at its place")


def test_a_missing_file_is_named_and_the_rest_is_written(tmp_path: Path) -> None:
    captures = archive(tmp_path)
    known(tmp_path, *captures).close()
    (tmp_path / "b.warc.gz").unlink()
    asked = ["evidence", ID, tmp_path / "out", "--db", tmp_path / "recalls.db", "--archive", tmp_path]
    result = CliRunner().invoke(main, list(map(str, asked)))
    assert result.exit_code == 1
    assert "b.warc.gz is not in the archive" in result.output
    assert "archive/a.warc.gz" in unzipped(tmp_path / "out")
    assert "b.warc.gz is not in the archive" in (tmp_path / "out" / "README.md").read_text("utf-8")
    (tmp_path / "a.warc.gz").unlink()
    assert CliRunner().invoke(main, [*map(str, asked[:2]), str(tmp_path / "two"), *map(str, asked[3:])]).exit_code == 1
    assert sorted(path.name for path in (tmp_path / "two").iterdir()) == [
        "README.md",
        "SHA256SUMS",
        "captures.csv",
        "quotes.csv",
        "quotes.html",
    ]


def test_bytes_that_do_not_fit_their_digest_are_reported(tmp_path: Path) -> None:
    captures = archive(tmp_path, gzip=False)
    path = tmp_path / "a.warc"
    path.write_bytes(path.read_bytes().replace(BODY, BODY.replace(b"alert", b"Alert")))
    with known(tmp_path, *captures) as store:
        written = write_evidence(store, ID, tmp_path / "out", Archives((tmp_path,)))
    assert written is not None
    assert any("payload digest does not fit" in problem for problem in written.problems)


@pytest.mark.parametrize("cut", [10, 200])
def test_a_record_that_breaks_off_is_no_record(tmp_path: Path, cut: int) -> None:
    for gzip in (True, False):
        page, _ = archive(tmp_path, gzip=gzip)
        path = tmp_path / page.file
        path.write_bytes(path.read_bytes()[: page.offset + cut])
        with pytest.raises(NoRecord, match=f"{page.file}.*byte {page.offset}"):
            read(path, page.offset)


def test_a_file_name_never_leads_out_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "secret.warc.gz").write_bytes(b"x")
    with pytest.raises(NoRecord, match="is not in the archive"):
        Archives((tmp_path / "archive",)).find("../secret.warc.gz")


def test_withheld_documents_are_left_out_and_an_unknown_recall_is_said(tmp_path: Path) -> None:
    with known(tmp_path, *archive(tmp_path)) as store:
        store.connection.execute("UPDATE documents SET withheld = '2026-01-01'")
        written = write_evidence(store, ID, tmp_path / "out", Archives((tmp_path,)))
        assert written is not None
        assert not (tmp_path / "out" / f"{ID}.wacz").exists()
        for path in (tmp_path / "out").iterdir():
            assert URL not in path.read_text("utf-8")
        assert write_evidence(store, "nothing", tmp_path / "out", Archives((tmp_path,))) is None


def test_the_demo_is_marked_as_recreated_everywhere(demo_database: Path, tmp_path: Path) -> None:
    recall = "anker-us-2025-09-18"
    result = CliRunner().invoke(main, ["evidence", recall, str(tmp_path), "--db", str(demo_database)])
    assert result.exit_code == 0, result.output
    assert "evidence of nothing" in (tmp_path / "README.md").read_text("utf-8")
    assert "evidence of nothing" in (tmp_path / "quotes.html").read_text("utf-8")
    for name in ("quotes.csv", "captures.csv"):
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows
        assert {row["recreated"] for row in rows} == {"true"}
    with zipfile.ZipFile(tmp_path / f"{recall}.wacz") as zipped:
        package = json.loads(zipped.read("datapackage.json"))
        assert package["recreated"] is True
        assert package["title"].startswith("[re-created: no evidence]")
        for line in zipped.read("pages/pages.jsonl").decode().splitlines()[1:]:
            assert json.loads(line)["title"].startswith("[re-created: no evidence]")
        archived = zipped.read("archive/demo.warc.gz")
        assert b"recreated" in next(iter(ArchiveIterator(io.BytesIO(archived)))).content_stream().read().lower()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www2.Example.org:443/A/", "org,example)/a/"),
        ("http://example.org:8080", "org,example:8080)/"),
        ("https://例え.jp/回収?z=1&a=", "jp,例え)/回収?a=&z=1"),
        ("urn:x y", "urn:x%20y"),
    ],
)
def test_addresses_are_sorted_as_indexes_do(url: str, key: str) -> None:
    assert sortable(url) == key
