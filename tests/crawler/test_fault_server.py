"""Servers that misbehave, and what docs/faults.md says comes of it."""

from __future__ import annotations

import gzip
import json
import re
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from tests.crawler.engine import HOUSE, Case, Outcome, run
from tests.crawler.server import Reply, serving
from tests.crawler.test_politeness import JSON, LIST, LIVE, PATIENT

#: When the sites are given up that never come to an end. The others may take their time, as a busy machine does.
SECONDS = 3
ENDLESS = ("headers that never end", "body that stalls")
TABLE = (HOUSE / "docs" / "faults.md").read_text(encoding="utf-8").partition("## What the machine")[0]
ROWS = {row[1]: row[2] for row in re.finditer(r"^\| ([^|]+?) \|[^|]+\| `?(\w+)`? \|$", TABLE, re.MULTILINE)}
ROWS.pop("fault")

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
BOMB = gzip.compress(b"[" + b" " * 50_000_000 + b"]")
Act = Callable[[socket.socket], None]


def drip(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    for number in range(240):
        connection.sendall(b"X-Drip-%d: 1\r\n" % number)
        time.sleep(0.5)


def stall(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 400\r\n\r\n[")
    time.sleep(40 * SECONDS)


def shorter(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 4000\r\n\r\n" + LIST.body)


def longer(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 9\r\n\r\n" + LIST.body)


def reset(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 400\r\n\r\n[")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def flood(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"\r\n[")
    for _ in range(1600):
        connection.sendall(b" " * 65_536)


RAW: dict[str, Act] = {
    "headers that never end": drip,
    "body that stalls": stall,
    "body shorter than its Content-Length": shorter,
    "body longer than its Content-Length": longer,
    "connection reset": reset,
    "100 MB body": flood,
}
TOLD: dict[str, dict[str, list[Reply]]] = {
    "endless redirect": {"/list": [Reply(status=302, headers={"Location": "/list"})]},
    "cookie wall (redirect to itself with a cookie)": {
        "/list": [Reply(status=302, headers={"Location": "/list?c=1", "Set-Cookie": "c=1"})],
        "/list?c=1": [Reply(status=302, headers={"Location": "/list", "Set-Cookie": "c=1"})],
    },
    "redirect to 127.0.0.1": {"/list": [Reply(status=302, headers={"Location": "http://127.0.0.2:1/list"})]},
    "redirect to 169.254.169.254": {
        "/list": [Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})]
    },
    "redirect to file://": {"/list": [Reply(status=302, headers={"Location": "file:///etc/hostname"})]},
    "gzip bomb": {"/list": [Reply(BOMB, headers={**JSON, "Content-Encoding": "gzip"})]},
    "429 with Retry-After": {"/list": [Reply(status=429, headers={"Retry-After": "1"}), LIST]},
    "503 storm": {"/list": [Reply(status=503)]},
    "listing answers 403": {"/list": [Reply(status=403)]},
    "listing answers 404": {"/list": [Reply(status=404)]},
    "robots.txt answers 500": {"/robots.txt": [Reply(b"User-agent: *\nAllow: /\n", status=500)], "/list": [LIST]},
    "robots.txt is HTML": {"/robots.txt": [Reply(b"<html><body>Disallow: nothing</body></html>")], "/list": [LIST]},
    "robots.txt of 2 MB": {
        "/robots.txt": [Reply(b"User-agent: *\n" + b"Disallow: /elsewhere\n" * 100_000)],
        "/list": [LIST],
    },
    "labelled with another charset than it has": {
        "/list": [
            Reply(
                json.dumps(
                    [{"id": "a", "title": "Rückruf für Geräte", "text": "„gefährlich“"}], ensure_ascii=False
                ).encode("windows-1252"),
                headers={"Content-Type": "application/json; charset=utf-8"},
            )
        ]
    },
    "bot wall that answers 200": {"/list": [Reply(b"<html><script src='/_Incapsula_Resource'></script></html>")]},
    "page of HTML without its end": {"/list": [Reply(b"<!DOCTYPE html><html><body><main><p>A recall of pow")]},
}


@contextmanager
def acting(act: Act) -> Iterator[str]:
    """A server on loopback that has no robots.txt and does this to every other request; gives its site."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked = self.request.recv(4000)
            try:
                if b" /robots.txt " in asked:
                    self.request.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                else:
                    act(self.request)
            except OSError:
                pass  # the client has gone, as it should

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def crawled() -> Iterator[dict[str, Outcome]]:
    """Every case in one run, beside a server that is well; named as docs/faults.md names them."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("elsewhere.example").configure_cert(context)
    with ExitStack() as stack:
        sites = {name: stack.enter_context(acting(act)) for name, act in RAW.items()}
        sites |= {name: stack.enter_context(serving(told)).site for name, told in TOLD.items()}
        sites["TLS certificate for another name"] = stack.enter_context(serving({"/list": [LIST]}, tls=context)).site
        sites["connection refused"] = "http://127.0.0.1:9"
        sites["well"] = stack.enter_context(serving({"/list": [LIST]})).site
        cases = {
            name: Case(
                "local-api",
                settings={
                    **LIVE,
                    "DOWNLOAD_TIMEOUT": SECONDS if name in ENDLESS else PATIENT,
                    "LOCAL_LISTS": [f"{site}/list"],
                },
            )
            for name, site in sites.items()
        }
        outcomes = run(*cases.values(), timeout=PATIENT).outcomes
        # What a run may reach holds for all its sources, so this one is a run of its own.
        closed = {**LIVE, "ALLOW_HOSTS": [], "LOCAL_LISTS": [f"{sites['well']}/list"]}
        private = run(replace(cases["well"], settings=closed)).outcomes[0]
        yield {**dict(zip(cases, outcomes, strict=True)), "own host at a private address": private}


def test_the_table_names_every_case_and_no_other(crawled: dict[str, Outcome]) -> None:
    assert set(ROWS) == set(crawled) - {"well"}


@pytest.mark.parametrize("fault", ROWS)
def test_what_the_table_says_comes_of_it(crawled: dict[str, Outcome], fault: str) -> None:
    outcome = crawled[fault]
    assert outcome.kinds == ([] if ROWS[fault] == "none" else [ROWS[fault]]), outcome.faults
    read = ROWS[fault] == "none" or fault.startswith("labelled")
    assert (outcome.document_count == 1) is read
    assert outcome.kept_promise is read


def test_a_source_beside_them_is_unharmed(crawled: dict[str, Outcome]) -> None:
    assert crawled["well"].faults == []
    assert crawled["well"].complete
    assert crawled["well"].document_count == 1


def test_no_fault_tells_more_than_its_line(crawled: dict[str, Outcome]) -> None:
    for outcome in crawled.values():
        for fault in outcome.faults:
            assert "\n" not in fault["message"] and "Traceback" not in fault["message"]


def test_the_docs_are_where_the_table_says() -> None:
    assert Path(__file__).name in TABLE
