"""A site of files in a real browser: readable without script, searchable with it, as accessible as the served pages."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from recalls.cli import main
from tests.browser.chromium import PHONE, SECONDS, Browser
from tests.browser.conftest import BUNDLED
from tests.browser.serving import shown
from tests.browser.test_hostile import harmless, looked_at
from tests.browser.test_pages import MOST_BYTES, THEMES

PAGES = [
    "",
    "market/jp/",
    "recall/anker-jp-2025-10-21/",
    "check/a3117/",
    "matrix/",
    "changes/",
    "sources/",
    "about/",
    "browse/",
    "data/",
    "search/?q=回収",
]


def written(folder: Path, database: Path, archive: Path) -> Path:
    asked = ["site", str(folder), "--db", str(database), "--archive", str(archive)]
    assert CliRunner().invoke(main, asked).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def filed(window: Browser, demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo as files, below a path as many hosts have it."""
    top = tmp_path_factory.mktemp("host")
    written(top / "recalls", demo_database, BUNDLED)
    with shown(top) as address:
        yield f"{address}/recalls/"


@pytest.fixture(scope="module")
def hostile_filed(window: Browser, hostile_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("host") / "out"
    written(folder, hostile_database, hostile_database.with_suffix(".warc.gz"))
    with shown(folder) as address:
        yield f"{address}/"


def in_language(path: str, language: str) -> str:
    return path if language == "en" else f"{language}/{path}"


def answered(browser: Browser) -> list[str]:
    """The recalls that a search found, when it is done; the newest first."""
    WebDriverWait(browser.driver, SECONDS).until(lambda _: browser.one("#status").text)
    # At one stroke: the script may be putting another list in this one's place.
    found = browser.run("return [...document.querySelectorAll('#found h3 a')].map(one => one.href)")
    return [address.rstrip("/").rsplit("/", 1)[1] for address in found]


def ask(browser: Browser, **choices: str) -> list[str]:
    """Fill in the form, send it, and wait until another answer stands there."""
    before = browser.one("#status").text
    for name, choice in choices.items():
        field = browser.one(f"#asked [name={name}]")
        if field.tag_name == "select":
            Select(field).select_by_value(choice)
        else:
            field.clear()
            field.send_keys(choice)
    browser.click(browser.one("#asked button"))
    WebDriverWait(browser.driver, SECONDS).until(lambda _: browser.one("#status").text not in ("", before))
    return answered(browser)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation_and_nothing_is_wider_than_a_phone(browser: Browser, filed: str, path: str) -> None:
    # What a server shows too was looked at there in every language and light.
    own = path.startswith(("browse", "data", "search"))
    for language, themes in (THEMES if own else {"en": (False,)}).items():
        browser.open(filed + in_language(path, language))
        assert browser.one("html").get_attribute("lang") == language
        if path.startswith("search"):
            assert answered(browser)
        browser.unfold()
        for dark in themes:
            browser.dark(dark)
            assert browser.violations() == [], (language, dark)
        browser.resize(PHONE)
        assert browser.overflows() == [], language
        browser.resize((1280, 900))
    browser.resize(PHONE)
    assert browser.violations() == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_comes_from_one_place_and_complains_of_nothing(browser: Browser, filed: str, path: str) -> None:
    browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.open(filed + path)
    if path.startswith("search"):
        answered(browser)
    sent = browser.requests()
    assert {urlsplit(one.address).netloc for one in sent} == {urlsplit(filed).netloc}
    assert 5_000 < sum(one.received for one in sent) < MOST_BYTES
    assert browser.complaints() == []


def test_words_in_japanese_are_found_and_the_question_stands_in_the_address(browser: Browser, filed: str) -> None:
    browser.open(f"{filed}search/")
    assert browser.one("#status").text == "" and browser.all("#found article") == []
    found = ask(browser, q="回収")
    assert found and all("-" in one for one in found)
    assert any(one.startswith("anker-jp-") for one in found)
    assert parse_qs(urlsplit(browser.driver.current_url).query) == {"q": ["回収"]}
    narrower = ask(browser, market="JP", since="2025")
    assert narrower == [one for one in found if one.startswith("anker-jp-2025")]
    assert 0 < len(narrower) < len(found)
    browser.driver.back()
    WebDriverWait(browser.driver, SECONDS).until(lambda _: answered(browser) == found)
    assert browser.one("#q").get_attribute("value") == "回収"
    assert browser.one("#asked [name=market]").get_attribute("value") == ""


@pytest.mark.parametrize(
    "words",
    ["回収", "自主回収", "火", "モバイルバッテリー", "Rückruf", "ruckruf", "powerb", "A3117", "Waschmaschinentrommel"],
)
def test_a_search_finds_what_the_index_was_made_from(
    browser: Browser, filed: str, words: str, demo_database: Path
) -> None:
    """The script cuts words as the index does: what it finds is what titles, quotes and names hold."""

    def folded(text: str) -> str:
        plain = unicodedata.normalize("NFKD", text or "").lower()
        return "".join(one for one in plain if not unicodedata.combining(one) or one in "\u3099\u309a")

    query = """SELECT m.recall_id, d.title, c.quote FROM recall_mentions m JOIN documents d ON d.notice_id = m.notice_id
               LEFT JOIN claims c ON c.notice_id = m.notice_id AND c.mention = m.mention"""
    with sqlite3.connect(demo_database) as connection:
        told = [(recall, f"{title}\n{quote}") for recall, title, quote in connection.execute(query)]
        told += connection.execute("SELECT id, products || models || coalesce(issuer, '') FROM timeline").fetchall()
    expected = {recall for recall, text in told if folded(words) in folded(text)}
    browser.open(f"{filed}search/?q={words}")
    found = answered(browser)
    more = browser.one("#found button")
    while more.is_displayed():
        browser.click(more)
        count = len(found)
        WebDriverWait(browser.driver, SECONDS).until(lambda _, count=count: len(browser.all("#found h3 a")) > count)
        found = answered(browser)
    assert set(found) == expected
    assert len(found) == len(set(found))


def test_a_reader_without_script_reaches_every_recall(browser: Browser, filed: str) -> None:
    browser.script(False)
    browser.open(filed)
    browser.follow(browser.link("Choose a product"))
    browser.follow(browser.link("Soundcore 3 (A3117)"))
    assert "Chargen für Europa sind demnach wohl nicht betroffen" in browser.text()
    browser.follow(browser.link("Japan, 21 October 2025"))
    assert "522,237" in browser.text()
    browser.follow(browser.one("nav.languages a[lang=ja]"))
    assert browser.one("html").get_attribute("lang") == "ja"
    assert urlsplit(browser.driver.current_url).path.endswith("/ja/recall/anker-jp-2025-10-21/")
    browser.follow(browser.one("nav.languages a[lang=en]"))
    browser.follow(browser.link("Search"))
    assert "Search needs script here" in browser.text()
    assert not browser.one("#asked").is_displayed()
    browser.follow(browser.one("main a"))
    assert urlsplit(browser.driver.current_url).path.endswith("/browse/")


def test_a_circle_of_the_plot_asks_the_search(browser: Browser, filed: str) -> None:
    browser.open(filed)
    browser.follow(browser.one("svg.plot circle[data-market=JP]"))
    assert urlsplit(browser.driver.current_url).path.endswith("/search/")
    found = answered(browser)
    assert found and all(one.startswith("anker-jp-") for one in found)


def test_an_archived_copy_lies_in_a_sandbox(browser: Browser, filed: str) -> None:
    browser.open(f"{filed}recall/anker-us-2025-06-12/")
    browser.unfold()
    copies = [one for one in browser.all("main a") if "/capture/" in str(one.get_attribute("href"))]
    assert copies
    for address in dict.fromkeys(str(one.get_attribute("href")) for one in copies):
        browser.open(address)
        if frames := browser.all("iframe.copy"):
            assert frames[0].get_attribute("sandbox") == ""
            browser.driver.switch_to.frame(frames[0])
            assert len(browser.text()) > 100
            assert browser.all("script, a[href], img, form") == []
            browser.driver.switch_to.default_content()
            return
    raise AssertionError("no capture shows a copy")


def test_a_hostile_notice_harms_no_reader_of_files(
    browser: Browser, hostile_filed: str, hostile_database: Path
) -> None:
    paths = [
        "",
        "browse/",
        "matrix/",
        "changes/",
        "check/a1263/",
        "search/?q=fire",
        "search/?q=<script>alert(1)</script>",
    ]
    import sqlite3

    with sqlite3.connect(hostile_database) as connection:
        paths += [f"recall/{identity}/" for (identity,) in connection.execute("SELECT id FROM timeline")]
    for path in looked_at(browser, hostile_filed, paths):
        if path.startswith("search"):
            answered(browser)
        harmless(browser, hostile_filed, path)
