"""Archives of news for tests, and what a backfill of them gives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from click.testing import CliRunner

from crawler.warc_stream import Archived, responses
from recalls.cli import main
from tests.crawler.warcs import Warc


def archive(path: Path, count: int = 5) -> Path:
    """An archive whose pages are numbered, each with a report but the even ones."""
    file = Warc(path)
    for number in range(count):
        said = (
            f"Anker recalls power bank A1263 in the United States over fire hazard, report {number}. " * 8
            if number % 2
            else "Tankers."
        )
        file.response(
            f"https://news.example/{number}",
            f"<html lang=en><head><title>Story {number}: recall</title></head><body><article><p>{said}</p></article>"
            "</body></html>".encode(),
            "text/html; charset=utf-8",
            date=f"2025-10-2{number}T00:00:00Z",
        )
    file.close()
    return path


def offsets(path: Path) -> list[int]:
    with path.open("rb") as file:
        return [record.offset for record in responses(file) if isinstance(record, Archived)]


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["backfill", *map(str, words), "--workers", "2", "--format", "json"])
    return done.exit_code, done.stdout, done.stderr


def documents(path: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "SELECT d.source, d.key, v.digest FROM documents d JOIN document_versions v ON v.id = d.version_id "
            "WHERE d.notice_id IS NOT NULL ORDER BY 1, 2"
        ).fetchall()


def recalls(path: Path) -> list[tuple[str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT id FROM recalls ORDER BY 1").fetchall()
