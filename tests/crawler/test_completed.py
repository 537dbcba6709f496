"""A record and its page are one document: completed where the page can be had, and whole without it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from scrapy import Request
from scrapy.http import Response

from crawler import registry
from crawler.run import settings
from crawler.spiders.regulators.ca_health_canada import _background
from db.records import Document, Part
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.warcs import Warc

CANADA = "https://recalls-rappels.canada.ca/"
FILE = CANADA + "sites/default/files/opendata-donneesouvertes/HCRSAMOpenData.json"
PAGE = CANADA + "en/alert-recall/anker-x"
CPSC = "https://www.saferproducts.gov/RestWebServices/Recall?format=json"
RECALL = "https://www.cpsc.gov/Recalls/2026/Anker-X"
SECTIONS = """<main><div class="ar-affected-products ar-section"><p>Anker X</p></div>
<div class="ar-issue-long"><p>Joint recall with the
<a href="https://www.cpsc.gov/Recalls/2026/Anker-X">US CPSC</a>.</p></div>
<div class="ar-additional-info"><details><summary>Background</summary><p><b>Number Sold</b><br>About 160</p>
<h4>Time Period Sold:</h4><p>May 2024 to June 2024</p></details></div></main>"""
ROWS = """<div class="recall-product__info"><div class="view-rows"><div>Units:</div><div>About 700</div></div>
<div class="view-rows"><div>Hazard:</div><div>Another hazard</div></div></div>
<p>In conjunction with <a href="https://recalls-rappels.canada.ca/en/alert-recall/anker-x">Health Canada</a></p>
<footer><a href="https://recalls-rappels.canada.ca/en">All of Canada's</a></footer>"""


def canada(*numbers: str) -> bytes:
    title = {"1": "Anker X recalled", "2": "Kettle recalled"}
    records = [{"NID": n, "Title": title[n], "URL": PAGE if n == "1" else PAGE + n, "Issue": "Fire"} for n in numbers]
    return json.dumps(records).encode()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    folder = tmp_path_factory.mktemp("completed")
    record = {"RecallID": 1, "RecallNumber": "26001", "Title": "Anker X", "URL": RECALL, "Hazards": [{"Name": "Fire"}]}
    answers: dict[str, tuple[str, str, bytes, str, bytes | None, str]] = {
        "whole": ("ca-health-canada", FILE, canada("1", "2"), PAGE, SECTIONS.encode(), "200 OK"),
        "absent": ("ca-health-canada", FILE, canada("1", "2"), PAGE, None, ""),
        "refused": ("ca-health-canada", FILE, canada("1", "2"), PAGE, b"no", "403 Forbidden"),
        "refused, known": ("ca-health-canada", FILE, canada("1", "2"), PAGE, b"no", "503 Service Unavailable"),
        "not due": ("ca-health-canada", FILE, canada("1", "2"), PAGE, SECTIONS.encode(), "200 OK"),
        "not due, changed": ("ca-health-canada", FILE, canada("1", "2"), PAGE, SECTIONS.encode(), "200 OK"),
        "changed": ("ca-health-canada", FILE, canada("1", "2"), PAGE, b"<html><body>Sorry</body></html>", "200 OK"),
        "lacking": ("us-cpsc", CPSC, json.dumps([record]).encode(), RECALL, ROWS.encode(), "200 OK"),
    }
    days = ("2025-01-01T00:00:00Z", "2100-01-01T00:00:00Z")
    record = [["Title", "Anker X recalled", "title"], ["Issue", "Fire", "hazard"], ["NID", "1", "reference"]]
    before = {"1": [*record, ["Number Sold", "About 160", "units"]]}
    known = {
        "whole": {},
        "refused, known": {"LOCAL_PARTS": before},
        "not due": {"LOCAL_PARTS": before, "LOCAL_SEEN": {"1": days}},
        "not due, changed": {"LOCAL_PARTS": {"1": [["Issue", "Shock", "hazard"]]}, "LOCAL_SEEN": {"1": days}},
    }
    cases = []
    for name, (source, listing, body, page, words, status) in answers.items():
        warc = Warc(folder / f"{name}.warc.gz")
        warc.response(listing, body, warc={"WARC-Recreated": "yes"})
        if words is not None:
            warc.response(page, words, "text/html; charset=utf-8", status=status)
        warc.close()
        cases.append(Case(source, replay=(str(folder / f"{name}.warc.gz"),), settings=known.get(name, {})))
    return dict(zip(answers, run(*cases).outcomes, strict=True))


