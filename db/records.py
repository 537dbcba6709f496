"""The dataclasses that flow through the house.

A spider yields a Document; understanding makes a Notice of it; the store keeps
both; linking joins the scopes of notices into recalls. Everything here is plain
data: no clock, no network, no database.

Markets are ISO 3166-1 alpha-2 codes, or EU, EUROPE, GLOBAL. Languages are BCP 47
tags. Dates are EDTF (ISO 8601-2:2019) strings: ``2025-10-21``, ``2025-06``,
``2024-22`` for summer 2024. Currencies are ISO 4217 codes. Offsets count code
points.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from db.plain import plain

SourceKind = Literal["regulator", "manufacturer", "press"]
NoticeKind = Literal["announcement", "expansion", "followup", "accident", "none"]
Role = Literal["main", "background"]
ScopeStatus = Literal["recalled", "not_affected"]
Qualifier = Literal["exact", "about", "at_least", "at_most"]
Basis = Literal["text", "watchlist", "source"]

#: What a part of a document is about, where its source says so. ``title`` and
#: ``text`` are prose about anything; the others let the readers of dates, numbers
#: and products know what they look at. ``ignored`` is kept and never understood.
Topic = Literal[
    "title",
    "text",
    "brand",
    "product",
    "model",
    "identification",
    "category",
    "gtin",
    "units",
    "hazard",
    "cause",
    "incidents",
    "remedy",
    "sold",
    "announced",
    "reference",
    "issuer",
    "seller",
    "market",
    "ignored",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: one regulator, manufacturer or news outlet."""

    id: str
    name: str
    kind: SourceKind
    language: str
    market: str | None
    timezone: str
    hosts: tuple[str, ...] = ()
    homepage: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP exchange in a WARC file.

    ``date`` is the WARC-Date (UTC, ISO 8601); ``digest`` the payload digest as the record prints it (``sha1:…``);
    ``file`` the archive's file name and ``offset`` the byte at which the record starts there.
    """

    url: str
    date: str
    status: int
    digest: str
    file: str
    offset: int
    record_id: str
    method: str = "GET"
    etag: str | None = None
    last_modified: str | None = None
    revisit: bool = False
    recreated: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One named piece of a document, in the source's own words."""

    name: str
    text: str
    topic: Topic


@dataclass(frozen=True, slots=True)
class Document:
    """What a spider yields: a source's own words with their parts named.

    ``key`` identifies the document within its source for ever. ``published`` and ``modified`` are the source's own
    stamps, unread ("2024-03-07T00:00:00", "2021年04月28日"). ``links`` maps a relation ("partner", "attachment",
    "more") to addresses. ``source`` is None only for a text that came from nowhere we know.
    """

    key: str
    url: str | None
    parts: tuple[Part, ...]
    source: Source | None = None
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    capture: Capture | None = None
    recreated: bool = False

    def part(self, name: str) -> str | None:
        """The text of the first part of that name, or None."""
        return next((part.text for part in self.parts if part.name == name), None)

    @property
    def title(self) -> str | None:
        """The text of the part whose topic is the title, or None."""
        return next((part.text for part in self.parts if part.topic == "title"), None)

    @property
    def body(self) -> str:
        """The words of all parts but the title and ignored ones, a part a line."""
        return "\n".join(part.text for part in self.parts if part.topic not in ("title", "ignored"))

    @property
    def digest(self) -> str:
        """The version of this document: SHA-256 over its words, not over the page."""
        return digest_of(self.parts, self.published)


def digest_of(parts: Iterable[Part], published: str | None) -> str:
    """The digest of a document's words: SHA-256 over the names and texts of its parts, and its stamp."""
    words = [[part.name, part.text] for part in parts]
    canonical = json.dumps([words, published], ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Units:
    """A number of units, and how firmly it is said."""

    value: int
    qualifier: Qualifier = "exact"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in an ISO 4217 currency."""

    value: float
    currency: str


@dataclass(frozen=True, slots=True)
class Incidents:
    """What has happened: counts as the text gives them, None where it does not."""

    reports: int | None = None
    injuries: int | None = None
    deaths: int | None = None
    damage: Money | None = None


@dataclass(frozen=True, slots=True)
class Recovery:
    """How much of a recall has come back, in per cent, and as of which date."""

    percent: float
    as_of: str | None = None


@dataclass(slots=True)
class Product:
    """One recalled product: the model where text or watchlist tells it."""

    brand: str | None = None
    name: str | None = None
    model: str | None = None
    category: str | None = None
    units: Units | None = None
    sold_from: str | None = None
    sold_to: str | None = None
    made_from: str | None = None
    made_to: str | None = None
    colours: list[str] = field(default_factory=list)
    gtins: list[str] = field(default_factory=list)
    batches: list[str] = field(default_factory=list)
    sellers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scope:
    """A mention in one market: recalled there, or expressly not affected."""

    market: str
    status: ScopeStatus
    units: Units | None = None
    announced: str | None = None
    said_by: str | None = None
    hedged: bool = False


@dataclass(slots=True)
class Mention:
    """What a notice says about one announcement."""

    role: Role
    announced: str | None = None
    issuer: str | None = None
    reference: str | None = None
    scopes: list[Scope] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    units: Units | None = None
    hazards: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    remedies: list[str] = field(default_factory=list)
    incidents: Incidents | None = None
    recovered: Recovery | None = None
    supplier: str | None = None

    @property
    def recalled_in(self) -> list[str]:
        """Markets in which this mention says the products are recalled."""
        return [scope.market for scope in self.scopes if scope.status == "recalled"]

    @property
    def not_affected_in(self) -> list[str]:
        """Markets which this mention expressly says are not affected."""
        return [scope.market for scope in self.scopes if scope.status == "not_affected"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one field, with the words that support it.

    ``mention`` is the index of the mention in its notice. ``product`` is the index
    of the product in that mention where the field is a product's, and ``market``
    names the scope where the field is a scope's. ``quote`` is exactly
    ``part[start:end]``; a claim whose basis is the source itself may have no words
    and then has an empty quote and no offsets (part "", start = end = 0).
    """

    mention: int
    field: str
    value: Any
    part: str
    quote: str
    start: int
    end: int
    basis: Basis = "text"
    said_by: str | None = None
    hedged: bool = False
    product: int | None = None
    market: str | None = None


@dataclass(slots=True)
class Notice:
    """A document that has been understood."""

    id: str
    source: str | None
    url: str | None
    language: str
    published: str | None
    title: str | None
    is_recall_report: bool
    kind: NoticeKind
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def main(self) -> Iterator[Mention]:
        """The mentions of what this notice announces, not of its history."""
        return (mention for mention in self.mentions if mention.role == "main")

    def as_json(self) -> dict[str, Any]:
        """The notice in the published form (see docs/notice.schema.json)."""
        notice: dict[str, Any] = plain(self)
        for shown, mention in zip(notice["mentions"], self.mentions, strict=True):
            shown["recalled_in"] = mention.recalled_in
            shown["not_affected_in"] = mention.not_affected_in
        return notice
