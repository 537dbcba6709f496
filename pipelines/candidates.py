"""A scope made ready for comparing, and how well it fits a recall that another founded.

Two speak of the same recall in a market for one of these reasons, best first:

========= ===== ==============================================================
reason    score what must hold
========= ===== ==============================================================
reference 1.0   the same number (of two documents of one source: nothing less)
link      0.95  the report links to the notice, and their models do not differ
models    0.6+  a model in common (without colour and region), dates that fit
names     0.55  a product's name in common where one of them gives no models
figure    0.5   a report that names no product gives a figure of only one recall
brand     0.4   nothing but brand and date, and only one recall that they fit
========= ===== ==============================================================

A report that gives a recall's models and its figure may come long after it; where an undated
one fits several, its figure tells which. Which recall a mention without a market speaks of is
told in ``pipelines.marketless``.

Two numbers of one source are two recalls, whatever else agrees; so are two notices of one
regulator on its own market that no number joins: an authority gives a recall one notice.
Makers may call their goods alike ("Model 100", "Power Bank"): without a number or a link
nothing joins two brand groups.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from db.edtf import Span, days_between, precision, span
from db.figures import same_figure
from db.linking import STANDINGS, PlacedScope
from db.model_numbers import base_model

#: Days by which two official notices of one announcement may be apart: a regulator lists
#: within the week; the notices of different recalls that we know lie 13 days apart and more.
OFFICIAL_DAYS = 10
#: Days by which a date that a report gives for the announcement may be off.
STATED_DAYS = 10
#: A report that gives no date of the announcement comes at most so long after it ...
REPORTED_AFTER = 60
#: ... and where it says that it looks back, at most so long.
FOLLOWED_AFTER = 730
#: A report may carry the date of the day before in its own time zone.
REPORTED_BEFORE = 3
#: What counts as the days between two of which one has no date: the last resort.
UNDATED_APART = 999

DateBasis = Literal["announced", "published", "none"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A scope with its dates, models, names and numbers as they are compared."""

    scope: PlacedScope
    date: Span | None
    basis: DateBasis
    models: frozenset[str]
    names: frozenset[str]
    brands: frozenset[str]
    brand_slug: str
    reference: str | None
    links: frozenset[str]
    #: The notice is about this recall being announced or widened.
    announces: bool = field(init=False)
    #: A regulator or the manufacturer announces; nobody looks back.
    official: bool = field(init=False)

    def __post_init__(self) -> None:
        announces = self.scope.role == "main" and self.scope.kind in ("announcement", "expansion")
        object.__setattr__(self, "announces", announces)
        object.__setattr__(self, "official", announces and self.scope.standing in ("regulator", "manufacturer"))

    @property
    def tells_products(self) -> bool:
        """It names a model or a product."""
        return bool(self.models or self.names)

    @property
    def tells_nothing(self) -> bool:
        """It names neither product nor number nor figure, as a scanned notice does."""
        return not (self.tells_products or self.reference or self.scope.units)

    @property
    def order(self) -> tuple[int, dt.date, int, str]:
        """Who goes first: the better placed, the earlier, the more precise; then the address."""
        first = self.date[0] if self.date else dt.date.max
        return STANDINGS.index(self.scope.standing), first, precision(self.date) if self.date else 0, self.scope.address


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a scope fits a recall: a score from 0 to 1, days apart, and the reason in words."""

    score: float
    days: int
    reason: str


def candidate(scope: PlacedScope, groups: Mapping[str, str]) -> Candidate:
    """Make a scope ready; ``groups`` maps a brand to the slug of its group."""
    announced, published = span(scope.announced), span(scope.published)
    return Candidate(
        scope=scope,
        date=announced or published,
        basis="announced" if announced else "published" if published else "none",
        models=frozenset(map(base_model, scope.models)),
        names=frozenset(filter(None, map(folded, scope.names))),
        brands=frozenset(groups.get(brand) or slug(brand) for brand in scope.brands),
        brand_slug=next((groups.get(brand) or slug(brand) for brand in scope.brands), "brand"),
        reference=folded(scope.reference) or None if scope.reference else None,
        links=frozenset(plain_address(url) for urls in scope.links.values() for url in urls),
    )


def common_figure(given: Candidate, founder: Candidate) -> int | None:
    """The founder's figure that a scope gives too, more or less exactly; or None."""
    pairs = ((ours, theirs) for ours in given.scope.units for theirs in founder.scope.units)
    return next((theirs for ours, theirs in pairs if same_figure(ours, theirs)), None)


