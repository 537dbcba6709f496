"""What a source said before, where it is not asked again: listings tell a part of a document, its pages the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler import revisits
from db.clock import now
from db.harvest import Harvest
from db.records import Capture, Document, Part


class Memory:
    """What earlier crawls of one source left, through the functions of the settings that ask the store."""

    def __init__(self, settings: BaseSettings, source: str, reader: str) -> None:
        self._settings = settings
        self._source = source
        self._reader = reader
        self._due: bool | None = None
        #: The moment by which pages are due: of a replayed archive, that of its newest capture.
        self.now: str = settings.get("NOW") or now()
        #: By whom, for what and how far back an answer is read: what was read so once need not be read again.
        self.read_by = f"{reader}{settings.get('READ_FOR') or ''}"

    def _ask(self, name: str, *about: str | None) -> Any:
        function = self._settings.get(name)
        return function(*about) if function else None

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """Entity tag and last modified of an address that was read in the same way, and wholly."""
        return self._ask("VALIDATORS", url, self.read_by) or (None, None)

    def read_before(self, response: Response, *, anew: bool = False) -> bool:
        """Whether the same answer of an address was read in the same way, and wholly.

        With ``anew``, whether it was read since it was captured: an archive that is replayed once more holds nothing
        new behind a listing, whatever was due.
        """
        capture: Capture | None = response.meta.get("capture")
        if capture is None or not capture.digest:
            return False
        since = capture.date if anew else ""
        return bool(self._ask("READ_BEFORE", response.url, capture.digest, self.read_by, since))

    def read_on(self, url: str) -> str | None:
        """When an address was last read in the same way, and wholly; None before, and for a backfill."""
        return None if self._settings.get("SINCE") else self._ask("READ_ON", url, self.read_by)

    def known_before(self, listing: str) -> str:
        """The day before which all that a listing shows was read, and is no more due; "" where nothing was."""
        read = self.read_on(listing)
        return (date.fromisoformat(read[:10]) - timedelta(days=revisits.OLD)).isoformat() if read else ""

    def any_due(self) -> bool:
        """Whether a page of a watched document is due again: then its listing must be read to come to it."""
        if self._due is None:
            watched = self._ask("WATCHED", self._source) or ()
            self._due = any(revisits.due(first, last, self.now) for first, last in watched)
        return self._due

    def addresses(self) -> tuple[str, ...]:
        """The addresses of the source's documents."""
        return self._ask("KNOWN", self._source) or ()

    def knows(self, key: str) -> bool:
        """Whether there is a document of that key."""
        return self._ask("SEEN", self._source, key, None) is not None

    def due(self, key: str, url: str) -> bool:
        """Whether a document's page at an address is new, or due again (crawler.revisits)."""
        days: tuple[str, str] | None = self._ask("SEEN", self._source, key, url)
        return days is None or revisits.due(days[0], days[1], self.now)

    def parts(self, key: str, *, same_reader: bool = False, until: str | None = None) -> tuple[Part, ...]:
        """A document's parts as they were last read; empty where there are none, or another reader named them."""
        return self._ask("PARTS", self._source, key, self._reader if same_reader else None, until) or ()


def note_read(harvest: Harvest, response: Response, *, listing: bool) -> None:
    """Note the address of an answer, and those that led to it, as read to its end: later crawls go by that."""
    read = harvest.read_whole if listing else harvest.read_pages
    read.update((response.url, *response.meta.get("redirect_urls", ())))


def with_known(document: Document, known: Sequence[Part]) -> Document:
    """A listing's document with the parts that other pages added when they were last read.

    Parts that the listing tells are as it tells them now; the others are as known, and in the known order.
    """
    told = dict(_numbered(document.parts))
    there = dict(_numbered(known))
    kept = [told.get(name, part) for name, part in there.items()]
    return replace(document, parts=(*kept, *(part for name, part in told.items() if name not in there)))


def says_nothing_new(document: Document, known: Sequence[Part]) -> bool:
    """Whether each part that a listing tells was there before, word for word."""
    before = {(name, part.text) for name, part in _numbered(known)}
    return all((name, part.text) in before for name, part in _numbered(document.parts))


def _numbered(parts: Iterable[Part]) -> Iterator[tuple[tuple[str, int], Part]]:
    """Parts by name; a name that comes again has a number of its own."""
    seen: Counter[str] = Counter()
    for part in parts:
        seen[part.name] += 1
        yield (part.name, seen[part.name]), part
