"""Safety Gate: weekly reports, the website's search and its notifications tell of one alert under one key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler import registry
from crawler.run import settings
from crawler.spiders.regulators.eu_safety_gate import GATE, LIST, NOTIFICATION, SEARCH, _corrigendum
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.warcs import Warc

REPORT = f"{GATE}/api/download/weeklyReport/detail/xml/1?language=en&search=WEB_REPORT%7C:%7C1"
RECREATED = {"WARC-Recreated": "yes"}
NOW = "2026-01-02T03:04:05Z"


def found(number: int, brand: str, **more: Any) -> dict[str, Any]:
    """An alert as the search lists it."""
    return {
        "id": number,
        "reference": f"SR/0{number}/26",
        "publicationDate": "2025-12-30T10:00:00.000+00:00",
        "product": {"name": "Power bank", "nameSpecific": None, "brands": [{"brand": brand}]},
        **more,
    }


def notified(number: int, corrigendum: Any = None) -> bytes:
    """An alert as the notification API tells it."""
    told = {
        "id": number,
        "reference": f"SR/0{number}/26",
        "publicationDate": "2025-12-30T10:00:00.000+00:00",
        "modificationDate": "2025-12-31T10:00:00.000+00:00" if corrigendum else None,
        "corrigendum": corrigendum,
        "country": {"name": "Germany"},
        "product": {"brands": [{"brand": "Anker"}], "versions": [], "modelTypes": [{"modelType": "A1263"}]},
        "risk": {"riskType": [{"name": "Fire"}], "versions": []},
    }
    return json.dumps(told).encode()


def asked(word: str, page: int) -> bytes:
    """The body of a search, as the spider writes it."""
    spider = registry.sources()["eu-safety-gate"]()
    spider.settings = settings({"NOW": NOW, "QUERIES": [word]})
    (request,) = spider._search(word, page)  # type: ignore[attr-defined]
    assert request.method == "POST" and request.url == SEARCH and request.priority < 0
    body: bytes = request.body
    return body


def archive(path: Path, pages: list[dict[str, Any]], corrigendum: Any = None) -> str:
    """A list of one report with alert 11 in it, a search that finds more, and notifications."""
    warc = Warc(path)
    report = (
        "<Safety-Gate><report_date>19/12/2025</report_date><notifications><caseNumber>SR/011/26</caseNumber>"
        f"<reference>{GATE}/screen/webReport/alertDetail/11</reference><brand>Anker</brand>"
        "<product>Power bank</product><type_numberOfModel>A1263</type_numberOfModel></notifications></Safety-Gate>"
    )
    listed = (
        "<weeklyReports><weeklyReport><reference>1</reference><publicationDate>19/12/2025</publicationDate>"
        f"<URL><![CDATA[{REPORT}]]></URL></weeklyReport></weeklyReports>"
    )
    warc.response(LIST, listed.encode(), "application/xml", warc=RECREATED)
    warc.response(REPORT, report.encode(), "application/xml", warc=RECREATED)
    for number, page in enumerate(pages):
        answer = warc.response(SEARCH, json.dumps(page).encode(), warc=RECREATED)
        warc.request(SEARCH, "POST", asked("Anker", number), answer)
    for number in (11, 12):
        warc.response(NOTIFICATION.format(number), notified(number, corrigendum), warc=RECREATED)
    return warc.close()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    folder = tmp_path_factory.mktemp("gate")
    first = {"content": [found(11, "Anker"), found(13, "Uni"), {"id": None}], "last": False}
    second = {"content": [found(12, "ANKER")], "last": True}
    archives = {
        "found": archive(folder / "found.warc.gz", [first, second]),
        "corrected": archive(folder / "corrected.warc.gz", [second], {"text": "The model is A1263."}),
        "reported": archive(folder / "reported.warc.gz", [second]),
        "changed": archive(folder / "changed.warc.gz", [{"hits": []}]),
        "silent": archive(folder / "silent.warc.gz", []),
    }
    known = {"reported": {"LOCAL_PARTS": {"12": [["caseNumber", "SR/012/26", "reference"]]}}}
    cases = [
        Case("eu-safety-gate", (file,), settings={"NOW": NOW, "QUERIES": ("Anker",), **known.get(name, {})})
        for name, file in archives.items()
    ]
    return dict(zip(archives, run(*cases).outcomes, strict=True))


def test_the_search_adds_what_no_weekly_report_shows_under_the_same_kind_of_key(outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes["found"]
    assert outcome.faults == []
    assert {document["key"] for document in outcome.documents} == {"11", "12"}
    assert [document["key"] for document in outcome.documents].count("11") == 1
    assert outcome.parts("11")["caseNumber"] == "SR/011/26"
    assert outcome.parts("12")["reference"] == "SR/012/26"
    assert outcome.document("12")["url"] == f"{GATE}/screen/webReport/alertDetail/12"


def test_a_corrigendum_is_a_part_that_makes_a_version(outcomes: dict[str, Outcome]) -> None:
    for key in ("11", "12"):
        assert "A1263" in outcomes["corrected"].parts(key)["corrigendum"]
        assert outcomes["corrected"].document(key)["modified"] == "2025-12-31T10:00:00.000+00:00"
        assert "corrigendum" not in outcomes["found"].parts(key)


def test_both_interfaces_call_the_parts_of_an_alert_alike(outcomes: dict[str, Outcome]) -> None:
    reported, notified = outcomes["found"].parts("11"), outcomes["found"].parts("12")
    for name in ("brand", "type_numberOfModel", "publicationDate"):
        assert reported[name] == notified[name]
    assert (notified["notifyingCountry"], notified["riskType"]) == ("Germany", "Fire")


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"corrigendum": "The model is A1263."}, ["The model is A1263."]),
        ({"corrigendum": {"b": 1, "a": "x"}}, ['{"a": "x", "b": 1}']),
        ({"versions": [{"language": {"key": "EN"}, "corrigendum": "The model is A1263."}]}, ["The model is A1263."]),
        ({"corrigendum": None, "versions": [{"language": {"key": "EN"}, "corrigendum": None}]}, []),
        ({}, []),
    ],
)
def test_a_corrigendum_may_have_a_version_a_language(record: dict[str, Any], told: list[str]) -> None:
    assert [part.text for part in _corrigendum(record)] == told


def test_an_alert_that_a_weekly_report_showed_before_is_not_told_in_other_words(outcomes: dict[str, Outcome]) -> None:
    assert {document["key"] for document in outcomes["reported"].documents} == {"11"}


def test_a_search_of_another_layout_is_one_fault_and_the_reports_stand(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["changed"].kinds == ["changed_layout"]
    assert outcomes["changed"].kept_promise
    assert {document["key"] for document in outcomes["changed"].documents} == {"11"}


def test_an_archive_that_was_made_without_the_search_is_read_in_silence(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["silent"].faults == []


def test_the_whole_body_is_asked_for_all_years_of_a_backfill() -> None:
    body = json.loads(asked("Anker", 0))
    assert body["criteria"] == {"year": [2025, 2026]}
    assert body["fullTextSearch"] == "Anker"
    assert {"searchCriteriaForNotification", "isLaunched", "pagination", "language"} <= body.keys()
    spider = registry.sources()["eu-safety-gate"]()
    spider.settings = settings({"NOW": NOW, "SINCE": "2024-06"})
    (request,) = spider._search("Anker", 0)  # type: ignore[attr-defined]
    assert json.loads(request.body)["criteria"] == {"year": [2024, 2025, 2026]}
