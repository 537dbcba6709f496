"""``recalls nights`` and ``recalls quarantine``: how sources fared night by night, and what could not be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from db import quarantine, runs
from db.store import open_store
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.rendering import printable, write_rows
from recalls.reporting import COLUMNS, Report, rows, summary


def tell(report: Report, output: str) -> None:
    """A night's report, for people or programs (see ``recalls.reporting``)."""
    if output == "json":
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return
    write_rows(rows(report), output, columns=COLUMNS, empty="every source is fine, and none has news")
    for line in summary(report):
        click.echo(printable(line), err=True)


def run_last_report(database: Path, output: str) -> int:
    """``recalls nights --report``: the last night's report once more."""
    with clear_errors(), open_store(database, read_only=True) as store:
        report = next(runs.reports(store.connection), None)
    if report is None:
        raise Failure(f"{database} holds no report: `recalls nightly` makes one", DONE_WITH_FAILURES)
    tell(report, output)
    return DONE


def run_nights(database: Path, last: int, output: str) -> int:
    """``recalls nights``: how each source fared on its last nights."""
    with clear_errors(), open_store(database, read_only=True) as store:
        history = runs.nights(store.connection, last)
    if output == "table":
        told = [{"source": source, "nights": _strip(nights), **_last(nights)} for source, nights in history.items()]
        write_rows(told, output, columns=["source", "nights", "last", "state", "failure"], empty="no night yet")
        if told:
            click.echo("\n. fine · ! with faults · X failed · ? unfinished; the last night is on the right", err=True)
    else:
        told = [{"source": source, **night} for source, nights in history.items() for night in nights]
        columns = ["source", "date", "run", "status", "failure", "read", "new", "changed"]
        write_rows(told, output, columns=columns, empty="no night yet")
    return DONE


def _strip(nights: list[dict[str, Any]]) -> str:
    return "".join({"ok": ".", "faults": "!", "failed": "X"}.get(night["status"], "?") for night in nights)


def _last(nights: list[dict[str, Any]]) -> dict[str, Any]:
    return {"last": nights[-1]["date"], "state": nights[-1]["status"], "failure": nights[-1]["failure"]}


def run_quarantine(database: Path, output: str) -> int:
    """``recalls quarantine``: what could not be read or understood, and why."""
    with clear_errors(), open_store(database, read_only=True) as store:
        held = quarantine.held(store.connection)
    columns = ["source", "stage", "kind", "reason", "address", "first_seen", "last_seen", "nights"]
    write_rows(held, output, columns=columns, empty="nothing is in quarantine")
    return DONE
