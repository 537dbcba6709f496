"""A WACZ 1.1.1 file: WARC records, an index, a list of pages, and digests of all, in one ZIP.

The format: specs.webrecorder.net/wacz/1.1.1. The index is compressed CDXJ with a second
index over it (``index.cdx.gz`` and ``index.idx``), which is what players such as
replayweb.page read from a WACZ without reading all of it. Everything is stored as it is, so
that it can be read in place.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from recalls.evidence.records import Raw

VERSION = "1.1.1"
#: Lines of the index that are compressed together.
_LINES = 300
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to start from: its address, the date of its capture (UTC, ISO 8601) and its title."""

    url: str
    date: str
    title: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What a WACZ is about: ``created`` is UTC, ISO 8601."""

    title: str
    description: str
    software: str
    created: str
    recreated: bool


def write(path: Path, records: dict[str, list[Raw]], pages: Sequence[Page], about: Collection) -> dict[str, Any]:
    """Write the file; the description that it holds (``datapackage.json``).

    Args:
        records: the records of each WARC file, by the file's name, in their order.
    """
    lines: list[str] = []
    contents: dict[str, bytes] = {}
    for name, some in sorted(records.items()):
        warc = name if name.endswith(".gz") else f"{name}.gz"
        at = 0
        for record in some:
            if record.kind in ("response", "revisit"):
                lines.append(_index_line(record, warc, at))
            at += len(record.member)
        contents[f"archive/{warc}"] = b"".join(record.member for record in some)
    contents["indexes/index.cdx.gz"], contents["indexes/index.idx"] = _indexes(sorted(lines))
    contents["pages/pages.jsonl"] = _pages(pages)
    resources = [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            "bytes": len(content),
        }
        for name, content in contents.items()
    ]
    package: dict[str, Any] = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": about.title,
        "description": about.description,
        "software": about.software,
        "created": about.created,
        "modified": about.created,
        **({"mainPageUrl": pages[0].url, "mainPageDate": pages[0].date} if pages else {}),
        "recreated": about.recreated,
        "resources": resources,
    }
    contents["datapackage.json"] = _json(package)
    digest = hashlib.sha256(contents["datapackage.json"]).hexdigest()
    contents["datapackage-digest.json"] = _json({"path": "datapackage.json", "hash": f"sha256:{digest}"})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as zipped:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.external_attr = 0o644 << 16
            zipped.writestr(info, content)
    return package


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _pages(pages: Sequence[Page]) -> bytes:
    lines: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    for page in pages:
        identity = hashlib.sha256(f"{page.url} {page.date}".encode()).hexdigest()[:16]
        lines.append({"id": identity, "url": page.url, "ts": page.date, "title": page.title})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _index_line(record: Raw, warc: str, offset: int) -> str:
    """One line of CDXJ: the address as it sorts, the time, and where the record is."""
    kind = record.http.get("content-type", "").split(";")[0].strip()
    told = {
        "url": record.url,
        "mime": "warc/revisit" if record.kind == "revisit" else kind or "unk",
        "status": record.status,
        "digest": record.fields.get("warc-payload-digest", ""),
        "length": str(len(record.member)),
        "offset": str(offset),
        "filename": warc,
    }
    time = re.sub(r"\D", "", record.fields.get("warc-date", ""))[:14]
    return f"{sortable(record.url)} {time} {json.dumps({name: value for name, value in told.items() if value})}\n"


def _indexes(lines: Sequence[str]) -> tuple[bytes, bytes]:
    """The lines compressed in groups, and where each group begins."""
    head = json.dumps({"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"})
    packed, index = bytearray(), [f"!meta 0 {head}\n"]
    for start in range(0, len(lines), _LINES):
        deflate = zlib.compressobj(wbits=zlib.MAX_WBITS + 16)
        group = deflate.compress("".join(lines[start : start + _LINES]).encode()) + deflate.flush()
        prefix = lines[start].partition("{")[0].strip()
        digest = f"sha256:{hashlib.sha256(group).hexdigest()}"
        index.append(f"{prefix} {json.dumps({'offset': len(packed), 'length': len(group), 'digest': digest})}\n")
        packed += group
    return bytes(packed), "".join(index).encode()


def sortable(url: str) -> str:
    """An address as indexes sort it (SURT): host reversed and without ``www``, lower case, arguments in order."""
    lower = url.strip().lower()
    try:
        parts = urlsplit(lower)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return lower.replace(" ", "%20")
    if parts.scheme not in ("http", "https") or not host:
        return lower.replace(" ", "%20")
    reversed_host = ",".join(reversed(re.sub(r"^www\d*\.", "", host).split(".")))
    usual = {"http": 80, "https": 443}[parts.scheme]
    where = f"{reversed_host}:{port}" if port and port != usual else reversed_host
    arguments = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{where}){parts.path or '/'}{arguments}".replace(" ", "%20")
