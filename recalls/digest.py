"""What is new, to read over coffee: text, Markdown, HTML, or a mail of both. Empty when there is nothing to say."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from itertools import groupby
from typing import Any

from db import runs
from db.changes import KINDS, changes
from db.edtf import span
from db.timeline import Filters
from recalls.labels import Labels, label, load
from recalls.outside_links import safe_link
from recalls.rendering import printable
from recalls.sheet import figure

#: A source that failed so many nights in a row is worth a line.
STALE_NIGHTS = 3
#: What was public so many days before it was recorded is a backfill's, and no news.
NEWS_DAYS = 60
_MOST = 240


@dataclass(frozen=True, slots=True)
class Item:
    """One change: what it is, the words that say so in their language, where they stand (http(s) only)."""

    what: str
    words: str | None
    language: str
    document: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one kind under a heading."""

    heading: str
    changes: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What is to be said, in one language of its own words."""

    language: str
    title: str
    since: str
    sections: tuple[Section, ...]
    stale_heading: str
    stale: tuple[str, ...]
    recreated: str | None

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.sections or self.stale)


def gather(
    connection: sqlite3.Connection,
    since: str,
    until: str | None = None,
    *,
    language: str = "en",
    recorded: bool = False,
) -> Digest:
    """What changed since a day, by the day on which it was public, and which sources fail.

    ``recorded``: instead what this database recorded since a moment (UTC) and what was news then, for a digest that
    goes out night by night and must lose nothing that was found late. Raises BadFilter.
    """
    labels = load(language)
    if recorded:
        found = [row for row in changes(connection) if (row["recorded"] or "") > since and _is_news(row)]
    else:
        found = changes(connection, Filters(since=since, until=until))
    found.sort(key=lambda row: KINDS.index(row["kind"]))
    spoken = _languages(connection, {row["document"] for row in found if row["document"]})
    sections = tuple(
        Section(label(labels, "digest", kind), tuple(_item(row, spoken) for row in rows))
        for kind, rows in groupby(found, key=lambda row: str(row["kind"]))
    )
    marked = label(labels, "digest", "recreated") if any(row["recreated"] for row in found) else None
    return Digest(
        language,
        label(labels, "digest", "subject").format(count=len(found)),
        label(labels, "digest", "since").format(since=since),
        sections,
        label(labels, "digest", "stale"),
        tuple(_stale(connection, labels)),
        marked,
    )


def _languages(connection: sqlite3.Connection, documents: Iterable[str]) -> dict[str, str | None]:
    """The languages of documents, by their addresses."""
    rows = connection.execute(
        """SELECT a.value, d.language FROM json_each(?) a CROSS JOIN documents d
           ON d.source = substr(a.value, 1, instr(a.value, '/') - 1)
           AND d.key = substr(a.value, instr(a.value, '/') + 1) WHERE d.withheld IS NULL""",
        [json.dumps(sorted(documents))],
    )
    return dict(rows.fetchall())


def _is_news(row: Mapping[str, Any]) -> bool:
    """Whether a change was public shortly before it was recorded; what vanished is news on the day it was missed."""
    days = span(row["public"])
    if days is None:
        return row["kind"] in ("withdrawn", "vanished")
    return (date.fromisoformat(row["recorded"][:10]) - days[1]).days <= NEWS_DAYS


def _item(row: Mapping[str, Any], spoken: Mapping[str, str | None]) -> Item:
    mark = "*" if row["recreated"] else ""
    told = [row["public"], row["market"], ", ".join(row["models"]), ", ".join(row["recalls"]) + mark]
    if row["field"] and (row["old"] is not None or row["new"] is not None):
        old, new = (short(figure(value)) if value is not None else "–" for value in (row["old"], row["new"]))
        told.append(f"{row['field']}: {old} → {new}" if row["old"] is not None else f"{row['field']}: {new}")
    elif row["what"]:
        told.append(row["what"])
    url = safe_link(row["url"])
    words = short(row["words"]) if row["words"] else None
    return Item(
        short(" · ".join(filter(None, told))), words, spoken.get(row["document"] or "") or "und", row["document"], url
    )


def short(text: str) -> str:
    """A text from outside on one line, cut where it is long."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= _MOST else f"{line[:_MOST]}…"


def _stale(connection: sqlite3.Connection, labels: Labels) -> list[str]:
    lines = []
    for source, nights in runs.nights(connection, last=400).items():
        failed = 0
        while failed < len(nights) and nights[-1 - failed]["status"] == "failed":
            failed += 1
        if failed >= STALE_NIGHTS:
            since, failure = nights[-failed]["date"], nights[-1]["failure"] or "?"
            line = label(labels, "digest", "stale_line")
            lines.append(line.format(source=source, nights=failed, since=since, failure=failure))
    return lines


def text(digest: Digest, *, markdown: bool = False) -> str:
    """The digest as plain text, or as Markdown; "" where there is nothing to say."""
    if not digest:
        return ""
    plain = (lambda words: re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", words)) if markdown else str
    lines = [f"# {plain(digest.title)}" if markdown else digest.title, "", plain(digest.since)]
    for section in digest.sections:
        lines += ["", f"## {plain(section.heading)}" if markdown else section.heading.upper(), ""]
        for item in section.changes:
            lines.append(f"- {plain(item.what)}")
            if item.words:
                lines.append(f"  > {plain(item.words)}" if markdown else f"  “{item.words}”")
            if item.url:
                lines.append(f"  <{item.url}>" if markdown else f"  {item.url}")
    if digest.stale:
        heading = f"## {plain(digest.stale_heading)}" if markdown else digest.stale_heading.upper()
        lines += ["", heading, "", *(f"- {plain(line)}" for line in digest.stale)]
    if digest.recreated:
        lines += ["", plain(digest.recreated)]
    return "\n".join(lines) + "\n"


def html(digest: Digest) -> str:
    """The digest as a page; "" where there is nothing to say. Everything from outside is escaped."""
    if not digest:
        return ""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("recalls", "templates"), autoescape=True, trim_blocks=True)
    fields = {name: getattr(digest, name) for name in Digest.__slots__}
    return environment.get_template("digest.html").render(**fields)


def mail(digest: Digest, sender: str, to: Sequence[str]) -> EmailMessage:
    """The digest as a mail of plain text and HTML. Raises ValueError where an address is none."""
    message = EmailMessage()
    message["Subject"] = digest.title
    message["From"] = sender
    message["To"] = ", ".join(to)
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain="recall-timeline.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text(digest))
    message.add_alternative(html(digest), subtype="html")
    return message
