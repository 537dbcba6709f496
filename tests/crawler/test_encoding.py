"""Bytes become the text that was written, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.encoding import Undecodable, decode

GERMAN = "Rückruf: Geräte können überhitzen – „Brandgefahr“, sagt der Händler für 20 €."
FRENCH = "Rappel : l’appareil présente un risque d’incendie, dès à présent, même éteint."
JAPANESE = "モバイルバッテリーの自主回収について。発火のおそれがありますので、直ちに使用を中止してください。"
CHINESE = "消费者应立即停止使用移动电源，并联系客服办理退款或者更换，召回数量为七十一万台。"
TRADITIONAL = "消費者應立即停止使用行動電源，並聯絡客服辦理退款或更換，召回數量為七十一萬臺。"
KOREAN = "보조배터리 자발적리콜 안내. 화재 위험이 있으므로 즉시 사용을 중지하시기 바랍니다."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc_kr"),
        (GERMAN, "utf-8-sig"),
        (JAPANESE, "utf-16"),
    ],
)
def test_what_has_no_label_is_sniffed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        (GERMAN, "cp1252", "text/html; charset=utf-8"),
        (JAPANESE, "cp932", "text/html; charset=UTF-8"),
        (GERMAN, "utf-8", "text/html; charset=iso-8859-1"),
        (JAPANESE, "utf-8", "text/html; charset=Shift_JIS"),
        (GERMAN, "utf-8", "text/html; charset=no-such-thing"),
    ],
)
def test_a_wrong_label_is_noticed(text: str, encoding: str, label: str) -> None:
    assert decode(text.encode(encoding), label).text == text


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [(TRADITIONAL, "big5", "text/html; charset=big5"), ("Łódź – złącze", "iso8859_2", "text/html; charset=iso-8859-2")],
)
def test_a_right_label_is_heeded(text: str, encoding: str, label: str) -> None:
    assert decode(text.replace("–", "-").encode(encoding), label).text == text.replace("–", "-")


def test_labels_stand_in_the_page_too() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body>{"Отзыв товара"}</body></html>'
    assert decode(page.encode("cp1251"), "text/html").text == page
    xml = '<?xml version="1.0" encoding="iso-8859-2"?><a>żółć</a>'
    assert decode(xml.encode("iso8859_2"), "application/xml").text == xml


@pytest.mark.parametrize("text", [GERMAN, JAPANESE, KOREAN, "Отзыв внешних аккумуляторов из-за риска возгорания."])
@pytest.mark.parametrize("broken", [b"\xff", b"\xe3\x82", b"\xd0"])
def test_a_broken_character_costs_itself_and_not_the_page(text: str, broken: bytes) -> None:
    page = f"<p>{text}</p>" * 5
    for content_type in ("text/html; charset=utf-8", None):
        assert decode(page.encode() + broken, content_type).text == page + "\ufffd"


@pytest.mark.parametrize(("text", "encoding"), [("Отзыв внешних аккумуляторов", "windows-1251"), (KOREAN, "euc-kr")])
def test_a_lazy_label_of_the_server_gives_way_to_that_of_the_page(text: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"><title>{text}</title></head><body class="page">{text}</body></html>'
    assert decode(page.encode(encoding), "text/html; charset=ISO-8859-1").text == page
    western = f'<html><head><meta charset="windows-1251"></head><body>{FRENCH}</body></html>'
    assert decode(western.encode("cp1252"), "text/html; charset=ISO-8859-1").text == western


def test_what_fits_nothing_is_refused() -> None:
    with pytest.raises(Undecodable):
        decode(bytes(range(0x80, 0x100)) * 3)
    with pytest.raises(Undecodable):
        decode("Gerät überhitzt".encode() + b"\xff\xfe\x81" + "größer".encode(), "text/html; charset=utf-8")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x1b\ufeff\ufffe"), max_size=60))
def test_utf_8_always_comes_back(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text
