"""What the drafting of mentions works on: a document as read, and which stretches tell what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.records import Document
from pipelines import regions
from pipelines.mentions import PROSE
from pipelines.offices import Office
from pipelines.passages import Passage
from pipelines.products import Named
from pipelines.stretches import Stretch
from pipelines.watchlist import Watchlist

#: Which topics say what: a form's fields are read for what they are about, prose for everything.
TELLS = {
    "products": PROSE | {"product", "model", "identification"},
    "markets": PROSE | {"market"},
    "units": PROSE | {"units", "identification"},
    "hazards": PROSE | {"hazard", "cause", "incidents"},
    "causes": PROSE | {"cause", "hazard"},
    "remedies": PROSE | {"remedy"},
    "incidents": PROSE | {"incidents"},
    "windows": PROSE | {"sold", "identification"},
    "sellers": PROSE | {"sold", "seller"},
    "batches": PROSE | {"identification", "model"},
    "gtins": PROSE | {"gtin", "identification"},
    "reference": PROSE | {"reference"},
}


@dataclass(frozen=True)
class Reading:
    """A document as read: its passages, the products and offices in each, its publication date and language."""

    document: Document
    passages: Mapping[str, Passage]
    named: Mapping[str, Sequence[Named]]
    speakers: Mapping[str, Sequence[Office]]
    published: str | None
    watchlist: Watchlist
    language: str

    @property
    def home(self) -> str | None:
        """The country that "here" means: the source's market, else the one whose ending the address bears."""
        source = self.document.source
        return source.market if source else regions.of_address(self.document.url)


@dataclass(frozen=True, slots=True)
class Placed:
    """A product with the part it is named in."""

    part: str
    named: Named


def telling(told: Sequence[Stretch], what: str) -> Iterator[Stretch]:
    return (stretch for stretch in told if stretch.passage.topic in TELLS[what])
