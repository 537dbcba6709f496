"""However a text is encoded and laid out, it says the same, and every quote is a piece of what was given."""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from wcwidth import wcswidth

from db.records import Document, Notice, Part
from pipelines.legible import plainly, read
from pipelines.notice import normalize
from pipelines.watchlist import load_all

WATCHLIST = load_all()

TEXTS = {
    "de": "Anker ruft in Deutschland rund 23 400 Powerbanks zurück.\nBetroffen ist das Modell A1647, verkauft vom "
    "3. März 2024 bis zum 30. Juni 2025. Für Österreich gilt der Rückruf nicht. Die Akkus können überhitzen und in "
    "Brand geraten.",
    "en": "Anker recalls about 1,158,000 power banks in the United States. The PowerCore 10000 (A1263) was sold from "
    "June 2016 through December 2022. The battery can overheat and catch fire. Canada is not affected.",
    "fr": "Anker rappelle en France environ 12 500 enceintes Soundcore 3 (modèle A3117), vendues d'avril 2023 à août "
    "2025. La batterie peut surchauffer et prendre feu. La Belgique n'est pas concernée.",
    "ja": "アンカー・ジャパンは2025年10月21日、「Soundcore 3」（A3117）など約52万台を自主回収すると発表した。販売期間は"
    "2022年12月25日から2025年10月21日まで。電池が発火するおそれがある。",
    "ko": "앤커는 2025년 10월 21일 한국에서 보조배터리 A1647 3,050개를 리콜한다고 밝혔다. 과열로 불이 날 우려가 있다.",
    "vi": "Anker thu hồi khoảng 23.400 pin sạc dự phòng A1647 tại Việt Nam do nguy cơ cháy nổ, được bán từ tháng 3 năm "
    "2024 đến tháng 6 năm 2025.",
}
HALF_WIDTH = [*map(chr, range(0xFF61, 0xFFA0)), *(chr(code) + mark for code in range(0xFF66, 0xFF9E) for mark in "ﾞﾟ")]
IN_HALF = {unicodedata.normalize("NFKC", sign): sign for sign in HALF_WIDTH}


def half_width(sign: str) -> str:
    """A sign in half width, a voiced one with its mark behind it, where there is such a one."""
    return IN_HALF.get(sign, sign)


ENCODED: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "soft hyphens": lambda text: re.sub(r"([^\W\d_]{3})([^\W\d_]{3})", "\\1\u00ad\\2", text),
    "zero-width spaces": lambda text: text.replace(" ", " \u200b").replace("/", "/\u200b"),
    "marks of direction": lambda text: "\u200e" + text.replace(" A", " \u2068A\u2069"),
    "byte order marks": lambda text: "\ufeff" + text.replace("\n", "\n\ufeff"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces in numbers": lambda text: re.sub(r"(?<=\d) (?=\d)", "\u202f", text),
    "no-break hyphens": lambda text: text.replace("-", "\u2011"),
    "lines of another system": lambda text: text.replace("\n", "\r\n"),
    "separators of lines": lambda text: text.replace("\n", "\u2028"),
    "two spaces between sentences": lambda text: re.sub(r"(?<=[.!?]) ", "  ", text),
    "emphasis": lambda text: re.sub(r"\b(A\d{4})\b", r"**\1**", text),
    "an emoji before it": lambda text: "⚠️ " + text,
    "katakana of half width": lambda text: "".join(map(half_width, text)),
    "paragraphs": lambda text: text.replace("\n", "\n\n"),
}


def understood(text: str, title: str | None = None) -> Notice:
    parts = (*([Part("title", title, "title")] if title else []), Part("text", text, "text"))
    return normalize(Document("one", None, parts, published="2025-11-03"), WATCHLIST)


def told(notice: Notice) -> object:
    """All that a notice says, without its words and their places."""
    claims = [(claim.field, claim.value, claim.product, claim.market, claim.said_by) for claim in notice.claims]
    return notice.kind, notice.language, notice.mentions, claims


@pytest.mark.parametrize("written", ENCODED)
@pytest.mark.parametrize("language", TEXTS)
def test_what_nobody_sees_changes_nothing_and_quotes_are_what_was_given(language: str, written: str) -> None:
    plain, text = understood(TEXTS[language]), ENCODED[written](TEXTS[language])
    assert plain.is_recall_report and len(plain.claims) > 4
    notice = understood(text)
    assert told(notice) == told(plain)
    assert all(text[claim.start : claim.end] == claim.quote for claim in notice.claims if claim.basis != "source")
    as_read = [plainly(claim.quote)[0].replace("\n", " ") for claim in notice.claims]
    assert as_read == [claim.quote.replace("\n", " ") for claim in plain.claims]


