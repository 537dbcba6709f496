"""The interface's words: every language has the same labels and places, and its own way with dates and figures."""

import re

import pytest

from pipelines import gazetteer, lexicon
from recalls.labels import languages
from recalls.web.wording import load, preferred

PLACE = re.compile(r"\{(\w*)\}")


@pytest.mark.parametrize("language", languages())
def test_every_language_names_what_english_names_with_the_same_places(language: str) -> None:
    english, other = load("en").tables, load(language).tables
    for table, labels in english.items():
        if table == "markets":  # the readers' words fill what has no label
            continue
        assert set(other[table]) == set(labels), table
        for key, text in labels.items():
            if table not in ("dates", "digest") and isinstance(text, str):
                assert set(PLACE.findall(other[table][key])) == set(PLACE.findall(text)), f"{table}.{key}"


def test_dates_as_people_write_them() -> None:
    english, german, japanese = map(load, ("en", "de", "ja"))
    assert english.date("2025-10-21") == "21 October 2025"
    assert german.date("2025-10-21") == "21. Oktober 2025"
    assert japanese.date("2025-10-21") == "2025年10月21日"
    assert german.date("2024-22") == "Sommer 2024"
    assert japanese.date("2025-06") == "2025年6月"
    assert english.date("2023") == "2023"
    assert english.date("someday") == "someday"


def test_figures_as_people_write_them() -> None:
    assert load("de").units(1158000, "about") == "rund 1.158.000"
    assert load("ja").units(522237, "exact") == "522,237"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("fr,ja;q=0.5", "ja"),
        ("en;q=0.1,ja;q=0.9", "ja"),
        ("ja;q=0,de;q=0.1", "de"),
        ("", "en"),
        ("xx;q=zzz,*;q=1", "en"),
        ("de" * 5000, "en"),
    ],
)
def test_a_browser_says_which_language_it_likes(header: str, language: str) -> None:
    assert preferred(header) == language


@pytest.mark.parametrize("language", languages())
def test_whatever_the_readers_tell_has_a_name(language: str) -> None:
    words, read = load(language).tables, lexicon.load("en")
    groups = set(gazetteer.load("markets")["stands_for"])
    named = {code for code, known in lexicon.load(language)["markets"].items() if known}
    assert named & set(read["markets"]) - groups <= set(words["markets"])
    assert {"DE", "US", "JP", "EU", "EUROPE", "GLOBAL"} <= set(words["markets"])
    for table in ("hazards", "remedies", "categories", "colours"):
        assert set(read[table]) <= set(words[table]), table
    assert set(read["causes"]) - {"cell", "supplier", "defect"} <= set(words["causes"])
