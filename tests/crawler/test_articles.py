"""Feeds, sitemaps and shops name articles; only those worth a visit are visited, and what they say is kept apart."""

from __future__ import annotations

import inspect
import json
import statistics
from pathlib import Path

import pytest
from lxml import etree

from crawler import registry
from crawler.coverage import coverage, covered
from crawler.failures import Unreadable
from crawler.platforms.article import Articles, key_of, says_any
from crawler.platforms.feed import items
from crawler.platforms.news_sitemap import NewsSitemap, entries
from crawler.platforms.page import read_page
from crawler.platforms.xml import parsed
from crawler.run import settings
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.warcs import Warc

WORDS = ("Anker", "eufy", "アンカー・ジャパン", "安克")


def tree(text: str) -> etree._Element:
    return parsed(text)


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<item><title>A &amp;amp; B</title><link> https://a.example/1 </link>
<description>&lt;p&gt;Rückruf&lt;/p&gt;</description>
<pubDate>Mon, 30 Jun 2025 12:00:00 +0200</pubDate></item>
<item><title>Only a permalink</title><guid isPermaLink="true">https://a.example/2</guid></item>
<item><title>No address</title><guid isPermaLink="false">tag:7</guid></item></channel></rss>"""
RSS_09 = """<rss version="0.91"><channel><item><title>T</title><link>/3</link></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"/><item rdf:about="https://a.example/4">
<title>回収</title><link>https://a.example/4</link><dc:date>2025-10-21T10:00:00+09:00</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">T</title>
<link rel="replies" href="https://a.example/comments"/><link href="https://a.example/5"/>
<content type="html">&lt;p&gt;words&lt;/p&gt;</content><updated>2025-06-13T08:00:00Z</updated></entry></feed>"""


def test_each_kind_of_feed_gives_its_items() -> None:
    first, second = items(tree(RSS), "https://a.example/feed")
    assert first == ("https://a.example/1", "A & B", "Rückruf", "Mon, 30 Jun 2025 12:00:00 +0200")
    assert (second.link, second.published) == ("https://a.example/2", None)
    assert [item.link for item in items(tree(RSS_09), "https://a.example/feed")] == ["https://a.example/3"]
    assert [tuple(item) for item in items(tree(RDF), "")] == [
        ("https://a.example/4", "回収", "", "2025-10-21T10:00:00+09:00")
    ]
    assert [tuple(item) for item in items(tree(ATOM), "")] == [
        ("https://a.example/5", "T", "words", "2025-06-13T08:00:00Z")
    ]


@pytest.mark.parametrize(
    ("words", "title", "link"),
    [
        ("<title>R&uuml;ckruf&nbsp;A1263</title><link>https://a.example/1</link>", "Rückruf A1263", "/1"),
        ("<title>A & B</title><link>https://a.example/1?x=1&y=2</link>", "A & B", "/1?x=1&y=2"),
        ("<title>A & B</title><link><![CDATA[https://a.example/1?x=1&y=2]]></link>", "A & B", "/1?x=1&y=2"),
        ("<title>A\x0b B</title><link>https://a.example/1</link>", "A B", "/1"),
        ("<title>A</title><dc:date>2025-10-21</dc:date><link>https://a.example/1</link>", "A", "/1"),
        ("<title>A</title><id>https://a.example/1</id>", "A", "/1"),
    ],
)
def test_what_readers_of_feeds_forgive_is_forgiven(words: str, title: str, link: str) -> None:
    (item,) = items(parsed(f"\n <?xml version='1.0'?><rss><channel><item>{words}</item></channel></rss>"), "")
    assert (item.title, item.link) == (title, f"https://a.example{link}")


def test_a_feed_that_is_cut_off_is_refused() -> None:
    with pytest.raises(Unreadable, match="not well-formed"):
        parsed("<rss><channel><item><title>A & B</title><link>https://a")


def test_what_is_no_feed_is_refused() -> None:
    with pytest.raises(Unreadable, match="<urlset>"):
        list(items(tree("<urlset/>"), ""))


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


def sitemap_spider(since: str | None = None) -> NewsSitemap:
    spider = registry.sources()["de-golem"]()
    assert isinstance(spider, NewsSitemap)
    spider.settings = settings({"SINCE": since, "QUERIES": ["Anker"]})
    return spider


INDEX = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</sitemapindex>"


def due(since: str | None) -> list[str]:
    months = ("2312", "2401", "2408", "2409", "2410")
    named = "".join(f"<sitemap><loc>https://www.golem.de/news/gsitemap-{month}.xml</loc></sitemap>" for month in months)
    return [entry.address[-8:-4] for entry in sitemap_spider(since)._due(list(entries(tree(INDEX.format(named)))))]


def test_of_an_index_the_latest_months_are_read_or_those_since_a_date() -> None:
    assert due(None) == ["2410", "2409"]
    assert due("2024-01-15") == ["2410", "2409", "2408", "2401"]
    assert due("2025") == []


@pytest.mark.parametrize(("since", "after"), [("2024", "2024-01-01"), ("2024-06", "2024-06-01"), ("2024-06-07",) * 2])
def test_a_backfill_asks_the_search_for_what_is_older_than_a_feed(since: str, after: str) -> None:
    known = registry.sources()
    feed, posts = known["de-ifun"](), known["de-appgefahren"]()
    for spider in (feed, posts):
        spider.settings = settings({"SINCE": since, "QUERIES": ["Anker"]})
    asked = [request.url for spider in (feed, posts) for request in spider.listings()]
    assert "https://www.ifun.de/?s=Anker&feed=rss2" in asked
    assert any(f"search=Anker&after={after}T00:00:00&" in url for url in asked)
    feed.settings = settings({"QUERIES": ["Anker"]})
    assert not any("?s=" in request.url for request in known["de-ifun"].listings(feed))


def test_a_sitemap_names_pages_their_titles_and_their_twins_in_other_languages() -> None:
    told = tree(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:xhtml='http://www.w3.org/1999/xhtml'"
        " xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://a.example/1</loc>"
        "<xhtml:link rel='alternate' hreflang='de' href='https://a.example/de/1'/>"
        "<news:news><news:title>Anker recalls</news:title></news:news><lastmod>2025-06-13</lastmod></url></urlset>"
    )
    assert [tuple(entry) for entry in entries(told)] == [
        ("https://a.example/1", "2025-06-13", ("Anker recalls",)),
        ("https://a.example/de/1", "2025-06-13", ("Anker recalls",)),
    ]


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


def test_a_large_index_is_left_to_a_backfill() -> None:
    asked = {}
    for since in (None, "2024-01-01"):
        spider = registry.sources()["de-heise"]()
        spider.settings = settings({"SINCE": since, "QUERIES": ["Anker"]})
        asked[since] = [request.url for request in spider.listings()]
    index = "https://www.heise.de/sitemapindex.xml"
    assert index not in asked[None]
    assert index in asked["2024-01-01"]


ARTICLE = "https://www.iphone-ticker.de/old-article-1/"


@pytest.mark.parametrize(("last", "asked"), [("2020-01-02", True), ("2100-01-01", False)])
def test_an_article_that_its_feed_forgot_is_visited_again_when_it_is_due(last: str, asked: bool) -> None:
    spider = registry.sources()["de-iphone-ticker"]()
    told = {"KNOWN": lambda source: [ARTICLE], "SEEN": lambda source, key, url: ("2020-01-01", last)}
    spider.settings = settings({"QUERIES": ["Anker"], **told})
    assert (ARTICLE in [request.url for request in spider.listings()]) is asked
    assert ("/old-article-1/" in spider.harvest.listed) is not asked
