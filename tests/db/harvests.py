"""Make-believe sources, documents, notices and harvests, each with as little as it needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from db.harvest import Harvest, Reading
from db.publishing import Published
from db.records import Capture, Claim, Document, Mention, Notice, Part, Product, Scope, Source, Units
from db.store import Store, open_store

CAA = Source("jp-caa", "消費者庁", "regulator", "ja", "JP", "Asia/Tokyo")
CPSC = Source("us-cpsc", "CPSC", "regulator", "en", "US", "America/New_York")
PRESS = Source("de-press", "Die Presse", "press", "de", "DE", "Europe/Berlin")
MAKER = Source("anker-jp", "アンカー・ジャパン", "manufacturer", "ja", "JP", "Asia/Tokyo")


def night(number: int) -> str:
    """The time of the crawl on a night: the second is one day after the first."""
    return f"2025-11-{number:02d}T02:00:00Z"


def capture(key: str, date: str = night(1), **values: Any) -> Capture:
    """A capture of a page, in a file of its night's own."""
    url = f"https://example.org/{key}"
    made = Capture(
        url, date, 200, f"sha1:{key}", f"{date[:10]}.warc.gz", 100 * sum(key.encode()), f"<urn:{key}:{date}>"
    )
    return replace(made, **values)


def document(
    key: str,
    text: str = "Recalled.",
    *,
    source: Source = CAA,
    title: str | None = None,
    date: str = night(1),
    published: str | None = "2025-10-21",
    recreated: bool = False,
    **capture_values: Any,
) -> Document:
    """A document with a title and a text, captured on a night."""
    taken = capture(key, date, recreated=recreated, **capture_values)
    parts = (Part("title", title or f"Notice {key}", "title"), Part("text", text, "text"))
    return Document(key, taken.url, parts, source, source.language, published, capture=taken, recreated=recreated)


def product(model: str | None = None, name: str | None = None, **values: Any) -> Product:
    """A product of Anker's."""
    return Product("Anker", name or (f"Product {model}" if model else None), model, **values)


def mention(*markets: str, models: tuple[str, ...] = (), units: int | None = None, **values: Any) -> Mention:
    """A main mention, recalled in the markets that are named."""
    return Mention(
        **{
            "role": "main",
            "scopes": [Scope(market, "recalled") for market in markets],
            "brands": ["Anker"],
            "products": [product(model) for model in models],
            "units": Units(units) if units else None,
            **values,
        }
    )


def reading(read: Document, *mentions: Mention, claims: tuple[Claim, ...] = (), kind: Any = "announcement") -> Reading:
    """A document with a notice that has these mentions; without any, one that was not understood."""
    if not mentions:
        return Reading(read, read.published, None)
    origin = read.source.id if read.source else None
    language = read.language or "und"
    notice = Notice(
        read.key, origin, read.url, language, read.published, read.title, True, kind, list(mentions), list(claims)
    )
    return Reading(read, read.published, notice)


def harvest(*readings: Reading, source: Source = CAA, date: str = night(1), **values: Any) -> Harvest:
    """A complete harvest of these readings and a listing of them all, made on a night."""
    keys = {one.document.key for one in readings}
    captures = [capture("listing", date)] + [one.document.capture for one in readings if one.document.capture]
    made = Harvest(source, list(readings), captures, keys, complete=True, read=len(keys), started=date, finished=date)
    for name, value in values.items():
        setattr(made, name, value)
    return made


def publish(store: Store, *harvests: Harvest, reader: str = "reader 1", crawler: str = "crawler 1") -> list[Published]:
    """Publish harvests, each in a run of its own."""
    outcomes = []
    for one in harvests:
        run = store.start_run(sources=[one.source.id])
        outcomes.append(store.publish(run, one, reader=reader, watchlist="watchlist 1", crawler_reader=crawler))
        store.finish_run(run)
    return outcomes


def new_store(folder: Path, **options: Any) -> Store:
    """An empty database in a folder."""
    return open_store(folder / "recalls.db", **options)


def rows(store: Store, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """All rows of a table or view."""
    return list(store.connection.execute(f"SELECT {columns} FROM {table}"))


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a database holds about documents, as far as it outlives the row numbers."""
    queries = {
        "documents": "SELECT source, key, url, title, first_seen, last_seen, absent_since FROM documents ORDER BY 1, 2",
        "versions": """SELECT d.key, v.digest, v.parts, v.first_seen, v.last_seen, v.changes, d.version_id = v.id
                       FROM document_versions v JOIN documents d ON d.id = v.document_id ORDER BY 1, 2""",
        "notices": """SELECT d.key, v.digest, n.reader, n.kind
                      FROM notices n JOIN document_versions v ON v.id = n.version_id
                      JOIN documents d ON d.id = v.document_id ORDER BY 1, 2, 3""",
        "claims": 'SELECT field, value, part, quote, start, "end" FROM claims ORDER BY 1, 2, 4',
        "captures": "SELECT file, offset, date FROM captures ORDER BY 1, 2",
        "words": "SELECT title, body FROM document_words ORDER BY 1, 2",
    }
    return {name: list(store.connection.execute(query)) for name, query in queries.items()}
