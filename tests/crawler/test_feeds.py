"""Feeds and sitemaps in all their kinds name articles, the careless ones too; what is none is refused."""

from __future__ import annotations

import gzip

import pytest
from lxml import etree
from scrapy.http import Response

from crawler import registry
from crawler.failures import Unreadable
from crawler.platforms.feed import items
from crawler.platforms.news_sitemap import NewsSitemap, entries
from crawler.platforms.xml import parsed
from crawler.run import settings


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


@pytest.mark.parametrize(
    ("told", "link"),
    [
        ("<feed xml:base='https://b.example/x/'><entry><link href='1'/></entry></feed>", "https://b.example/x/1"),
        ("<feed><entry xml:base='sub/'><link href='1'/></entry></feed>", "https://a.example/rss/sub/1"),
        (
            "<rss><channel><link>https://b.example</link><item><link>n/1.html</link></item></channel></rss>",
            "https://b.example/n/1.html",
        ),
        ("<rss><channel><item><link>www.b.example/1</link></item></channel></rss>", "https://www.b.example/1"),
        ("<rss><channel><item><link>/1</link></item></channel></rss>", "https://a.example/1"),
    ],
)
def test_a_link_starts_from_what_its_feed_says(told: str, link: str) -> None:
    assert [item.link for item in items(parsed(told), "https://a.example/rss/feed.xml")] == [link]


@pytest.mark.parametrize(
    "link", ["http://[::1", "https://a.example:port/1", "javascript:alert(1)", "mailto:a@b.example"]
)
def test_a_link_that_is_none_costs_its_item_alone(link: str) -> None:
    told = (
        f"<rss><channel><item><link>{link}</link></item><item><link>https://a.example/2</link></item></channel></rss>"
    )
    assert [item.link for item in items(parsed(told), "https://a.example/feed")] == ["https://a.example/2"]


def test_a_link_longer_than_any_is_none() -> None:
    told = f"<rss><channel><item><link>{'./' * 100_000} x</link></item></channel></rss>"
    assert list(items(parsed(told), "https://a.example/feed")) == []


def test_a_title_is_the_items_own_and_not_its_pictures() -> None:
    told = (
        "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item><media:title>Photo</media:title>"
        "<title>Anker recalls</title><link>https://a.example/1</link></item></channel></rss>"
    )
    assert [item.title for item in items(parsed(told), "")] == ["Anker recalls"]


@pytest.mark.parametrize(
    ("before", "behind"), [("<br />\n<b>Warning</b>: x in y.php<br />\n", ""), ("", "<script>x</script>")]
)
def test_what_a_server_says_around_a_feed_is_no_part_of_it(before: str, behind: str) -> None:
    told = "<?xml version='1.0'?><rss><channel><item><link>https://a.example/1</link></item></channel></rss>"
    assert len(list(items(parsed(before + told + behind), ""))) == 1


def test_a_feed_that_is_cut_off_is_refused() -> None:
    with pytest.raises(Unreadable, match="not well-formed"):
        parsed("<rss><channel><item><title>A & B</title><link>https://a")


def test_what_is_no_feed_is_refused() -> None:
    with pytest.raises(Unreadable, match="<urlset>"):
        list(items(tree("<urlset/>"), ""))


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
        "<news:news><news:publication_date>2025-06-12T23:30:00Z</news:publication_date>"
        "<news:title>Anker recalls</news:title></news:news><lastmod>2025-06-13</lastmod></url></urlset>"
    )
    assert [tuple(entry) for entry in entries(told)] == [
        ("https://a.example/1", "2025-06-13", ("Anker recalls",), "2025-06-12T23:30:00Z"),
        ("https://a.example/de/1", "2025-06-13", ("Anker recalls",), "2025-06-12T23:30:00Z"),
    ]


URLSET = (
    b"<urlset><url><loc>https://www.golem.de/news/anker-1.html</loc></url>"
    b"<url><loc>https://www.golem.de/news/other-2.html</loc></url><url><loc>http://[broken</loc></url></urlset>"
)


@pytest.mark.parametrize("body", [URLSET, gzip.compress(URLSET)], ids=["plain", "packed"])
def test_a_sitemap_may_be_packed_and_all_that_it_names_counts(body: bytes) -> None:
    spider = sitemap_spider()
    asked = list(spider.sitemap(Response("https://www.golem.de/gsitemap-2410.xml.gz", body=body)))
    assert [request.url for request in asked] == ["https://www.golem.de/news/anker-1.html"]
    assert spider.harvest.read == 2


def test_a_packed_sitemap_that_is_cut_off_or_unfolds_beyond_the_bound_is_refused() -> None:
    spider = sitemap_spider()
    large = b"<urlset>" + b" " * spider.max_bytes + b"</urlset>"
    for body, why in ((gzip.compress(URLSET)[:-12], "breaks off"), (gzip.compress(large), "more than")):
        with pytest.raises(Unreadable, match=why):
            list(spider.sitemap(Response("https://www.golem.de/gsitemap-2410.xml.gz", body=body)))


def test_of_a_makers_sitemap_only_its_recalls_count() -> None:
    spider = registry.sources()["us-anker"]()
    spider.settings = settings({"QUERIES": ["Anker"]})
    assert isinstance(spider, NewsSitemap)
    urls = "".join(f"<url><loc>https://www.anker.com/{page}</loc></url>" for page in ("about", "rc2506", "a1-recall"))
    list(spider.sitemap(Response("https://www.anker.com/sitemap.xml", body=f"<urlset>{urls}</urlset>".encode())))
    assert spider.harvest.read == 2


def test_a_large_index_is_left_to_a_backfill() -> None:
    asked = {}
    for since in (None, "2024-01-01"):
        spider = registry.sources()["de-heise"]()
        spider.settings = settings({"SINCE": since, "QUERIES": ["Anker"]})
        asked[since] = [request.url for request in spider.listings()]
    index = "https://www.heise.de/sitemapindex.xml"
    assert index not in asked[None]
    assert index in asked["2024-01-01"]
