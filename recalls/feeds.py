"""New and changed recalls as Atom (RFC 4287), JSON Feed 1.1 and iCalendar (RFC 5545).

The same database gives the same bytes. An entry's id is a ``tag:`` URI (RFC 4151) of the
site that shows the recalls, or without one a name-based UUID of the recall's lasting id, so
that it stays when the feed moves; which entries there are, and when they were last updated,
is told by ``db.feeds``. Everything from outside is escaped, and only http(s) addresses are linked.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit
from xml.etree import ElementTree

from db.citation import recall_page
from db.edtf import precision, span
from db.feeds import LATEST, Entry, entries
from db.model_numbers import base_model
from db.timeline import Filters
from recalls.labels import Labels, label, load, units
from recalls.outside_links import safe_link

_ATOM = "http://www.w3.org/2005/Atom"
_NO_TIME = "1970-01-01T00:00:00Z"
#: The day from which an authority's name counts in our tag: URIs (RFC 4151).
_TAG_DAY = "2026-01-01"
#: What XML 1.0 does not allow, and control characters that a calendar program would not either.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NAMED_PRODUCTS = 3


@dataclass(frozen=True, slots=True)
class Feed:
    """Which recalls a feed tells, in which language its own words are, and where it is served.

    ``base`` is the address of a site that shows the recalls, ``address`` that of the feed
    itself; None where there is none. ``reported_in`` narrows to recalls that a document in a
    language reports.
    """

    filters: Filters = field(default_factory=Filters)
    language: str = "en"
    reported_in: str | None = None
    base: str | None = None
    address: str | None = None
    latest: int = LATEST


def atom(connection: sqlite3.Connection, feed: Feed) -> bytes:
    """The feed as Atom. Raises BadFilter."""
    found, labels = _found(connection, feed)
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})

    def add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, name, attributes)
        element.text = _clean(text) if text else None
        return element

    add(root, "id", _feed_id(feed))
    add(root, "title", _title(feed, labels))
    add(root, "updated", _updated(found))
    add(add(root, "author"), "name", "recall-timeline")
    add(root, "generator", "recall-timeline")
    for rel, given in (("self", feed.address), ("alternate", feed.base)):
        if address := safe_link(given):
            add(root, "link", rel=rel, href=address)
    for entry in found:
        item = add(root, "entry")
        add(item, "id", _entry_id(entry, feed))
        add(item, "title", _headline(entry, labels))
        add(item, "updated", entry.updated)
        if day := _day(entry.recall["date"]):
            add(item, "published", f"{day.isoformat()}T00:00:00Z")
        if address := _address(entry, feed):
            add(item, "link", rel="alternate", href=address)
        if feed.base and (source := safe_link(entry.page)):
            add(item, "link", rel="via", href=source)
        for term in _terms(entry):
            add(item, "category", term=_clean(term))
        add(item, "content", _html(entry, labels), type="html")
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def json_feed(connection: sqlite3.Connection, feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1. Raises BadFilter."""
    found, labels = _found(connection, feed)
    items = []
    for entry in found:
        day = _day(entry.recall["date"])
        item = {
            "id": _entry_id(entry, feed),
            "url": _address(entry, feed),
            "external_url": safe_link(entry.page) if feed.base else None,
            "title": _headline(entry, labels),
            "content_html": _html(entry, labels),
            "date_published": f"{day.isoformat()}T00:00:00Z" if day else None,
            "date_modified": entry.updated,
            "tags": _terms(entry),
            "language": feed.language,
        }
        items.append({name: value for name, value in item.items() if value})
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(feed, labels),
        "home_page_url": safe_link(feed.base),
        "feed_url": safe_link(feed.address),
        "language": feed.language,
    }
    told = {**{name: value for name, value in head.items() if value}, "items": items}
    return _clean(json.dumps(told, ensure_ascii=False, indent=1)).encode() + b"\n"


