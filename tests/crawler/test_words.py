"""A listed record names what is watched, however its signs are encoded."""

import pytest

from crawler.words import plain, scripts


@pytest.mark.parametrize("written", ["An\u00adker", "ＡＮＫＥＲ", "ANKER", "\ufeffAnker", "An\u200bker"])
def test_words_are_compared_without_what_nobody_sees(written: str) -> None:
    assert plain(written) == plain("Anker")


def test_scripts_are_those_of_letters() -> None:
    assert scripts("Anker 3") == {"LATIN"}
    assert scripts("앤커") == {"HANGUL"}
    assert "KATAKANA" in scripts("アンカー")
