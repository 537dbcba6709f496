"""The day in a stamp, as feeds, listings and headers print it, enough to tell how old a listing's newest entry is.

What a stamp means for a document is understood later, from its words.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

#: Year, month, day in figures, whatever stands between them.
_FIGURES = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?!\d)")
_NAMED = re.compile(
    r"(?<!\d)(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? ((?:19|20)\d\d)(?!\d)"
)


def day_of(stamp: str | None) -> date | None:
    """The day of a stamp, or the first in some words, as printed; else None.

    That of ISO 8601 or RFC 5322, year, month and day in figures, or a day with an English month.
    """
    if not stamp:
        return None
    try:
        if figures := _FIGURES.search(stamp):
            return date(*map(int, figures.groups()))
        if named := _NAMED.search(stamp):
            return datetime.strptime(" ".join(named.groups()), "%d %b %Y").date()
        return parsedate_to_datetime(stamp).date()
    except (ValueError, TypeError, OverflowError):
        return None
