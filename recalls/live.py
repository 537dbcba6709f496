"""Does each live source still read? A look at its least page set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.run import crawl as run_spiders
from crawler.source import SourceSpider
from db.harvest import Harvest
from pipelines.watchlist import Watchlist

#: So few answers and documents tell whether a source reads; its politeness stays as it is.
_PAGES, _DOCUMENTS, _SECONDS = 8, 3, 120

#: What the kinds of faults mean to an operator, the worst first.
_VERDICTS = (
    ("forbidden by robots.txt", {"robots"}),
    ("unreachable", {"dns", "refused", "timeout", "tls", "private_address"}),
    ("blocked", {"blocked", "bot_wall", "forbidden"}),
    ("moved", {"not_found"}),
    ("changed layout", {"changed_layout", "parse", "promise", "too_large"}),
)
_BLOCKING = ("answered 401", "answered 403", "answered 429", "answered 503")
_MOVING = ("answered 301", "answered 302", "answered 307", "answered 308", "answered 404", "answered 410")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a live source answered: fine, changed layout, blocked, moved, unreachable or forbidden by robots.txt."""

    source: str
    verdict: str
    why: str
    read: int


def check(
    spiders: Sequence[type[SourceSpider]],
    watchlist: Watchlist,
    *,
    contact: str | None = None,
    allow_hosts: Sequence[str] = (),
) -> list[Checked]:
    """Ask each source for its least page set; nothing is stored or archived. Once a process, as a crawl."""
    changes = {
        "QUERIES": watchlist.queries[:1],
        "CONTACT": contact,
        "ALLOW_HOSTS": list(allow_hosts),
        "DATABASE": None,
        "CLOSESPIDER_PAGECOUNT": _PAGES,
        "CLOSESPIDER_ITEMCOUNT": _DOCUMENTS,
        "CLOSESPIDER_TIMEOUT": _SECONDS,
        "RETRY_TIMES": 0,
    }
    return [_verdict(harvest) for harvest in run_spiders(spiders, changes).harvests]


def _verdict(harvest: Harvest) -> Checked:
    """The verdict on what came back: what was read speaks for the source, else its faults against it.

    A check stops early, so that a listing may be cut short: only its own faults count,
    not that the promise of a full run is not kept.
    """
    faults = [fault for fault in harvest.faults if fault.kind not in ("cancelled", "promise")]
    source = harvest.source.id
    if not faults:
        fine = harvest.read > 0
        return Checked(source, "fine" if fine else "changed layout", "" if fine else "nothing was listed", harvest.read)
    for verdict, kinds in _VERDICTS:
        if fault := next((fault for fault in faults if fault.kind in kinds), None):
            return Checked(source, verdict, fault.message, harvest.read)
    message = faults[0].message
    for verdict, words in (("blocked", _BLOCKING), ("moved", _MOVING)):
        if any(word in fault.message for fault in faults for word in words):
            return Checked(source, verdict, message, harvest.read)
    return Checked(source, "unreachable", message, harvest.read)
