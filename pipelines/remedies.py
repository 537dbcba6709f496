"""What owners get and should do: refund, replacement, repair, voucher, dispose, stop_use."""

from __future__ import annotations

from pipelines import hazards
from pipelines.passages import Found, Passage


def find(passage: Passage, start: int, end: int) -> list[Found]:
    """The remedies that ``start:end`` of a passage names, each where it is first named."""
    kept: dict[str, Found] = {}
    for hit in passage.table("remedies", start, end):
        value = hit.key.partition(".")[2]
        if value not in kept and (value == "stop_use" or not hazards.denied(passage, hit)):
            kept[value] = Found(value, passage.part, hit.start, hit.end)
    return list(kept.values())
