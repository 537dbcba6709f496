"""Whether a text says that not every unit of a product is meant, without printing which."""

from __future__ import annotations

from pipelines import phrases
from pipelines.sentences import sentences

_UNITS = "products.batch"
_OF_THE_RECALL = ("recall.words", "recall.affected")


def batches_told(text: str, language: str | None) -> str | None:
    """The first sentence that speaks of batches or serial numbers and of what is recalled; None where there is none."""
    hits = phrases.of(language or "und").find(text)
    units = [hit.start for hit in hits if hit.key == _UNITS]
    if not units:
        return None
    of_it = [hit.start for hit in hits if hit.key in _OF_THE_RECALL]
    for first, last in sentences(text, language or "und"):
        if any(first <= at < last for at in units) and any(first <= at < last for at in of_it):
            return text[first:last].strip()
    return None
