"""A source that is off is visited only by those who name it, and the list of sources says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.registry import sources
from recalls.crawling import CrawlRequest, chosen
from recalls.sources import run_sources


def test_a_source_that_is_off_is_left_out_unless_named() -> None:
    off = {name for name, spider in sources().items() if spider.off_because}
    assert off == {"oecd-globalrecalls"}
    everything = {spider.name for spider in chosen(CrawlRequest(database=Path("x.db")))}
    assert everything == sources().keys() - off
    named = chosen(CrawlRequest(database=Path("x.db"), sources=("oecd-globalrecalls",)))
    assert [spider.name for spider in named] == ["oecd-globalrecalls"]


def test_the_list_of_sources_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_sources(tmp_path / "none.db", "json", None)
    states = {row["source"]: row["state"] for row in json.loads(capsys.readouterr().out)}
    assert states["oecd-globalrecalls"] == "off: its robots.txt forbids crawling"
    assert states["jp-meti"] == "never crawled"
