"""Fragments, label tables, sections and whole pages give their words, and only theirs."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from crawler.markup import breaks_off, fragment_text, links, unescaped
from crawler.platforms.fields import labelled
from crawler.platforms.govuk import sections
from crawler.platforms.page import read_page
from crawler.platforms.quill import UnreadableScript, delta_text


def test_paragraphs_stay_apart_and_cells_too() -> None:
    html = (
        "<h2>Rückruf</h2><p>Erster&nbsp;Absatz<br>mit Zeile.</p><script>alert(1)</script><style>p {}</style>"
        "<table><tr><td>Modell</td><td>A1263</td></tr><tr><td>Menge</td><td>5</td></tr></table><!-- no -->"
        "<ul><li>eins</li><li>zwei</li></ul><p>Letzter <b>Ab</b>satz</p>"
    )
    assert fragment_text(html) == (
        "Rückruf\n\nErster Absatz\nmit Zeile.\n\nModell A1263\nMenge 5\n\neins\nzwei\n\nLetzter Absatz"
    )


def test_what_one_opens_stays_apart_from_what_it_opens_by() -> None:
    html = "<details><summary>What to do?</summary>Stop using it.</details><form><legend>Serial</legend>Ask.</form>"
    assert fragment_text(html) == "What to do?\n\nStop using it.\n\nSerial\n\nAsk."


def test_the_ideographic_space_is_a_character_of_its_own() -> None:
    assert fragment_text("<p>　段落　です</p>") == "　段落　です"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p><ruby>発<rp>(</rp><rt>はっ</rt><rp>)</rp>火<rt>か</rt></ruby>した</p>", "発火した"),
        ("<p>A1263<sup>1</sup>, 1,158,000<sup>[12]</sup> units*<sup>*</sup></p>", "A1263, 1,158,000 units*"),
        ("<p>le 1<sup>er</sup> juin, May 1<sup>st</sup></p>", "le 1er juin, May 1st"),
        ("<p><del>520,000</del> <ins>522,237</ins> units <s>sold</s></p>", "522,237 units"),
        ("<p>Power&shy;bank<wbr>s, A<b>1263</b></p>", "Powerbanks, A1263"),
    ],
)
def test_what_stands_above_or_was_struck_out_is_no_part_of_the_words(markup: str, words: str) -> None:
    assert fragment_text(markup) == words
    heading = markup.removeprefix("<p>").removesuffix("</p>")
    body = f"<html><body><article><h1>{heading}</h1>{markup * 9}</article></body></html>"
    page = read_page(body.encode())
    assert (page.title, page.text.splitlines()[-1]) == (words, words)


def test_links_are_web_addresses_each_once() -> None:
    html = (
        '<a href="https://a.example/">a</a><a href="/b">b</a><a href="mailto:x">c</a><a href="https://a.example/">d</a>'
    )
    assert links(html) == ("https://a.example/",)


def test_entities_go_and_words_stay() -> None:
    assert unescaped(" website.Please&nbsp;note &amp; keep ") == "website.Please note & keep"


def script(literal: str) -> str:
    return f"contentsText = '{literal}';"


@pytest.mark.parametrize(
    "literal",
    [
        r"{\"ops\":[{\"insert\":\"電池\\nA\'03 \/ \\\"X\\\"\\n\"}]}",
        r'{"ops":[{"insert":"電池\\nA\'03 \/ \"X\"\\n"}]}',
        r'{"ops":[{"insert":"電池\\nA\'03 "},{"attributes":{"bold":true},"insert":"\/ \\"X\\""},{"insert":"\\n"}]}',
    ],
)
def test_both_ways_of_escaping_carry_the_same_words(literal: str) -> None:
    assert delta_text(script(literal)) == '電池\nA\'03 / "X"'


def test_an_empty_script_carries_nothing_and_a_broken_one_is_refused() -> None:
    assert delta_text("var contentsText = '';") is None
    assert delta_text("var other = 1;") is None
    with pytest.raises(UnreadableScript):
        delta_text(script(r"{\"ops\":[{\"insert\":\"cut"))


def test_a_label_takes_the_script_beside_it_and_never_the_one_below() -> None:
    reason, notice = script('{"ops":[{"insert":"発火"}]}'), script('{"ops":[{"insert":"notice"}]}')
    page = BeautifulSoup(
        f'<ul><li><span class="cap">備考</span><span class="text" id="d4"></span><script>{reason}</script></li>'
        '<li><span class="cap">商品名</span><span class="text">充電器<br>黒</span></li></ul>'
        f'<div><span id="p"></span><script>{notice}</script></div>',
        "lxml",
    )
    found = [(field.label, field.text) for field in labelled(page, "cap", "text")]
    assert found == [("備考", "発火"), ("商品名", "充電器\n黒")]


def test_sections_have_their_heading_their_words_and_their_rows() -> None:
    body = (
        "<p>Before</p><h2>Product information</h2><table><thead><tr><th>Type</th><th>Toys</th></tr></thead>"
        "<tr><td>Model</td><td>A1</td><td>A2</td></tr><tr><td>Batches</td><td></td></tr></table>"
        "<h2>Hazard</h2><p>Fire.</p><p>Burns.</p>"
    )
    before, product, hazard = sections(body)
    assert (before.heading, before.text) == ("", "Before")
    assert product.rows == (("Type", "Toys"), ("Model", "A1\nA2"), ("Batches", ""))
    assert hazard.text == "Fire.\n\nBurns."


ARTICLE = """<!DOCTYPE html><html lang="de-DE"><head><title>Rückruf bei Beispiel - Die Seite</title>{head}</head><body>
<nav><p>Startseite. Alle Themen. Newsletter abonnieren, jetzt und hier.</p></nav>
<article><h1>Rückruf bei Beispiel</h1>
<p>Der Hersteller ruft seine Powerbank zurück, weil sie überhitzen kann.</p>
<div class="related-articles"><p>Auch interessant: Der große Vergleich von zwanzig Powerbanks.</p></div>
<p>Betroffen ist das Modell A1263. Käufer erhalten Ersatz.</p></article>
<aside><p>Werbung: Kaufen Sie noch heute. Es lohnt sich sehr.</p></aside>
<footer><p>Impressum. Datenschutz. Alle Rechte vorbehalten.</p></footer></body></html>"""


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def test_an_article_without_its_surroundings() -> None:
    page = read_page(ARTICLE.format(head="").encode(), "https://example.org/a")
    assert page.title == "Rückruf bei Beispiel"
    assert page.text.startswith("Rückruf bei Beispiel\n\nDer Hersteller ruft")
    assert page.text.endswith("Käufer erhalten Ersatz.")
    assert "Vergleich" not in page.text
    assert "Impressum" not in page.text
    assert page.published is None
    assert page.language == "de-DE"


def test_what_the_page_says_of_itself_comes_first() -> None:
    site = {"@type": "WebSite", "name": "Die Seite", "datePublished": "1999-01-01"}
    news = {"@type": ["NewsArticle"], "headline": "Rückruf bei Beispiel", "datePublished": "2025-10-24T09:00:00+02:00"}
    head = ld(**{"@graph": [site, news]}) + '<meta property="article:published_time" content="2020-01-01">'
    page = read_page(ARTICLE.format(head=head).encode())
    assert page.published == "2025-10-24T09:00:00+02:00"
    meta = read_page(ARTICLE.format(head='<meta property="article:published_time" content="2025-10-24">').encode())
    assert meta.published == "2025-10-24"
    broken = read_page(ARTICLE.format(head='<script type="application/ld+json">{oops</script>').encode())
    assert broken.title == "Rückruf bei Beispiel"


def test_a_body_told_in_json_is_taken_where_the_page_shows_little() -> None:
    told = "Ein langer Text. " * 60
    head = ld(**{"@type": "NewsArticle", "articleBody": told})
    assert read_page(ARTICLE.format(head=head).encode()).text == told.strip()


@pytest.mark.parametrize("body", [b"", b"   ", b"<html></html>", b"just words", b"<p>", b"\xef\xbb\xbf<p>words</p>"])
def test_odd_pages_give_what_they_have(body: bytes) -> None:
    page = read_page(body)
    assert page.published is None
    assert "words" in page.text or b"words" not in body


ROWS = (
    ("Product", "Anker power bank A1647"),
    ("Units", "812"),
    ("Hazard", "The cells may overheat while they are charged, which can lead to smoke and to a fire."),
    ("Sold", "03/2024 to 08/2025"),
)


@pytest.mark.parametrize(
    "markup",
    [
        "<table>" + "".join(f"<tr><td>{label}</td><td>{said}</td></tr>" for label, said in ROWS) + "</table>",
        "<table><tbody>" + "".join(f"<tr><th>{label}</th><td>{said}</td></tr>" for label, said in ROWS) + "</table>",
        "".join(f"<div>{label}: {said}</div>" for label, said in ROWS),
        "<dl>" + "".join(f"<dt>{label}</dt><dd>{said}</dd>" for label, said in ROWS) + "</dl>",
        "<dl>" + "".join(f"<div><dt>{label}:</dt><dd>{said}</dd></div>" for label, said in ROWS) + "</dl>",
    ],
)
def test_a_form_is_read_whole_though_one_line_of_it_holds_all_its_sentences(markup: str) -> None:
    nav = '<nav><a href="/">Home</a></nav>'
    page = read_page(f"<html><body>{nav}<main><h1>Recall</h1><div>{markup}</div></main></body></html>".encode())
    lines = [line for line in page.text.splitlines() if line]
    assert [label in line and said in line for (label, said), line in zip(ROWS, lines[-4:], strict=True)] == [True] * 4


def test_terms_of_a_list_are_labels_and_questions_are_not() -> None:
    assert fragment_text("<dl><dt>Model</dt><dd>A1647</dd><dd>A1652</dd><dt>Where?</dt><dd>Japan</dd></dl>") == (
        "Model: A1647\nA1652\nWhere?\nJapan"
    )


def test_a_table_that_lays_out_a_page_is_no_form() -> None:
    story = "<p>Anker recalls power banks in Japan, the company said. They may overheat and catch fire.</p>" * 6
    body = f"<table><tr><td><p>Weather: it rains in the north.</p></td><td><h1>Recall</h1>{story}</td></tr></table>"
    page = read_page(f"<html><body>{body}</body></html>".encode())
    assert "Weather" not in page.text and page.text.count("Anker recalls") == 6


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<!DOCTYPE html><html><body><main><p>A recall of power ba", True),
        ("<!-- x -->\n<HTML><BODY><DIV><TABLE><TR><TD>A1263", True),
        ("<html><body><main><p>A recall.</p></main></body></html>", False),
        ("<html lang=en><title>A</title><main><p>A recall.</main>", False),
        ("<html><body><p>A recall of power banks", False),
        ('{"html": "<div>"}', False),
        ("<div><p>A fragment of a page.", False),
        ("<!-- x -->" * 5000 + "<p>", False),
    ],
)
def test_a_page_without_its_end_is_known(page: str, told: bool) -> None:
    assert breaks_off(page) is told
