"""What owners get and should do: refund, replacement, repair, voucher, dispose, stop_use."""

from __future__ import annotations

from pipelines import hazards
from pipelines.passages import Found, Passage
from pipelines.phrases import Hit

#: How near before a word of exchange a supplier is named who was exchanged himself.
_NEAR = 60


def find(passage: Passage, start: int, end: int) -> list[Found]:
    """The remedies that ``start:end`` of a passage names, each where it is first named."""
    kept: dict[str, Found] = {}
    rates = passage.words("recovery.words", start, end)
    for hit in passage.table("remedies", start, end):
        if any(
            rate.start <= hit.start and hit.end <= rate.end and rate.end - rate.start > hit.end - hit.start
            for rate in rates
        ):
            continue
        value = hit.key.partition(".")[2]
        if value in kept or (value != "stop_use" and hazards.denied(passage, hit)):
            continue
        if value == "stop_use" or not _of_a_supplier(passage, hit):
            kept[value] = Found(value, passage.part, hit.start, hit.end)
    return list(kept.values())


def _of_a_supplier(passage: Passage, hit: Hit) -> bool:
    """Whether a supplier was exchanged, not the goods ("Zulieferer, der bereits ausgetauscht wurde")."""
    first, last = passage.sentence_at(hit.start)
    if passage.words("recall.affected", first, last):
        return False
    suppliers = passage.words("causes.supplier", max(first, hit.start - _NEAR), hit.start)
    return bool(suppliers) and not passage.table("categories", suppliers[-1].end, hit.start)
