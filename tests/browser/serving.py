"""``recalls serve`` in a process of its own, on this machine only, stopped when the test is done."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

_SECONDS = 60


@contextmanager
def served(database: Path, *options: str | Path) -> Iterator[str]:
    """The address of a server on a database, without a slash at its end."""
    command = [sys.executable, "-m", "recalls.cli", "serve", "--db", database, "--port", "0", *options]
    server = subprocess.Popen([*map(str, command)], stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr
        said = server.stderr.readline()  # comes when it listens, or with its end
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        if found is None:
            raise RuntimeError(f"the server did not start: {said}{server.communicate()[1]}")
        yield found[0]
    finally:
        server.terminate()
        try:
            server.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def shown(folder: Path) -> Iterator[str]:
    """The address of a folder of files, handed out as any web host would; without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(_SECONDS)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing: what a test asked for is no news."""
