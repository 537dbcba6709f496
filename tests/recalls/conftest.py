"""One database of the bundled archive for all tests of the commands, made as an operator makes it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recalls.cli import main

#: Crawls run in a process of their own: Scrapy's reactor starts once a process.
Recalls = Callable[..., "subprocess.CompletedProcess[str]"]


def run_recalls(*arguments: str | Path, folder: Path, stdin: str | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "recalls.cli", *map(str, arguments)],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
    )


@pytest.fixture
def recalls(tmp_path: Path) -> Recalls:
    """Run ``recalls`` in an empty folder, in a process of its own."""

    def run(*arguments: str | Path, stdin: str | None = None) -> "subprocess.CompletedProcess[str]":
        return run_recalls(*arguments, folder=tmp_path, stdin=stdin)

    return run


@pytest.fixture
def ask(demo_database: Path) -> Callable[..., Result]:
    """Ask the demo's database in this process."""

    def run(command: str, *arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [command, *map(str, arguments), "--db", str(demo_database)])

    return run
