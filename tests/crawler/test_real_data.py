"""The open data that the publishers served, read in full; skipped where it is not at hand."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator

import pytest

from crawler.platforms.page import read_page
from tests.crawler.engine import HOUSE, Case, Ran, run

DATA = HOUSE.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real data lies beside the project, not in it")

CAA = "https://www.recall.caa.go.jp/result/detail.php?rcl={}&screenkbn=01"
BOILERPLATE = "このサイトでは、行政機関等が公表した情報"
ADDRESSES = (
    CAA.format("00000001312"),
    CAA.format("00000001882"),
    CAA.format("00000009911"),
    "https://www.gov.uk/api/search.json?filter_format=product_safety_alert_report_recall",
    "https://www.gov.uk/api/content/product-safety-alerts-reports-recalls/"
    "product-recall-my-first-baby-spinner-sold-by-the-works-2609-0229",
    "https://ec.europa.eu/safety-gate-alerts/public/api/notification/10119139?language=en",
)
BULK = ("us-cpsc", "ca-health-canada", "eu-safety-gate")
SINGLE = ("jp-caa", "gb-opss", "eu-safety-gate")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    path = tmp_path_factory.mktemp("real") / "real.warc.gz"
    subprocess.run([sys.executable, str(DATA / "make_warc.py"), str(path)], check=True, capture_output=True)
    bulk = [Case(source, replay=(str(path),)) for source in BULK]
    single = [Case(source, replay=(str(path),), urls=ADDRESSES) for source in SINGLE]
    yield run(*bulk, *single)


def test_all_records_are_read_and_become_documents(real: Ran) -> None:
    assert [outcome.read for outcome in real.outcomes[:3]] == [902, 33_961, 8_770]
    for outcome in real.outcomes[:3]:
        assert outcome.document_count == outcome.read == len(outcome.listed)
        assert outcome.faults == []
        assert outcome.kept_promise
        assert outcome.complete


def test_memory_stays_within_bounds(real: Ran) -> None:
    assert real.megabytes < 600


def test_three_carriers_of_rich_text_are_read_in_full(real: Ran) -> None:
    caa = real.outcomes[3]
    assert caa.faults == []
    assert caa.listed == ["00000001312", "00000001882", "00000009911"]
    tricycle, cars, hoses = (caa.parts(key) for key in caa.listed)
    labels = {"商品名", "対応方法", "対応開始日", "対象の特定情報", "備考", "連絡先", "管理番号", "title"}
    for parts in (tricycle, cars, hoses):
        assert labels <= set(parts)
        assert not any(BOILERPLATE in words for words in parts.values())
    assert tricycle["対応開始日"] == "2004年12月01日"
    assert tricycle["対応方法"] == "部品交換"
    assert "AL'03　071435～093281\n" in tricycle["対象の特定情報"]
    assert tricycle["subtitle"] == tricycle["備考"] == "押棒のジョイント部に強度不足があるものが混入"
    assert cars["対象の特定情報"].endswith("[対象台数]　64,550台")
    assert cars["対象の特定情報"].count("WD") > 90
    assert '"MFX"の印' in hoses["対象の特定情報"]
    assert "Equilizer w/Miflex" in hoses["対象の特定情報"]
    assert hoses["備考"].startswith("一部の製品について")
    assert caa.document("00000001882")["links"]["more"] == [
        "http://www.mercedes-benz.jp/myservice/recall/",
        "http://www.mlit.go.jp/jidosha/recall/recall07/12/recall12-041.html",
    ]


def test_the_gov_uk_answers_are_read_in_full(real: Ran) -> None:
    opss = real.outcomes[4]
    assert opss.faults == []
    assert opss.listed == ["2609-0156", "2609-0229"]
    spinner = opss.parts("2609-0229")
    assert spinner["Brand"] == "Playworks"
    assert spinner["Barcode"] == "5052089365995"
    assert spinner["PSD notification number"] == "2609-0229"
    assert spinner["Corrective action"].startswith("The product has been recalled from end users by The Works.")
    assert spinner["Hazard"].endswith(
        "The product does not meet the requirements of the Toys (Safety) Regulations 2011."
    )
    assert opss.document("2609-0229")["published"] == "2026-10-02T14:24:26+01:00"
    assert opss.document("2609-0229")["links"]["attachment"][0].endswith("2609-0229-product-recall-baby-spinner.pdf")
    # Its content item is not in the archive: the search answer that was asked for still says something.
    assert opss.parts("2609-0156")["product_measure_type[0]"] == "import-rejected-at-border"


def test_a_notification_is_read_in_full_under_the_key_of_the_weekly_report(real: Ran) -> None:
    gate = real.outcomes[5]
    assert gate.faults == []
    toy = gate.parts("10119139")
    assert toy["reference"] == "SR/02785/26"
    assert toy["notifyingCountry"] == "Lithuania"
    assert toy["type_numberOfModel"] == "299"
    assert toy["barcode"] == "1980041352995"
    assert "plastic eyes" in toy["danger"]
    assert toy["publicationDate"].startswith("2026-10-01")
    weekly = real.outcomes[2].documents[0]
    assert {"notifyingCountry", "riskType", "danger"} <= {part["name"] for part in weekly["parts"]}
    assert weekly["url"] == f"https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/{weekly['key']}"


def test_weekly_reports_lose_their_fillers_and_keep_their_words(real: Ran) -> None:
    for document in real.outcomes[2].documents:
        parts = {part["name"]: part["text"] for part in document["parts"]}
        assert "Unknown" not in parts.values()
        assert not any(words.startswith(("/", "null ")) for words in parts.values())
        assert "&amp;" not in "".join(parts.values())
        assert document["published"][:2] == "20"


@pytest.mark.parametrize(
    ("name", "title", "published", "language", "words"),
    [
        ("Golem_2025_09_09", "Akkutechnik: Hat Quantumscape genug", "2025-09-09T13:46:01.000Z", "de", "Ducati V21L"),
        ("Heise_2024_04_19", "Ionos-Phishing: Masche", "2024-04-19T13:37:00+02:00", "de", "Phishingradar"),
        ("WinFuture_2024_04_29", "Toller Crash-Tarif: 10 GB", "2024-04-26T10:00:00+02:00", "de", "100 Freiminuten"),
        (
            "MainichiShimbun_2025_01_14",
            "イスラエルとハマス",
            "2025-01-14T21:17:27+0900",
            "ja",
            "外務省報道官は14日",
        ),
        ("SankeiShimbun_2025_01_21", "小笠原諸島の警察無線", "2025-01-21T20:50:32+09:00", "ja", "母島"),
    ],
)
def test_articles_of_the_press_are_found_in_their_pages(
    name: str, title: str, published: str, language: str, words: str
) -> None:
    body = gzip.decompress((DATA / "press" / f"{name}.html.gz").read_bytes())
    page = read_page(body, None, "text/html")
    assert page.title is not None and page.title.startswith(title)
    assert page.published == published
    assert page.language == language
    assert words in page.text
    assert "function(" not in page.text
    assert "{" not in page.text
    assert len(page.text) < len(body) / 20
