"""Search finds words in every script, and nothing that is typed is an operator."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.search import index_words, search, snippet_of
from db.store import Store
from tests.db.harvests import document, harvest, new_store, publish, reading

TEXTS = {
    "ja": "モバイルバッテリーから発火するおそれがあるため、自主回収を行います。対象はA1263です。",
    "zh": "安克移动电源存在起火隐患，现予以召回。",
    "ko": "보조배터리 화재 위험으로 자발적 리콜을 실시합니다.",
    "de": "Brandgefahr: Anker ruft Powerbanks zurück. Der Rückruf gilt weltweit.",
    "half": "ﾓﾊﾞｲﾙﾊﾞｯﾃﾘｰの無償交換",
    "number": "Recall number 25338 of June",
    "printed": "Recall number 25-338 of June",
    "neither": "25 units of 3380",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    with new_store(tmp_path_factory.mktemp("search")) as opened:
        publish(opened, harvest(*(reading(document(key, text, title=f"Titel {key}")) for key, text in TEXTS.items())))
        yield opened


def keys(store: Store, words: str) -> set[str]:
    return {hit.document.partition("/")[2] for hit in search(store.connection, words)}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("発火", {"ja"}),
        ("回収", {"ja"}),
        ("自主回収", {"ja"}),
        ("回収 発火 A1263", {"ja"}),
        ("火", {"ja", "zh"}),
        ("25-338", {"number", "printed"}),
        ("回火", set()),
        ("収回", set()),
        ("召回", {"zh"}),
        ("리콜", {"ko"}),
        ("ruckruf", {"de"}),
        ("RÜCKRUF", {"de"}),
        ("Brandgefahr Powerbank", {"de"}),
        ("バッテリー", {"ja", "half"}),
        ("titel ja", {"ja"}),
        ("火 召回", {"zh"}),
        ("ゼロ", set()),
        ("", set()),
        ("。、", set()),
    ],
)
def test_words_are_found_in_every_script(store: Store, words: str, found: set[str]) -> None:
    assert keys(store, words) == found


@pytest.mark.parametrize(
    "words", ['"', "NOT", "title:x OR body:*", "NEAR(a b)", "a* AND (", "'; DROP TABLE documents; --"]
)
def test_operators_are_words_like_others(store: Store, words: str) -> None:
    assert keys(store, words) == set()


@given(st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_anything_can_be_asked_for(store: Store, words: str) -> None:
    for hit in search(store.connection, words):
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.marks)


def test_a_snippet_is_cut_from_the_text_and_marks_the_words(store: Store) -> None:
    (hit,) = search(store.connection, "発火 回収")
    assert hit.snippet in TEXTS["ja"]
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["発火", "回収"]
    (german,) = search(store.connection, "ruckruf")
    assert [german.snippet[start:end] for start, end in german.marks] == ["Rückruf"]


def test_the_index_follows_a_document_to_its_new_words(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(reading(document("1", "発火"))), harvest(reading(document("1", "回収"))))
        assert (keys(store, "発火"), keys(store, "回収")) == (set(), {"1"})


@given(st.text())
def test_marks_of_a_snippet_stand_inside_it(text: str) -> None:
    snippet, marks = snippet_of([text], ["a", "火"])
    assert snippet in text
    assert all(0 <= start < end <= len(snippet) for start, end in marks)


def test_text_without_cjk_is_indexed_as_it_is() -> None:
    assert index_words("Über 100 PowerCore") == "Über 100 PowerCore"
    assert index_words("自主回収A1263").split() == ["自主", "主回", "回収", "A1263"]
