"""A new source is written as files that work: found, read, and tested."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.scaffold import PLATFORMS, new_source
from tests.crawler.engine import HOUSE

ADDRESSES = {
    "feed": "https://www.beispiel.example/feed/",
    "news_sitemap": "https://www.beispiel.example/sitemap.xml",
    "wordpress": "https://www.beispiel.example/",
}


def run_tests(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder / "tests")]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_new_source_reads_its_pages_and_says_what_is_to_be_filled_in(platform: str, tmp_path: Path) -> None:
    spider, pages, test = new_source("de-beispiel", platform, ADDRESSES[platform], tmp_path)
    assert (spider, test) == (tmp_path / "de_beispiel.py", tmp_path / "tests" / "test_de_beispiel.py")
    told = run_tests(tmp_path)
    assert "1 failed, 1 passed" in told.stdout
    assert "test_the_pages_are_the_sites_own" in told.stdout
    pages.write_text(pages.read_text(encoding="utf-8").replace("to be filled in", "filled in"), encoding="utf-8")
    assert "2 passed" in run_tests(tmp_path).stdout
    code = [line for line in spider.read_text(encoding="utf-8").split('"""', 4)[-1].splitlines() if line.strip()]
    assert len(code) <= 10


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    new_source("de-beispiel", "feed", ADDRESSES["feed"], tmp_path)
    with pytest.raises(FileExistsError):
        new_source("de-beispiel", "feed", ADDRESSES["feed"], tmp_path)


@pytest.mark.parametrize(
    ("name", "platform", "url"),
    [
        ("Beispiel", "feed", "https://a.example/"),
        ("de-../../x", "feed", "https://a.example/"),
        ("de-beispiel", "typo3", "https://a.example/"),
        ("de-beispiel", "feed", "file:///etc/passwd"),
        ("de-beispiel", "feed", 'https://a.example/"+evil'),
    ],
)
def test_what_is_no_source_is_refused(name: str, platform: str, url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        new_source(name, platform, url, tmp_path)
    assert not list(tmp_path.iterdir())
