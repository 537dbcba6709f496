"""Databases of several machines become one: losing nothing, in any order, twice without harm."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import withholding
from db.harvest import Fault
from db.linking import Decision
from db.records import Claim
from db.store import Store, open_store
from pipelines.watchlist import load_all
from recalls.linking import link_all
from recalls.merging import merge
from tests.db.harvests import CAA, CPSC, MAKER, document, harvest, mention, night, reading
from tests.db.whole import Content, content, differences

WATCHLIST = load_all()
SOURCES = (CAA, CPSC, MAKER)
KEYS = ("1", "2", "3")
#: What link passes say of recalls; ids may differ where databases that were merged before had given some.
LINKED = (
    "recalls",
    "recall_products",
    "recall_mentions",
    "recall_values",
    "recall_relations",
    "recall_redirects",
    "recall_namesakes",
    "not_affected",
    "unplaced_scopes",
    "recall_list",
    "recall_counts",
    "month_counts",
    "model_list",
    "model_names",
    "change_list",
    "change_recalls",
    "differing",
)


@dataclass(frozen=True)
class Visit:
    """One visit of a source: on which night, by which code, what it showed, and what went wrong."""

    source: int
    night: int
    reader: int
    read: frozenset[str]
    listed: frozenset[str]
    gone: frozenset[str]
    complete: bool
    kept_promise: bool
    faulty: bool
    shared: bool  # several machines replayed one archive


@dataclass(frozen=True)
class Word:
    """What a person said of a document: withhold, restore, same or different."""

    verdict: str
    source: int
    key: str


some = st.frozensets(st.sampled_from(KEYS), max_size=3)
visits = st.builds(
    Visit,
    source=st.integers(0, 2),
    night=st.integers(1, 6),
    reader=st.integers(1, 2),
    read=some,
    listed=some,
    gone=some,
    complete=st.booleans(),
    kept_promise=st.sampled_from([True, True, True, False]),
    faulty=st.booleans(),
    shared=st.booleans(),
)
words = st.builds(
    Word,
    verdict=st.sampled_from(["withhold", "withhold", "same", "different"]),
    source=st.integers(0, 2),
    key=st.sampled_from(KEYS),
)
machine = st.lists(st.one_of(visits, visits, visits, words), max_size=6)


def lot(*about: object) -> int:
    """A number that depends on nothing but what it is about."""
    return zlib.crc32(repr(about).encode())


def visited(visit: Visit, machine: int) -> Any:
    """The harvest of a visit: captures of the machine's own, or of an archive that several replayed."""
    source, who = SOURCES[visit.source], 0 if visit.shared else machine
    date = f"{night(visit.night)[:-3]}{who}{visit.source}Z"
    file = {"file": f"{who}-{source.id}-{date[:10]}.warc.gz"}
    found = []
    for key in sorted(visit.read - visit.gone):
        said = lot(key, visit.source, visit.night, who)
        model, market = ("A1263", "A1257", "A3102")[int(key) % 3], ("JP", "US")[(int(key) + visit.source) % 2]
        read = document(
            key, f"Words {said % 3}.", source=source, date=date, published=f"2025-10-{20 + said % 2}", **file
        )
        read = replace(read, capture=replace(read.capture, url=f"{read.url}/{source.id}", record_id=f"{key}{date}"))
        read = replace(read, url=read.capture.url)
        told = mention(market, models=(model,), units=1000 + said % 3, announced=f"2025-10-{20 + said % 2}")
        claim = Claim(0, "units", 1000, "text", "Words", 0, 5, "text", None, False)
        found.append(reading(read, told, claims=(claim,)))
    made = harvest(*found, source=source, date=date, complete=visit.complete, kept_promise=visit.kept_promise)
    made.captures[0] = replace(made.captures[0], url=f"https://example.org/{source.id}", record_id=date, **file)
    made.listed = set(visit.listed | (visit.read - visit.gone))
    made.gone = set(visit.gone)
    if visit.faulty:
        made.faults = [Fault(source.id, "parse", "cannot be read", f"https://example.org/{source.id}/broken")]
    return made


def build(path: Path, template: Path, machine: int, life: list[Visit | Word]) -> Path:
    """The database of a machine that has lived through this."""
    shutil.copy(template, path)
    moment = iter(f"2025-12-01T{hour:02d}:{minute:02d}:0{machine}Z" for hour in range(24) for minute in range(60))
    with open_store(path, clock=lambda: next(moment)) as store:
        for event in life:
            if isinstance(event, Visit):
                run = store.start_run(sources=[SOURCES[event.source].id], command="crawl")
                store.publish(
                    run,
                    visited(event, machine),
                    reader=f"reader {event.reader}",
                    watchlist="watchlist",
                    crawler_reader="crawler",
                )
                store.finish_run(run)
            else:
                say(store, event, next(moment))
            link_all(store, WATCHLIST)
    return path


def say(store: Store, word: Word, moment: str) -> None:
    name = f"{SOURCES[word.source].id}/{word.key}"
    if word.verdict == "withhold":
        try:
            with store.writing() as connection:
                withholding.order(connection, "withhold", name, why="asked", who="a person", moment=moment)
        except withholding.CannotWithhold:
            return
    else:
        store.decide(Decision(word.verdict, f"{name}#0@JP", "jp-caa/1#0@JP", ""))  # type: ignore[arg-type]


def held(path: Path, *without: str) -> Content:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = content(connection)
    return {table: rows for table, rows in found.items() if table not in without}


