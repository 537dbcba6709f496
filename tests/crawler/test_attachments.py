"""Attachments: a text layer is read, a scan is named as such, and what is broken costs the notice nothing."""

from __future__ import annotations

import hashlib

import pytest
from bs4 import BeautifulSoup
from scrapy import Request
from scrapy.http import Response

from crawler import registry
from crawler.failures import Unreadable
from crawler.platforms.article import Articles
from crawler.platforms.attachments import pdf_text
from crawler.platforms.listed_pages import ListedPages
from crawler.run import settings
from db.records import Document, Part
from tests.crawler.engine import Case, Outcome, run
from tests.web import build

PAGES = build.WEB / "jp-meti"


@pytest.fixture(scope="module")
def meti(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    folder = tmp_path_factory.mktemp("meti")
    good = build.answers("jp-meti")
    archives = {
        "whole": good,
        "without attachments": [page for page in good if not page.address.endswith(".pdf")],
        "broken": build.faulty("jp-meti", "broken_attachment"),
    }
    for name, pages in archives.items():
        build.write(folder / f"{name}.warc.gz", pages)
    outcomes = run(*(Case("jp-meti", replay=(str(folder / f"{name}.warc.gz"),)) for name in archives)).outcomes
    return dict(zip(archives, outcomes, strict=True))


def test_a_text_layer_is_a_part_of_its_notice(meti: dict[str, Outcome]) -> None:
    assert "41件の重大製品事故" in meti["whole"].parts("251021-1")["attachment[0]"]


def test_a_scan_is_named_with_its_digest_and_never_understood(meti: dict[str, Outcome]) -> None:
    (scan,) = [part for part in meti["whole"].document("250626-99")["parts"] if part["name"].startswith("attachment")]
    digest = hashlib.sha256((PAGES / "250626-99.pdf").read_bytes()).hexdigest()
    assert scan["name"] == "attachment[0], a scan without text"
    assert scan["text"].endswith(f"250626-99.pdf sha256:{digest}")
    assert scan["topic"] == "ignored"


def test_a_notice_whose_attachment_cannot_be_had_is_kept_without_it(meti: dict[str, Outcome]) -> None:
    silent, broken = meti["without attachments"], meti["broken"]
    assert silent.faults == []
    assert broken.kinds == ["parse"]
    for outcome in (silent, broken):
        assert outcome.document_count == 4
        assert "リコール実施の理由" in outcome.parts("251021-1")
        assert "attachment[0]" not in outcome.parts("251021-1")


def test_rows_that_nobody_watches_are_listed_and_not_followed(meti: dict[str, Outcome]) -> None:
    assert "250901-98" in meti["whole"].listed
    assert not any("250901-98" in str(capture["url"]) for capture in meti["whole"].captures)


def test_what_is_no_pdf_is_none_and_a_broken_one_is_refused() -> None:
    assert pdf_text(b"<html></html>") is None
    assert pdf_text((PAGES / "250626-99.pdf").read_bytes()) == ""
    with pytest.raises(Unreadable):
        pdf_text(b"%PDF-1.4\n1 0 obj\n<< /Type /Cat")


@pytest.mark.parametrize(("words", "scans"), [("", 1), ("附件：召回公告", 1), ("消费者应立即停止使用。" * 5, 0)])
def test_an_image_stands_for_words_where_there_is_none_but_a_caption(words: str, scans: int) -> None:
    spider = registry.sources()["cn-samr"]()
    assert isinstance(spider, ListedPages)
    page = BeautifulSoup(f"<div class='show_txt'><p>{words}</p><img src='a.png'></div>", "lxml")
    parts = [Part("title", "召回", "title"), Part("text", words, "text")]
    assert len(list(spider.attachments(page, "https://www.samrdprc.org.cn/xfpzh/", parts))) == scans


def test_a_file_that_breaks_its_reader_in_a_way_of_its_own_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise NotImplementedError("a filter of tomorrow")

    monkeypatch.setattr("pypdf.PdfReader", fail)
    with pytest.raises(Unreadable, match="a filter of tomorrow"):
        pdf_text(b"%PDF-2.0")


@pytest.mark.parametrize(("file", "title"), [("251021-1.pdf", "対象製品について"), ("250626-99.pdf", None)])
def test_an_address_may_be_that_of_a_pdf(file: str, title: str | None) -> None:
    spider = registry.sources()["press-coverage"]()
    spider.settings = settings({"ALL_BRANDS": True})
    assert isinstance(spider, Articles)
    url = "https://a.example/recall.pdf"
    answer = Response(url, body=(PAGES / file).read_bytes(), request=Request(url))
    if title is None:
        with pytest.raises(Unreadable, match="scanned pages"):
            list(spider.article(answer))
    else:
        (document,) = spider.article(answer)
        assert isinstance(document, Document)
        assert (document.title, document.parts[1].text.splitlines()[0]) == (title, title)
