"""Understand a document: what does it say was recalled, where, when, how many, why, and which words say so?"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from db.records import Document, Mention, Notice, Part
from pipelines import (
    datelines,
    drafts,
    language,
    legible,
    mentions,
    offices,
    pages,
    parting,
    products,
    relevance,
    retold,
)
from pipelines.claims import Ledger
from pipelines.dates.stamps import published_on
from pipelines.passages import Passage
from pipelines.stretches import Stretch
from pipelines.told import Reading
from pipelines.watchlist import Watchlist

#: So many earlier recalls a document may retell; a list of more is no report's history.
_MOST_EVENTS = 40


def normalize(document: Document, watchlist: Watchlist) -> Notice:
    """Understand one document. Pure: the same document, watchlist and code give the same notice.

    A document that reports no recall of a watched brand gives a notice of kind "none"
    without mentions.
    """
    parts, originals = legible.read(document.parts)
    reading = _read(replace(document, parts=parts), watchlist)
    named = {part: list(found) for part, found in reading.named.items()}
    told = retold.followed_up(mentions.stretches(tuple(reading.passages.values())), named)
    notice = Notice(
        id=document.key,
        source=document.source.id if document.source else None,
        url=document.url,
        language=reading.language,
        published=reading.published,
        title=reading.document.title,
        is_recall_report=relevance.is_report(told, named, reading.speakers, watchlist, document.source),
        kind="none",
    )
    if notice.is_recall_report:
        notice.kind = relevance.kind(told)
        ledger = Ledger(reading.passages, reading.speakers)
        notice.mentions = _mentions(reading, told, ledger)
        notice.claims = legible.restored(ledger.claims, originals) if originals else ledger.claims
    return notice


@cache
def reader_version() -> str:
    """The version of all that understands: the package's, and a digest over its code, lexicons and gazetteers.

    The watchlists are left out: their digest stands beside this in a notice's key.
    """
    digest = hashlib.sha256()
    root = resources.files("pipelines")
    for path, entry in sorted(_files(root, "")):
        if path.endswith((".py", ".toml")) and not path.startswith("/watchlists/"):
            digest.update(path.encode() + b"\0" + entry.read_bytes() + b"\0")
    try:
        version = metadata.version("recall-timeline")
    except metadata.PackageNotFoundError:
        version = "0"
    return f"{version}+{digest.hexdigest()[:12]}"


def _files(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _files(entry, f"{path}/{entry.name}")
        else:
            found.append((f"{path}/{entry.name}", entry))
    return found


def _declared(document: Document) -> str | None:
    return document.language or (document.source.language if document.source else None)


def _language(document: Document) -> str:
    prose = [part.text for part in document.parts if part.topic in mentions.PROSE]
    declared = _declared(document)
    found = language.detect("\n".join(prose)[:20_000], declared)
    if found == "und":
        # A title may be nothing but a product's name; what stands beside it is in the source's language.
        every = "\n".join(part.text for part in document.parts if part.topic != "ignored")
        found = language.detect(every[:20_000], declared)
    return found


def _read(document: Document, watchlist: Watchlist) -> Reading:
    tongue = _language(document)
    zone = document.source.timezone if document.source else None
    # A page whose words are too few to tell its language still prints its day as its source does.
    published = published_on(document.published, zone, _declared(document) if tongue == "und" else tongue)
    passages = {}
    for part in document.parts:
        if part.topic != "ignored" and part.text.strip():
            text = _text(part, tongue, watchlist)
            counted = datelines.sent(text, tongue, published) if part.topic == "text" else published
            passages[part.name] = Passage(part.name, part.topic, text, tongue, watchlist, counted)
    return Reading(
        document=document,
        passages=passages,
        named={name: products.find(passage, watchlist) for name, passage in passages.items()},
        speakers={name: offices.find(passage) for name, passage in passages.items()},
        published=published,
        watchlist=watchlist,
        language=tongue,
    )


def _text(part: Part, tongue: str, watchlist: Watchlist) -> str:
    return pages.article(part.text, tongue, watchlist) if part.topic in mentions.PROSE else part.text


def _mentions(reading: Reading, told: list[Stretch], ledger: Ledger) -> list[Mention]:
    main = [stretch for stretch in told if stretch.role == "main"]
    history = [stretch for stretch in told if stretch.role == "background"]
    found = [drafts.mention(reading, "main", main, ledger, 0, history)]
    if len(found[0].recalled_in) > 1:
        several = parting.recalls(reading, main)
        if len(several) > 1:
            ledger.claims.clear()
            found = [drafts.mention(reading, "main", one, ledger, index) for index, one in enumerate(several)]
    for event in sorted({stretch.event for stretch in told if stretch.role == "background"})[:_MOST_EVENTS]:
        stretches = [stretch for stretch in told if stretch.role == "background" and stretch.event == event]
        before = len(ledger.claims)
        drafted = drafts.mention(reading, "background", stretches, ledger, len(found))
        if drafted.announced or drafted.products or drafted.recalled_in or drafted.units:
            found.append(drafted)
        else:
            del ledger.claims[before:]
    return found
