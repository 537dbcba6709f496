"""A browser and the sites that it looks at; tests that need one say what is missing where there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import recalls
from tests.browser.chromium import DESKTOP, Browser, missing, opened
from tests.browser.serving import served

BUNDLED = Path(recalls.__file__).parent / "demo.warc.gz"


@pytest.fixture(scope="session")
def window() -> Iterator[Browser]:
    """One browser for all tests; ``browser`` makes it as new."""
    if why := missing():
        pytest.skip(f"no browser: {why}")
    with opened() as found:
        yield found


@pytest.fixture
def browser(window: Browser) -> Browser:
    """A desktop's window, light, with script, on an empty page."""
    window.script(True)
    window.dark(False)
    window.resize(DESKTOP)
    window.open("about:blank")
    return window


@pytest.fixture(scope="session")
def site(window: Browser, demo_database: Path) -> Iterator[str]:
    """The demo, served, its archive beside it."""
    with served(demo_database, "--archive", BUNDLED) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site(window: Browser, hostile_database: Path) -> Iterator[str]:
    """Pages that try to do harm, served; whole copies of the press too."""
    archive = hostile_database.with_suffix(".warc.gz")
    with served(hostile_database, "--archive", archive, "--press-copies") as address:
        yield address
