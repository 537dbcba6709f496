"""Asked to stop beside the crawl itself: what was done is kept, the rest is left, and the next start goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.server import Reply, serving
from tests.recalls.conftest import Recalls
from tests.recalls.test_kills import LIVE, asked_to_stop, with_source
from tests.recalls.test_nightly import archive

#: The program, which gets a signal as it comes to a function, and goes on only where the signal was lost.
SIGNALLED = """
import importlib, os, signal, sys
module, name, how = sys.argv[1:4]
del sys.argv[1:4]
found = importlib.import_module(module)
original = getattr(found, name)
def interrupted(*given, **named):
    os.kill(os.getpid(), getattr(signal, how))
    return original(*given, **named)
setattr(found, name, interrupted)
from recalls.cli import main
main()
"""
NIGHT = ("nightly", "us-cpsc", "--allow-recreated", "--db", "n.db", "--export", "out", "--format", "json", "--replay")


@pytest.mark.parametrize(
    ("place", "how", "reported", "left"),
    [
        ("recalls.crawling load_all", "SIGTERM", False, "start"),
        ("recalls.crawling link_all", "SIGTERM", False, "link"),
        ("recalls.nightly export", "SIGINT", True, "export"),
        ("recalls.nightly verify", "SIGTERM", True, "check"),
    ],
)
def test_a_night_that_is_asked_to_stop_does_so_wherever_it_is(
    recalls: Recalls, tmp_path: Path, place: str, how: str, reported: bool, left: str
) -> None:
    pages = str(archive(tmp_path, "us-cpsc"))
    stopped = subprocess.run(
        [sys.executable, "-c", SIGNALLED, *place.split(), how, *NIGHT, pages],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert stopped.returncode == 75, stopped.stderr
    assert "Traceback" not in stopped.stderr
    if not reported:
        assert "stopped before its end: run it again to go on" in stopped.stderr
    else:
        report = json.loads(stopped.stdout)
        assert report["interrupted"]
        assert left not in {step["step"] for step in report["steps"]}
    again = recalls(*NIGHT, pages)
    assert again.returncode == 0, again.stderr
    assert {step["step"]: step["state"] for step in json.loads(again.stdout)["steps"]} == {
        "export": "done",
        "check": "done",
    }


def test_a_host_that_makes_us_wait_does_not_keep_a_crawl_that_is_to_stop(recalls: Recalls, tmp_path: Path) -> None:
    with serving({"/robots.txt": [Reply(status=503, headers={"Retry-After": "110"})]}) as server:
        folder = with_source(tmp_path / "asked", server)
        assert asked_to_stop(LIVE, folder, server, "robots.txt") == 75
        assert server.paths() == ["/robots.txt"]
