"""Databases that many tests read: the demo's, and one of pages that try to do harm; each made once, by commands."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser import hostile
from tests.recalls.conftest import run_recalls

# The same examples in every run, so that a run that fails fails again; ``--hypothesis-profile search`` draws new ones.
settings.register_profile("steady", derandomize=True)
settings.register_profile("search", derandomize=False, print_blob=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> "subprocess.CompletedProcess[str]":
    """The demo, run once; its database lies in the folder that ``demo_database`` names."""
    folder = tmp_path_factory.mktemp("demo")
    finished = run_recalls("demo", "--db", folder / "demo.db", "--format", "json", folder=folder)
    finished.args = folder / "demo.db"
    return finished


@pytest.fixture(scope="session")
def demo_database(demo: "subprocess.CompletedProcess[str]") -> Path:
    """The database of the demo."""
    assert demo.returncode == 0, demo.stderr
    return Path(str(demo.args))


@pytest.fixture(scope="session")
def hostile_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the pages of ``tests.browser.hostile``, crawled by the real spiders."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile.main(str(folder / "hostile.warc.gz"))
    replayed = ["--replay", "hostile.warc.gz", "--allow-recreated", "--db", "hostile.db"]
    crawled = run_recalls("crawl", "us-cpsc", "de-appgefahren", *replayed, folder=folder)
    assert crawled.returncode == 0, crawled.stderr
    return folder / "hostile.db"
