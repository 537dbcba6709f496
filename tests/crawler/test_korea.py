"""Korea: the mirror without a key, the API with one, and the key stays with us."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawler.engine import HOUSE, Case, Outcome, run
from tests.crawler.warcs import Warc

PAGES = HOUSE.parent / "shared" / "data" / "korea"
API = "https://www.safetykorea.kr/openapi/api/recall/recallList.json?conditionKey=all&conditionValue={}"
MIRROR = "https://sftc.seoul.go.kr/fe/si/recallDmstc/NR_list.do?pageIndex={}"
RECORD = {
    "recallUid": "10021263",
    "recallProductName": "앤커 334 맥고",
    "recallBrandName": "앤커",
    "recallModelName": "A1642",
    "recallCmpnyName": "앤커이노베이션코리아(주)",
    "publishDate": "20250731",
    "harmDscr": "화재",
    "somethingNew": "x",
}


def crawled(path: Path, answers: dict[str, bytes], **settings: object) -> Outcome:
    warc = Warc(path)
    for url, body in answers.items():
        warc.response(url, body, "application/json" if body.startswith(b"{") else "text/html; charset=utf-8")
    warc.close()
    return run(Case("kr-safetykorea", replay=(str(path),), settings=dict(settings))).outcomes[0]


def test_with_a_key_the_api_is_asked_and_the_key_is_told_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAFETYKOREA_KEY", "a-key-of-somebody")
    answer = {"resultCode": "2000", "resultMsg": "Success", "resultData": [RECORD]}
    outcome = crawled(tmp_path / "a.warc.gz", {API.format("Zolo"): json.dumps(answer).encode()}, QUERIES=("Zolo",))
    assert outcome.parts("10021263")["harmDscr"] == "화재"
    assert outcome.document("10021263")["published"] == "20250731"
    assert outcome.kinds == ["changed_layout"], "the new field is reported"
    assert "a-key-of-somebody" not in str(outcome)


def test_a_refused_key_fails_loudly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFETYKOREA_KEY", "a-key-of-nobody")
    answer = {"resultCode": "4000", "resultMsg": "AuthKey error", "resultData": None}
    outcome = crawled(tmp_path / "b.warc.gz", {API.format("Zolo"): json.dumps(answer).encode()}, QUERIES=("Zolo",))
    assert outcome.kinds == ["forbidden"]
    assert not outcome.kept_promise


@pytest.mark.skipif(not PAGES.exists(), reason="the real pages lie beside the project, not in it")
def test_the_mirrors_pages_are_read_until_its_window_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAFETYKOREA_KEY", raising=False)
    first = (PAGES / "list_p1_2026-08-20.html").read_bytes()
    end = (PAGES / "window_end_p78_2026-08-20.html").read_bytes()
    outcome = crawled(tmp_path / "c.warc.gz", {MIRROR.format(1): first, MIRROR.format(2): end})
    assert outcome.read == outcome.document_count == 10
    scooter = outcome.document("10022792")
    assert (scooter["title"], scooter["published"]) == ("저속전동이륜차", "2026.08.11")
    assert outcome.parts("10022792")["모델명"] == "터보"
    assert outcome.kinds == []
