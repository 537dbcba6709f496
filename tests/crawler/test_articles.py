"""Feeds, sitemaps and shops name articles; only those worth a visit are visited, and what they say is kept apart."""

from __future__ import annotations

import inspect
import json
import statistics
from pathlib import Path

import pytest

from crawler import registry
from crawler.coverage import coverage, covered
from crawler.platforms.article import Articles, key_of, says_any
from crawler.platforms.page import read_page
from crawler.run import settings
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.warcs import Warc

WORDS = ("Anker", "eufy", "アンカー・ジャパン", "安克")


@pytest.mark.parametrize(
    "said",
    [
        "Ankers Powerbanks",
        "/anker-ruft-zurueck-1.html",
        "ANKER",
        "新しいAnkerの充電器",
        "アンカー・ジャパンが回収",
        "安克召回",
        "Rückruf bei eufy.",
        "powerbanku Ankera",
        "ＡＮＫＥＲのバッテリー",
    ],
)
def test_a_word_is_found_in_titles_and_addresses(said: str) -> None:
    assert says_any(said, WORDS)


@pytest.mark.parametrize("said", ["Schranker", "Ankergrund-Regeln", "cranker", "ニュースアンカー", "power bank"])
def test_a_word_within_another_is_not_found(said: str) -> None:
    assert not says_any(said, WORDS)


def test_a_key_is_the_path_and_what_tells_articles_apart() -> None:
    assert key_of("https://a.example/x/1?utm_source=rss&wt_mc=rss.red#top") == "/x/1"
    assert key_of("https://a.example/view/?no=2025&utm_medium=feed") == "/view/?no=2025"
    assert key_of("https://a.example") == "/"


def test_known_coverage_goes_to_the_source_of_its_host_or_to_press_coverage() -> None:
    assert len(coverage()) > 200
    assert [row.url for row in covered(("ifun.de",))] == [
        "https://www.ifun.de/anker-ruft-vier-geraete-wegen-moeglicher-sicherheitsmaengel-zurueck-267660/"
    ]
    known = registry.sources()
    takers = [name for name, spider in known.items() if spider.takes("https://www.heise.de/news/x.html")]
    assert takers == ["de-heise"]
    takers = [name for name, spider in known.items() if spider.takes("https://blog.example/anker-recall")]
    assert takers == ["press-coverage"]
    assert not known["press-coverage"].takes("ftp://blog.example/x")


def test_a_locale_of_one_host_takes_its_own_pages_only() -> None:
    known = registry.sources()

    def takers(url: str) -> list[str]:
        return [name for name, spider in known.items() if spider.takes(url)]

    assert takers("https://www.anker.com/uk/rc2506") == ["gb-anker"]
    assert takers("https://www.anker.com/rc2506") == ["us-anker"]
    assert takers("https://www.anker.com/eu-de/rc2506") == ["de-anker"]
    found = registry.source_for_address("https://www.anker.com/ca/a1112-recall")
    assert found is not None and found.id == "ca-anker"


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    warc = Warc(tmp_path_factory.mktemp("single") / "one.warc.gz")
    body = (
        b"<html lang='pt'><head><title>Um artigo</title></head><body><article><p>Palavras, e mais.</p></article></body>"
    )
    warc.response("https://blog.example/artigo", body, "text/html", warc={"WARC-Recreated": "yes"})
    case = Case("press-coverage", (warc.close(),), ("https://blog.example/artigo",), settings={"ALL_BRANDS": True})
    return run(case).outcomes[0]


def test_any_address_that_is_named_is_read(single: Outcome) -> None:
    (document,) = single.documents
    assert (document["title"], document["language"]) == ("Um artigo", "pt")
    assert single.faults == []


def test_where_a_reader_came_from_makes_no_other_document() -> None:
    spider = registry.sources()["press-coverage"]()
    assert isinstance(spider, Articles)
    for url in ("https://Blog.example/a?utm_source=rss&id=1#top", "https://blog.example/a?id=1"):
        assert spider.key_of(url) == "https://blog.example/a?id=1"


def test_words_in_a_pages_data_are_read_where_the_page_shows_none() -> None:
    data = {"props": {"a": "https://x.example/a.b", "b": "Rückruf", "c": ["<p>Die Powerbank kann brennen.</p>"]}}
    html = (
        "<html><body><div id='__next'><h1>Rückruf</h1></div>"
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script></body></html>'
    )
    page = read_page(html.encode())
    assert (page.title, page.text) == ("Rückruf", "Die Powerbank kann brennen.")


