"""What pages are held beside: the usual way to read one, and the least that any way must do."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bs4 import BeautifulSoup
from dateparser.search import search_dates
from langdetect import detect
from lxml import html
from sqlite_utils import Database


def read_as_usual(pages: Sequence[bytes], path: Path) -> int:
    """Compressed pages to rows as tutorials do it: parse, take all words, detect, search for dates, upsert each."""
    table = Database(path)["pages"]
    for number, page in enumerate(pages):
        soup = BeautifulSoup(gzip.decompress(page), "html.parser")
        words = soup.get_text(" ", strip=True)
        dates = search_dates(words) or []
        row = {
            "id": number,
            "title": soup.title.get_text() if soup.title else None,
            "language": detect(words),
            "date": str(dates[0][1]) if dates else None,
            "text": words,
        }
        table.upsert(row, pk="id")
    return table.count


def understand_as_usual(text: str) -> tuple[str, list[tuple[str, object]]]:
    """The language and the dates of a text, as above."""
    return detect(text), search_dates(text) or []


def read_at_least(pages: Sequence[bytes], path: Path) -> int:
    """What no way can leave out: decompress, parse (lxml), insert (one statement, one transaction)."""
    rows = []
    for page in pages:
        tree = html.document_fromstring(gzip.decompress(page))
        rows.append((tree.findtext(".//title"), tree.get("lang"), tree.findtext(".//p")))
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE pages (title TEXT, language TEXT, text TEXT)")
        connection.executemany("INSERT INTO pages VALUES (?, ?, ?)", rows)
    connection.close()
    return len(rows)
