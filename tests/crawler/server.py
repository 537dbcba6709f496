"""A server on loopback that answers as it is told and remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; ``length`` overrides the Content-Length that it claims."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


@dataclass(slots=True)
class Asked:
    """One request: its path, its header fields, and how many others were being answered as it came."""

    path: str
    headers: dict[str, str]
    others: int


class Server:
    """``replies`` maps a path to its answers in turn, the last one repeating; ``asked`` lists the requests."""

    def __init__(self, replies: dict[str, list[Reply]]) -> None:
        self.replies = {path: list(answers) for path, answers in replies.items()}
        self.asked: list[Asked] = []
        self.busy = 0
        self.lock = threading.Lock()
        self.site = ""

    def next(self, path: str) -> Reply:
        """The answer for a path: 404 where none was told."""
        answers = self.replies.get(path) or [Reply(b"nothing here", status=404)]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [asked.path for asked in self.asked]


@contextmanager
def serving(replies: dict[str, list[Reply]], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve on loopback until the block ends."""
    server = Server(replies)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with server.lock:
                server.asked.append(Asked(self.path, dict(self.headers), server.busy))
                server.busy += 1
                reply = server.next(self.path)
            # Before the last byte: as soon as it has arrived the client may come again.
            with server.lock:
                server.busy -= 1
            self.send_response(reply.status)
            length = len(reply.body) if reply.length is None else reply.length
            for name, value in {"Content-Length": str(length), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)
            self.close_connection = reply.length is not None

        def log_message(self, format: str, *args: object) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    if tls:
        http.socket = tls.wrap_socket(http.socket, server_side=True)
    server.site = f"http{'s' if tls else ''}://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join(timeout=5)
