"""Break any one page of the bundled archive: exactly its source says so, and what was known stays."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crawler.engine import Case, Outcome, run
from tests.recalls.conftest import Recalls
from tests.web import build
from tests.web.build import Answer

WALL = (build.WEB / "bad" / "bot-wall.html").read_bytes()
CANADA = "https://recalls-rappels.canada.ca/en/alert-recall/"
#: A listing, an article and a detail page, of a source each; the page that completes a record of a file.
WALLED = {
    "https://www.saferproducts.gov/RestWebServices/Recall?format=json": "us-cpsc",
    "https://www.meti.go.jp/product_safety/recall/file/251021-1.html": "jp-meti",
    "https://www.heise.de/rss/heise-atom.xml": "de-heise",
    f"{CANADA}anker-power-bank-a1647-and-anker-zolo-power-banks-a1681-and-a1689-sold-amazonca": "ca-health-canada",
}
#: Pages whose end is missing.
CUT = {
    "https://safety.bsmi.gov.tw/recreated/9900001": "tw-bsmi",
    "https://www.baua.de/recreated-9900001": "de-baua",
}
STATE = {
    "documents": "SELECT source, key, title, published, absent_since, withheld FROM documents ORDER BY source, key",
    "versions": "SELECT digest FROM document_versions ORDER BY digest",
    "recalls": "SELECT id, date, market, units, models FROM timeline ORDER BY id",
}


def walled(answer: Answer) -> Answer:
    """The same address, behind a bot wall that answers 200."""
    headers = (("Content-Type", "text/html; charset=utf-8"), ("X-Recreated", "yes"))
    return replace(answer, body=WALL, headers=headers)


def cut(answer: Answer) -> Answer:
    """The first half of an answer."""
    return replace(answer, body=answer.body[: len(answer.body) // 2])


def second_night(answer: Answer) -> Answer:
    """An answer as it comes on the second night."""
    return walled(answer) if answer.address in WALLED else cut(answer) if answer.address in CUT else answer


def every_page() -> Iterator[tuple[str, Answer]]:
    for source in build.sources():
        for answer in build.answers(source):
            if not answer.address.endswith("/robots.txt"):
                yield source, answer


@pytest.fixture(scope="module")
def each_broken(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, Outcome]]:
    """Source, address and outcome of a crawl for each page of the archive, with that page alone behind a wall."""
    folder = tmp_path_factory.mktemp("walled")
    cases, pages = [], list(every_page())
    for number, (source, broken) in enumerate(pages):
        path = folder / f"{number}.warc.gz"
        build.write(path, [walled(page) if page == broken else page for page in build.answers(source)])
        cases.append(Case(source, replay=(str(path),)))
    outcomes = run(*cases, timeout=600).outcomes
    return [(source, page.address, outcome) for (source, page), outcome in zip(pages, outcomes, strict=True)]


def test_no_page_breaks_in_silence(each_broken: list[tuple[str, str, Outcome]]) -> None:
    assert len(each_broken) > 200
    silent = [
        (source, address)
        for source, address, outcome in each_broken
        if not outcome.faults and address in {capture["url"] for capture in outcome.captures}
    ]
    assert not silent


def test_exactly_the_broken_sources_say_so_and_their_last_good_state_stays(
    demo_database: Path, tmp_path: Path, recalls: Recalls
) -> None:
    """A week later, when each page is due again, by the archive's own clock."""
    database, archive = tmp_path / "second.db", tmp_path / "second.warc.gz"
    shutil.copy(demo_database, database)
    before = state(database)
    pages = [replace(page, date="2026-11-29T00:00:00Z") for source in build.sources() for page in build.answers(source)]
    build.write(archive, [second_night(page) for page in pages])
    second = recalls("crawl", "--db", database, "--replay", archive, "--allow-recreated")
    assert second.returncode == 1
    faults = [line for line in second.stderr.splitlines() if " records read; " not in line]
    assert {fault.partition(": bot_wall: ")[0] for fault in faults if ": bot_wall: " in fault} == set(WALLED.values())
    cut_off = {fault.partition(":")[0] for fault in faults if fault.endswith(tuple(f"({url})" for url in CUT))}
    assert cut_off == set(CUT.values())
    assert {fault.partition(":")[0] for fault in faults} == {*WALLED.values(), *CUT.values()}
    assert state(database) == before


def state(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the database holds, without the times at which it was seen."""
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        return {name: connection.execute(query).fetchall() for name, query in STATE.items()}
    finally:
        connection.close()