def calendar(connection: sqlite3.Connection, feed: Feed) -> bytes:
    """The feed as iCalendar: all-day events; a recall dated to a month or year lasts as long. Raises BadFilter."""
    found, labels = _found(connection, feed)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//recall-timeline//recalls//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"NAME:{_ical(_title(feed, labels))}", f"X-WR-CALNAME:{_ical(_title(feed, labels))}"]
    for entry in found:
        days = span(entry.recall["date"])
        if days is None:
            continue  # no calendar has a place for it
        changed = _compact(entry.updated)
        lines += ["BEGIN:VEVENT", f"UID:{_ical(_entry_id(entry, feed))}", f"DTSTAMP:{changed}"]
        lines.append(f"DTSTART;VALUE=DATE:{_compact(days[0].isoformat())}")
        if days[1] < dt.date.max:  # an end that is open has no day after it
            lines.append(f"DTEND;VALUE=DATE:{_compact((days[1] + dt.timedelta(days=1)).isoformat())}")
        lines += [f"LAST-MODIFIED:{changed}", f"SUMMARY:{_ical(_headline(entry, labels))}"]
        lines += [f"DESCRIPTION:{_ical(_plain(entry, labels))}"]
        if address := _address(entry, feed):
            lines.append(f"URL:{address}")
        lines += [f"CATEGORIES:{','.join(map(_ical, _terms(entry)))}", "TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(piece for line in lines for piece in _folded(line))


#: How a feed is written, by the name of its format.
FORMATS: Mapping[str, Callable[[sqlite3.Connection, Feed], bytes]] = {
    "atom": atom,
    "json": json_feed,
    "ics": calendar,
}
MEDIA_TYPES: Mapping[str, str] = {
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "ics": "text/calendar; charset=utf-8",
}


def _found(connection: sqlite3.Connection, feed: Feed) -> tuple[list[Entry], Labels]:
    found = entries(connection, feed.filters, language=feed.reported_in, base=feed.base, latest=feed.latest)
    return found, load(feed.language)


def _updated(found: list[Entry]) -> str:
    return max((entry.updated for entry in found), default=_NO_TIME)


def _feed_id(feed: Feed) -> str:
    narrowed = [feed.filters.brand, feed.filters.model, feed.filters.market, feed.filters.source, feed.reported_in]
    return _name(feed, "feed/" + "/".join([*(value or "-" for value in narrowed), feed.language]))


def _entry_id(entry: Entry, feed: Feed) -> str:
    return _name(feed, f"recall/{entry.recall['id']}")


def _name(feed: Feed, what: str) -> str:
    base = urlsplit(feed.base or "")
    if base.hostname and base.hostname.isascii():
        path = base.path.rstrip("/").lstrip("/")
        named = f"{path}/{what}" if path else what
        return f"tag:{base.hostname},{_TAG_DAY}:{re.sub(r'[^A-Za-z0-9._~/-]', '_', named)}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"recall-timeline:{what}").urn


def _address(entry: Entry, feed: Feed) -> str | None:
    return safe_link(recall_page(feed.base, entry.recall["id"]) if feed.base else entry.page)


def _title(feed: Feed, labels: Labels) -> str:
    filters = feed.filters
    narrowed = [filters.brand, filters.model, filters.market, filters.source, feed.reported_in]
    return ": ".join(filter(None, (label(labels, "feed", "title"), ", ".join(filter(None, narrowed)))))


def _headline(entry: Entry, labels: Labels) -> str:
    recall = entry.recall
    products = list(dict.fromkeys(recall["products"] or [base_model(model) for model in recall["models"]]))
    more = f" (+{len(products) - _NAMED_PRODUCTS})" if len(products) > _NAMED_PRODUCTS else ""
    what = ", ".join(products[:_NAMED_PRODUCTS]) + more or ", ".join(recall["brands"])
    date = recall["date"] or label(labels, "feed", "undated")
    mark = f" [{label(labels, 'feed', 'recreated')}]" if recall["recreated"] else ""
    return _clean(f"{label(labels, 'feed', 'recall')}: {what} · {recall['market']} · {date}{mark}")


def _terms(entry: Entry) -> list[str]:
    recall = entry.recall
    models = (base_model(model) for model in recall["models"])
    return list(dict.fromkeys([*recall["brands"], recall["market"], *models]))


def _told(entry: Entry, labels: Labels) -> Iterator[tuple[str, str]]:
    """What an entry says: name and value, in the feed's language."""
    recall = entry.recall
    values = {
        "date": recall["date"] or label(labels, "feed", "undated"),
        "market": recall["market"],
        "issuer": recall["issuer"],
        "products": ", ".join(recall["products"]),
        "models": ", ".join(dict.fromkeys(map(base_model, recall["models"]))),
        "units": units(labels, recall["units"], recall["units_qualifier"]),
        "hazards": ", ".join(label(labels, "hazards", hazard) for hazard in recall["hazards"]),
        "remedies": ", ".join(label(labels, "remedies", remedy) for remedy in recall["remedies"]),
    }
    yield from ((label(labels, "columns", name), str(value)) for name, value in values.items() if value)
    yield label(labels, "feed", "reported_by"), ", ".join(recall["source_ids"])


def _html(entry: Entry, labels: Labels) -> str:
    """The entry as a fragment of HTML, all of it escaped."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in _told(entry, labels))
    quotes = "".join(
        f'<li><q lang="{escape(quote["language"] or "und")}">{escape(quote["quote"])}</q> '
        f"({escape(quote['source'])})</li>"
        for quote in entry.quotes
    )
    words = f"<p>{escape(label(labels, 'feed', 'quotes'))}:</p><ul>{quotes}</ul>" if quotes else ""
    return _clean(f"<dl>{rows}</dl>{words}<p>{escape(label(labels, 'feed', 'cite'))}: {escape(entry.cite)}</p>")


def _plain(entry: Entry, labels: Labels) -> str:
    told = [f"{name}: {value}" for name, value in _told(entry, labels)]
    quotes = [f"“{quote['quote']}” ({quote['source']})" for quote in entry.quotes]
    return _clean("\n".join([*told, *quotes, f"{label(labels, 'feed', 'cite')}: {entry.cite}"]))


def _day(date: str | None) -> dt.date | None:
    days = span(date)
    return days[0] if days and precision(days) == 0 else None


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _ical(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line ends escaped (RFC 5545, 3.3.11)."""
    plain = _clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """A content line in pieces of at most 75 octets, none within a character (RFC 5545, 3.1)."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:
            yield piece.encode() + b"\r\n"
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece.encode() + b"\r\n"


def _compact(time: str) -> str:
    return re.sub(r"[-:]", "", time)
