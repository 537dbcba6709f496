"""Claims: the words behind each value, who says it, and whether they hedge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from typing import Any

from db.records import Basis, Claim
from pipelines.markets import Office
from pipelines.passages import Passage
from pipelines.phrases import Hit

_REACH = 60


@dataclass
class Ledger:
    """The claims of a notice as they are made, with what tells who says them."""

    passages: Mapping[str, Passage]
    speakers: Mapping[str, Sequence[Office]]
    claims: list[Claim] = field(default_factory=list)

    def add(
        self,
        mention: int,
        name: str,
        value: object,
        at: tuple[str, int, int] | None,
        basis: Basis = "text",
        product: int | None = None,
        market: str | None = None,
    ) -> Claim:
        """Claim a value with the words at ``(part, start, end)``; without words its basis is the source."""
        shown: Any = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
        if at is None:
            claim = Claim(mention, name, shown, "", "", 0, 0, "source", None, False, product, market)
        else:
            part, start, end = at
            quote = self.passages[part].text[start:end]
            said_by, hedged = self.voice(part, start, end)
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
        return (self._speaker(passage, said, first, last) if said else None), hedged

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
