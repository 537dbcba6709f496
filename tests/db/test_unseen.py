"""What a page is kept as: what its reader sees."""

import pytest

from db.unseen import seen


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Rück\u00adruf\u00ad", "Rückruf"),
        ("Ru\u0308ckruf", "Rückruf"),
        ("Anker\u200b PowerCore\ufeff", "Anker PowerCore"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202eA1263\u202c", "A1263"),
        ("a\x00b\x1bc\td", "abc\td"),
        # Joiners are letters' own in scripts of India, and in emoji.
        ("ക്\u200d 👩\u200d🚒", "ക്\u200d 👩\u200d🚒"),
        ("１２個　回収", "１２個　回収"),
        ("plain", "plain"),
    ],
)
def test_marks_that_nobody_sees_are_not_kept(written: str, kept: str) -> None:
    assert seen(written) == kept
