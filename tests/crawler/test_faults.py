"""What is wrong gives one clear line for the document or the source, and nothing is kept wrongly."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from crawler import failures
from crawler.platforms.xml import parsed
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.warcs import Warc
from tests.web import build

CPSC = "https://www.saferproducts.gov/RestWebServices/Recall?format=json"
CANADA = "https://recalls-rappels.canada.ca/sites/default/files/opendata-donneesouvertes/HCRSAMOpenData.json"
GATE = "https://ec.europa.eu/safety-gate-alerts/api/download/weeklyReport"
GERMAN = "Rückruf für Geräte – „gefährlich“"
JAPANESE = "モバイルバッテリーの自主回収について、発火のおそれがあります。"
RECREATED = {"WARC-Recreated": "yes"}


def recall(number: str | None, **fields: object) -> dict[str, object]:
    return {
        "RecallID": 1,
        "RecallNumber": number,
        "RecallDate": "2026-01-01",
        "Title": "T",
        "Description": "D",
        **fields,
    }


# name of the case: source, address, body, content type
MALFORMED: dict[str, tuple[str, str, bytes, str | None]] = {
    "error record": (
        "us-cpsc",
        CPSC,
        b'[{"RecallID":0,"RecallNumber":null,"Title":"Error retrieving Recalls: The provider failed on Open."}]',
        "application/json",
    ),
    "HTML for JSON": ("us-cpsc", CPSC, b"<!DOCTYPE html><html><body>Sorry</body></html>", "application/json"),
    "HTML for JSON, Canada": ("ca-health-canada", CANADA, b"<html><body>Sorry</body></html>", "text/html"),
    "truncated JSON": ("us-cpsc", CPSC, json.dumps([recall("26001")]).encode()[:-9], "application/json"),
    "truncated XML": (
        "eu-safety-gate",
        f"{GATE}/list/xml/en",
        b"<weeklyReports><weeklyReport><refer",
        "application/xml",
    ),
    "HTML for XML": ("eu-safety-gate", f"{GATE}/list/xml/en", b"<!DOCTYPE html><html><br></html>", "text/html"),
    "empty body": ("us-cpsc", CPSC, b"", "application/json"),
    "only spaces": ("ca-health-canada", CANADA, b" \r\n", "application/json"),
    "object for array": ("us-cpsc", CPSC, b'{"error": "busy"}', "application/json"),
    "list of strings": ("us-cpsc", CPSC, b'["a", "b"]', "application/json"),
    "no encoding fits": ("us-cpsc", CPSC, b'[{"Title": "' + bytes(range(0x80, 0x100)) + b'"}]', "application/json"),
    "empty list": ("us-cpsc", CPSC, b"[]", "application/json"),
    "entities": (
        "eu-safety-gate",
        f"{GATE}/list/xml/en",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><weeklyReports>&x;</weeklyReports>',
        "application/xml",
    ),
}


@pytest.fixture(scope="module")
def malformed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    folder = tmp_path_factory.mktemp("malformed")
    cases = []
    for number, (source, url, body, content_type) in enumerate(MALFORMED.values()):
        warc = Warc(folder / f"{number}.warc.gz")
        warc.response(url, body, content_type, warc=RECREATED)
        cases.append(Case(source, replay=(warc.close(),)))
    return dict(zip(MALFORMED, run(*cases).outcomes, strict=True))


@pytest.mark.parametrize("name", MALFORMED)
def test_a_broken_source_is_one_line_and_publishes_nothing(malformed: dict[str, Outcome], name: str) -> None:
    outcome = malformed[name]
    lines = [fault["message"] for fault in outcome.faults if "unknown" not in fault["message"]]
    assert len(lines) == (2 if name == "list of strings" else 1)
    assert all("\n" not in line and "Traceback" not in line for line in lines)
    assert not outcome.kept_promise
    assert not outcome.complete
    assert outcome.document_count == 0


def test_the_line_says_what_is_wrong(malformed: dict[str, Outcome]) -> None:
    def line(name: str) -> str:
        return str(malformed[name].faults[0]["message"])

    assert "provider failed on Open" in line("error record")
    assert line("HTML for JSON") == "answered HTML where JSON was due"
    assert line("HTML for XML") == "answered HTML where XML was due"
    assert line("empty body") == "the answer is empty"
    assert line("truncated JSON").startswith("not valid JSON")
    assert line("truncated XML").startswith("not well-formed XML")
    assert "no known encoding" in line("no encoding fits")
    assert malformed["empty list"].kinds == ["promise"]


# Pages of tests/web/bad: fault, source -> kinds of the lines about it, whether the source's promise is kept
BAD = {
    ("consent", "us-cpsc"): ({"changed_layout"}, False),
    ("bot_wall", "us-cpsc"): ({"bot_wall"}, False),
    ("soft_404", "us-cpsc"): ({"changed_layout"}, False),
    ("error_as_record", "us-cpsc"): ({"changed_layout"}, False),
    ("changed_layout", "us-cpsc"): ({"changed_layout"}, False),
    ("missing_field", "us-cpsc"): ({"parse"}, True),
    ("empty_list", "us-cpsc"): ({"promise"}, False),
    ("consent", "ca-health-canada"): ({"changed_layout"}, False),
    ("bot_wall", "ca-health-canada"): ({"bot_wall"}, False),
    ("changed_layout", "ca-health-canada"): ({"changed_layout", "parse"}, False),
    ("missing_field", "ca-health-canada"): ({"parse"}, True),
    ("empty_list", "ca-health-canada"): ({"promise"}, False),
    ("consent", "eu-safety-gate"): ({"changed_layout"}, False),
    ("bot_wall", "eu-safety-gate"): ({"bot_wall"}, False),
    ("soft_404", "eu-safety-gate"): ({"changed_layout"}, False),
    ("truncated", "eu-safety-gate"): ({"parse"}, None),
    ("changed_layout", "eu-safety-gate"): ({"changed_layout"}, None),
    ("empty_list", "eu-safety-gate"): ({"changed_layout"}, False),
    ("consent", "jp-caa"): ({"changed_layout"}, True),
    ("bot_wall", "jp-caa"): ({"bot_wall"}, True),
    ("soft_404", "jp-caa"): ({"changed_layout"}, True),
    ("changed_layout", "jp-caa"): ({"changed_layout"}, True),
    ("missing_field", "jp-caa"): (set(), True),
    ("empty_list", "jp-caa"): ({"changed_layout"}, True),
    ("next_page_loop", "jp-caa"): (set(), True),
    ("consent", "gb-opss"): ({"changed_layout"}, False),
    ("changed_layout", "gb-opss"): ({"changed_layout"}, False),
    ("missing_field", "gb-opss"): ({"changed_layout"}, True),
    ("empty_list", "gb-opss"): ({"changed_layout"}, False),
    ("next_page_loop", "gb-opss"): (set(), True),
    ("consent", "jp-meti"): ({"changed_layout"}, False),
    ("bot_wall", "jp-meti"): ({"bot_wall"}, False),
    ("soft_404", "jp-meti"): ({"changed_layout"}, True),
    ("changed_layout", "jp-meti"): ({"changed_layout"}, True),
    ("missing_field", "jp-meti"): (set(), True),
    ("empty_list", "jp-meti"): ({"changed_layout"}, False),
    ("broken_attachment", "jp-meti"): ({"parse"}, True),
    ("bot_wall", "de-appgefahren"): ({"bot_wall"}, True),
    ("changed_layout", "de-appgefahren"): ({"changed_layout"}, True),
    ("missing_field", "de-appgefahren"): ({"parse"}, True),
    ("empty_list", "de-appgefahren"): ({"changed_layout"}, True),
    ("next_page_loop", "de-appgefahren"): (set(), True),
    ("consent", "de-heise"): ({"changed_layout"}, False),
    ("consent_article", "de-heise"): ({"changed_layout"}, False),
    ("bot_wall", "de-heise"): ({"bot_wall"}, False),
    ("bot_wall_article", "de-heise"): ({"bot_wall"}, False),
    ("soft_404", "de-heise"): ({"changed_layout"}, False),
    ("changed_layout", "de-heise"): ({"changed_layout"}, False),
    ("empty_list", "de-heise"): ({"changed_layout"}, False),
    ("missing_field", "de-heise"): (set(), True),
    ("empty_body", "de-heise"): ({"parse"}, False),
    ("entities", "de-heise"): (set(), True),
    ("consent", "cn-anker"): ({"changed_layout"}, False),
    ("bot_wall", "cn-anker"): ({"bot_wall"}, False),
    ("soft_404", "cn-anker"): ({"changed_layout"}, False),
    ("changed_layout", "cn-anker"): ({"changed_layout"}, False),
    ("empty_list", "cn-anker"): ({"changed_layout"}, False),
    ("missing_field", "cn-anker"): (set(), True),
    ("empty_body", "cn-anker"): ({"parse"}, False),
    ("next_page_loop", "cn-anker"): (set(), True),
    ("consent", "ca-soundcore"): ({"changed_layout"}, False),
    ("soft_404", "ca-soundcore"): ({"changed_layout"}, False),
    ("bot_wall", "ca-soundcore"): ({"bot_wall"}, False),
    ("changed_layout", "ca-soundcore"): ({"changed_layout"}, False),
    ("empty_list", "ca-soundcore"): ({"changed_layout"}, False),
    ("missing_field", "ca-soundcore"): (set(), True),
    ("empty_body", "ca-soundcore"): ({"parse"}, False),
    ("next_page_loop", "ca-soundcore"): (set(), True),
    ("consent", "de-baua"): ({"changed_layout"}, False),
    ("bot_wall", "de-baua"): ({"bot_wall"}, False),
    ("soft_404", "de-baua"): ({"changed_layout"}, True),
    ("changed_layout", "de-baua"): ({"changed_layout"}, False),
    ("empty_list", "de-baua"): ({"changed_layout"}, False),
    ("missing_field", "de-baua"): (set(), True),
    ("empty_body", "de-baua"): ({"parse"}, False),
    ("next_page_loop", "de-baua"): (set(), True),
    ("consent", "press-coverage"): ({"changed_layout"}, True),
    ("bot_wall", "press-coverage"): ({"bot_wall"}, True),
    ("soft_404", "press-coverage"): ({"changed_layout"}, True),
    ("changed_layout", "press-coverage"): ({"changed_layout"}, True),
    ("empty_list", "press-coverage"): ({"changed_layout"}, True),
    ("missing_field", "press-coverage"): (set(), True),
    ("empty_body", "press-coverage"): ({"parse"}, True),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Outcome]:
    folder = tmp_path_factory.mktemp("bad")
    cases = []
    for fault, source in BAD:
        path = folder / f"{source}-{fault}.warc.gz"
        build.write(path, build.faulty(source, fault))
        cases.append(Case(source, replay=(str(path),)))
    return dict(zip(BAD, run(*cases).outcomes, strict=True))


@pytest.mark.parametrize(("fault", "source"), BAD)
def test_a_bad_page_is_named_for_what_it_is(bad: dict[tuple[str, str], Outcome], fault: str, source: str) -> None:
    kinds, kept = BAD[fault, source]
    outcome = bad[fault, source]
    assert set(outcome.kinds) == kinds
    if kept is not None:
        assert outcome.kept_promise is kept


def test_one_bad_record_leaves_the_others(bad: dict[tuple[str, str], Outcome]) -> None:
    assert bad["missing_field", "us-cpsc"].document_count == 1
    assert bad["missing_field", "ca-health-canada"].document_count == 1
    assert bad["missing_field", "de-appgefahren"].document_count > 0


def test_a_feed_is_read_as_far_as_it_goes_and_opens_nothing_else(bad: dict[tuple[str, str], Outcome]) -> None:
    assert bad["missing_field", "de-heise"].document_count == 1
    assert bad["entities", "de-heise"].document_count == 1
    assert bad["missing_field", "cn-anker"].document_count == 1


def test_a_report_without_a_stamp_is_kept_without_one(bad: dict[tuple[str, str], Outcome]) -> None:
    stamps = {document["key"]: document["published"] for document in bad["missing_field", "press-coverage"].documents}
    assert next(stamp for key, stamp in stamps.items() if "philstar" in key) is None


def test_pages_that_repeat_are_read_once(bad: dict[tuple[str, str], Outcome]) -> None:
    for source in ("jp-caa", "gb-opss", "de-appgefahren", "cn-anker", "ca-soundcore", "de-baua"):
        documents = bad["next_page_loop", source].documents
        assert len({document["key"] for document in documents}) == len(documents) > 0


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Single cases, crawled side by side: name, what the archive holds, what is to be read."""
    folder = tmp_path_factory.mktemp("others")

    def holding(name: str, url: str, body: bytes, content_type: str = "application/json") -> tuple[str]:
        warc = Warc(folder / f"{name}.warc.gz")
        warc.response(url, body, content_type, warc=RECREATED)
        return (warc.close(),)

    def built(name: str, pages: Iterable[build.Answer]) -> tuple[str]:
        build.write(folder / f"{name}.warc.gz", pages)
        return (str(folder / f"{name}.warc.gz"),)

    large = json.dumps([recall(str(number), Description="x" * 100) for number in range(1000)]).encode()
    unknown = [recall(str(number), NewField="x", Products=[{"Name": "P", "Colour": "red"}]) for number in range(1, 6)]
    german = json.dumps([recall("1", Title=GERMAN)], ensure_ascii=False).encode("cp1252")
    local = "http://127.0.0.1/list.json"
    caa = next(page for page in build.answers("jp-caa") if "detail.php" in page.address)
    page = caa.body.decode().replace('<meta charset="utf-8">', "").replace("</h3>", JAPANESE + "</h3>", 1)
    unlabelled = page.encode("cp932", "ignore")
    recalls = built("recalls", build.answers("us-cpsc"))
    fewer = built("fewer", [page for page in build.answers("gb-opss") if "q=Zolo" not in page.address])
    cases = {
        "within its bound": Case("us-cpsc", holding("large", CPSC, large)),
        "beyond its bound": Case("local-api", holding("local", local, large), settings={"LOCAL_LISTS": [local]}),
        "unknown fields": Case("us-cpsc", holding("unknown", CPSC, json.dumps(unknown).encode())),
        "wrong label": Case("us-cpsc", holding("german", CPSC, german, "application/json; charset=utf-8")),
        "no label": Case(
            "jp-caa",
            holding("japanese", caa.address, unlabelled, "text/html"),
            (caa.address,),
        ),
        "enough records": Case("us-cpsc", recalls, last_read=12),
        "too few records": Case("us-cpsc", recalls, last_read=30),
        "a listing is missing": Case("gb-opss", fewer),
        "not of a form": Case("us-cpsc", recalls, ("https://www.cpsc.gov/Recalls/2025/somewhere",)),
    }
    return dict(zip(cases, run(*cases.values()).outcomes, strict=True))


