"""Replay a WARC through all spiders and print every document: ``python -m tests.web.crawled FILE.warc.gz [KEPT]``.

A program of its own, as one process can crawl only once. KEPT is a file for the pickled documents themselves.
"""

from __future__ import annotations

import json
import pickle
import sys
import tomllib
from pathlib import Path

from crawler import registry
from crawler.run import crawl
from db.records import Document
from tests.web.build import WEB

DOCUMENTS: list[Document] = []


class Collect:
    """Scrapy item pipeline that keeps what comes."""

    def process_item(self, item: Document) -> Document:
        DOCUMENTS.append(item)
        return item


def main(archive: str, kept: str | None = None) -> None:
    watchlist = WEB.parent.parent / "pipelines" / "watchlists" / "anker.toml"
    changes = {
        "REPLAY": [archive],
        "QUERIES": tuple(tomllib.loads(watchlist.read_text(encoding="utf-8"))["queries"]),
        "ITEM_PIPELINES": {"tests.web.crawled.Collect": 100},
        "LOG_LEVEL": "ERROR",
    }
    crawl(registry.sources().values(), changes)
    if kept:
        Path(kept).write_bytes(pickle.dumps(DOCUMENTS))
    for document in DOCUMENTS:
        shown = {
            "source": document.source.id if document.source else None,
            "key": document.key,
            "url": document.url,
            "title": document.title,
            "published": document.published,
            "language": document.language,
            "recreated": document.recreated,
            "parts": [part.name for part in document.parts],
        }
        print(json.dumps(shown, ensure_ascii=False))


if __name__ == "__main__":
    # Under the name by which the pipeline finds it, not as __main__: there is one list of documents only.
    from tests.web import crawled

    crawled.main(*sys.argv[1:])
