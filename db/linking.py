"""The dataclasses of linking: scopes go in, recalls with the reasons for them come out.

Addresses are content, not row numbers: a document is ``source/key``, a scope
``source/key#mention@market`` (market empty where the mention names none). They mean
the same in every database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from db.records import NoticeKind, Role, ScopeStatus, SourceKind

#: What a speaker's word weighs in a market, best first: its regulator, the
#: manufacturer, a regulator speaking of another market, the press.
Standing = Literal["regulator", "manufacturer", "other_regulator", "press"]
STANDINGS: tuple[Standing, ...] = ("regulator", "manufacturer", "other_regulator", "press")

Verdict = Literal["same", "different"]
RelationKind = Literal["expands", "campaign", "partner"]


@dataclass(frozen=True, slots=True)
class PlacedScope:
    """A mention in one market, with what linking needs to know of its notice and source.

    ``market`` is None for a mention that names none. ``links`` maps a relation to
    addresses, as the document has it. ``first_seen`` is the date of the document's
    first capture. ``units`` are the figures given for the market: the stated ones, and
    the sum over the products where each has one. ``language`` is the notice's (BCP 47).
    """

    document: str
    mention: int
    market: str | None
    source: str
    kind: NoticeKind
    source_kind: SourceKind
    source_market: str | None = None
    role: Role = "main"
    status: ScopeStatus = "recalled"
    url: str | None = None
    announced: str | None = None
    published: str | None = None
    first_seen: str | None = None
    issuer: str | None = None
    reference: str | None = None
    brands: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: tuple[int, ...] = ()
    language: str | None = None

    #: ``source/key#mention@market``.
    address: str = field(init=False, repr=False, compare=False)
    #: What this source's word weighs in this market (see STANDINGS).
    standing: Standing = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for again and again in a pass over a million scopes: told once.
        object.__setattr__(self, "address", f"{self.document}#{self.mention}@{self.market or ''}")
        object.__setattr__(self, "standing", standing(self.source_kind, self.source_market, self.market))


def standing(kind: SourceKind, source_market: str | None, market: str | None) -> Standing:
    """What a source's word weighs in a market.

    A regulator counts as the market's own where it sits there or its market is the
    EU's (Safety Gate passes on what the member states' authorities notify).
    """
    if kind == "regulator":
        return "regulator" if market == source_market or source_market in ("EU", "EUROPE") else "other_regulator"
    return kind


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word that two scopes speak of the same recall, or do not."""

    verdict: Verdict
    left: str
    right: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class KnownRecall:
    """An id that was given before, by whom it was founded and who has been in it since; whether it leads elsewhere."""

    id: str
    made: str
    founders: tuple[str, ...]
    members: tuple[str, ...] = ()
    redirects: bool = False


@dataclass(frozen=True, slots=True)
class GivenIds:
    """The ids that one database gave.

    ``recalls`` holds those that redirect too, with the founders of old; ``redirects`` says where these lead, and
    ``settled`` which of them do so since an earlier day. ``lost``: what it called a recall before a merge of the same
    day left the id to another one. ``longer``: the ids that such a merge made out of a lost one, and when.
    """

    recalls: tuple[KnownRecall, ...]
    redirects: Mapping[str, str]
    settled: frozenset[str] = frozenset()
    lost: tuple[KnownRecall, ...] = ()
    longer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Namesake:
    """An id that two databases gave to two recalls: it stays one's, and the other goes by ``recall``.

    ``made``: when that other one got the id (UTC).
    """

    id: str
    recall: str
    made: str


@dataclass(frozen=True, slots=True)
class Link:
    """One scope in one recall: why, and how sure (0 to 1)."""

    scope: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Recall:
    """One announcement by one issuer in one market.

    ``date`` is the EDTF date that the grouping goes by (announced, else published);
    ``founders`` the scopes that others were compared with, the first of them first.
    """

    id: str
    brand_group: str
    market: str
    date: str | None
    standing: Standing
    founders: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Two recalls that belong together and stay two; the second is the earlier one."""

    recall: str
    other: str
    kind: RelationKind
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Someone says that a market is not affected; of which recall, where that is clear."""

    scope: str
    recall: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Linking:
    """What one pass over all scopes gives.

    ``unplaced`` holds scopes in no recall, grouped where they seem to speak of the
    same announcement; ``redirects`` maps an id that went into another recall to that
    recall's id, and to None where nothing speaks of it any more. ``namesakes`` come of
    databases that were merged, as do ``founders``: by which of them an id that redirects goes on being known.
    """

    recalls: tuple[Recall, ...] = ()
    relations: tuple[Relation, ...] = ()
    statements: tuple[Statement, ...] = ()
    unplaced: tuple[tuple[str, ...], ...] = ()
    redirects: Mapping[str, str | None] = field(default_factory=dict)
    namesakes: tuple[Namesake, ...] = ()
    founders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