def window(given: Candidate, longest: int = FOLLOWED_AFTER) -> tuple[dt.date, dt.date] | None:
    """The days on which a recall can have been announced that this scope speaks of; None without a date.

    Args:
        longest: look back at most so many days, even for one that looks back.
    """
    if given.date is None:
        return None
    before, after = _reach(given)
    return _shift(given.date[0], -min(before, longest)), _shift(given.date[1], after)


def looked_through(given: Candidate) -> tuple[dt.date, dt.date] | None:
    """The days among which recalls are looked for: a report is told by a figure that it gives later, too."""
    reach = window(given)
    if reach is None or given.date is None or not _may_be_late(given):
        return reach
    return _shift(given.date[0], -FOLLOWED_AFTER), reach[1]


def _may_be_late(given: Candidate) -> bool:
    """Whether it gives a figure, and no date but that of its publication."""
    return bool(given.scope.units) and given.basis == "published" and given.scope.standing == "press"


def _reach(given: Candidate) -> tuple[int, int]:
    """How many days before and after its own date a scope can speak of."""
    if given.official or (given.announces and given.scope.standing == "other_regulator"):
        return OFFICIAL_DAYS, OFFICIAL_DAYS
    if given.basis == "announced":
        return STATED_DAYS, STATED_DAYS
    return (REPORTED_AFTER if given.announces else FOLLOWED_AFTER), REPORTED_BEFORE


def fit(given: Candidate, founder: Candidate, url: str | None = None) -> Fit | None:
    """How well a scope fits the recall of a founder in the same market; None where it does not.

    Args:
        url: the founder's address, made plain.
    """
    ours, theirs = given.scope, founder.scope
    if given.reference and founder.reference:
        if given.reference == founder.reference and (len(given.reference) > 3 or ours.source == theirs.source):
            return Fit(1.0, 0, f"same reference number {theirs.reference}")
        if ours.source == theirs.source:
            return None
    if ours.source == theirs.source and ours.source_kind == "regulator" and given.official and founder.official:
        return None
    if given.models and founder.models and not given.models & founder.models:
        return None
    if url and url in given.links and not given.official:
        return Fit(0.95, 0, f"links to {theirs.url}")
    if given.brands and founder.brands and not given.brands & founder.brands:
        return None
    days = _days_apart(given, founder)
    if days is None:
        return None
    common = given.models & founder.models
    apart = f"{days} days apart" if days else "at the same time"
    if days > REPORTED_AFTER and _may_be_late(given) and (figure := common_figure(given, founder)):
        apart = f"its figure of {figure:,}, {apart}"
    if common and given.official and given.date is None and not _mostly(given.models, founder.models):
        return None
    if common:
        score = 0.6 + 0.3 * len(common) / len(given.models | founder.models) - days / 10_000
        return Fit(round(score, 4), days, f"same market, {', '.join(sorted(common))}, {apart}")
    named = common_name(given.names, founder.names)
    if named and not (given.models and founder.models):
        return Fit(round(0.55 - days / 10_000, 4), days, f"same market, {named}, {apart}")
    return None


def _mostly(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """All of one side's models are the other's, or half of all are in common."""
    return ours <= theirs or 2 * len(ours & theirs) >= len(ours | theirs)


def _days_apart(given: Candidate, founder: Candidate) -> int | None:
    """Days between the two dates where they fit; without a date on either side UNDATED_APART."""
    if given.date is None or founder.date is None:
        return None if given.official and given.date is not None else UNDATED_APART
    if not _within(window(given), founder.date):
        late = _may_be_late(given) and _within(looked_through(given), founder.date)
        if not (late and common_figure(given, founder)):
            return None
    return abs(days_between(founder.date, given.date))


def _within(reach: tuple[dt.date, dt.date] | None, date: Span) -> bool:
    return reach is not None and date[1] >= reach[0] and date[0] <= reach[1]


def common_name(ours: frozenset[str], theirs: frozenset[str]) -> str | None:
    """A product's name that both give; "Motion X600" is in "Soundcore Motion X600"."""
    for name in sorted(ours):
        for other in sorted(theirs):
            short, long = sorted((name, other), key=lambda text: (len(text), text))
            if short == long or (len(short) >= 5 and any(c.isdigit() for c in short) and long.endswith(short)):
                return short
    return None


def name_keys(names: frozenset[str]) -> set[str]:
    """Under what names are looked up: their last five characters, which names in common share."""
    return {name[-5:] for name in names}


def folded(text: str) -> str:
    """Letters and digits only, without case and width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def slug(text: str) -> str:
    """A text as a part of an id: ASCII letters, digits and hyphens; "brand" where none are left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "brand"


def plain_address(url: str) -> str:
    """An address without scheme, ``www.``, fragment and last slash, for comparing."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip()).partition("#")[0].rstrip("/").casefold()


def _shift(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max if days > 0 else dt.date.min
