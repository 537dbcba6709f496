"""Pages are thrown out before they are parsed only where parsing them would find no watched brand."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable

import pytest

from crawler.platforms.article import says_any, wide
from crawler.platforms.page import read_page
from pipelines.watchlist import load_all
from recalls.backfilling.reading import words
from recalls.backfilling.rejection import Rejection

WORDS = words(load_all())
PAGE = "<html><head><title>{0}</title></head><body><article><p>{0}</p></article></body></html>"


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("Anker ruft Powerbanks zurück", "utf-8"),
        ("Anker ruft Powerbanks zurück", "windows-1252"),
        ("ANKER", "utf-16"),
        ("Ankerの回収", "utf-16le"),
        ("アンカーが回収", "utf-8"),
        ("アンカーが回収", "shift_jis"),
        ("アンカーが回収", "euc-jp"),
        ("アンカーが回収", "iso-2022-jp"),
        ("ツAnkerの回収", "shift_jis"),
        ("回収Ankerの", "iso-2022-jp"),
        ("ＡＮＫＥＲの回収", "utf-8"),
        ("Ａｎｋｅｒの回収", "shift_jis"),
        ("ｱﾝｶｰが回収", "utf-8"),
        ("ｱﾝｶｰが回収", "shift_jis"),
        ("ｱﾝｶｰが回収", "euc-jp"),
        ("ｻｳﾝﾄﾞｺｱの回収", "shift_jis"),
        ("ｱ&#xff9d;ｶ&#65392;", "utf-8"),
        ("安克召回", "gb18030"),
        ("安克召回", "big5"),
        ("앤커 리콜", "euc-kr"),
        ("네뷸라 리콜", "cp949"),
        ("отзыв Анкер", "windows-1251"),
        ("отзыв аНКЕР", "utf-8"),
        ("отзыв Анкер", "koi8-r"),
        ("отзыв Анкер", "ibm866"),
        ("أنكر", "iso-8859-6"),
        ("&#12450;&#12531;&#12459;&#12540;", "ascii"),
        ("&#x30A2;&#x30f3;&#x30AB;&#x30FC;", "ascii"),
        ("&#65;&#110;ker", "ascii"),
        ("&#0000065;nker", "ascii"),
        ("&#110ebula", "ascii"),
        ("&Acy;&ncy;&kcy;&iecy;&rcy;", "ascii"),
        ("&nbspAnker", "ascii"),
        ("An&shy;ker", "ascii"),
        ("An&#173;ker", "ascii"),
        ("サウンド&ZeroWidthSpace;コア", "utf-8"),
        ("An\u00adker ruft zurück", "utf-8"),
        ("An\u00adker ruft zurück", "windows-1252"),
        ("アン\u200bカー", "utf-8"),
        ("An<wbr>ker", "ascii"),
        ('<span class="first">A</span>nker', "ascii"),
        ("Soundcore <i>An</i><!-- ad --><b>ke</b>r", "ascii"),
        ("Ан<wbr>кер", "utf-8"),
        ("AnkerWork", "ascii"),
        ("Rückruf bei Ankerem", "utf-8"),
    ],
)
def test_a_name_is_found_as_it_may_be_written(said: str, encoding: str) -> None:
    body, told = PAGE.format(said).encode(encoding), f"text/html; charset={encoding}"
    assert Rejection(WORDS).may_name(body, told)
    assert says_any(read_page(body, None, told).text, WORDS), "what is kept here is to be found there"


@pytest.mark.parametrize(
    "said",
    [
        r"\u30a2\u30f3\u30ab\u30fc",
        r"first\nAnker recalls",
        r"An\u00adker",
        r"\u0041nker",
        "&#65;nker",
        "An<b>ker</b>",
    ],
)
def test_a_name_is_found_in_data_for_machines(said: str) -> None:
    told = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{f"{said} " * 40}"}}</script>'
    assert Rejection(WORDS).may_name(PAGE.format(told).encode())


def test_a_name_of_several_words_is_found_however_they_are_parted() -> None:
    rejection = Rejection(("Harley Davidson", "M&M", "Müller Licht"))
    for said in (
        "HARLEY&nbsp;Davidson",
        "Harley\n  Davidson",
        "M&amp;M",
        "Müller\u00a0Licht",
        "M&uuml;ller Licht",
        "Mu\u0308ller Licht",
    ):
        assert rejection.may_name(PAGE.format(said).encode()), said
    assert not rejection.may_name(PAGE.format("Harley, M, Müllerstraße").encode())


@pytest.mark.parametrize(
    "said",
    [
        "Bankers and tankers",
        "verankert",
        "Ankerwicklung",
        "発火のおそれ",
        "召回充电宝",
        "Ban<i>k</i> er",
        "Ban&shy;ker",
        "<li>an</li><li>ker</li>",
    ],
)
def test_a_page_that_names_no_brand_is_rejected(said: str) -> None:
    assert not Rejection(WORDS).may_name(PAGE.format(said).encode())


def test_a_page_torn_to_pieces_is_let_through_before_it_costs_much() -> None:
    assert not Rejection(WORDS).may_name(b"<i>a</i>n" * 10_000)
    assert Rejection(WORDS).may_name(b"<i>a</i>n" * 500_000)


def test_without_words_nothing_is_rejected() -> None:
    assert Rejection(()).may_name(b"anything")


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "small": str.lower,
    "large": str.upper,
    "full-width": wide,
    "decimal": lambda word: "".join(f"&#{ord(letter)};" for letter in word),
    "hexadecimal": lambda word: "".join(f"&#X{ord(letter):04X};" for letter in word),
    "half in references": lambda word: f"&#{ord(word[0])};{word[1:]}",
    "with soft hyphens": "\u00ad".join,
    "with zero-width spaces": "&#8203;".join,
    "torn": lambda word: f'<em class="a">{word[0]}</em>{word[1:]}',
    "torn into letters": "<wbr>".join,
    "with accents of their own": lambda word: unicodedata.normalize("NFD", word),
    "of data": lambda word: f'<script type="application/ld+json">{json.dumps({"headline": word})}</script>',
}
ENCODINGS = (
    "utf-8",
    "utf-16",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "gb18030",
    "big5",
    "euc-kr",
    "windows-1251",
    "koi8-r",
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_whatever_the_whole_way_finds_is_let_through(way: str, encoding: str) -> None:
    rejection, told, found = Rejection(WORDS), f"text/html; charset={encoding}", 0
    for word in WORDS:
        body = PAGE.format(f"回収: {WAYS[way](word)}.").encode(encoding, "xmlcharrefreplace")
        page = read_page(body, None, told)
        if says_any(f"{page.title}\n{page.text}", WORDS):
            found += 1
            assert rejection.may_name(body, told), word
    assert found > len(WORDS) / 2
