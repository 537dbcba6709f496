"""A record and its page are one document: completed where the page can be had, and whole without it."""

from __future__ import annotations

import json

import pytest

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
<div class="view-rows"><div>Hazard:</div><div>Another hazard</div></div></div>"""


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
        "changed": ("ca-health-canada", FILE, canada("1", "2"), PAGE, b"<html><body>Sorry</body></html>", "200 OK"),
        "lacking": ("us-cpsc", CPSC, json.dumps([record]).encode(), RECALL, ROWS.encode(), "200 OK"),
    }
    cases = []
    for name, (source, listing, body, page, words, status) in answers.items():
        warc = Warc(folder / f"{name}.warc.gz")
        warc.response(listing, body, warc={"WARC-Recreated": "yes"})
        if words is not None:
            warc.response(page, words, "text/html; charset=utf-8", status=status)
        warc.close()
        cases.append(Case(source, replay=(str(folder / f"{name}.warc.gz"),)))
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


@pytest.mark.parametrize(("name", "kind"), [("refused", "http"), ("changed", "changed_layout")])
def test_a_page_that_cannot_be_read_is_noted_and_the_record_stands_alone(
    outcomes: dict[str, Outcome], name: str, kind: str
) -> None:
    assert outcomes[name].kinds == [kind]
    assert outcomes[name].kept_promise
    assert list(outcomes[name].parts("1")) == ["NID", "Title", "Issue"]


def test_a_page_adds_only_what_the_record_lacks(outcomes: dict[str, Outcome]) -> None:
    lacking = outcomes["lacking"]
    assert lacking.faults == []
    assert lacking.parts("26001")["Units"] == "About 700"
    assert "Hazard" not in lacking.parts("26001")
