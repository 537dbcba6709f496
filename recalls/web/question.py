"""What a reader asks of a page: it lives in the page's address, so that it can be kept and sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from db.listing import Narrowed
from db.timeline import Filters, days_asked
from pipelines.regions import code_of

#: What someone types is cut here.
_LONGEST = 200
_MOST_PAGES = 100_000
#: What cannot stand in an address or a page.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class BadQuestion(ValueError):
    """A question that means nothing; the message names the field."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a page is narrowed to; None is everything. Names are those in the address.

    ``language`` is one in which a document reports the recall (the reader's own is the visit's);
    ``kind`` the kind of a reporting source; ``q`` words; ``since`` and ``until`` EDTF; ``bought`` the day
    of buying, for a check; ``page`` counts from 1.
    """

    q: str | None = None
    brand: str | None = None
    model: str | None = None
    market: str | None = None
    language: str | None = None
    hazard: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    bought: str | None = None
    page: int = 1

    def but(self, **changed: Any) -> Question:
        """The same question with some fields changed, on its first page."""
        return replace(self, **{"page": 1, **changed})

    def given(self) -> dict[str, str]:
        """The fields that narrow, as the address has them."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in told.items() if value and (name, value) != ("page", 1)}

    def query(self) -> str:
        """The part of an address behind the question mark; "" where nothing is asked."""
        return urlencode(self.given())

    @property
    def narrowed(self) -> Narrowed:
        """The question as the list of recalls takes it."""
        return Narrowed(
            self.brand,
            self.model,
            self.market,
            self.language,
            self.hazard,
            self.kind,
            self.q,
            self.since,
            self.until,
        )

    @property
    def filters(self) -> Filters:
        """The question as commands take it."""
        return Filters(self.brand, self.model, self.market, None, self.since, self.until)


def read(given: Mapping[str, str]) -> Question:
    """A question from an address's fields; unknown ones are left alone, empty ones are not asked.

    Raises:
        BadFilter: a date that is no EDTF.
        BadQuestion: a page that is no number.
    """
    told: dict[str, Any] = {}
    for field in fields(Question):
        value = _UNPRINTABLE.sub(" ", given.get(field.name, ""))[:_LONGEST].strip()
        if value:
            told[field.name] = value
    for name in ("since", "until", "bought"):
        if name in told:
            days_asked(told[name], name)
    page = told.get("page", "1")
    if not re.fullmatch(r"[0-9]{1,6}", str(page)) or not 1 <= int(page) <= _MOST_PAGES:
        raise BadQuestion(f"page: {page!r} is no number of a page")
    if "market" in told:
        told["market"] = code_of(told["market"]) or told["market"].upper()
    return Question(**{**told, "page": int(page)})
