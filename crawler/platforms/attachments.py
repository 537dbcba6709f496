"""Attachments that carry a notice's words: PDF files with a text layer are read, scans and images are named as such.

pypdf reads the text layer: pure Python under a BSD licence, without further packages, and it bounds what a stream
may unfold to. PDFs of these agencies are a page or two. It is imported only where a PDF has come.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from dataclasses import replace

from scrapy import Request
from scrapy.http import Response

from crawler.failures import Unreadable
from crawler.source import SourceSpider
from db.records import Document, Part

MOST_ATTACHMENTS = 5
MOST_PAGES = 30
MOST_CHARACTERS = 200_000
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")


class Attachments(SourceSpider):
    """A source whose notices put words into attachments: those a document links to as "attachment" are read too."""

    def with_attachments(self, document: Document, number: int = 0) -> Iterator[Document | Request]:
        """The document with the words of its attachments on this source's hosts, one after the other."""
        addresses = [url for url in document.links.get("attachment", ()) if self.takes(url)]
        if number < min(len(addresses), MOST_ATTACHMENTS):
            yield from self.complete(document, addresses[number], self.attachment, number=number)
        else:
            yield document

    def attachment(self, response: Response, document: Document, number: int) -> Iterator[Document | Request]:
        """One attachment: its words, or its address and digest where it shows them as an image only."""
        part = part_of_file(f"attachment[{number}]", response)
        yield from self.with_attachments(replace(document, parts=(*document.parts, part)), number + 1)


def part_of_file(name: str, response: Response) -> Part:
    """The words of a file, or its address and digest where it shows them as an image only. Raises Unreadable."""
    words, kind = pdf_text(response.body), "a scan without text"
    if words is None:
        if not response.body.startswith(_IMAGES):
            raise Unreadable("changed_layout", "an attachment that is neither PDF nor image")
        kind = "an image"
    if words:
        return Part(name, words, "text")
    digest = hashlib.sha256(response.body).hexdigest()
    return Part(f"{name}, {kind}", f"{response.url} sha256:{digest}", "ignored")


def is_pdf(body: bytes) -> bool:
    """Whether an answer is a PDF file."""
    return body.lstrip()[:5] == b"%PDF-"


def pdf_text(body: bytes) -> str | None:
    """The text layer of a PDF, pages apart by an empty line, "" where it has none; None for what is no PDF.

    Raises Unreadable where the file is broken, encrypted, or longer than MOST_PAGES.
    """
    if not is_pdf(body):
        return None
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        pages = PdfReader(io.BytesIO(body)).pages
        if len(pages) > MOST_PAGES:
            raise Unreadable("too_large", f"a PDF of {len(pages)} pages")
        words = "\n\n".join(page.extract_text().strip() for page in pages)
    except Unreadable:
        raise
    except Exception as error:  # a broken file breaks its reader in more ways than it names
        raise Unreadable("parse", f"a PDF that cannot be read: {error}") from error
    return words.strip()[:MOST_CHARACTERS]
