"""What the spiders make of the re-created pages is what the frozen expectation says."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.web.build import WEB, sources

ARCHIVE = WEB.parent.parent / "recalls" / "demo.warc.gz"


@pytest.fixture(scope="module")
def documents() -> dict[tuple[str, str], dict[str, Any]]:
    """Every document that a replay of the bundled archive yields, by source and key."""
    crawled = subprocess.run(
        [sys.executable, "-m", "tests.web.crawled", str(ARCHIVE)],
        cwd=WEB.parent.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=True,
    )
    found = [json.loads(line) for line in crawled.stdout.splitlines()]
    return {(document["source"], document["key"]): document for document in found}


def expected() -> list[tuple[str, dict[str, Any]]]:
    return [
        (source, json.loads(line))
        for source in sources()
        for line in (WEB / "expected" / f"{source}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def test_the_spiders_find_exactly_the_expected_documents(documents: dict[tuple[str, str], dict[str, Any]]) -> None:
    assert set(documents) == {(source, document["key"]) for source, document in expected()}


def test_documents_are_read_in_full(documents: dict[tuple[str, str], dict[str, Any]]) -> None:
    for source, wanted in expected():
        found = documents[source, wanted["key"]]
        for field in ("title", "published", "language"):
            assert found[field] == wanted[field], (source, wanted["key"], field)
        assert wanted["url"] in (None, found["url"])
        assert set(wanted["parts"]) <= set(found["parts"]), (source, wanted["key"])


def test_every_document_is_marked_as_recreated(documents: dict[tuple[str, str], dict[str, Any]]) -> None:
    assert documents
    assert all(document["recreated"] for document in documents.values())
