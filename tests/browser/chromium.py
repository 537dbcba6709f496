"""A real Chromium without a window, from Debian's packages ``chromium`` and ``chromium-driver``.

Selenium is told where both lie and never looks for or fetches a driver. The browser
resolves no name but this machine's, so a page that asks for something elsewhere gets nothing;
what it asked for stands in ``Browser.requests``.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

DESKTOP, PHONE = (1280, 900), (360, 740)
_WORLDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
#: How long a page may take at most: what is waited for has come when it is there, however slow the machine.
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Sent:
    """A request of the browser and how many bytes came over the wire, head and body."""

    address: str
    received: int


@dataclass(slots=True)
class Browser:
    """A window and what a test asks of it."""

    driver: Chrome

    def open(self, address: str) -> None:
        """Go to a page; nothing of the pages before is in ``requests`` any more."""
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        self.driver.get(address)

    def all(self, selector: str) -> list[WebElement]:
        return list(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def one(self, selector: str) -> WebElement:
        """The only or first element that fits."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def link(self, text: str) -> WebElement:
        """The first link that shows this text."""
        return self.driver.find_element(By.PARTIAL_LINK_TEXT, text)

    def text(self) -> str:
        """The words that are shown."""
        return self.one("body").text

    def run(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)  # type: ignore[no-untyped-call]

    def click(self, element: WebElement) -> None:
        """As a finger does: brought into view first."""
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def follow(self, element: WebElement) -> None:
        """Click what leads to another page, and wait until that one is there."""
        with self._leaving():
            self.click(element)

    def back(self) -> None:
        with self._leaving():
            self.driver.back()

    def forward(self) -> None:
        with self._leaving():
            self.driver.forward()

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        before = self.one("html")
        yield
        wait = WebDriverWait(self.driver, SECONDS)
        wait.until(staleness_of(before))
        wait.until(lambda _: self.run("return document.readyState") == "complete")

    def press(self, *keys: str) -> None:
        """Type on the keyboard alone, wherever the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def press_and_follow(self, *keys: str) -> None:
        """Type what leads to another page, and wait until that one is there."""
        with self._leaving():
            self.press(*keys)

    def press_until(self, key: str, condition: str, most: int = 400) -> None:
        """Press one key again and again until a condition, in the page's script, holds; how fast does not matter."""
        for _ in range(most):
            if self.run(f"return {condition}"):
                return
            self.press(key)
        raise AssertionError(f"{most} times {key!r} did not lead to: {condition}")

    def overflows(self) -> list[str]:
        """What makes the page wider than its window: elements that end beyond its right edge; none where it fits."""
        if self.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
            return []
        found = self.run(
            "return [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right"
            " > document.documentElement.clientWidth + 1).slice(0, 8).map(one => one.outerHTML.slice(0, 160))"
        )
        return list(found) or ["the page is wider than its window"]

    def resize(self, size: tuple[int, int]) -> None:
        """Another size of the viewport, in CSS pixels."""
        self.driver.set_window_size(*size)
        bars = self.run("return outerHeight - innerHeight")
        self.driver.set_window_size(size[0], size[1] + bars)

    def dark(self, on: bool) -> None:
        """What a reader prefers whose screen is dark; things that move are not waited for."""
        wishes = {"prefers-color-scheme": "dark" if on else "light", "prefers-reduced-motion": "reduce"}
        told = [{"name": name, "value": value} for name, value in wishes.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": told})

    def script(self, on: bool) -> None:
        """Whether pages may run script; holds from the next page on."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})

    def requests(self) -> list[Sent]:
        """What was asked for since ``open``, by the browser's own log, addresses within a page left out."""
        asked: dict[str, str] = {}
        received: dict[str, int] = {}
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            told = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                asked[told["requestId"]] = told["request"]["url"]
            elif message["method"] == "Network.loadingFinished":
                received[told["requestId"]] = int(told["encodedDataLength"])
        return [
            Sent(address, received.get(identity, 0))
            for identity, address in asked.items()
            if urlsplit(address).scheme not in ("data", "about", "blob")
        ]

    def complaints(self) -> list[str]:
        """What the console says is wrong since ``open``: failed loads, script that was refused or broke."""
        return [str(entry["message"]) for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]

    def alert(self) -> str | None:
        """The text of a box that script has opened; the box is closed."""
        try:
            box = self.driver.switch_to.alert
        except NoAlertPresentException:
            return None
        text = box.text
        box.dismiss()
        return text

    def unfold(self) -> None:
        """Open all that can be opened, so that nothing is hidden from a check."""
        self.run("for (const one of document.querySelectorAll('details')) one.open = true")

    def violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.2 AA and its own best practices on the page as it stands."""
        self.run(_axe())
        found = self.driver.execute_async_script(  # type: ignore[no-untyped-call]
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {runOnly: arguments[0], rules: {'target-size': {enabled: true}}}).then(done,"
            " error => done({violations: [{id: String(error), nodes: []}]}))",
            list(_WORLDS),
        )
        return [
            f"{one['id']}: {node['html'][:200]}: {node.get('failureSummary', '')}"
            for one in found["violations"]
            for node in (one["nodes"] or [{"html": ""}])
        ]


def _axe() -> str:
    """axe-core's script. The package's own way to run it wants another driver of browsers."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def missing() -> str | None:
    """What is not installed here; None where a browser can be opened."""
    gone = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    return f"{' and '.join(gone)} not installed (Debian: chromium chromium-driver)" if gone else None


@contextmanager
def opened(size: tuple[int, int] = DESKTOP) -> Iterator[Browser]:
    """A browser with a profile of its own, closed at the end."""
    options = ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    # To root, which continuous integration is, Chromium gives no sandbox.
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    for argument in (
        "--headless=new",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--lang=en",
        *root,
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    options.set_capability("unhandledPromptBehavior", "ignore")
    driver = Chrome(options, Service(str(shutil.which("chromedriver"))))
    driver.set_page_load_timeout(SECONDS)
    driver.set_script_timeout(SECONDS)
    browser = Browser(driver)
    try:
        browser.resize(size)
        yield browser
    finally:
        driver.quit()
