"""Does each live source still read? A look at its least page set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.run import crawl as run_spiders
from crawler.source import SourceSpider
from db.harvest import Fault, Harvest
from pipelines.watchlist import Watchlist

#: So few answers and documents tell whether a source reads; its politeness stays as it is.
_PAGES, _DOCUMENTS, _SECONDS = 8, 3, 120

#: What the kinds of faults mean to an operator, the worst first.
_VERDICTS = (
    ("forbidden by robots.txt", {"robots"}),
    ("unreachable", {"dns", "refused", "timeout", "tls", "private_address"}),
    ("blocked", {"bot_wall", "forbidden"}),
    ("moved", {"not_found", "blocked"}),  # "blocked" is an address, or one that it leads to, on another's host
    ("changed layout", {"changed_layout", "parse", "promise", "too_large"}),
)
#: What statuses mean of which the kind of fault says less.
_STATUSES = (
    ("blocked", ("answered 503",)),
    ("moved", ("answered 301", "answered 302", "answered 307", "answered 308")),
)


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
        "IN_PART": True,
        "CLOSESPIDER_PAGECOUNT": _PAGES,
        "CLOSESPIDER_ITEMCOUNT": _DOCUMENTS,
        "CLOSESPIDER_TIMEOUT": _SECONDS,
        "RETRY_TIMES": 0,
    }
    return [_verdict(harvest) for harvest in run_spiders(spiders, changes).harvests]


def _verdict(harvest: Harvest) -> Checked:
    """The verdict on what came back: what was read speaks for the source, else its faults against it.

    A check stops early, so that a listing may be cut short: that alone is no fault. Single pages that fail are no
    fault of the source, as long as more of them are read.
    """
    faults = [fault for fault in harvest.faults if fault.kind != "cancelled"]
    source = harvest.source.id
    if not faults:
        fine = harvest.read > 0
        return Checked(source, "fine" if fine else "changed layout", "" if fine else "nothing was listed", harvest.read)
    failed = {fault.url for fault in faults} - harvest.read_whole - harvest.read_pages
    if harvest.kept_promise and len(failed) < len(harvest.read_pages):
        return Checked(source, "fine", f"but {_told(faults[0])}", harvest.read)
    for verdict, kinds in _VERDICTS:
        if fault := next((fault for fault in faults if fault.kind in kinds), None):
            return Checked(source, verdict, _told(fault), harvest.read)
    message = _told(faults[0])
    for verdict, words in _STATUSES:
        if any(word in fault.message for fault in faults for word in words):
            return Checked(source, verdict, message, harvest.read)
    return Checked(source, "unreachable", message, harvest.read)


def _told(fault: Fault) -> str:
    return f"{fault.message} ({fault.url})" if fault.url else fault.message
