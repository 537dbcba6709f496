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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WEB = Path(__file__).parent
REASONS = {200: "OK", 301: "Moved Permanently", 404: "Not Found"}
INFO = (
    "isPartOf: recall-timeline re-created pages\r\n"
    "description: Pages of our own making in the layout of their sites: real facts, our own sentences. Never evidence.\r\n"
    "WARC-Recreated: yes\r\n"
    "format: WARC File Format 1.1\r\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answers: status, HTTP header fields, body, and the day as which it counts (a WARC-Date)."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    date: str


def sources() -> list[str]:
    """The sources that have pages here, by name."""
    return sorted(path.parent.name for path in WEB.glob("*/manifest.toml") if path.parent.name != "bad")


def manifest(folder: str) -> dict[str, Any]:
    """The manifest of one folder."""
    return tomllib.loads((WEB / folder / "manifest.toml").read_text(encoding="utf-8"))


def answers(folder: str) -> Iterator[Answer]:
    """The answers of one folder, in the order of its manifest."""
    told = manifest(folder)
    for answer in told["answer"]:
        body = _body(WEB / folder, answer)
        headers = {"Content-Type": answer["type"], **answer.get("headers", {})}
        headers |= {"Content-Length": str(len(body)), "X-Recreated": "yes"}
        yield Answer(answer["address"], answer.get("status", 200), tuple(headers.items()), body, told["saved"])


def _body(folder: Path, answer: dict[str, Any]) -> bytes:
    if "array" not in answer:
        return (folder / answer["file"]).read_bytes()
    return b"[" + b",".join((folder / name).read_bytes().strip() for name in answer["array"]) + b"]"


def build(out: Path) -> int:
    """Write the answers of all sources to one WARC; gives how many there are."""
    everything = [answer for source in sources() for answer in answers(source)]
    with out.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        first = min(answer.date for answer in everything)
        info = {"WARC-Record-ID": _identity("warcinfo", INFO.encode()), "WARC-Date": first, "WARC-Filename": out.name}
        writer.write_record(
            writer.create_warc_record("", "warcinfo", payload=io.BytesIO(INFO.encode()), warc_headers_dict=info)
        )
        for answer in everything:
            http = StatusAndHeaders(
                f"{answer.status} {REASONS[answer.status]}", list(answer.headers), protocol="HTTP/1.1"
            )
            heads = {
                "WARC-Record-ID": _identity(answer.address, answer.body),
                "WARC-Date": answer.date,
                "WARC-Recreated": "yes",
            }
            writer.write_record(
                writer.create_warc_record(
                    answer.address,
                    "response",
                    payload=io.BytesIO(answer.body),
                    http_headers=http,
                    warc_headers_dict=heads,
                )
            )
    return len(everything)


def _identity(name: str, body: bytes) -> str:
    """A record's id: the same for the same address and body, so that a rebuilt archive is the same archive."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, name)
    return f"<urn:uuid:{uuid.uuid5(space, hashlib.sha256(body).hexdigest())}>"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m tests.web.build OUT.warc.gz", file=sys.stderr)
        return 2
    count = build(Path(arguments[0]))
    print(f"{arguments[0]}: {count} answers of {len(sources())} sources", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
