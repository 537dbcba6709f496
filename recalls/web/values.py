"""A value of any field as a reader of the interface's language reads it."""

from __future__ import annotations

from typing import Any

from recalls.web.wording import Wording

_DATES = frozenset({"announced", "sold_from", "sold_to", "made_from", "made_to", "published", "date", "as_of"})
_NAMED = {name: name for name in ("hazards", "remedies", "causes", "colours")} | {"category": "categories"}


def told_value(field: str, value: Any, wording: Wording) -> str:
    """The value in words: figures grouped, dates written out, lists joined, known codes named."""
    if value is None:
        return ""
    if isinstance(value, list):
        return wording("site.comma").join(told_value(field, one, wording) for one in value)
    if isinstance(value, dict) and "qualifier" in value:
        return wording.units(value["value"], value["qualifier"])
    if isinstance(value, dict):
        parts = [
            f"{wording.named('fields', name)} {told_value(name, inner, wording)}"
            for name, inner in value.items()
            if inner is not None
        ]
        return wording("site.comma").join(parts)
    if field in _DATES:
        # A span of days: "2022-12-16 to 2025-10-21", either end "…" where it is open.
        return " – ".join(wording.date(date) for date in str(value).split(" to "))
    if field in ("market", "recalled_in", "not_affected_in"):
        return wording.market(str(value))
    if field in _NAMED:
        return wording.named(_NAMED[field], str(value))
    return wording.number(value) if isinstance(value, int) else str(value)