def test_words_in_a_stream_of_data_are_read_and_how_they_look_is_not() -> None:
    lines = [
        '1:["$","p",null,{"className":"text-lg. mt-1 flex","children":"Die Powerbank kann brennen."}]',
        '2:["$","a",null,{"href":"/rc2506","children":"Mehr"}]',
        "3:T1c,Betroffen ist das Modell A1263. Es gibt Ersatz.",
        '4:I[1234,[],"default"]',
    ]
    stream = "\n".join(lines) + "\n"
    pushed = "".join(
        f"<script>self.__next_f.push([1,{json.dumps(half)}])</script>" for half in (stream[:70], stream[70:])
    )
    page = read_page(f"<html><body><h1>Rückruf</h1>{pushed}</body></html>".encode())
    assert page.text == "Die Powerbank kann brennen.\n\nBetroffen ist das Modell A1263. Es gibt Ersatz."


def test_a_headline_that_is_escaped_twice_is_read_as_it_is_meant() -> None:
    told = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Der &quot;Rückruf&quot;"}</script>'
    assert read_page(f"<html><head>{told}</head><body><p>Worte.</p></body></html>".encode()).title == 'Der "Rückruf"'


def test_what_leads_to_other_articles_is_left_out_and_a_list_of_models_stays() -> None:
    words = "Der Hersteller ruft eine Powerbank zurück, weil sie brennen kann. " * 8
    html = f"""<article><h1>Rückruf</h1><p>{words}</p>
    <p><strong>Lesen Sie auch:</strong> <a href="/x">Zwanzig Ladegeräte im großen Vergleich des Jahres</a></p>
    <ul><li>A1263</li><li>A1257</li></ul>
    <p>Hilfe: <a href="/rc2506">Rückruf</a></p>
    <h3>Mehr zum Thema</h3><ul><li><a href="/1">Warum Akkus manchmal zu heiß werden</a></li>
    <li><a href="/2">So entsorgt man alte Akkus richtig</a></li></ul></article>"""
    page = read_page(html.encode())
    assert "A1263\nA1257" in page.text
    assert "Hilfe: Rückruf" in page.text
    for other in ("Vergleich des Jahres", "Mehr zum Thema", "zu heiß", "Lesen Sie auch"):
        assert other not in page.text


def test_most_sources_are_short() -> None:
    lengths = [len(Path(inspect.getfile(spider)).read_text().splitlines()) for spider in registry.sources().values()]
    assert statistics.median(lengths) < 40


def test_the_day_of_an_unknown_outlet_is_that_of_its_own_clock() -> None:
    spider = registry.sources()["press-coverage"]()
    assert isinstance(spider, Articles)
    told_in_utc = "2025-10-21T20:00:00Z"
    for told, host, expected in (
        ("2025-10-22T05:00:00+09:00", "blog.example", "2025-10-22T05:00:00"),
        ("2025-10-22T05:00:00.000-0700", "blog.example", "2025-10-22T05:00:00.000"),
        ("2025-10-21T20:00:00Z", "blog.example", "2025-10-21T20:00:00Z"),
        ("2025-10-21T20:00:00+00:00", "gori.me", "2025-10-21T20:00:00+00:00"),
        ("2025-10-21T20:00:00Z", "gapsis.jp", "2025-10-22T05:00:00"),
        ("2025-10-21T20:00:00.000+00:00", "www.example.co.jp", "2025-10-22T05:00:00"),
        ("2025-10-21T20:00:00Z", "www.example.de", "2025-10-21T22:00:00"),
        ("Tue, 21 Oct 2025", "www.example.jp", "Tue, 21 Oct 2025"),
        ("2025-99-99T20:00:00Z", "www.example.jp", "2025-99-99T20:00:00Z"),
        (None, "www.example.jp", None),
    ):
        assert spider.stamp(told, f"https://{host}/a") == expected
    for language, expected in (("ja", "2025-10-22T05:00:00"), ("de-AT", "2025-10-21T22:00:00"), ("en", told_in_utc)):
        assert spider.stamp(told_in_utc, "https://blog.example/a", language) == expected
    assert spider.stamp(told_in_utc, "https://blog.example.de/a", "ja") == "2025-10-21T22:00:00"


ARTICLE = "https://www.iphone-ticker.de/old-article-1/"


@pytest.mark.parametrize(("last", "asked"), [("2020-01-02", True), ("2100-01-01", False)])
def test_an_article_that_its_feed_forgot_is_visited_again_when_it_is_due(last: str, asked: bool) -> None:
    spider = registry.sources()["de-iphone-ticker"]()
    told = {"KNOWN": lambda source: [ARTICLE], "SEEN": lambda source, key, url: ("2020-01-01", last)}
    spider.settings = settings({"QUERIES": ["Anker"], **told})
    assert (ARTICLE in [request.url for request in spider.listings()]) is asked
    assert ("/old-article-1/" in spider.harvest.listed) is not asked
