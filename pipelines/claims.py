"""Claims: the words behind each value, who says it, and whether they hedge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from typing import Any

from db.records import Basis, Claim
from pipelines import quoting
from pipelines.offices import Office
from pipelines.passages import Passage
from pipelines.phrases import Hit

_REACH = 60


@dataclass
class Ledger:
    """The claims of a notice as they are made, with what tells who says them."""

    passages: Mapping[str, Passage]
    speakers: Mapping[str, Sequence[Office]]
    claims: list[Claim] = field(default_factory=list)
    _voices: dict[tuple[str, int, int], tuple[str | None, bool]] = field(default_factory=dict)

    def add(
        self,
        mention: int,
        name: str,
        value: object,
        at: tuple[str, int, int] | None,
        basis: Basis = "text",
        product: int | None = None,
        market: str | None = None,
        phrase: bool = False,
    ) -> Claim:
        """Claim a value with the words at ``(part, start, end)``; without words its basis is the source.

        Where the word alone shows nobody the value, ``phrase`` quotes what stands around it.
        """
        shown: Any = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
        if at is None:
            claim = Claim(mention, name, shown, "", "", 0, 0, "source", None, False, product, market)
        else:
            part, start, end = at
            place = (part, start, end)
            if place not in self._voices:
                self._voices[place] = self.voice(*place)
            said_by, hedged = self._voices[place]
            if phrase:
                start, end = quoting.phrase(self.passages[part], start, end)
            quote = self.passages[part].text[start:end]
            claim = Claim(mention, name, shown, part, quote, start, end, basis, said_by, hedged, product, market)
        self.claims.append(claim)
        return claim

    def voice(self, part: str, start: int, end: int) -> tuple[str | None, bool]:
        """Who says what stands at a place, and whether it is hedged."""
        passage = self.passages[part]
        first, last = passage.sentence_at(start)
        clause = passage.clause_at(start)
        hedged = passage.says(("passages.hedged",), clause.start, clause.end)
        said = [hit for hit in passage.words("passages.said", first, last) if not start <= hit.start < end]
        if said:
            return self._speaker(passage, said, first, last), hedged
        if first > 0 and passage.words("passages.refers_back", first, last):
            return self._named_last(passage, *passage.sentence_at(first - 1)), hedged
        return None, hedged

    def _named_last(self, passage: Passage, first: int, last: int) -> str | None:
        """The one that a sentence names last: who is meant where the next one refers back ("demnach")."""
        named = [(office.start, office.name) for office in self.speakers.get(passage.part, ())]
        named += [(place.start, brand.name) for place, brand in passage.brands]
        return max(((place, name) for place, name in named if first <= place < last), default=(0, None))[1]

    def _speaker(self, passage: Passage, said: Sequence[Hit], first: int, last: int) -> str | None:
        named = [(office.start, office.name) for office in self.speakers.get(passage.part, ())]
        named += [(place.start, brand.name) for place, brand in passage.brands]
        near = [
            (abs(place - hit.start), name)
            for place, name in named
            if first <= place < last
            for hit in said
            if abs(place - hit.start) <= _REACH
        ]
        return min(near)[1] if near else None
