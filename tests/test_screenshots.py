"""The pictures in the documentation: each there, small, and of a page that the tests look at."""

import re
import struct
from pathlib import Path

import pytest

from tests.browser.screenshots import PICTURES

DOCS = Path(__file__).parent.parent / "docs"
MOST_BYTES = 100_000


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_small_png_of_the_size_that_was_taken(name: str) -> None:
    content = (DOCS / "screenshots" / f"{name}.png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(content) < MOST_BYTES
    width, height, _, colours = struct.unpack(">IIBB", content[16:26])
    assert (width, height) == PICTURES[name][1]
    assert colours == 3, "a palette"


def test_every_picture_is_shown_with_words_for_those_who_do_not_see_it() -> None:
    told = (DOCS / "serving.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"!\[(.+?)\]\(screenshots/(.+?)\.png\)", told))
    assert set(shown.values()) == set(PICTURES) == {path.stem for path in (DOCS / "screenshots").iterdir()}
