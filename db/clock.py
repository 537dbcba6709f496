"""Moments as they are written everywhere: UTC, to the second, ``2025-10-21T03:04:05Z``."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This moment."""
    return written(datetime.now(UTC))


def written(moment: datetime) -> str:
    """A moment in UTC as it is written."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
