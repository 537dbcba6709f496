"""Every page in a real browser: accessible, light and dark, in each language, on a phone, and small."""

from urllib.parse import urlsplit

import pytest

from recalls.labels import languages
from tests.browser.chromium import PHONE, Browser

PAGES = [
    "/",
    "/?market=JP&since=2024",
    "/?q=回収",
    "/?market=XX",
    "/?since=soon",
    "/recall/anker-jp-2025-10-21",
    "/recall/anker-us-2025-06-12",
    "/recall/nothing",
    "/check",
    "/check?model=Soundcore+3&market=DE",
    "/check?model=A3117&market=JP&bought=2023",
    "/check?model=Anker",
    "/check?model=unheard-of",
    "/matrix",
    "/matrix?model=A3117",
    "/changes",
    "/sources",
    "/about",
]
#: A page's weight on a first visit, everything with it, as it comes over the wire.
MOST_BYTES = 150_000
#: In which light each language is looked at: colours are the same in all of them.
THEMES = {"en": (False, True), "de": (True,), "ja": (False,)}


def in_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation_light_and_dark_in_any_language(browser: Browser, site: str, path: str) -> None:
    for language in languages():
        browser.open(site + in_language(path, language))
        assert browser.one("html").get_attribute("lang") == language
        browser.unfold()
        for dark in THEMES[language]:
            browser.dark(dark)
            assert browser.violations() == [], (language, "dark" if dark else "light")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone_and_axe_agrees(browser: Browser, site: str, path: str) -> None:
    browser.resize(PHONE)
    for language in languages():
        browser.open(site + in_language(path, language))
        assert browser.overflows() == [], language
        browser.unfold()
        assert browser.overflows() == [], language
    assert browser.violations() == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_comes_from_one_place_and_complains_of_nothing(browser: Browser, site: str, path: str) -> None:
    browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.open(site + path)
    sent = browser.requests()
    assert {f"{urlsplit(one.address).scheme}://{urlsplit(one.address).netloc}" for one in sent} == {site}
    assert 5_000 < sum(one.received for one in sent) < MOST_BYTES
    refused = [one for one in browser.complaints() if "status of 404" not in one and "status of 400" not in one]
    assert refused == []
