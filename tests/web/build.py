"""Build the archive of re-created pages: ``python -m tests.web.build OUT.warc.gz``.

Each folder here that is named after a source has a manifest.toml: its files with
the evidence that each rests on, and the answers, that is, which file (or which
files as one JSON array) answers which address. The same pages always give the
same records; every record says that it is re-created, in its WARC header, in
its HTTP header and in the archive's warcinfo.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WEB = Path(__file__).parent
INFO = (
    b"isPartOf: recall-timeline re-created pages\r\n"
    b"description: Pages of our own making in their sites' layout: real facts, our own sentences, never evidence.\r\n"
    b"WARC-Recreated: yes\r\n"
    b"format: WARC File Format 1.1\r\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answers with status 200: HTTP header fields, body, and the day as which it counts (WARC-Date)."""

    address: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    date: str


def manifest(folder: str) -> dict[str, Any]:
    """The manifest of one folder ("us-cpsc", "bad")."""
    return tomllib.loads((WEB / folder / "manifest.toml").read_text(encoding="utf-8"))


def sources() -> list[str]:
    """The sources that have pages here, by name."""
    return sorted(path.parent.name for path in WEB.glob("*/manifest.toml") if path.parent.name != "bad")


def answers(source: str) -> list[Answer]:
    """The good answers of one source, in the order of its manifest."""
    told = manifest(source)
    return [_answer(source, answer, told["saved"]) for answer in told["answer"]]


def faulty(source: str, fault: str) -> list[Answer]:
    """The answers of one source with those in place that show a fault ("next_page_loop"). Raises KeyError."""
    told = manifest("bad")
    wrong = [answer for answer in told["answer"] if (answer["source"], answer["fault"]) == (source, fault)]
    if not wrong:
        raise KeyError(f"no bad pages of {source} show {fault}")
    by_address = {answer.address: answer for answer in answers(source)}
    by_address |= {answer["address"]: _answer("bad", answer, told["saved"]) for answer in wrong}
    return list(by_address.values())


def _answer(folder: str, told: dict[str, Any], saved: str) -> Answer:
    if "array" in told:
        body = b"[" + b",".join((WEB / folder / name).read_bytes().strip() for name in told["array"]) + b"]"
    else:
        body = (WEB / folder / str(told["file"])).read_bytes()
    headers = {"Content-Type": told["type"], **told.get("headers", {})}
    headers |= {"Content-Length": str(len(body)), "X-Recreated": "yes"}
    return Answer(told["address"], tuple(headers.items()), body, saved)


def write(out: Path, pages: Iterable[Answer]) -> int:
    """Write answers to a WARC/1.1 file, compressed record by record; gives how many there are."""
    count = 0
    with out.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        for count, page in enumerate(pages, start=1):
            if count == 1:
                heads = {"WARC-Record-ID": _identity("warcinfo", INFO), "WARC-Date": page.date}
                record = writer.create_warc_record(
                    "", "warcinfo", payload=io.BytesIO(INFO), length=len(INFO), warc_headers_dict=heads
                )
                writer.write_record(record)
            heads = {
                "WARC-Record-ID": _identity(page.address, page.body),
                "WARC-Date": page.date,
                "WARC-Recreated": "yes",
            }
            record = writer.create_warc_record(
                page.address,
                "response",
                payload=io.BytesIO(page.body),
                http_headers=StatusAndHeaders("200 OK", list(page.headers), protocol="HTTP/1.1"),
                warc_headers_dict=heads,
            )
            writer.write_record(record)
    return count


def build(out: Path) -> int:
    """Write the good answers of all sources; gives how many there are."""
    return write(out, _everything())


def _everything() -> Iterator[Answer]:
    for source in sources():
        yield from answers(source)


def _identity(name: str, body: bytes) -> str:
    """A record's id: the same for the same address and body, so that a rebuilt archive is the same archive."""
    return f"<urn:uuid:{uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, name), hashlib.sha256(body).hexdigest())}>"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m tests.web.build OUT.warc.gz", file=sys.stderr)
        return 2
    count = build(Path(arguments[0]))
    print(f"{arguments[0]}: {count} answers of {len(sources())} sources", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
