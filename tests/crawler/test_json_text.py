"""JSON as sites send it: emoji stay whole, and half of one becomes a character that every encoding holds."""

import json

import pytest
from lxml import html

from crawler.json_text import read_json
from crawler.platforms import json_ld, page_data
from crawler.platforms.quill import delta_text


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (r'"cut \ud83d"', "cut \ufffd"),
        (r'"\uDE00 of an emoji"', "\ufffd of an emoji"),
        (r'"\ud83d\ud83d\ude00"', "\ufffd😀"),
        (r'"\uD83D\uDE00"', "😀"),
        (r'"C:\\ud83d"', r"C:\ud83d"),
        (r'"\\\ud83d"', "\\\ufffd"),
        (r'"\ud7ff\n"', "\ud7ff\n"),
    ],
)
def test_half_of_a_pair_is_replaced_and_nothing_else(sent: str, read: str) -> None:
    assert read_json(sent) == read
    assert read_json(f'{{"a": [{sent}]}}') == {"a": [read]}


@pytest.mark.parametrize("words", ["Anker \ud83d ruft zurück", "Anker 😀 ruft zurück"])
def test_what_pages_carry_as_json_can_be_written_down(words: str) -> None:
    written = json.dumps({"@type": "NewsArticle", "headline": words, "articleBody": f"{words}. Mehr dazu folgt bald."})
    page = html.document_fromstring(f'<script type="application/ld+json">{written}</script>')
    expected = words.replace("\ud83d", "\ufffd")
    assert json_ld.article(page, [words], [])["headline"] == expected
    data = html.document_fromstring(f"<script>window.state = {written};</script>")
    assert expected in page_data.prose(page_data.held(data))


def test_an_emoji_in_a_script_of_a_regulators_page_is_one_character() -> None:
    assert delta_text(r"contentsText = '{\"ops\":[{\"insert\":\"電池\ud83d\ude00 \ud83d\\n\"}]}';") == "電池😀 \ufffd"
