"""A new source is written as files that work: found, read, and tested."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from crawler import registry
from crawler.platforms.feed import Feed
from crawler.platforms.outlet import Outlet
from crawler.platforms.wordpress import WordPress
from crawler.scaffold import PLATFORMS, new_source
from tests.crawler.engine import HOUSE

ADDRESSES = {
    "feed": "https://www.beispiel.example/feed/",
    "news_sitemap": "https://www.beispiel.example/sitemap.xml",
    "wordpress": "https://www.beispiel.example/",
}


def run_tests(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder / "tests")]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=600, check=False)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_new_source_reads_its_pages_and_says_what_is_to_be_filled_in(platform: str, tmp_path: Path) -> None:
    spider, *pages, test = new_source("de-beispiel", platform, ADDRESSES[platform], tmp_path)
    assert (spider, test) == (tmp_path / "de_beispiel.py", tmp_path / "tests" / "test_de_beispiel.py")
    told = run_tests(tmp_path)
    assert told.returncode == 0
    assert f"{len(pages)} passed, 1 skipped" in told.stdout
    for page in pages:
        page.write_text(page.read_text(encoding="utf-8").replace("to be filled in", "filled in"), encoding="utf-8")
    assert f"{len(pages) + 1} passed" in run_tests(tmp_path).stdout
    assert len(code(spider)) <= 10


def code(path: Path) -> list[str]:
    """The lines of a module that are neither empty nor its docstring."""
    return [line for line in path.read_text(encoding="utf-8").split('"""', 2)[-1].splitlines() if line.strip()]


@pytest.mark.parametrize("name", [name for name, spider in registry.sources().items() if issubclass(spider, Outlet)])
def test_an_outlet_on_a_known_platform_costs_ten_lines(name: str) -> None:
    spider = registry.sources()[name]
    if spider.__bases__ in ((Feed,), (WordPress,)) and spider.kind == "press":
        assert len(code(Path(inspect.getfile(spider)))) <= 10


@pytest.mark.parametrize(
    ("name", "market", "language", "zone"),
    [
        ("jp-beispiel", "JP", "ja", "Asia/Tokyo"),
        ("se-beispiel", "SE", "sv", "Europe/Stockholm"),
        ("us-beispiel", "US", "en", "UTC"),
        ("en-beispiel", None, "en", "UTC"),
    ],
)
def test_a_name_tells_market_language_and_clock_as_far_as_it_can(
    name: str, market: str | None, language: str, zone: str, tmp_path: Path
) -> None:
    new_source(name, "feed", ADDRESSES["feed"], tmp_path)
    spider = registry.sources(tmp_path)[name]
    assert (spider.market, spider.language, spider.timezone) == (market, language, zone)


@pytest.mark.parametrize(
    ("name", "url", "homepage"),
    [
        ("de-ordner", "https://www.beispiel.example/blog/", "https://www.beispiel.example/blog"),
        ("de-api", "https://www.beispiel.example/blog/wp-json/wp/v2/posts?page=5", "https://www.beispiel.example/blog"),
        ("de-schrift", "https://münchen.example", "https://xn--mnchen-3ya.example"),
    ],
)
def test_a_blog_may_lie_in_a_folder_and_on_a_host_in_any_script(
    name: str, url: str, homepage: str, tmp_path: Path
) -> None:
    new_source(name, "wordpress", url, tmp_path)
    spider = registry.sources(tmp_path)[name]
    assert spider.homepage == homepage
    assert spider.takes(f"{homepage}/wp-json/wp/v2/posts?per_page=100")


@pytest.mark.parametrize(
    ("name", "platform", "called"),
    [
        ("de-feed", "feed", "SiteFeed"),
        ("de-word-press", "wordpress", "SiteWordPress"),
        ("us-9to5mac", "feed", "Site9to5mac"),
        ("us-2", "feed", "Site2"),
    ],
)
def test_a_class_is_named_as_classes_are_and_not_as_its_platform(
    name: str, platform: str, called: str, tmp_path: Path
) -> None:
    spider, *_ = new_source(name, platform, ADDRESSES[platform], tmp_path)
    assert f"class {called}(" in spider.read_text(encoding="utf-8")
    assert name in registry.sources(tmp_path)


def test_a_clock_that_the_market_does_not_tell_is_to_be_filled_in(tmp_path: Path) -> None:
    spider, *_ = new_source("us-beispiel", "feed", ADDRESSES["feed"], tmp_path)
    assert 'timezone = "UTC"  # to be filled in' in spider.read_text(encoding="utf-8")


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
        ("de-beispiel", "feed", "https://a.example:port/"),
        ("de-beispiel", "feed", "https:///feed"),
        ("de-beispiel", "feed", "https://feed"),
        ("de-heise", "feed", "https://www.heise.de/rss/other.xml"),
    ],
)
def test_what_is_no_source_is_refused(name: str, platform: str, url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        new_source(name, platform, url, tmp_path)
    assert not list(tmp_path.iterdir())
