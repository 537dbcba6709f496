"""The day on which an agency sent a report, where its dateline tells another than the page: "today" counts from it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines import dates

#: How far into a text its dateline stands, and how many days before the page it may have been sent.
_REACH, _DAYS = 40, 3
#: What stands behind the day: brackets that close or hold the agency, a dash; in Chinese 電 ("by wire").
_END = re.compile(r"\s?[電电訊讯]|[.,]?\s?[(（][^()（）\n]{2,24}[)）]\s?(?:[-–—]|\.-)|[)）]\s?[-–—]")


def sent(text: str, language: str, published: str | None) -> str | None:
    """The day (EDTF) that words like "today" in a text count from: its dateline's, else the publication's.

    >>> sent("（東京20日電）經產省今天要求召回。", "zh-Hant", "2026-03-21")
    '2026-03-20'
    """
    if not published or len(published) != len("2026-03-21"):
        return published
    head = text[: 2 * _REACH]
    for found in dates.find(head, language, published):
        if found.start > _REACH:
            break
        if found.shape == "date" and found.first and len(found.first) == len(published) and _END.match(head, found.end):
            late = date.fromisoformat(published) - date.fromisoformat(found.first)
            if timedelta(0) <= late <= timedelta(days=_DAYS):
                return found.first
    return published
