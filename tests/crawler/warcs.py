"""Small WARC files for tests, and the pages to put into them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


class Warc:
    """A WARC file under construction; records are written as they are added."""

    def __init__(self, path: Path, *, gzip: bool = True) -> None:
        self.path = path
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=gzip, warc_version="1.1")

    def response(
        self,
        url: str,
        body: bytes,
        content_type: str | None = "application/json",
        *,
        status: str = "200 OK",
        date: str = "2026-01-02T03:04:05Z",
        headers: dict[str, str] | None = None,
        warc: dict[str, str] | None = None,
    ) -> str:
        """Add a response; gives its record's id."""
        fields = {"Content-Type": content_type} if content_type else {}
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(status, list({**fields, **(headers or {})}.items()), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": date, **(warc or {})},
        )
        self._writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def request(self, url: str, method: str, body: bytes, concurrent_to: str) -> None:
        """Add the request that a response answers."""
        head = StatusAndHeaders("/ HTTP/1.1", [("Host", "example.org")], protocol=method)
        self._write(url, "request", io.BytesIO(body), len(body), head, {"WARC-Concurrent-To": concurrent_to})

    def revisit(self, url: str, date: str, warc: dict[str, str], status: str = "200 OK") -> None:
        """Add a revisit record."""
        head = StatusAndHeaders(status, [("Content-Type", "application/json")], protocol="HTTP/1.1")
        self._write(url, "revisit", None, 0, head, {"WARC-Date": date, **warc})

    def _write(
        self, url: str, kind: str, payload: Any, length: int, head: StatusAndHeaders, warc: dict[str, str]
    ) -> None:
        self._writer.write_record(
            self._writer.create_warc_record(
                url, kind, payload=payload, length=length, http_headers=head, warc_headers_dict=warc
            )
        )

    def close(self) -> str:
        """End the file; gives its path as text."""
        self._file.close()
        return str(self.path)
