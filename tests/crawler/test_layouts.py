"""Whatever layout a page has, its title, day, language and words come out, and it says what its article alone says."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest

from crawler.platforms.page import Page, read_page
from db.records import Document, Part
from pipelines.notice import normalize
from pipelines.watchlist import load_all
from tests.crawler import layouts
from tests.crawler.layouts import LAYOUTS, STAMP, alone
from tests.crawler.stories import DE, JA, KO, STORIES, ZH, Story

WATCHLIST = load_all()


def said(page: Page) -> Any:
    """What is understood of a page, without places and quotes."""
    parts = (Part("title", page.title or "", "title"), Part("text", page.text, "text"))
    document = Document(key="x", url=None, language=page.language, published=page.published, parts=parts)
    notice = normalize(document, WATCHLIST)
    return notice.is_recall_report, notice.kind, [dataclasses.asdict(mention) for mention in notice.mentions]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_an_article_is_read_alike_in_any_layout(story: Story, layout: Callable[[Story], str]) -> None:
    page = read_page(layout(story).encode())
    assert page.published == STAMP
    assert page.language == story.language
    if layout is not layouts.noscript:  # which has no headline but that of the window
        assert page.title == story.title
    assert "\n\n".join(story.paragraphs) in page.text
    for words in (story.teaser, story.teaser_words, story.comment, story.cookie, *story.labels):
        assert words not in page.text
    assert said(dataclasses.replace(page, title=story.title)) == said(read_page(alone(story).encode()))


def test_a_large_page_says_what_its_article_says() -> None:
    for story in STORIES.values():
        around = f"<div>{story.cookie}</div><ul>{''.join(f'<li>{word}</li>' for word in story.menu)}</ul>" * 90
        teasers = f"<div><h3><a href='/other'>{story.teaser}</a></h3><p>{story.teaser_words}</p></div>" * 90
        page = layouts.graph(story).replace("<nav>", f"<nav>{around}", 1).replace("</main>", f"{teasers}</main>", 1)
        assert len(page.encode()) > 40_000
        assert said(read_page(page.encode())) == said(read_page(alone(story).encode()))


ENCODED = (
    ("cp932", "Shift_JIS", JA),
    ("euc_jp", "EUC-JP", JA),
    ("iso2022_jp", "ISO-2022-JP", JA),
    ("cp949", "EUC-KR", KO),
    ("gb18030", "gb2312", ZH),
    (
        "big5hkscs",
        "Big5",
        ZH._replace(
            title="安克創新召回部分移動電源", paragraphs=("安克創新自2025年6月20日起召回移動電源，涉及712,964台。",)
        ),
    ),
    ("cp1252", "ISO-8859-1", DE),
)


@pytest.mark.parametrize("declared", ["its own", "none", "utf-8"])
@pytest.mark.parametrize(("encoding", "name", "story"), ENCODED, ids=[encoding for encoding, _, _ in ENCODED])
def test_an_encoding_is_found_whatever_the_page_calls_it(encoding: str, name: str, story: Story, declared: str) -> None:
    label = {"its own": f"<meta charset='{name}'>", "none": "", "utf-8": "<meta charset='utf-8'>"}[declared]
    body = layouts.microdata(story).replace("<meta charset='utf-8'>", label).encode(encoding, "xmlcharrefreplace")
    page = read_page(body, None, "text/html")
    assert page.title == story.title
    assert "\n\n".join(story.paragraphs) in page.text


def page_of(body: str, head: str = "", language: str = "de") -> Page:
    return read_page(f"<html lang='{language}'><head>{head}</head><body>{body}</body></html>".encode())


PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in DE.paragraphs)
OTHERS = (
    '<div class="x"><a href="/1"><h3>Andere Sache</h3></a><p>Ein Satz.</p><time datetime="2024-01-02">x</time></div>'
)


@pytest.mark.parametrize(
    ("byline", "published"),
    [
        ("", None),
        ('<time datetime="2025-10-24T09:30">gestern</time>', "2025-10-24T09:30"),
        ('<span class="entry-date">24. Oktober 2025, 9:30 Uhr</span>', "24. Oktober 2025, 9:30 Uhr"),
        ('<p class="articleDate">24.10.2025</p>', "24.10.2025"),
        ('<span class="last-updated-date">25. Oktober 2025</span>', None),
        ('<span itemprop="datePublished">24.10.2025</span>', "24.10.2025"),
        ('<abbr itemprop="datePublished" title="2025-10-24T09:30:00+02:00">9:30</abbr>', "2025-10-24T09:30:00+02:00"),
        ('<span class="pubtime">2025/10/24 9:30</span> Quelle: dpa', "2025/10/24 9:30"),
        ('<p class="time">9:30 | 24/10/2025</p>', "9:30 | 24/10/2025"),
        ('<div class="date">令和7年10月24日</div>', "令和7年10月24日"),
        ("<p>2025年10月24日（金）</p>", "2025年10月24日"),
        ("<p>令和7年10月24日</p>", "令和7年10月24日"),
        ("<p>2025. 10. 24.</p>", "2025. 10. 24"),
        ("<div><span>October 24, 2025</span></div>", "October 24, 2025"),
        ("<p>von Max Muster, 24. Oktober 2025</p>", "24. Oktober 2025"),
        ("<p>Aktualisiert: 24. Oktober 2025</p>", None),
        ("<p>Geändert am 24. Oktober 2025</p>", None),
        ("<p>更新日 2025年10月24日</p>", None),
        ("<p>Verkauft vom 24. Oktober 2022 bis 3. Mai 2025</p>", None),
        (
            '<p>Updated <time datetime="2025-10-25">x</time></p><p><time datetime="2025-10-24">x</time></p>',
            "2025-10-24",
        ),
        ('<h2>Ein Update und mehr</h2><time datetime="2025-10-24">x</time>', "2025-10-24"),
    ],
)
def test_a_day_is_that_of_the_articles_head_or_none(byline: str, published: str | None) -> None:
    """Days in its words, in cards of other articles and in comments are not its own."""
    comments = f"<ul>{'<li><time datetime=2025-11-01>x</time><p>Ein Satz dazu, und noch einer.</p></li>' * 2}</ul>"
    page = page_of(f"<main><h1>Rückruf</h1>{byline}{PROSE}{OTHERS * 2}{comments}</main>")
    assert page.published == published


def test_the_sites_name_is_no_part_of_a_title() -> None:
    head = "<title>Rückruf bei Anker | Beispiel</title><meta property='og:site_name' content='Beispiel'>"
    assert page_of(f"<div>{PROSE}</div>", head).title == "Rückruf bei Anker"
    assert page_of(f"<div>{PROSE}</div>", "<title>Rückruf | A1263</title>").title == "Rückruf | A1263"


@pytest.mark.parametrize(
    ("window", "headings"),
    [
        ("Anker ruft Powerbank zurück - Beispielseite", "<h1>Beispielseite</h1><h2>Anker ruft Powerbank zurück</h2>"),
        ("Beispielseite: Anker ruft Powerbank zurück", "<h1>Beispielseite</h1><h1>Anker ruft Powerbank zurück</h1>"),
        ("Beispielseite", "<h1>Anker ruft Powerbank zurück</h1>"),
        ("Nachrichten von heute", "<h1></h1><article><h1>Anker ruft Powerbank zurück</h1></article>"),
    ],
)
def test_a_headline_is_not_the_sites_name(window: str, headings: str) -> None:
    page = page_of(f"{headings}<div>{PROSE}</div>", f"<title>{window}</title>")
    assert page.title == "Anker ruft Powerbank zurück"


def test_a_makers_products_amid_its_words_stay() -> None:
    card = '<div><h3><a href="/{0}">Powerbank PowerCore ({0})</a></h3><p>Verkauft von 2016 bis 2022.</p></div>'
    cards = "".join(card.format(model) for model in ("A1263", "A1257", "A1647"))
    page = page_of(f"<main><h1>Rückruf</h1>{PROSE}<div>{cards}</div><h2>Was tun?</h2>{PROSE}</main>")
    for model in ("A1263", "A1257", "A1647"):
        assert f"PowerCore ({model})\n\nVerkauft von 2016 bis 2022." in page.text
    assert "Was tun?" in page.text


def test_data_of_a_page_that_shows_its_article_is_not_read() -> None:
    data = '<script>window.__STATE__ = {"text": "' + "Ein langer Satz über Datenschutz. " * 30 + '"};</script>'
    page = page_of(f"<article><h1>Rückruf</h1>{PROSE}</article>{data}")
    assert "Datenschutz" not in page.text


def test_a_day_in_the_first_paragraph_is_no_line_of_its_own() -> None:
    page = page_of("<main><h1>Rückruf</h1><p>Am 24. Oktober 2025 rief Anker seine Powerbanks zurück.</p></main>")
    assert page.published is None


def test_a_form_around_the_whole_page_is_its_frame_and_another_is_not() -> None:
    rows = (("型號", "A1647"), ("原因", "電芯可能導致過熱，請停止使用。"))
    table = f"<table>{''.join(f'<tr><th>{label}</th><td>{said}</td></tr>' for label, said in rows)}</table>"
    page = page_of(f"<form action='x.aspx'><div>商品召回訊息</div>{table}</form>", language="zh-Hant")
    assert "型號 A1647\n原因 電芯可能導致過熱" in page.text
    asked = page_of(
        f"<article><h1>Rückruf</h1>{PROSE}<form><p>Bleib auf dem Laufenden. Jetzt bestellen!</p></form></article>"
    )
    assert "auf dem Laufenden" not in asked.text


@pytest.mark.parametrize("hidden", ["hidden", 'aria-hidden="true"'])
def test_what_a_heading_opens_is_part_of_the_page(hidden: str) -> None:
    panel = f"<h3><button>Was ist zu tun?</button></h3><div {hidden}><p>Nicht mehr benutzen, bitte melden.</p></div>"
    page = page_of(
        f"<main><h1>Rückruf</h1>{PROSE}{panel}</main><div {hidden}><p>Angemeldet bleiben, bitte sehr.</p></div>"
    )
    assert "Was ist zu tun?\n\nNicht mehr benutzen, bitte melden." in page.text
    assert "Angemeldet" not in page.text


def test_blocks_side_by_side_in_a_pages_data_are_one_article() -> None:
    sections = [
        {"kind": "rich", "html": "".join(f"<p>{paragraph}</p>" for paragraph in DE.paragraphs)},
        {"kind": "faq", "items": [{"q": "Welche sind betroffen?", "a": "Die von Juni 2016 bis 2022 verkauft wurden."}]},
    ]
    data = {"props": {"page": {"sections": sections}, "i18n": {"cookie": "Wir nutzen Cookies. Bitte zustimmen."}}}
    page = page_of(f'<div></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>')
    assert DE.paragraphs[0] in page.text
    assert "Die von Juni 2016 bis 2022 verkauft wurden." in page.text
    assert "Cookies" not in page.text


OTHER = "Xiaomi ruft weltweit 150.000 Powerbanks mit der Nummer PB2030 zurück."


def test_the_next_article_that_a_page_goes_on_with_is_another() -> None:
    following = f"<article><h1>{OTHER}</h1><p>{OTHER * 3}</p></article>"
    page = page_of(f"<main><article><h1>Rückruf</h1>{PROSE}</article>{following}</main>")
    assert DE.paragraphs[-1] in page.text
    assert "PB2030" not in page.text


def test_a_quotation_that_is_a_link_is_a_preview_of_another_page() -> None:
    preview = f"<blockquote><p><a href='/x'>{OTHER}</a></p></blockquote><blockquote>Wir bedauern das sehr.</blockquote>"
    page = page_of(f"<article><h1>Rückruf</h1>{PROSE}{preview}{PROSE}</article>")
    assert "PB2030" not in page.text
    assert "Wir bedauern das sehr." in page.text


@pytest.mark.parametrize("heading", ["3 Kommentare", "Comments (3)", "コメント", "댓글 3", "留言", "Reacties"])
def test_what_stands_below_a_heading_of_comments_is_the_readers(heading: str) -> None:
    comments = "".join(
        f"<div><b>Max</b><p>Meine A1257 ist auch betroffen, Nummer {number}.</p></div>" for number in "123"
    )
    page = page_of(f"<main><h1>Rückruf</h1><div>{PROSE}</div><h3>{heading}</h3>{comments}</main>")
    assert DE.paragraphs[-1] in page.text
    assert "A1257" not in page.text


def test_a_chinese_authoritys_page_tells_its_title_in_a_name_of_its_own() -> None:
    meta = "<meta name='ArticleTitle' content='安克召回移动电源'><meta name='PubDate' content='2025-06-20'>"
    page = page_of(
        f"<div>{''.join(f'<p>{paragraph}</p>' for paragraph in ZH.paragraphs)}</div>",
        f"<title>召回信息</title>{meta}",
        "zh",
    )
    assert (page.title, page.published) == ("安克召回移动电源", "2025-06-20")


def test_a_body_in_json_may_be_escaped_markup() -> None:
    told = {
        "@type": "NewsArticle",
        "headline": "Rückruf",
        "articleBody": "&lt;p&gt;A1263 brennt.&lt;/p&gt;&lt;p&gt;B.&lt;/p&gt;",
    }
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    assert page_of("<h1>Rückruf</h1>", head).text == "A1263 brennt.\n\nB."
