"""What readers do: ask whether theirs is affected, narrow, search, go back; by mouse and keyboard, without script."""

from collections.abc import Callable
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.chromium import PHONE, SECONDS, Browser

#: How a reader may come: each prepares the window.
WAYS: dict[str, Callable[[Browser], None]] = {
    "with script": lambda browser: None,
    "without script": lambda browser: browser.script(False),
    "on a phone": lambda browser: browser.resize(PHONE),
}
EUROPE = "Chargen für Europa sind demnach wohl nicht betroffen"


@pytest.fixture(params=WAYS)
def reader(request: pytest.FixtureRequest, browser: Browser) -> Browser:
    WAYS[request.param](browser)
    return browser


def asked(browser: Browser) -> dict[str, str]:
    """What the address asks."""
    return {name: values[0] for name, values in parse_qs(urlsplit(browser.driver.current_url).query).items()}


def headings(browser: Browser) -> list[str]:
    return [one.text for one in browser.all(".list article h4 a")]


def narrow(browser: Browser, **choices: str) -> None:
    """Open the filters, choose, send."""
    filters = browser.one("details.filters")
    if not filters.get_attribute("open"):
        browser.click(filters.find_element(By.CSS_SELECTOR, "summary"))
    for name, choice in choices.items():
        field = filters.find_element(By.NAME, name)
        if field.tag_name == "select":
            Select(field).select_by_value(choice)
        else:
            field.clear()
            field.send_keys(choice)
    browser.follow(filters.find_element(By.CSS_SELECTOR, "button"))


def test_is_my_soundcore_3_bought_in_germany_affected(reader: Browser, site: str) -> None:
    """Three clicks from the start page: into the field, the country, the button; there stand the maker's words."""
    reader.open(f"{site}/?lang=en")
    field = reader.one("form.check input[name=model]")
    field.click()
    field.send_keys("Soundcore 3")
    Select(reader.one("form.check select[name=market]")).select_by_visible_text("Germany")
    reader.follow(reader.one("form.check button"))
    assert "Soundcore 3" in reader.one("h1").text and "Germany" in reader.one("h1").text
    assert EUROPE in reader.one("main blockquote q").text
    assert reader.one("main blockquote q").get_attribute("lang") == "de"
    assert "appgefahren.de" in reader.one("main").text and "with a reserve" in reader.one("main").text
    assert "Yes, it is recalled" not in reader.one("main").text
    assert reader.overflows() == []


def test_from_the_answer_to_the_recall_and_its_archived_page(reader: Browser, site: str) -> None:
    reader.open(f"{site}/check?model=A3117&market=JP&lang=en")
    assert "Japan" in reader.one("main .answer h2").text
    reader.follow(reader.one("main .answer h2 a"))
    assert urlsplit(reader.driver.current_url).path == "/recall/anker-jp-2025-10-21"
    assert "522,237" in reader.text()
    reader.run("for (const one of document.querySelectorAll('details')) one.open = true")
    quotes = [one for one in reader.all("main q") if one.get_attribute("lang") == "ja"]
    assert any("回収" in one.text for one in quotes)
    copy = next(one for one in reader.all("main a") if "/capture/" in str(one.get_attribute("href")))
    reader.follow(copy)
    assert reader.one("h1").text.startswith("Archived copy")
    frames = reader.all("iframe.copy")
    if frames:
        assert frames[0].get_attribute("sandbox") == ""
        reader.driver.switch_to.frame(frames[0])
        assert len(reader.text()) > 100
        assert reader.all("script, a[href], img, form, link:not([rel=stylesheet])") == []
        reader.driver.switch_to.default_content()
    else:
        assert "Full articles stay in the archive" in reader.text()


def test_filters_stand_in_the_address_and_the_back_button_undoes_them(reader: Browser, site: str) -> None:
    reader.open(f"{site}/?lang=en")
    everything = headings(reader)
    narrow(reader, market="JP", since="2025")
    assert {name: value for name, value in asked(reader).items() if value} == {
        "lang": "en",
        "market": "JP",
        "since": "2025",
    }
    japan = headings(reader)
    assert 0 < len(japan) < len(everything)
    assert {one.text for one in reader.all(".list .where")} == {"Japan"}
    narrow(reader, hazard="fire")
    assert asked(reader)["hazard"] == "fire" and asked(reader)["market"] == "JP"
    reader.back()
    assert headings(reader) == japan
    assert Select(reader.one("details.filters [name=market]")).first_selected_option.get_attribute("value") == "JP"
    reader.back()
    assert headings(reader) == everything
    reader.forward()
    assert headings(reader) == japan
    chip = next(one for one in reader.all("a.chip") if "Japan" in one.text)
    reader.follow(chip)
    assert "market" not in asked(reader) and asked(reader)["since"] == "2025"
    assert reader.overflows() == []


