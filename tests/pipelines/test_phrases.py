from __future__ import annotations

import re

import pytest

from pipelines import gazetteer, lexicon, phrases
from pipelines.phrases import TABLES, Phrases

WRITTEN = ["de", "en", "ja", "zh-Hans", "zh-Hant"]


def found(written: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in Phrases({"table.key": [written]}).find(text)]


@pytest.mark.parametrize(
    ("written", "text", "words"),
    [
        ("recall", "A recall, RECALL; recalled", ["recall", "RECALL"]),
        ("rückruf*", "Rückrufe und Produktrückruf", ["Rückrufe"]),
        ("*rückruf", "Produktrückruf, Rückrufe", ["Produktrückruf"]),
        ("ruft … zurück", "Anker ruft die A1263 (Modell) zurück.", ["ruft die A1263 (Modell) zurück"]),
        ("ruft … zurück", "Anker ruft an. Sie kam zurück.", []),
        ("vyroben* v čín*", "Vyrobeno v Číně, vyroben tady v Číně", ["Vyrobeno v Číně"]),
        ("召回", "安克召回A1257", ["召回"]),
        ("sold from", "ProductSold fromMay 2023", ["Sold from"]),
        ("cpsc", "ＣＰＳＣ", ["ＣＰＳＣ"]),
    ],
)
def test_the_notation_finds_what_the_readme_says(written: str, text: str, words: list[str]) -> None:
    assert found(written, text) == words


def test_masked_words_silence_only_what_stands_in_them() -> None:
    phrases = Phrases({"recall.words": ["recall"], "masked.recall": ["windows recall"]})
    assert [hit.start for hit in phrases.find("Windows Recall, a recall")] == [18]


def test_the_stop_of_an_abbreviation_does_not_part_a_phrase() -> None:
    phrases = Phrases({"recall.words": ["ruft … zurück"]}, ["mio."])
    text = "Anker ruft 1,2 Mio. Powerbanks zurück. Er ruft an. Sie kommt zurück."
    assert [text[hit.start : hit.end] for hit in phrases.find(text)] == ["ruft 1,2 Mio. Powerbanks zurück"]


def test_of_one_list_the_longest_words_count() -> None:
    phrases = Phrases({"hazards.fire": ["fire", "catch fire"]})
    assert [(hit.start, hit.end) for hit in phrases.find("may catch fire")] == [(4, 14)]


def test_all_lexicons_that_have_a_table_have_the_same_keys_in_it() -> None:
    model = lexicon.load("en")
    for language in lexicon.languages():
        tables = lexicon.load(language)
        for table in TABLES:
            if table in tables and table != "markets":
                assert sorted(tables[table]) == sorted(model[table]), f"{language}: [{table}]"


def test_markets_are_countries_and_the_regions_that_we_know() -> None:
    regions = {"EUROPE", "GLOBAL", *gazetteer.load("markets")["stands_for"]}
    for language in lexicon.languages():
        for code in lexicon.load(language).get("markets", {}):
            assert re.fullmatch("[A-Z]{2}", code) or code in regions, f"{language}: {code}"


def test_every_phrase_can_be_read_and_stands_once_in_its_list() -> None:
    for language in lexicon.languages():
        for table in TABLES:
            for key, written in lexicon.load(language).get(table, {}).items():
                where = f"{language}: {table}.{key}"
                assert len(written) == len(set(written)), where
        assert phrases.of(language).find("recall") is not None


@pytest.mark.parametrize("language", WRITTEN)
def test_the_first_languages_have_words_for_what_every_report_tells(language: str) -> None:
    tables = lexicon.load(language)
    for table, key in (("recall", "words"), ("hazards", "fire"), ("remedies", "refund"), ("markets", "JP")):
        assert tables[table][key], f"{language}: {table}.{key}"


def test_romanian_cedillas_and_turkish_capitals_are_other_spellings_of_the_same_letters() -> None:
    phrases = Phrases({"markets.CH": ["elveția", "isviçre*"], "hazards.overheat": ["aşırı ısın*"]})
    assert [hit.key for hit in phrases.find("Elveţia İsviçre'de AŞIRI ISINMA")] == [
        "markets.CH",
        "markets.CH",
        "hazards.overheat",
    ]
