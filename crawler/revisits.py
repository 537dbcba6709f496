"""When a notice's page is to be seen again: corrections come in the first days, and hardly after three months."""

from __future__ import annotations

from datetime import date, timedelta

#: Days after a page was first seen.
DAYS = (1, 2, 4, 8, 16, 32, 64, 90)
#: Older entries of a listing that was read before need not be read again: none of their pages is due.
OLD = DAYS[-1] + 10


def due(first_seen: str, last_seen: str, today: str) -> bool:
    """Whether a day of the schedule has come since a page was last seen. Days are ISO dates, in one time zone.

    A day that was missed is made up for once, however many were missed.
    """
    first, last, now = (date.fromisoformat(day[:10]) for day in (first_seen, last_seen, today))
    return any(last < first + timedelta(days=days) <= now for days in DAYS)
