"""A document's words as readers can read them, and the way back: every quote is what the document says, sign for sign.

What nobody sees is left out (``db.unseen``), and so is what only lays words out: marks of emphasis, a second space
behind a sentence, a sign of warning at the head of a line. Accents are composed, spaces and hyphens of every kind
become the plain ones, katakana of half width the full one, and lines that were only wrapped become one. Where that
moves nothing, nothing is kept; else each place knows where it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from db.records import Claim, Part
from db.unseen import HALF_WIDTH, UNSEEN, UNSEEN_SIGNS
from pipelines import layout
from pipelines.folding import SPACES

_HYPHENS = dict.fromkeys([0x2010, 0x2011], "-")
_LINES = dict.fromkeys([0x0085, 0x2028, 0x2029], "\n")
_PLAIN = SPACES | _HYPHENS | _LINES
_VARIANT = re.compile("[" + "".join(map(chr, sorted(_PLAIN))) + "]|\r(?!\n)")
#: What both are made of: most texts have none of it.
_ODD = re.compile("[" + UNSEEN_SIGNS + "".join(map(chr, sorted(_PLAIN))) + "\r]")
_VOICING = "\uff9e\uff9f"
#: A cluster of more marks is none that people write.
_MOST_MARKS = 32


@dataclass(frozen=True, slots=True)
class Original:
    """A part as it was, and where in it each sign of the read text (and its end) was; None where nothing moved."""

    text: str
    places: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where words of the read text stand in the original, without unseen marks behind them."""
        if self.places is None:
            return start, end
        first, last = self.places[start], self.places[end]
        while last > first and (UNSEEN.match(self.text, last - 1) or self.text[last - 1].isspace()):
            last -= 1
        return first, last


def read(parts: Iterable[Part]) -> tuple[tuple[Part, ...], dict[str, Original]]:
    """The parts to be read, and by name the originals of those that differ."""
    legible: list[Part] = []
    originals: dict[str, Original] = {}
    for part in parts:
        text, places = plainly(part.text)
        if text != part.text:
            originals[part.name] = Original(part.text, places)
            part = replace(part, text=text)
        legible.append(part)
    return tuple(legible), originals


def restored(claims: Iterable[Claim], originals: Mapping[str, Original]) -> list[Claim]:
    """The claims with the words and the places of the originals."""
    return [_restored(claim, originals[claim.part]) if claim.part in originals else claim for claim in claims]


def _restored(claim: Claim, original: Original) -> Claim:
    start, end = original.span(claim.start, claim.end)
    return replace(claim, quote=original.text[start:end], start=start, end=end)


def plainly(text: str) -> tuple[str, list[int] | None]:
    """A text as it is read, and for each of its signs, and its end, the place in the original; None: the same ones."""
    odd = _ODD.search(text) is not None
    if odd:
        text = _VARIANT.sub(lambda sign: _PLAIN.get(ord(sign[0]), "\n"), text)
    text, cuts = layout.undone(text)
    if odd:
        cuts = sorted([*cuts, *(found.span() for found in UNSEEN.finditer(text))])
    composed = unicodedata.is_normalized("NFC", text) and not HALF_WIDTH.search(text)
    if composed and not cuts:
        return text, None
    pieces: list[str] = []
    places: list[int] = []
    position = 0
    for start, end in [*cuts, (len(text), len(text))]:
        if start < position:
            continue
        pieces.append(text[position:start])
        places.extend(range(position, start))
        position = end
    places.append(len(text))
    left = "".join(pieces)
    return (left, places) if composed else _composed(left, places)


def _composed(text: str, places: Sequence[int]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    kept: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and end - start < _MOST_MARKS and not _starts_cluster(text[end]):
            continue
        piece = unicodedata.normalize("NFKC" if HALF_WIDTH.match(text, start) else "NFC", text[start:end])
        pieces.append(piece)
        kept.extend([places[start]] * len(piece))
        start = end
    return "".join(pieces), [*kept, places[-1]]


def _starts_cluster(letter: str) -> bool:
    """Whether a code point begins a new cluster: neither a mark, spacing ones among them, nor a Hangul vowel or final.

    The vowel signs of Malayalam, Tamil and Bengali compose though they are of combining class 0; marks of voicing in
    half width are letters by their category.
    """
    if letter in _VOICING or "\u1160" <= letter <= "\u11ff":
        return False
    return unicodedata.category(letter)[0] != "M"
