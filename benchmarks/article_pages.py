"""From an article's page to a stored notice, against the limit and against the usual way.

One core, CPU seconds. A page comes as a compressed record of an archive and ends, understood, with its claims and
its words for the search, in a database: what ``recalls backfill`` does with a page that it does not reject.
"""

from __future__ import annotations

import gzip
import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

from lxml import html

from benchmarks.articles import ARTICLES, page
from benchmarks.news_warc import member
from benchmarks.report import Row, median_cpu
from benchmarks.usual_way import read_as_usual, read_at_least, understand_as_usual
from crawler.platforms.page import read_page
from db.store import open_store
from pipelines.notice import normalize
from pipelines.watchlist import load_all
from recalls.backfilling.reading import Job, read_file
from recalls.backfilling.running import keep
from recalls.extracting import Given, document

_LIMIT = "the limit: gunzip, lxml, executemany"
_USUAL = "the usual way: BeautifulSoup (html.parser), langdetect, search_dates, an upsert a row"

_NUMBERS = itertools.count()


def measure(small: bool) -> list[Row]:
    """Pages of four languages, each with surroundings of its own."""
    count, usual = (8, 2) if small else (200, 8)
    bodies = [page(ARTICLES[number % len(ARTICLES)], number) for number in range(count)]
    packed = [gzip.compress(body) for body in bodies]
    given = f"{count} pages of {sum(map(len, bodies)) // count:,} bytes, {len(ARTICLES)} languages"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = folder / "news.warc.gz"
        archive.write_bytes(
            b"".join(member(f"https://n.example/{number}", body, "utf-8") for number, body in enumerate(bodies))
        )
        ours = _each(folder, count, lambda path: _stored(archive, path, count), 1 if small else 5)
        limit = _each(folder, count, lambda path: read_at_least(packed, path), 1 if small else 5)
        theirs = _each(folder, usual, lambda path: read_as_usual(packed[:usual], path), 1)
    reading = median_cpu(lambda: [read_page(body) for body in bodies]) / count
    parsing = median_cpu(lambda: [html.document_fromstring(body) is None for body in bodies]) / count
    texts = [_text(body) for body in bodies]
    watchlist = load_all()
    understanding = median_cpu(lambda: [normalize(text, watchlist) for text in texts]) / count
    words = ["\n".join(part.text for part in text.parts) for text in texts[:usual]]
    guessing = median_cpu(lambda: [understand_as_usual(text) for text in words], 1) / usual
    return [
        _row("article page to stored notice", ours, _LIMIT, limit, given),
        _row("article page to stored notice", ours, _USUAL, theirs, f"{usual} of them for the usual way"),
        _row("its page to its article", reading, "lxml parses it", parsing, given),
        _row("its article to its notice", understanding, "langdetect and search_dates", guessing, given),
    ]


def _each(folder: Path, count: int, work: Callable[[Path], object], times: int) -> float:
    """The CPU seconds that a piece of work takes for each page, into a new database each time."""
    work(folder / f"{next(_NUMBERS)}.db")
    return median_cpu(lambda: work(folder / f"{next(_NUMBERS)}.db"), times) / count


def _stored(archive: Path, path: Path, count: int) -> None:
    with open_store(path, allow_recreated=True) as store:
        found = read_file(Job(str(archive)))
        keep(store, store.start_run(), found)
        stored = store.connection.execute("SELECT count(*) FROM notices WHERE is_recall_report").fetchone()[0]
    if stored != count:
        raise RuntimeError(f"{stored} of {count} pages became notices")


def _text(body: bytes):  # type: ignore[no-untyped-def]
    told = read_page(body)
    return document({"text": told.text, "title": told.title, "published": told.published}, Given())


def _told(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms ({1 / seconds:,.0f}/s)" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def _row(name: str, seconds: float, peer: str, peers: float, given: str) -> Row:
    return Row(name, _told(seconds), f"{peer}: {_told(peers)}", peers / seconds, given)
