"""A page is read like its article: what stands around it costs little and adds nothing."""

from __future__ import annotations

import dataclasses
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.records import Document, Notice, Part
from pipelines.notice import normalize
from pipelines.pages import article
from pipelines.watchlist import load_all

WATCHLIST = load_all()
ARTICLE = (
    "Anker recalled about 42,000 PowerCore 10000 power banks (A1263) in the United States on October 20, 2025, "
    "because the battery can overheat and catch fire.\n"
    "They were sold on Amazon from June 2016 through December 2022. Owners get a refund.\n"
)
NAVIGATION = "Home\nPolitics\nMinister says talks in Germany go on\nSports\nReviews of phones and tablets\n"


def notice(text: str, language: str | None = "en") -> Notice:
    document = Document(
        key="x", url=None, language=language, published="2025-10-22", parts=(Part("text", text, "text"),)
    )
    return normalize(document, WATCHLIST)


def values(found: Notice) -> Any:
    mentions = [dataclasses.asdict(mention) for mention in found.mentions]
    return found.is_recall_report, found.kind, mentions


@pytest.mark.parametrize(
    "around",
    [
        (NAVIGATION * 120, ""),
        ("", "\nComments\nGerman buyer: my A1257 from Canada caught fire, 500 units were recalled in Japan!\n"),
        (NAVIGATION * 90, "\nRelated articles\nAnker recalls A1647 in Japan after explosions\n" + NAVIGATION * 90),
        ("", "\nMore news\nXiaomi recalls 33W power banks in China, 146,000 units\n"),
    ],
)
def test_a_page_says_what_its_article_says(around: tuple[str, str]) -> None:
    before, behind = around
    assert values(notice(before + ARTICLE + behind)) == values(notice(ARTICLE))


def test_other_makers_recalls_in_teasers_add_nothing() -> None:
    teasers = "\nXiaomi recalls 146,000 power banks in China\nBaseus recalls chargers sold in Japan\n"
    assert values(notice(ARTICLE + teasers)) == values(notice(ARTICLE))


def test_a_heading_before_the_article_does_not_end_it() -> None:
    assert values(notice("Comments\n" + ARTICLE)) == values(notice(ARTICLE))


def test_what_is_left_out_moves_nothing() -> None:
    page = NAVIGATION * 120 + ARTICLE + "\nComments\nNice.\n"
    read = article(page, "en", WATCHLIST)
    assert len(read) <= len(page)
    assert all(sign == page[place] or sign in " \n" for place, sign in enumerate(read))
    assert ARTICLE.strip() in read


DAMAGED = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("Anker A1263 回収 recall 12,345 台 ...…“(（ \n\u202e\u0301\u200f\ufffd\x00 Ã¤ рус 리콜 ١٢ إ"),
    ),
    max_size=160,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAMAGED, DAMAGED, st.sampled_from(["en", "de", "ja", "zh-Hans", "ko", "ru", "vi", "und", None]))
@example("\u202eAnker recalls A1263\u202c ", "e\u0301" * 30, "en")
@example("", "回" * 50, "ja")
def test_any_text_is_read_and_every_quote_is_in_it(before: str, behind: str, language: str | None) -> None:
    text = before + ARTICLE + behind
    for claim in notice(text, language).claims:
        if claim.start is not None and claim.end is not None:
            assert 0 <= claim.start <= claim.end <= len(text)
            assert text[claim.start : claim.end] == claim.quote


def calls(text: str) -> int:
    """How many functions reading a text calls: work that no slow machine changes."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        notice(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("sign", ["a", "A", "7", "回", "…", "(", "\u202e", "e\u0301", "ا", "\n", "A1", "1,", "No. "])
def test_work_grows_with_the_text_and_no_faster(sign: str) -> None:
    short = ARTICLE + sign * (1_500 // len(sign))
    long = ARTICLE + sign * (6_000 // len(sign))
    for text in (short, long):
        notice(text)  # loads a language's words, which is no work on the text
    assert calls(long) <= 5 * calls(short) + 20_000


@pytest.mark.parametrize("sign", ["A", "7", "回", "…", "("])
def test_half_a_million_of_one_sign_is_no_report(sign: str) -> None:
    assert not notice(sign * 500_000).is_recall_report


def test_an_article_before_half_a_million_of_one_sign_is_still_read() -> None:
    assert values(notice(ARTICLE + "…" * 500_000)) == values(notice(ARTICLE))


@pytest.mark.parametrize(
    "piece",
    [
        "Anker A1263 fire ",
        "PowerCore 10000 A1263 ",
        "A17A033 ",
        "https://anker.example/a A1263 ",
        "アンカーはA1263を回収すると発表した。",
    ],
)
def test_a_page_that_repeats_our_goods_ends_and_names_each_once(piece: str) -> None:
    """A quarter of a million code points: with a step per pair of products it would run for minutes."""
    products = [
        one.model
        for main in notice(f"Anker recalls {piece * (250_000 // len(piece))}").mentions
        for one in main.products
    ]
    assert len(products) == len(set(products)) == 1
