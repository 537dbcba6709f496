"""A stretch of a text and its role: who finds them is ``pipelines.mentions``."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipelines.passages import Passage

StretchRole = Literal["main", "background", "elsewhere"]


class Stretch(NamedTuple):
    """A stretch of a passage with its role; ``event`` numbers a document's events before its news.

    It is above 0 in the background, and where the news only follows up an earlier recall ("main" then).
    """

    passage: Passage
    start: int
    end: int
    role: StretchRole
    event: int = 0

    def holds(self, part: str, start: int) -> bool:
        """Whether a place of a part stands in this stretch."""
        return self.passage.part == part and self.start <= start < self.end

    def says(self, *keys: str) -> bool:
        """Whether words of one of these lists or tables stand wholly within this stretch."""
        return self.passage.says(keys, self.start, self.end)