def test_a_title_is_read_so_too() -> None:
    notice = understood(
        "Mehr dazu in Kürze.", "An\u00adker ruft Power\u00adbank A1647 in Deutsch\u00adland zu\u00adrück"
    )
    assert notice.title == "Anker ruft Powerbank A1647 in Deutschland zurück"
    assert [product.model for product in notice.mentions[0].products] == ["A1647"]
    assert notice.mentions[0].recalled_in == ["DE"]


@pytest.mark.parametrize("width", [58, 66, 72, 80, 100])
@pytest.mark.parametrize("language", ["de", "en", "fr", "vi"])
def test_wrapped_lines_are_read_as_one(language: str, width: int) -> None:
    plain = " ".join(TEXTS[language].split("\n")) + " " + {"de": "Mehr folgt."}.get(language, "More.")
    text = textwrap.fill(plain, width, break_on_hyphens=False)
    if text.count("\n") < 2:
        pytest.skip("two lines tell no width")
    assert plainly(text)[0] == plain
    assert told(understood(text)) == told(understood(plain))


@pytest.mark.parametrize("columns", [52, 60, 70, 76])
def test_wrapped_lines_of_japanese_are_joined_without_a_space(columns: int) -> None:
    text = TEXTS["ja"].replace("（A3117）", "（A3117）やPowerCore10000") + TEXTS["ja"]
    lines = [""]
    for piece in re.findall(r"[!-~]+|.", text):
        if wcswidth(lines[-1] + piece) > columns and piece not in "、。」）":
            lines.append("")
        lines[-1] += piece
    assert plainly("\n".join(lines))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "Anker ruft Powerbanks zurück\nBetroffen ist das Modell A1647.",
        "Modell: A1647\nStückzahl: 23.400\nVerkauft: 03/2024 bis 06/2025",
        "Model | Sold in | Units\nA1647 | New Zealand | 812\nA1652 | New Zealand | 1,377",
        "- A1647: 3,050 power banks that were sold in Canada until May\n"
        "- A1652: 1,050 power banks that were sold in Canada till June\n"
        "- A1681: 2,050 power banks that were sold in Canada in July",
        "The first sentence of a page stands alone in its line, as it is a heading of some length\nShort.\nShort too.",
    ],
)
def test_lines_that_are_no_wrapped_prose_stay(text: str) -> None:
    assert plainly(text) == (text, None)


def test_the_rows_of_a_form_that_stand_apart_are_read_as_one_form() -> None:
    rows = [
        "Marque : Anker",
        "Modèle : A1647",
        "Début de commercialisation : 15/04/2024",
        "Fin de commercialisation : 30/09/2025",
    ]
    apart = understood("\n\n".join([*rows, "Motif : surchauffe, rappel du produit"]))
    together = understood("\n".join([*rows, "Motif : surchauffe, rappel du produit"]))
    assert told(apart) == told(together)
    assert (together.mentions[0].products[0].sold_from, together.mentions[0].products[0].sold_to) == (
        "2024-04-15",
        "2025-09-30",
    )


def test_only_parts_that_differ_keep_their_original() -> None:
    parts = (Part("title", "Rückruf", "title"), Part("text", "Ru\u0308ck\u00adruf", "text"))
    legible, originals = read(parts)
    assert [part.text for part in legible] == ["Rückruf", "Rückruf"]
    assert list(originals) == ["text"] and legible[0] is parts[0]
    assert originals["text"].span(0, 7) == (0, 9) and originals["text"].span(1, 2) == (1, 3)


@pytest.mark.parametrize(
    "text",
    ["\u00ad" * 50_000, "e" + "\u0301" * 50_000, "a\n" * 50_000, "**" * 50_000, ". " + " " * 50_000, "ം" * 50_000],
)
def test_a_text_of_nothing_but_marks_is_read_in_one_go(text: str) -> None:
    seen, places = plainly(text)
    assert len(seen) <= len(text) and (places is None or len(places) == len(seen) + 1)
    notice = normalize(replace(Document("one", None, (Part("text", text, "text"),))), WATCHLIST)
    assert not notice.is_recall_report
