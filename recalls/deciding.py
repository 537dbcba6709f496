"""``recalls same``, ``different``, ``decisions`` and ``review``: what people say about what belongs together."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

import click

from db.contradictions import contradictions
from db.deciding import CannotDecide, pairs, review
from db.exporting.cells import unsafe_text
from db.linking import Decision, Verdict
from db.store import Store, open_store
from pipelines.watchlist import load_all
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.linking import link_all
from recalls.rendering import first_rows, write_rows

COLUMNS = ("verdict", "left", "right", "why")


def run_decide(verdict: Verdict, left: str, right: str, why: str, database: Path) -> int:
    """Keep a person's word on two things and link anew, so that it holds at once."""
    with clear_errors(), open_store(database, create=False) as store:
        try:
            decided = pairs(store.connection, verdict, left, right, why)
        except CannotDecide as error:
            raise Failure(str(error), DONE_WITH_FAILURES) from error
        _refuse_contradictions(store, decided, "")
        for decision in decided:
            store.decide(decision)
            click.echo(f"{decision.verdict}: {decision.left} and {decision.right}", err=True)
        _link(store)
    return DONE


def _refuse_contradictions(store: Store, fresh: Sequence[Decision], where: str) -> None:
    """Raise Failure where fresh decisions contradict each other or those that hold; what contradicted before stays."""
    before = store.decisions()
    known = {one.apart for one in contradictions(before)}
    for found in contradictions([*before, *fresh]):
        if found.apart not in known:
            told = f"{where}{found}: say first which of these is wrong"
            raise Failure(told, DONE_WITH_FAILURES)


def _link(store: Store) -> None:
    click.echo(f"{link_all(store, load_all()):,} recalls", err=True)


def run_decisions(database: Path, output: str, file: Path | None) -> int:
    """``recalls decisions``: all of them in the order of their addresses; or those of a CSV file taken in."""
    if file is not None:
        return _take_in(database, file)
    with clear_errors(), open_store(database, read_only=True) as store:
        rows = [{name: getattr(one, name) for name in COLUMNS} for one in store.decisions()]
    write_rows(rows, output, columns=COLUMNS, empty="nobody decided anything")
    return DONE


def _take_in(database: Path, file: Path) -> int:
    try:
        # As git keeps it, or as a spreadsheet does: with a byte order mark.
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Failure(f"{file} cannot be read as CSV in UTF-8: {error}", DONE_WITH_FAILURES) from error
    for number, row in enumerate(rows, start=2):
        if row.get("verdict") not in ("same", "different") or not row.get("left") or not row.get("right"):
            needed = "each row needs verdict (same, different), left and right"
            raise Failure(f"{file}, row {number}: {needed}", DONE_WITH_FAILURES)
    with clear_errors(), open_store(database, create=False) as store:
        fresh = list(map(_decision, rows))
        _refuse_contradictions(store, fresh, f"{file}: ")
        for decision in fresh:
            store.decide(decision)
        click.echo(f"{len(rows):,} decisions taken in", err=True)
        _link(store)
    return DONE


def _decision(row: Mapping[str, str]) -> Decision:
    verdict: Verdict = "same" if row["verdict"] == "same" else "different"
    return Decision(verdict, row["left"], row["right"], unsafe_text(row.get("why") or ""))


def run_review(database: Path, output: str, first: int | None = None) -> int:
    """``recalls review``: pairs of which a person should say whether they are the same; so many of the first."""
    with clear_errors(), open_store(database, read_only=True) as store:
        contradicted = (
            {
                "state": "contradiction",
                "left": one.apart.left,
                "right": one.apart.right,
                "reason": str(one),
                "score": None,
            }
            for one in contradictions(store.decisions())
        )
        rows = first_rows(chain(contradicted, review(store.connection)), output, first)
        write_rows(rows, output, columns=("state", "left", "right", "reason", "score"), empty="nothing is doubtful")
    if rows and output == "table":
        click.echo("\nsay what they are: recalls same LEFT RIGHT --why …, or recalls different LEFT RIGHT", err=True)
    return DONE