@pytest.mark.parametrize(("words", "found"), [("回収", "JP"), ("モバイルバッテリー 回収", "JP"), ("Rückruf", "DE")])
def test_words_are_found_in_any_language(reader: Browser, site: str, words: str, found: str) -> None:
    reader.open(f"{site}/?lang=en")
    everything = len(headings(reader))
    narrow(reader, q=words)
    assert asked(reader)["q"] == words
    assert 0 < len(headings(reader)) < everything
    assert any(
        one.get_attribute("href") and f"-{found.lower()}-" in str(one.get_attribute("href"))
        for one in reader.all("h4 a")
    )
    assert reader.one("#q").get_attribute("value") == words


def test_words_that_nobody_wrote_are_told_without_an_all_clear(reader: Browser, site: str) -> None:
    reader.open(f"{site}/?q=Waschmaschinentrommel&lang=en")
    assert "no all-clear" in reader.text()


def test_a_circle_of_the_plot_leads_to_its_recalls(browser: Browser, site: str) -> None:
    browser.open(f"{site}/?lang=en")
    circle = browser.one("svg.plot circle[data-market=JP]")
    month = browser.run("return arguments[0].closest('[data-since]').dataset.since", circle)
    browser.follow(circle)
    assert asked(browser)["market"] == "JP" and asked(browser)["since"] == month
    assert headings(browser)


@pytest.mark.parametrize(("language", "word"), [("de", "Deutschland"), ("ja", "ドイツ")])
def test_the_interface_changes_its_language_and_keeps_the_question(
    reader: Browser, site: str, language: str, word: str
) -> None:
    reader.open(f"{site}/check?model=A3117&market=DE&lang=en")
    reader.follow(reader.one(f"nav.languages a[lang={language}]"))
    assert asked(reader) == {"model": "A3117", "market": "DE", "lang": language}
    assert reader.one("html").get_attribute("lang") == language
    assert word in reader.one("h1").text
    assert EUROPE in reader.text(), "quotes stay in the language in which they were printed"


def test_the_keyboard_alone_asks_and_reads(browser: Browser, site: str) -> None:
    browser.open(f"{site}/?lang=en")
    browser.press(Keys.TAB)
    assert browser.driver.switch_to.active_element.get_attribute("class") == "skip"
    assert browser.driver.switch_to.active_element.is_displayed()
    browser.press(Keys.ENTER)
    WebDriverWait(browser.driver, SECONDS).until(lambda _: urlsplit(browser.driver.current_url).fragment)
    browser.press(Keys.TAB)
    assert browser.driver.switch_to.active_element.get_attribute("name") == "model"
    browser.press("Soundcore 3", Keys.ESCAPE)
    browser.press(Keys.TAB)
    assert browser.driver.switch_to.active_element.get_attribute("name") == "market"
    # By arrows: letters typed into a list count together only where they come fast, which a busy machine may not.
    browser.press_until(Keys.ARROW_DOWN, "document.activeElement.selectedOptions[0].textContent.trim() == 'Germany'")
    browser.press(Keys.TAB)
    assert browser.driver.switch_to.active_element.tag_name == "button"
    browser.press_and_follow(Keys.ENTER)
    assert asked(browser) == {"model": "Soundcore 3", "market": "DE", "lang": "en"}
    assert EUROPE in browser.one("main").text


@pytest.mark.parametrize("path", ["/", "/?market=JP", "/recall/anker-jp-2025-10-21", "/matrix", "/changes", "/sources"])
def test_whatever_has_the_focus_is_seen_and_marked(browser: Browser, site: str, path: str) -> None:
    """Every stop of the tab key, on a desktop and on a phone: none is hidden, each is marked, none keeps the reader."""
    for size in ((1280, 900), PHONE):
        browser.resize(size)
        browser.open(f"{site}{path}{'&' if '?' in path else '?'}lang=en")
        places: list[int] = []
        for _ in range(60):
            browser.press(Keys.TAB)
            place = browser.driver.execute_async_script(MARKED)  # type: ignore[no-untyped-call]
            if place is None:
                break
            assert place["marked"] and place["seen"], (size, place)
            places.append(place["path"])
        assert len(places) > 8
        assert all(one != other for one, other in pairwise(places)), "no stop holds the focus"


#: What has the focus, when the browser has scrolled to it.
MARKED = """
const done = arguments[0], one = document.activeElement;
if (!one || one === document.body) done(null);
else requestAnimationFrame(() => requestAnimationFrame(() => {
const style = getComputedStyle(one), box = one.getBoundingClientRect();
const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none';
const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
  && box.left < innerWidth;
const all = [...document.querySelectorAll('*')];
done({path: all.indexOf(one), marked, seen, what: one.outerHTML.slice(0, 160)});
}));
"""
