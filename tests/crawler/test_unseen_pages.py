"""Sites whose layout nobody has shown: what is read of them, and what is not taken for a notice."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from crawler import registry
from crawler.platforms.listed_pages import ListedPages, names_apart
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.warcs import Warc
from tests.web import build

HOME = "https://safety.bsmi.gov.tw/"
PDF, SCAN = (build.WEB / "jp-meti" / name for name in ("251021-1.pdf", "250626-99.pdf"))
NOTICES = "https://www.caa.go.jp/notice/"
OECD = "https://globalrecalls.oecd.org/"
SEARCH = OECD + "ws/search.xqy?q=Anker&start={}&end=100&sort=date&order=asc&lang=en&uiLang=en"
RECORD = b"""{"countryId": "US", "countryName": "United States", "id": "%s",
"date": "2025-06-12", "product.name": "Bank",
"extUrl": "https://www.cpsc.gov/", "tags": ["electrical"], "imageUri": null, "languageId": "EN", "uri": "/x.xml"}"""


def home(*links: str) -> bytes:
    rows = "".join(f"<li>{link}</li>" for link in links)
    return f'<html><body><nav><a href="/anker">Anker in the navigation</a></nav><ul>{rows}</ul></body></html>'.encode()


def article(words: str) -> bytes:
    return f"<html><body><article><h1>{words}</h1><p>A sentence that is long enough.</p></article></body>".encode()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    folder = tmp_path_factory.mktemp("unseen")
    recall = '<a href="/n/1">Anker recalls power banks</a>'
    loop = home('<a href="/recalls/">Recalls</a>', '<a href="?page=1">2</a>', recall)
    archives: dict[str, tuple[str, dict[str, bytes]]] = {
        "found": ("tw-bsmi", {HOME: home(recall), HOME + "n/1": article("Anker recalls power banks")}),
        "lists": (
            "tw-bsmi",
            {HOME: loop, HOME + "recalls/": loop, HOME + "?page=1": loop, HOME + "n/1": article("Anker power bank")},
        ),
        "soft 404": ("tw-bsmi", {HOME: home(recall), HOME + "n/1": article("We have moved")}),
        "hyphenated": (
            "tw-bsmi",
            {HOME: home(recall), HOME + "n/1": article("An&shy;ker re&shy;calls po\u00adwer banks\u200b")},
        ),
        "file": (
            "tw-bsmi",
            {HOME: home("Anker: <a href='/n/1.pdf'>Recall notice</a>"), HOME + "n/1.pdf": PDF.read_bytes()},
        ),
        "scan": ("tw-bsmi", {HOME: home("Anker: <a href='/n/1.pdf'>Notice</a>"), HOME + "n/1.pdf": SCAN.read_bytes()}),
        "unlinked": (
            "tw-bsmi",
            {HOME: home("Anker: <a href='javascript:view(1)'>Notice</a>", recall.replace("Anker", "X"))},
        ),
        "no links": ("tw-bsmi", {HOME: b"<html><body>Please accept cookies.</body></html>"}),
        "bot wall": ("tw-bsmi", {HOME: b"<html><script src='/_Incapsula_Resource'></script></html>"}),
        "forbidden": ("oecd-globalrecalls", {OECD + "robots.txt": b"User-agent: *\nDisallow: /\n"}),
        "allowed": (
            "oecd-globalrecalls",
            {
                SEARCH.format(0): b'{"total": 2, "results": [' + RECORD % b"1" + b"]}",
                SEARCH.format(1): b'{"total": 2, "results": [' + RECORD % b"2" + b"]}",
            },
        ),
    }
    cases = []
    for name, (source, pages) in archives.items():
        warc = Warc(folder / f"{name}.warc.gz")
        for url, body in pages.items():
            kind = "application/json" if body.startswith(b"{") else "text/html; charset=utf-8"
            warc.response(url, body, "text/plain" if url.endswith("robots.txt") else kind)
        warc.close()
        one_word = {"QUERIES": ("Anker",)} if source == "oecd-globalrecalls" else {}
        cases.append(Case(source, replay=(str(folder / f"{name}.warc.gz"),), settings=one_word))
    return dict(zip(archives, run(*cases).outcomes, strict=True))


def test_a_link_that_names_what_is_watched_is_read_as_an_article(outcomes: dict[str, Outcome]) -> None:
    found = outcomes["found"]
    assert found.faults == []
    assert found.listed == ["n/1"]
    assert found.document("n/1")["title"] == "Anker recalls power banks"


def test_hyphens_that_nobody_sees_hide_no_word(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["hyphenated"].faults == []
    assert outcomes["hyphenated"].document("n/1")["title"] == "Anker recalls power banks"


def test_a_notice_may_be_a_file(outcomes: dict[str, Outcome]) -> None:
    (read,), (scan,) = outcomes["file"].documents, outcomes["scan"].documents
    assert (read["key"], read["title"]) == ("n/1.pdf", "Anker: Recall notice")
    assert "A1263" in outcomes["file"].parts("n/1.pdf")["text"]
    assert [part["name"] for part in scan["parts"]] == ["title", "text, a scan without text"]


def test_a_row_that_names_what_is_watched_and_leads_nowhere_is_told(outcomes: dict[str, Outcome]) -> None:
    (fault,) = outcomes["unlinked"].faults
    assert "no link leads to it" in fault["message"]
    assert outcomes["soft 404"].kinds == ["changed_layout"]


def test_lists_that_link_to_each_other_end(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["lists"].document_count == 1
    assert len(outcomes["lists"].captures) == 4


def test_a_page_that_does_not_speak_of_what_its_link_names_is_no_notice(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["soft 404"].kinds == ["changed_layout"]
    assert outcomes["soft 404"].document_count == 0


@pytest.mark.parametrize(("name", "kind"), [("no links", "changed_layout"), ("bot wall", "bot_wall")])
def test_a_front_page_without_links_fails_loudly(outcomes: dict[str, Outcome], name: str, kind: str) -> None:
    assert outcomes[name].kinds == [kind]
    assert not outcomes[name].kept_promise


def test_a_source_that_forbids_crawling_is_not_crawled_even_by_name(outcomes: dict[str, Outcome]) -> None:
    assert set(outcomes["forbidden"].kinds) == {"robots"}
    assert outcomes["forbidden"].read == 0


def test_what_somebody_was_allowed_to_archive_is_read_page_by_page(outcomes: dict[str, Outcome]) -> None:
    allowed = outcomes["allowed"]
    assert allowed.faults == []
    assert allowed.listed == ["US/1", "US/2"]
    assert allowed.parts("US/1")["countryName"] == "United States"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            "<div><a href='/r/1'><img></a><div>Anker A1642</div></div><div><a href='/r/2'>Other one</a></div>",
            "Anker A1642",
        ),
        (
            "<div><h3>Anker A1642</h3><p><a href='/r/1'>More of it</a></p></div><div><a href='/r/2'>Other</a></div>",
            "Anker A1642\n\nMore of it",
        ),
        (
            "<ul><li>Anker A1642 <a href='/r/1'>Details</a></li><li><a href='/r/2'>Other</a></li></ul>",
            "Anker A1642 Details",
        ),
        ("<table><tr><td>Anker</td><td><a href='/r/1'>Details</a></td></tr></table>", "Anker Details"),
        (
            "<table><tr><td><a href='/r/1'>The site</a><td><ul><li><a href='/r/2'>Anker</a></li></ul></table>",
            "The site",
        ),
        (
            "<article><a href='/r/1'>Anker A1642</a><ul><li>A1647</li><li><a href='/c'>Toys</a></li></ul></article>",
            "Anker A1642\n\nA1647",
        ),
        ("<article><header><h2><a href='/r/1'>Anker A1642</a></h2></header></article>", "Anker A1642"),
        ("<ul><li>Anker A1642 <a href='/r/1.pdf'>Notice</a></li></ul>", "Anker A1642 Notice"),
    ],
)
def test_a_link_says_what_its_row_or_card_says_and_no_more(page: str, words: str) -> None:
    spider = registry.sources()["hk-emsd"]()
    assert isinstance(spider, ListedPages)
    rows = list(spider.rows(BeautifulSoup(page, "lxml"), "https://www.emsd.gov.hk/en/"))
    assert rows[0][2] == words


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<table><tr><td>Anker</td><td><a href='javascript:view(1)'>Details</a></td></tr></table>", True),
        ("<nav><a href='/anker'>Anker</a></nav><header>Anker</header><p><a href='#'>Anker</a></p>", False),
        ("<title>Anker</title><script>'Anker'</script><!-- Anker --><p>Others</p>", False),
    ],
)
def test_what_is_named_without_a_link_is_told(page: str, told: bool) -> None:
    assert names_apart(BeautifulSoup(page, "lxml"), lambda words: "Anker" in words) is told


def test_links_of_the_site_itself_lead_to_no_notice() -> None:
    spider = registry.sources()["hk-emsd"]()
    assert isinstance(spider, ListedPages)
    page = (
        "<header><a href='/r/1'>Anker's header</a></header><nav><a href='/r/2'>Anker in a menu</a></nav>"
        "<main><a href='#top'>Anker, on this page</a></main><footer><a href='/r/3'>Anker's footer</a></footer>"
    )
    assert list(spider.rows(BeautifulSoup(page, "lxml"), "https://www.emsd.gov.hk/en/")) == []


def test_links_start_from_what_the_page_says_and_a_broken_one_costs_nothing() -> None:
    spider = registry.sources()["de-baua"]()
    assert isinstance(spider, ListedPages)
    page = BeautifulSoup(
        "<base href='/DE/'><ul><li><a href='http://[::1'>Anker ruft Powerbanks zurück</a></li>"
        "<li><a href='rueckruf/1.html'>Anker ruft Lautsprecher zurück</a></li></ul>",
        "lxml",
    )
    assert [url for _, url, _ in spider.rows(page, "https://www.baua.de/produktrueckrufe")] == [
        "https://www.baua.de/DE/rueckruf/1.html"
    ]
