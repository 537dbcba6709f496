from __future__ import annotations

import pytest

from pipelines.regions import contains
from tests.pipelines.texts import main

RECALL = {
    "de": "Anker ruft die PowerCore 10000 wegen Brandgefahr zurück. ",
    "en": "Anker recalls the PowerCore 10000 over a fire hazard. ",
    "ja": "Ankerは発火の恐れがあるとしてPowerCore 10000を自主回収する。",
    "zh-Hans": "安克召回PowerCore 10000，存在起火风险。",
    "zh-Hant": "安克召回PowerCore 10000，恐有起火風險。",
}


@pytest.mark.parametrize(
    ("language", "text", "recalled", "exempt"),
    [
        ("de", "Der Rückruf gilt nur in Japan.", ["JP"], []),
        ("de", "Betroffen sind Geräte in Deutschland, Österreich und der Schweiz.", ["DE", "AT", "CH"], []),
        ("de", "Verkauft wurde das Modell auch in Deutschland.", [], []),
        ("de", "In Deutschland gibt es noch keinen Rückruf.", [], []),
        ("de", "Geräte, die in Frankreich verkauft wurden, sind nicht betroffen.", [], ["FR"]),
        ("de", "Die CPSC hat die Warnung veröffentlicht.", ["US"], []),
        ("de", "Der Rückruf gilt weltweit.", ["GLOBAL"], []),
        ("de", "Anker ist der weltweit größte Hersteller solcher Akkus.", [], []),
        ("en", "About 69,000 units were sold in the United States, and 9,764 in Canada.", ["US", "CA"], []),
        ("en", "It is made in China and available in France.", [], []),
        ("en", "Please contact us.", [], []),
        ("en", "Products in the Netherlands are not affected.", [], ["NL"]),
        ("en", "It is unclear whether the recall will reach Germany.", [], []),
        ("en", "Anker Vietnam announced the recall.", ["VN"], []),
        ("ja", "アンカー・ジャパンが発表した。", ["JP"], []),
        ("ja", "経済産業省が公表した。", ["JP"], []),
        ("ja", "日本経済新聞が報じた。", [], []),
        ("zh-Hans", "此次召回仅限中国大陆市场。", ["CN"], []),
        ("zh-Hans", "欧洲版本不受影响。", [], ["EUROPE"]),
        ("zh-Hant", "部分型號曾在香港發售。", [], []),
        ("zh-Hant", "台灣目前尚未召回。", [], []),
    ],
)
def test_a_market_needs_words_of_recall(language: str, text: str, recalled: list[str], exempt: list[str]) -> None:
    mention = main(RECALL[language] + text, language)
    assert mention.recalled_in == recalled
    assert mention.not_affected_in == exempt


@pytest.mark.parametrize("language", sorted(RECALL))
def test_a_language_never_gives_a_market(language: str) -> None:
    assert main(RECALL[language], language).recalled_in == []


def test_a_region_contains_what_its_members_contain() -> None:
    assert contains("EUROPE", "DE") and contains("EU", "DE") and contains("GLOBAL", "JP")
    assert not contains("EU", "GB") and contains("EUROPE", "GB")
    assert not contains("JP", "GLOBAL")
