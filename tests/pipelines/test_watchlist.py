from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipelines
from pipelines.tokens import name_key, tokens
from pipelines.watchlist import WatchlistError, compile_groups, load_all
from tests.pipelines.texts import watchlist

XIAOMI = b"""
name = "xiaomi"
models = ['PB\\d{4}[A-Z]{2}']
brands = [{ name = "Xiaomi", words = ["\xe5\xb0\x8f\xe7\xb1\xb3"] }]
products = [{ model = "PB2030MI", brand = "Xiaomi", category = "power_bank", names = ["33W Power Bank"] }]
"""


def models_in(text: str) -> list[str]:
    return [match.group() for match in watchlist().model_pattern.finditer(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A1647/A1642/A1652", ["A1647", "A1642", "A1652"]),
        ("型号为A1642 / A1647的移动电源", ["A1642", "A1647"]),
        ("powered coolerA17B0Not Applicable", []),
        ("cooler A17B0Not Applicable", ["A17B0"]),
        ("A3102016 and A1366N11 and A13660V1", ["A3102016", "A1366N11", "A13660V1"]),
        ("EverFrost A17A1, eufy T2908", ["A17A1", "T2908"]),
        ("A12345, XA1263, A126, in 1263, PB2030MI", []),
        ("A1263は約41万台", ["A1263"]),
    ],
)
def test_a_model_number_is_found_as_the_brand_prints_it(text: str, found: list[str]) -> None:
    assert models_in(text) == found


def test_colour_and_market_suffixes_are_no_part_of_the_model() -> None:
    assert watchlist().base_model("A3102016") == "A3102"
    assert watchlist().base_model("A17A0") == "A17A0"
    assert watchlist().base_model("PB2030MI") == "PB2030MI"


@pytest.mark.parametrize(
    "printed", ["PowerCore 10000", "Powercore 10.000", "POWERCORE 10 000", "PowerCore 10K", "powercore-10,000"]
)
def test_a_name_is_one_however_its_figures_are_printed(printed: str) -> None:
    assert name_key(printed) == ("powercore", "10000")


def test_signs_of_unspaced_scripts_are_tokens_of_their_own() -> None:
    assert [token.form for token in tokens("安克Anker 3と")] == ["安", "克", "anker", "3", "と"]


def test_hits_are_generous_and_brands_are_not() -> None:
    assert watchlist().hits("Trankerloop Baby Bath Seats")
    assert watchlist().hits("アンカー・ジャパン")
    assert watchlist().hits("ＡＮＫＥＲ　ＰｏｗｅｒＣｏｒｅ")
    assert not watchlist().hits("Xiaomi 33W Power Bank")
    named = [
        brand.name for _, brand in watchlist().among(tokens("Trankerloop, Anker Play Products, Uni Anker, Soundcore"))
    ]
    assert named == ["Soundcore"]


def test_a_name_that_two_products_bear_stays_open() -> None:
    assert len(watchlist().by_name[name_key("PowerCore 5K")]) == 2


def test_a_catalogue_holds_nothing_of_any_recall() -> None:
    catalogues = list((Path(pipelines.__file__).parent / "watchlists").glob("*.toml"))
    assert catalogues
    for path in catalogues:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(19|20)\d\d-\d\d", text)
        assert not re.search(r"\b(recalled|units|market|sold|hazard)\s*=", text)


def test_another_brand_is_one_short_file(tmp_path: Path) -> None:
    (tmp_path / "xiaomi.toml").write_bytes(XIAOMI)
    both = load_all(tmp_path)
    assert [group.name for group in both.groups] == ["anker", "xiaomi"]
    assert both.hits("小米移动电源") and both.model_pattern.findall("PB2030MI")
    assert both.digest != watchlist().digest


def test_tables_call_a_model_by_its_brand_and_name_or_as_the_file_says() -> None:
    titles = watchlist().titles
    assert titles["A1263"] == "Anker PowerCore 10000"
    assert titles["A3117"] == "Soundcore 3"
    assert titles["A3102"] == "Anker Soundcore"
    assert "A3116" not in titles


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"name =", "x.toml: not TOML"),
        (b"name = 'x'", "x.toml: brands: at least one"),
        (b"brands = [{ name = 'X' }]", "x.toml: name: a name is needed"),
        (b"name = 'x'\nbrands = [{ name = 'X', wrods = [] }]", r"x.toml: brands\[1\]: unknown field 'wrods'"),
        (b"name = 'x'\nbrands = [{ name = 'X', context = 'maybe' }]", r"x.toml: brands\[1\]: context"),
        (
            b"name = 'x'\nbrands = [{ name = 'X' }]\nproducts = [{ brand = 'Y', model = 'Y1' }]",
            r"products\[1\]: brand: 'Y'",
        ),
        (
            b"name = 'x'\nbrands = [{ name = 'X' }]\nproducts = [{ brand = 'X' }]",
            r"products\[1\]: a product needs names",
        ),
        (b"name = 'x'\nbrands = [{ name = 'X' }]\nmodels = ['(']", "x.toml: models: '\\('"),
    ],
)
def test_a_bad_watchlist_names_file_and_field(content: bytes, complaint: str) -> None:
    with pytest.raises(WatchlistError, match=complaint):
        compile_groups([("x.toml", content)])
