"""``recalls extract``: understand texts from files or standard input, one notice a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from crawler.encoding import Undecodable, decode
from crawler.platforms.page import read_page
from crawler.registry import source_for_address, sources
from db.records import Document, Part, Source
from pipelines.notice import normalize
from pipelines.watchlist import load_all
from recalls.errors import DONE, DONE_WITH_FAILURES, clear_errors
from recalls.explaining import explain as explained

_MARKUP = ("<!doctype", "<html", "<head", "<body", "<article", "<?xml", "<!--")
_FIELDS = {"id", "url", "published", "title", "text", "html", "language", "source"}


class BadInput(ValueError):
    """An input that cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of a text that the text itself does not."""

    url: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None


def documents(name: str, content: bytes, given: Given) -> Iterator[Document | BadInput]:
    """The documents in one input: HTML, plain text, or JSON Lines.

    A line that cannot be read comes as a BadInput in its place, so that the lines
    after it are still understood.
    """
    text = _decode(name, content)
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith("{"):
        yield from _lines(name, text, given)
    elif start.startswith(_MARKUP):
        yield _page(name, content, given)
    else:
        yield document({"id": name, "text": text}, given)


def document(record: dict[str, Any], given: Given) -> Document:
    """A document from one record of ``{"id","url","published","title","text"|"html","language","source"}``."""
    url = record.get("url") or given.url
    source = _source(record.get("source"), url)
    title, text, published, language = (
        record.get("title") or given.title,
        record.get("text"),
        record.get("published") or given.published,
        record.get("language") or given.language,
    )
    if text is None:
        page = read_page(record["html"].encode("utf-8"), url or "", "text/html; charset=utf-8")
        title, text = title or page.title, page.text
        published, language = published or page.published, language or page.language
    parts = [Part("title", title, "title")] if title else []
    return Document(
        key=str(record.get("id") or url or "text"),
        url=url,
        parts=(*parts, Part("text", text, "text")),
        source=source,
        language=language,
        published=published,
    )


def _lines(name: str, text: str, given: Given) -> Iterator[Document | BadInput]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield document(_record(line), given)
        except ValueError as error:
            yield BadInput(f"{name}, line {number}: {error}")


def _record(line: str) -> dict[str, Any]:
    record = json.loads(line.lstrip("\ufeff"))
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    if not isinstance(record.get("text"), str) and not isinstance(record.get("html"), str):
        raise ValueError('neither "text" nor "html" is a string')
    for field in _FIELDS - {"id"}:
        if record.get(field) is not None and not isinstance(record[field], str):
            raise ValueError(f'"{field}" is not a string')
    return record


def _page(name: str, content: bytes, given: Given) -> Document:
    page = read_page(content, given.url or "", "text/html")
    record = {"id": name, "text": page.text, "title": given.title or page.title, "url": given.url}
    return document(
        {**record, "published": given.published or page.published, "language": given.language or page.language}, given
    )


def _decode(name: str, content: bytes) -> str:
    try:
        return decode(content)[0]
    except Undecodable as error:
        raise BadInput(f"{name}: {error}") from error


def _source(name: str | None, url: str | None) -> Source | None:
    """The source by its id, else by its address's host; None for a host we do not know."""
    if name and (spider := sources().get(name)):
        return spider.described()
    return source_for_address(url) if url else None


def read(path: str, stdin: Any) -> bytes:
    """The bytes of a file, or of standard input for ``-``."""
    return bytes(stdin.read()) if path == "-" else Path(path).read_bytes()


def run_extract(inputs: tuple[str, ...], watchlists: Path | None, explain: bool, **given: Any) -> int:
    """``recalls extract``: one notice a line; 1 where an input or a line could not be read."""
    failed = False
    with clear_errors():
        watchlist = load_all(watchlists)
        for name in inputs:
            try:
                found = documents(name, read(name, sys.stdin.buffer), Given(**given))
                for document in found:
                    if isinstance(document, BadInput):
                        failed = True
                        click.echo(f"Error: {document}", err=True)
                        continue
                    notice = normalize(document, watchlist)
                    if explain:
                        told = "\n".join([*explained(document, notice, colour=sys.stdout.isatty()), ""])
                    else:
                        told = json.dumps(notice.as_json(), ensure_ascii=False)
                    # Half of a surrogate pair, which JSON may carry, is no UTF-8; JSON escapes it as Python does.
                    click.echo(told.encode("utf-8", "backslashreplace"))
            except (BadInput, OSError) as error:
                failed = True
                click.echo(f"Error: {error}", err=True)
    return DONE_WITH_FAILURES if failed else DONE