def test_unknown_fields_are_named_once_and_the_records_kept(others: dict[str, Outcome]) -> None:
    outcome = others["unknown fields"]
    assert {fault["message"].split('"')[1] for fault in outcome.faults} == {"NewField", "Products[].Colour"}
    assert len(outcome.faults) == 2
    assert outcome.document_count == 5
    assert outcome.kept_promise


def test_a_page_beyond_its_sources_bound_is_not_read_and_the_bound_is_per_source(others: dict[str, Outcome]) -> None:
    assert others["within its bound"].document_count == 1000
    beyond = others["beyond its bound"]
    assert beyond.kinds == ["too_large"]
    assert not beyond.kept_promise
    assert beyond.document_count == 0


def test_encodings_are_found_out_where_labels_are_wrong_or_missing(others: dict[str, Outcome]) -> None:
    assert others["wrong label"].documents[0]["title"] == GERMAN
    for name, encoding in (("wrong label", "cp1252"), ("no label", "cp932")):
        assert [fault["message"] for fault in others[name].faults if encoding in fault["message"]]
        assert others[name].kept_promise
    assert others["no label"].documents[0]["title"].endswith(JAPANESE)


def test_fewer_records_than_half_of_the_last_good_run_break_the_promise(others: dict[str, Outcome]) -> None:
    assert others["enough records"].kept_promise
    assert others["enough records"].faults == []
    assert not others["too few records"].kept_promise
    assert "less than half of the 30" in others["too few records"].faults[0]["message"]