def test_a_watched_record_is_completed_from_its_page_and_others_are_not_asked(outcomes: dict[str, Outcome]) -> None:
    whole = outcomes["whole"]
    assert whole.faults == []
    assert whole.document_count == 2
    parts = whole.parts("1")
    assert parts["Number Sold"] == "About 160"
    assert parts["Time Period Sold"] == "May 2024 to June 2024"
    assert parts["Title"] == "Anker X recalled"
    assert whole.document("1")["links"]["partner"] == [RECALL]
    assert [capture["url"] for capture in whole.captures] == [FILE, PAGE]


def test_an_archive_without_the_page_gives_the_record_in_silence(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["absent"].faults == []
    assert outcomes["absent"].kept_promise
    assert list(outcomes["absent"].parts("1")) == ["NID", "Title", "Issue"]


@pytest.mark.parametrize(("name", "kind"), [("refused", "forbidden"), ("changed", "changed_layout")])
def test_a_page_that_cannot_be_read_is_noted_and_the_record_stands_alone(
    outcomes: dict[str, Outcome], name: str, kind: str
) -> None:
    assert outcomes[name].kinds == [kind]
    assert outcomes[name].kept_promise
    assert list(outcomes[name].parts("1")) == ["NID", "Title", "Issue"]


def test_what_a_page_said_before_stays_while_it_fails(outcomes: dict[str, Outcome]) -> None:
    failed = outcomes["refused, known"]
    assert failed.kinds == ["server_error"]
    assert failed.parts("1")["Number Sold"] == "About 160"
    assert list(failed.parts("1")) == ["Title", "Issue", "NID", "Number Sold"]


def test_a_page_that_is_not_due_is_not_asked_unless_its_record_has_changed(outcomes: dict[str, Outcome]) -> None:
    rested, changed = outcomes["not due"], outcomes["not due, changed"]
    assert [capture["url"] for capture in rested.captures] == [FILE]
    assert rested.parts("1")["Number Sold"] == "About 160"
    assert rested.complete
    assert [capture["url"] for capture in changed.captures] == [FILE, PAGE]
    assert changed.parts("1")["Issue"] == "Fire"


def test_a_page_adds_only_what_the_record_lacks(outcomes: dict[str, Outcome]) -> None:
    lacking = outcomes["lacking"]
    assert lacking.faults == []
    assert lacking.parts("26001")["Units"] == "About 700"
    assert "Hazard" not in lacking.parts("26001")
    assert lacking.document("26001")["links"]["partner"] == [CANADA + "en/alert-recall/anker-x"]


@pytest.mark.parametrize(
    "section",
    [
        "<summary>Background</summary><b>Number sold</b><br>About 160<br><br><b>Time period sold</b><br>May 2024",
        "<p><strong>Number Sold:</strong> About 160</p><p><strong>Time Period Sold:</strong> May 2024</p>",
        "<dl><dt>Number sold</dt><dd>About 160</dd><dt>Time period sold</dt><dd>May 2024</dd></dl>",
        "<table><tr><td>Number Sold</td><td>About 160</td><tr><td>Time Period Sold</td><td>May 2024</td></table>",
        "<h3>Number sold</h3><p>About 160</p><h3>Time period sold</h3><p>May 2024</p><h3>Companies</h3><p>Anker</p>",
    ],
)
def test_labels_and_values_are_told_apart_however_they_are_laid_out(section: str) -> None:
    page = BeautifulSoup(f"<div class='ar-additional-info'><details>{section}</details></div>", "lxml")
    told = [(part.name, part.text) for part in _background(page)]
    assert told == [("Number Sold", "About 160"), ("Time Period Sold", "May 2024")]


def test_a_reader_that_fails_costs_a_record_nothing_but_what_its_page_adds() -> None:
    spider = registry.sources()["ca-health-canada"]()
    spider.settings = settings({})
    document = Document(key="1", url=PAGE, parts=(Part("Title", "Anker X recalled", "title"),))

    def fails(response: Response) -> Iterator[Document]:
        raise RuntimeError("of a kind that nobody thought of")
        yield

    answer = Response(PAGE, body=b"<html></html>", request=Request(PAGE))
    facts = {"listing": False, "facts": {}, "otherwise": document, "always": True, "due": False}
    found = spider.answered(answer, fails, **facts)
    assert next(found) == document
    with pytest.raises(RuntimeError):
        next(found)
