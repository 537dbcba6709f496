"""What one source brings home in one run: readings, captures, what went wrong, and what it cost."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.records import Capture, Document, Notice, Source


@dataclass(frozen=True, slots=True)
class Traffic:
    """What a source's run cost and saved.

    ``requests`` were sent, ``received`` bytes came back; ``not_modified`` answers were spared as nothing had
    changed, ``not_due`` pages were not asked for.
    """

    requests: int = 0
    received: int = 0
    not_modified: int = 0
    not_due: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that went wrong with one source or one of its documents.

    ``kind`` is one of: dns, refused, timeout, tls (no connection); forbidden (401, 403, 429 …),
    not_found (404, 410), server_error (5xx), http (any other answer that is none), not_archived;
    robots, bot_wall, too_large, blocked (an address of another kind or host), private_address;
    changed_layout, parse, understanding, promise; cancelled (stopped before its end), store.
    """

    source: str
    kind: str
    message: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document on its way into the store, with what was made of it.

    ``published`` is the document's publication date as EDTF, read for every document; ``notice`` is None where
    nothing was understood because no watched brand's words were hit (a crawl of all brands keeps such documents
    too), or where understanding it ``failed``: then what was understood of it before still holds.
    """

    document: Document
    published: str | None
    notice: Notice | None
    failed: bool = False


@dataclass(slots=True)
class Harvest:
    """All that one source brought home in one run, to be kept or refused as one.

    ``listed`` holds every key that a listing showed, watched or not; ``complete`` says that the whole listing was
    read, so that a known document which it lacks has vanished. ``gone`` holds keys whose own address answered 404
    or 410. ``read`` counts the records the source showed; ``read_whole`` and ``read_pages`` hold the addresses of
    listings and of other pages that were read to their end, and ``read_by`` says by whom and for what. Where
    ``kept_promise`` is False nothing of the harvest is published and the source keeps its last good state.
    """

    source: Source
    readings: list[Reading] = field(default_factory=list)
    captures: list[Capture] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    complete: bool = False
    gone: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    read: int = 0
    kept_promise: bool = True
    started: str = ""
    finished: str = ""
    traffic: Traffic = field(default_factory=Traffic)
    read_whole: set[str] = field(default_factory=set)
    read_pages: set[str] = field(default_factory=set)
    read_by: str = ""