def grouped(path: Path) -> set[frozenset[str]]:
    """Recalls by their members, whatever they are called."""
    with closing(sqlite3.connect(path)) as connection:
        members: dict[str, set[str]] = {}
        for recall, scope in connection.execute("SELECT recall_id, scope FROM recall_mentions"):
            members.setdefault(recall, set()).add(scope)
    return {frozenset(scopes) for scopes in members.values()}


def joined(target: Path, *databases: Path) -> Path:
    merge(target, databases, WATCHLIST)
    return target


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


def test_every_table_that_names_recalls_is_told_by_link_passes(template: Path) -> None:
    with closing(sqlite3.connect(template)) as connection:
        naming = connection.execute(
            """SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c
               WHERE t.type = 'table' AND c.name = 'recall_id'"""
        ).fetchall()
    assert {table for (table,) in naming} <= set(LINKED)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=st.tuples(machine, machine, machine))
def test_three_machines_give_the_same_in_any_order(template: Path, lives: tuple[list[Visit | Word], ...]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        a, b, c = (build(folder / f"{n}.db", template, n, life) for n, life in enumerate(lives, 1))
        before = [path.read_bytes() for path in (a, b, c)]
        ab = joined(folder / "ab.db", a, b)
        ba = joined(folder / "ba.db", b, a)
        assert not differences(held(ab), held(ba))
        again = joined(Path(shutil.copy(ab, folder / "again.db")), b)
        assert not differences(held(ab), held(again))
        alone = joined(folder / "alone.db", a)
        assert not differences(held(a), held(alone))
        first = joined(folder / "first.db", ab, c)
        second = joined(Path(shutil.copy(a, folder / "second.db")), joined(folder / "bc.db", c, b))
        third = joined(folder / "third.db", c, a, b)
        for other in (second, third):
            assert not differences(held(first, *LINKED), held(other, *LINKED))
            assert grouped(first) == grouped(other)
        assert [path.read_bytes() for path in (a, b, c)] == before
        nothing_lost(first, a, b, c)


def nothing_lost(merged: Path, *parts: Path) -> None:
    """Every row of every part is in the merged one, with times as wide, and every id leads to something."""
    keys = {
        "sources": "id",
        "captures": "file || offset",
        "documents": "source || key",
        "runs": "id",
        "run_sources": "run_id || source",
        "decisions": '"left" || "right"',
        "withholdings": "source || key || decided",
    }
    with closing(sqlite3.connect(merged)) as whole:
        for path in parts:
            with closing(sqlite3.connect(path)) as part:
                for table, key in keys.items():
                    select = f"SELECT {key} FROM {table}"
                    assert set(part.execute(select)) <= set(whole.execute(select)), table
                for source, key, first, last, withheld in part.execute(
                    "SELECT source, key, first_seen, last_seen, withheld FROM documents"
                ):
                    (row,) = whole.execute(
                        "SELECT first_seen <= ?, last_seen >= ?, withheld FROM documents WHERE source = ? AND key = ?",
                        [first, last, source, key],
                    )
                    assert row[:2] == (1, 1) and (row[2] is not None or withheld is None)
                for (recall,) in part.execute("SELECT id FROM recalls UNION SELECT id FROM recall_redirects"):
                    assert whole.execute(
                        "SELECT 1 FROM recalls WHERE id = ?1 UNION SELECT 1 FROM recall_redirects WHERE id = ?1",
                        [recall],
                    ).fetchone()


# Tables and their rows, one rule each


def test_every_table_comes_over_whole(tmp_path: Path, template: Path, demo_database: Path) -> None:
    """A table that is new needs a rule: fill it here, and say in docs/merging.md what becomes of it."""
    full = tmp_path / "full.db"
    shutil.copy(demo_database, full)
    with closing(sqlite3.connect(full, isolation_level=None)) as connection:
        for table, row in ONE_ROW.items():
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        for table, rows in content(connection).items():
            assert rows, f"{table} is empty: give it a row"
    merged = joined(tmp_path / "merged.db", full)
    assert not differences(held(full), held(merged))
    told = (Path(__file__).parents[2] / "docs" / "merging.md").read_text(encoding="utf-8")
    assert [table for table in held(full) if f"`{table}`" not in told] == []


#: A row for each table that the demo leaves empty.
ONE_ROW = {
    "backfilled": ("digest", "reader", "watchlist", "a.warc.gz", "{}", "2026-01-01T00:00:00Z", 10),
    "decisions": ("same", "de-golem/1#0@JP", "de-heise/2#0@JP", "why", "2026-01-01T00:00:00Z"),
    "brand_groups": ("Rivala", "rivala"),
    "model_titles": ("RV-100", "Rivala Pocket"),
    "gone_nights": ("us-cpsc", "1", "2026-01-01", "2026-01-01T00:00:00Z"),
    "listed_only": ("us-cpsc", "never kept", "2026-01-01T00:00:00Z"),
    "live_checks": ("us-cpsc", "2026-01-01T00:00:00Z", "fine", ""),
    "quarantine": ("us-cpsc", "https://example.org", "reading", "parse", "why", *["2026-01-01T00:00:00Z"] * 2, "r", 1),
    "recall_namesakes": ("anker-jp-2025-10-21", "anker-us-2025-06-12", "2026-01-01T00:00:00Z"),
    "recall_redirects": ("anker-jp-undated", "anker-jp-2025-10-21", "2026-01-01T00:00:00Z"),
    "withholdings": (1, "us-cpsc", "1", "restore", "why", "who", "2026-01-01T00:00:00Z"),
}
