"""A notice that tries to do harm is words on a page: nothing of it runs, loads, leads astray or breaks the page."""

import json
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.browser import hostile
from tests.browser.chromium import PHONE, SECONDS, Browser

PAGES = ["/", "/?q=fire", "/matrix", "/changes", "/sources", "/check?model=A3117&market=DE", "/check?model=A1263"]
#: What an attacker puts into an address.
ADDRESSES = [
    "/?q={}",
    "/?brand={}",
    "/?model={}&market={}",
    "/?since={}",
    "/recall/{}",
    "/check?model={}&market={}&bought={}",
    "/matrix?model={}&brand={}&market={}",
    "/changes?q={}&since={}",
    "/capture/{}/0",
    "/?lang={}",
]
#: Elements and attributes that a page of ours never has, whatever it shows.
FOREIGN = """
return [...document.querySelectorAll('*')].filter(one =>
  ['IMG', 'OBJECT', 'EMBED', 'BASE', 'META', 'STYLE', 'AUDIO', 'VIDEO'].includes(one.tagName)
    && !one.matches('meta[charset], meta[name], meta[http-equiv=Content-Security-Policy]')
  || one.tagName === 'SCRIPT' && (one.textContent.trim() || new URL(one.src).origin !== location.origin)
  || one.tagName === 'IFRAME' && !one.hasAttribute('sandbox')
  || [...one.attributes].some(given => /^on/i.test(given.name) || given.name === 'style'
    || ['href', 'src', 'action', 'xlink:href'].includes(given.name)
      && /^\\s*(javascript|data|vbscript):/i.test(given.value))
).map(one => one.outerHTML.slice(0, 200))
"""


@pytest.fixture(scope="module")
def recalls(hostile_database: Path) -> list[str]:
    with sqlite3.connect(f"{hostile_database.as_uri()}?mode=ro", uri=True) as connection:
        found = [identity for (identity,) in connection.execute("SELECT id FROM timeline ORDER BY id")]
    assert len(found) >= 4
    return found


def looked_at(browser: Browser, site: str, paths: list[str]) -> Iterator[str]:
    """Open each page, unfold it, touch what can be touched; its path while it is shown."""
    for path in paths:
        browser.open(site + path)
        browser.unfold()
        browser.run(
            "for (const one of document.querySelectorAll('body *'))"
            " for (const kind of ['mouseover', 'focus', 'click'])"
            "  if (!one.closest('a, button, summary, form')) one.dispatchEvent(new Event(kind, {bubbles: true}))"
        )
        yield path


def harmless(browser: Browser, site: str, path: str) -> None:
    assert browser.alert() is None, path
    assert browser.run("return typeof window.harmed") == "undefined", path
    assert browser.run(FOREIGN) == [], path
    asked = {urlsplit(one.address).netloc for one in browser.requests()}
    assert asked == {urlsplit(site).netloc}, path
    refused = [one for one in browser.complaints() if "status of 4" not in one]
    assert refused == [], path


def test_no_page_runs_or_loads_what_a_notice_says(browser: Browser, hostile_site: str, recalls: list[str]) -> None:
    shown = ""
    for path in looked_at(browser, hostile_site, [*PAGES, *(f"/recall/{one}" for one in recalls)]):
        harmless(browser, hostile_site, path)
        shown += browser.text()
    assert "onerror" in shown or "<script>" in shown, "the notice's words are shown, as words"


def test_no_address_runs_or_breaks_anything(browser: Browser, hostile_site: str) -> None:
    for given in (
        hostile.SCRIPT,
        hostile.HANDLER,
        hostile.TEMPLATE,
        hostile.ADDRESS,
        hostile.FORMULA,
        "\0\u202e'\"",
        "=" * 900,
    ):
        for path in looked_at(browser, hostile_site, [one.replace("{}", quote(given, safe="")) for one in ADDRESSES]):
            harmless(browser, hostile_site, path)
            assert browser.all("main h1"), path
            assert "49" not in browser.one("title").get_attribute("textContent"), "no template is filled twice"


def test_hostile_words_leave_a_page_readable_on_a_phone(
    browser: Browser, hostile_site: str, recalls: list[str]
) -> None:
    browser.resize(PHONE)
    for path in looked_at(browser, hostile_site, [*PAGES, *(f"/recall/{one}" for one in recalls)]):
        assert browser.overflows() == [], path
        assert browser.violations() == [], path
        assert sum(one.received for one in browser.requests()) < 150_000, path
        assert not any(mark in browser.text() for mark in "\u202e\u2066"), path


def test_script_that_gets_into_a_page_is_refused_by_its_policy(
    browser: Browser, hostile_site: str, recalls: list[str]
) -> None:
    """Even where a template forgot to escape: markup put into the live page by the test runs nothing."""
    for path in ("/", f"/recall/{recalls[0]}"):
        browser.open(hostile_site + path)
        browser.run("document.querySelector('main').insertAdjacentHTML('beforeend', arguments[0])", hostile.HANDLER)
        browser.run(
            "const one = document.createElement('script'); one.textContent = 'window.harmed = 1';"
            "document.body.append(one);"
            "const link = document.createElement('a'); link.href = arguments[0];"
            "document.body.append(link); link.click()",
            hostile.ADDRESS,
        )
        browser.run("return new Promise(done => setTimeout(done, 300))")
        assert browser.alert() is None
        assert browser.run("return typeof window.harmed") == "undefined"
        assert any("Content Security Policy" in one for one in browser.complaints())


def test_data_for_programs_are_no_pages(hostile_site: str, recalls: list[str]) -> None:
    for path in ("/timeline.json", f"/recall/{recalls[0]}.json", "/timeline.csv", f"/recall/{recalls[0]}.csv"):
        with urllib.request.urlopen(hostile_site + path, timeout=SECONDS) as answer:
            body, kind = answer.read().decode("utf-8"), answer.headers["content-type"]
            assert answer.headers["x-content-type-options"] == "nosniff"
        assert kind.startswith("application/json" if path.endswith("json") else "text/csv")
        if path.endswith("json"):
            json.loads(body)
        else:
            assert not [line for line in body.splitlines() if line.startswith(("=", "+", "@"))]
            assert ",=" not in body and ',"=' not in body
