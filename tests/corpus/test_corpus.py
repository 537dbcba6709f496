"""The labelled corpus keeps its own conventions (README.md beside this file).

What a machine can check of a label is checked here: that the words for a value are
in the text at all. Whether the label is right is for the people who read it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
AT_LEAST = {
    **dict.fromkeys(("de", "en", "ja", "zh-Hans", "zh-Hant", "fr", "es", "ko"), 45),
    **dict.fromkeys(("it", "nl", "pl", "pt"), 16),
    **dict.fromkeys(("cs", "sv", "da", "hu", "ru", "vi"), 5),
    **dict.fromkeys(("ar", "el", "fi", "id", "ml", "no", "ro", "th", "tr", "uk"), 3),
}
NEAR_MISSES_IN_FULL_LANGUAGES = 5

KINDS = {"announcement", "expansion", "followup", "accident", "none"}
HAZARDS = {"fire", "burn", "explosion", "overheat", "shock"}
REMEDIES = {"refund", "replacement", "repair", "voucher", "dispose", "stop_use"}
BRANDS = {"Anker", "Soundcore", "AnkerWork", "eufy", "Nebula", "Zolo"}
DOCUMENT_KEYS = {"id", "url", "language", "published", "title", "text", "gold"}
GOLD_KEYS = {
    "is_recall_report",
    "kind",
    "brands",
    "products",
    "markets_recalled",
    "markets_not_affected",
    "announced",
    "units",
    "event",
    "hazards",
}
OPTIONAL_GOLD_KEYS = {"not_products", "remedies", "background", "in_words"}
PRODUCT_KEYS = {"name", "model", "sold_from", "sold_to"}

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
EDTF = re.compile(r"\d{4}(-(0[1-9]|1[0-2]|2[1-4])(-\d\d)?)?")
MARKET = re.compile(r"[A-Z]{2}|EU|GLOBAL")
GROUPED = re.compile(r"(?<=\d)[.,   '’](?=\d{3}(?!\d))")
#: How far back a relative word ("yesterday", "last Friday", "on the 21st") may point.
RELATIVE_DAYS = 31


@cache
def documents(tag: str) -> list[dict[str, Any]]:
    lines = (HERE / f"{tag}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def every_document() -> list[Any]:
    return [pytest.param(document, id=document["id"]) for tag in AT_LEAST for document in documents(tag)]


def reports() -> list[Any]:
    return [case for case in every_document() if case.values[0]["gold"]["is_recall_report"]]


def plain(document: dict[str, Any]) -> str:
    """The text with full-width forms, circled digits and the like made plain."""
    return unicodedata.normalize("NFKC", document["text"])


def significand(number: int | str) -> str:
    """The digits that a number shows in any notation: 1,150,000 and 1.15 million are both 115."""
    return re.sub(r"\D", "", str(number)).strip("0")


def figures(text: str) -> set[str]:
    """The significands of all numbers in a text, composites such as 41万124 and 2천400 put together."""
    text = GROUPED.sub("", text)
    text = re.sub(r"(\d)[천千](\d{3})(?!\d)", r"\1\2", text)
    found = {significand(number) for number in re.findall(r"\d+(?:[.,]\d+)?", text)}
    for upper, lower in re.findall(r"(\d+)\s*[万萬만]\s*(\d[\d천千]*)", text):
        below = int(lower.replace("천", "000").replace("千", "000"))
        found.add(significand(int(upper) * 10_000 + below))
    return found


def years(text: str) -> set[int]:
    """The years a text writes: Western in four or two digits, Reiwa, ROC, Buddhist."""
    numbers = {int(number) for number in re.findall(r"\d{1,4}", text)}
    short = {2000 + number for number in numbers if 10 <= number < 100}
    reiwa = {2018 + int(number) for number in re.findall(r"令和\s*(\d+)", text)}
    roc = {1911 + int(number) for number in re.findall(r"(?<!\d)(1[0-2]\d)年", text)}
    buddhist = {number - 543 for number in numbers if 2400 <= number < 2600}
    return numbers | short | reiwa | roc | buddhist


def dates_of(gold: dict[str, Any]) -> Iterator[str]:
    windows = [product[end] for product in gold["products"] for end in ("sold_from", "sold_to")]
    yield from filter(None, [gold["announced"], *windows])


def near_publication(day: str, published: str | None) -> bool:
    if published is None or len(day) < 10 or len(published) < 10:
        return False
    return 0 <= (date.fromisoformat(published) - date.fromisoformat(day)).days <= RELATIVE_DAYS


@pytest.mark.parametrize("tag", AT_LEAST)
def test_each_language_has_enough_texts(tag: str) -> None:
    assert len(documents(tag)) >= AT_LEAST[tag]


@pytest.mark.parametrize("tag", [tag for tag, least in AT_LEAST.items() if least >= 16])
def test_languages_read_in_full_have_near_misses(tag: str) -> None:
    near_misses = [document for document in documents(tag) if not document["gold"]["is_recall_report"]]
    assert len(near_misses) >= NEAR_MISSES_IN_FULL_LANGUAGES


def test_no_file_is_without_a_stated_number() -> None:
    assert {path.stem for path in HERE.glob("*.jsonl")} == set(AT_LEAST)


@pytest.mark.parametrize("tag", AT_LEAST)
def test_ids_are_unique_and_carry_their_language(tag: str) -> None:
    ids = [document["id"] for document in documents(tag)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(rf"{tag}-\d{{3}}", one) for one in ids)
    assert {document["language"] for document in documents(tag)} == {tag}


def test_no_text_occurs_twice() -> None:
    texts = [document["text"] for tag in AT_LEAST for document in documents(tag)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("document", every_document())
def test_a_line_has_the_known_form(document: dict[str, Any]) -> None:
    gold = document["gold"]
    assert set(document) >= DOCUMENT_KEYS - {"title"}
    assert set(document) <= DOCUMENT_KEYS
    assert GOLD_KEYS <= set(gold) <= GOLD_KEYS | OPTIONAL_GOLD_KEYS
    assert gold["kind"] in KINDS
    assert set(gold["hazards"]) <= HAZARDS
    assert set(gold["brands"]) <= BRANDS
    assert set(gold.get("remedies", ())) <= REMEDIES
    assert all(PRODUCT_KEYS <= set(product) <= PRODUCT_KEYS | {"units"} for product in gold["products"])
    assert all(product["name"] for product in gold["products"])
    markets = gold["markets_recalled"] + gold["markets_not_affected"]
    assert all(MARKET.fullmatch(market) for market in markets)
    assert len(markets) == len(set(markets))
    assert all(DAY.fullmatch(day) for day in dates_of(gold))
    assert all(EDTF.fullmatch(one["announced"]) for one in gold.get("background", ()) if one["announced"])
    assert document["published"] is None or DAY.fullmatch(document["published"])


@pytest.mark.parametrize("document", every_document())
def test_a_near_miss_claims_nothing(document: dict[str, Any]) -> None:
    gold = document["gold"]
    if gold["is_recall_report"]:
        assert gold["kind"] != "none"
        assert gold["brands"]
    else:
        assert gold["kind"] in {"none", "accident"}
        values = [value for key, value in gold.items() if key not in {"is_recall_report", "kind"}]
        assert not any(values)


@pytest.mark.parametrize("document", reports())
def test_models_stand_in_the_text(document: dict[str, Any]) -> None:
    gold, text = document["gold"], plain(document).casefold()
    models = [product["model"] for product in gold["products"] if product["model"]]
    models += [model for one in gold.get("background", ()) for model in one["models"]]
    for model in models:
        assert model.casefold() in text or model[1:] in text


@pytest.mark.parametrize("document", reports())
def test_names_and_exclusions_stand_in_the_text(document: dict[str, Any]) -> None:
    gold, text = document["gold"], plain(document).casefold()

    def words(name: str) -> list[str]:
        return re.findall(r"[a-z]+\d*|\d+", unicodedata.normalize("NFKC", name).casefold())

    for name in [product["name"] for product in gold["products"]] + gold.get("not_products", []):
        assert all(word in text for word in words(name)), name
    recalled = {product["model"] for product in gold["products"]} | {product["name"] for product in gold["products"]}
    assert not recalled & set(gold.get("not_products", ()))


@pytest.mark.parametrize("document", reports())
def test_figures_stand_in_the_text(document: dict[str, Any]) -> None:
    gold = document["gold"]
    units = gold["units"] if isinstance(gold["units"], list) else [gold["units"]]
    asked = [one for one in units if one] + [p["units"] for p in gold["products"] if p.get("units")]
    if gold.get("in_words"):
        assert asked
        return
    written = figures(plain(document))
    for one in asked:
        added = one == sum(other for other in units if other and other != one)
        assert added or significand(one) in written, one


@pytest.mark.parametrize("document", reports())
def test_dates_stand_in_the_text_or_close_before_publication(document: dict[str, Any]) -> None:
    text, published = plain(document), document["published"]
    numbers = {int(number) for number in re.findall(r"\d{1,2}(?!\d)", text)}
    for day in dates_of(document["gold"]):
        year, _, rest = day.partition("-")
        same_year = published is not None and abs(int(published[:4]) - int(year)) <= 1
        assert int(year) in years(text) or same_year, day
        if len(day) == 10:
            assert int(rest[3:]) in numbers or near_publication(day, published), day


@pytest.mark.parametrize("document", reports())
def test_windows_and_announcements_run_forward(document: dict[str, Any]) -> None:
    for product in document["gold"]["products"]:
        if product["sold_from"] and product["sold_to"]:
            shorter = min(len(product["sold_from"]), len(product["sold_to"]))
            assert product["sold_from"][:shorter] <= product["sold_to"][:shorter]
    announced, published = document["gold"]["announced"], document["published"]
    if announced and published:
        shorter = min(len(announced), len(published))
        assert announced[:shorter] <= published[:shorter]
