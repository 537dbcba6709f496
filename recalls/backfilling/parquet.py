"""What was found in a file of a news archive, as one Parquet file: complete where it has its name, or not there."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from dataclasses import asdict, replace
from glob import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from db.harvest import Reading
from db.records import Capture, Document, Source
from db.rows import dump, dump_links, dump_parts, load_links, load_parts, storable
from pipelines.watchlist import Watchlist
from recalls.backfilling.inputs import file_name, public
from recalls.backfilling.reading import Found, reread

_TEXTS = (
    "source key url title text language published modified version capture_date capture_file payload_digest "
    "record_id notice parts links origin capture crawler_reader"
)
SCHEMA = pa.schema(
    [(name, pa.string()) for name in _TEXTS.split()]
    + [("capture_offset", pa.int64()), ("is_recall_report", pa.bool_()), ("recreated", pa.bool_())]
)
_HEAD = b"recalls"


def path_of(address: str, folder: Path) -> Path:
    """The Parquet file of an input: its name, and a digest of its address, as two folders may hold one name.

    A key that lets one read it for a day is no part of that.
    """
    digest = hashlib.sha256(public(address).encode("utf-8", "surrogateescape")).hexdigest()
    return folder / f"{file_name(address)}-{digest[:10]}.parquet"


def write(found: Found, folder: Path) -> Path:
    """Write the result of a file under another name, and give it its own when it is complete. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = path_of(found.address, folder)
    fields = asdict(replace(found, readings=[], counts=Counter()))  # asdict makes other things of a Counter
    head = {**{name: value for name, value in fields.items() if name != "readings"}, "counts": dict(found.counts)}
    rows = [_row(reading, reader) for reading, reader in found.readings]
    table = pa.Table.from_pylist(rows, schema=SCHEMA.with_metadata({_HEAD: json.dumps(head).encode()}))
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    try:
        pq.write_table(table, unfinished, compression="zstd")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def clear(address: str, folder: Path) -> None:
    """Take away what workers that were killed while they wrote the result of a file have left of it."""
    for unfinished in folder.glob(f"{escape(path_of(address, folder).stem)}.*.unfinished"):
        unfinished.unlink(missing_ok=True)


def head(path: Path) -> Found | None:
    """The result that a complete file holds, without its readings; None where there is none."""
    try:
        written = (pq.read_schema(path).metadata or {}).get(_HEAD)
    except (OSError, pa.ArrowInvalid):
        return None
    if written is None:
        return None
    try:
        fields = json.loads(written)
        return Found(**{**fields, "counts": Counter(fields["counts"])})
    except (ValueError, KeyError, TypeError):  # another version of the program wrote it
        return None


def load(path: Path, watchlist: Watchlist) -> Found:
    """A complete result with its readings, understood again from their words: normalize gives what it gave.

    Raises OSError where it is none, or damaged.
    """
    found = head(path)
    if found is None:
        raise OSError(f"{path}: no complete result of a backfill")
    try:
        kept = [(_document(row), row["crawler_reader"]) for row in pq.read_table(path).to_pylist()]
    except (pa.ArrowException, ValueError, LookupError, TypeError) as error:
        raise OSError(f"{path}: a damaged result: {error}") from error
    found.readings = [(reread(document, watchlist), reader) for document, reader in kept]
    return found


def _row(reading: Reading, crawler_reader: str) -> dict[str, Any]:
    document, notice = reading.document, reading.notice
    assert document.source is not None and document.capture is not None
    capture = document.capture
    return {
        "source": document.source.id,
        "key": storable(document.key),
        "url": storable(document.url or ""),
        "title": storable(document.title or ""),
        "text": storable(document.body),
        "language": notice.language if notice else document.language,
        "published": reading.published,
        "modified": document.modified,
        "version": document.digest,
        "capture_date": capture.date,
        "capture_file": capture.file,
        "capture_offset": capture.offset,
        "payload_digest": capture.digest,
        "record_id": capture.record_id,
        "notice": dump(notice.as_json()) if notice else None,
        "is_recall_report": bool(notice and notice.is_recall_report),
        "recreated": document.recreated,
        "parts": dump_parts(document.parts),
        "links": dump_links(document.links),
        "origin": dump([asdict(document.source), document.language, document.published]),
        "capture": dump(asdict(capture)),
        "crawler_reader": crawler_reader,
    }


def _document(row: dict[str, Any]) -> Document:
    origin, language, published = json.loads(row["origin"])
    return Document(
        key=row["key"],
        url=row["url"] or None,
        parts=load_parts(row["parts"]),
        source=Source(**{**origin, "hosts": tuple(origin["hosts"])}),
        language=language,
        published=published,
        modified=row["modified"],
        links=load_links(row["links"]),
        capture=Capture(**json.loads(row["capture"])),
        recreated=row["recreated"],
    )