def test_a_missing_listing_among_many_is_a_fault_and_the_rest_stands(others: dict[str, Outcome]) -> None:
    outcome = others["a listing is missing"]
    assert [fault["message"] for fault in outcome.faults] == ["not in the archive"]
    assert outcome.kept_promise
    assert outcome.document_count > 0
    assert not outcome.complete


def test_an_address_that_no_reader_knows_is_named(others: dict[str, Outcome]) -> None:
    fault = others["not of a form"].faults[0]
    assert "form" in fault["message"]
    assert fault["url"] == "https://www.cpsc.gov/Recalls/2025/somewhere"
    assert others["not of a form"].captures == []


@pytest.mark.parametrize(
    ("body", "walled"),
    [
        ("<html><title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/h/b/x'></script></html>", True),
        ("<p>Please enable JS</p><script>var dd={'host':'geo.captcha-delivery.com'}</script>", True),
        (f"<script src='/_Incapsula_Resource?SWJIYLWA=719d'></script><p>{'A recall of power banks. ' * 20}</p>", False),
        (f"<p>{'A recall. ' * 50}</p><script>a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>", False),
        ("<html><body><p>A recall.</p></body></html>", False),
    ],
)
def test_a_wall_is_known_by_its_mark_and_its_few_words(body: str, walled: bool) -> None:
    """Services that guard a site write their scripts into its own pages, too."""
    assert failures.is_bot_wall(body.encode()) is walled


def test_a_wall_that_is_well_formed_is_no_feed() -> None:
    with pytest.raises(failures.Unreadable, match="HTML where XML was due"):
        parsed("<!-- x --><html><head><title>Just a moment...</title></head><body/></html>")
