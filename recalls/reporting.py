"""What a night's run reports: what each source cost and brought, what failed and for how long."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from db import quarantine, runs

Report = dict[str, Any]

_COUNTS = ("read", "requests", "received", "not_modified", "not_due", "new", "changed", "unchanged", "absent")
COLUMNS = ("source", "state", "nights", "requests", "bytes", "unchanged", "not due", "new", "changed", "absent", "why")

#: States beside fine and failed, in the words of the summary.
_OTHERS = {"faults": "read with faults", "unfinished": "unfinished"}

#: What an operator can do about a kind of failure.
ADVICE = {
    "dns": "check the network; if other sources answer, the site has moved: see docs/sources.md",
    "refused": "the site is down or shuts us out: look at it in a browser",
    "timeout": "the site is slow or down: it is asked again tomorrow",
    "tls": "the site's certificate is wrong: look at it in a browser",
    "forbidden": "the site does not want to be read: respect it, or write to its owner",
    "not_found": "the page has moved: `recalls sources --check`",
    "server_error": "the site's own trouble: it is asked again tomorrow",
    "robots": "robots.txt forbids it: respect it, or write to its owner",
    "bot_wall": "a bot wall answers: respect it, or write to its owner",
    "changed_layout": "the site has changed: `recalls sources --check`, then mend its reader",
    "parse": "an answer could not be read: `recalls quarantine`",
    "understanding": "a document could not be understood: `recalls quarantine`",
    "promise": "less than the source promises: `recalls sources --check`",
    "too_large": "an answer beyond the source's bound: look at it before the bound is raised",
    "http": "an answer that is none, or broke off: look at it in a browser",
    "blocked": "it leads away from the source's own hosts: `recalls sources --check`",
    "private_address": "its name leads into a private network: `--allow-host` if that is meant",
    "not_archived": "the archive that was replayed does not hold it",
    "store": "the database could not be written: the message says what to do",
    "cancelled": "stopped before its end: the next run reads it again",
}


def build(connection: sqlite3.Connection, run: str, steps: Iterable[Mapping[str, Any]], *, interrupted: bool) -> Report:
    """The report of a run.

    ``sources`` has one entry each: ``source``, ``state`` (fine, faults, failed, unfinished), ``nights`` (how many in
    a row it has been so) and ``since`` (the first of them), the counts (``received`` in bytes, ``not_modified``
    answers spared, ``not_due`` pages not asked), ``failure`` (the kind of the first fault), ``why``, and all
    ``faults``. ``steps`` are what was done beside: ``step``, ``state`` and ``message``.
    """
    started, finished = connection.execute("SELECT started, finished FROM runs WHERE id = ?", [run]).fetchone()
    history = runs.nights(connection, last=400)
    sources = [
        _source(name, outcome, history.get(name, [])) for name, outcome in runs.outcomes(connection, run).items()
    ]
    total = {name: sum(source[name] or 0 for source in sources) for name in _COUNTS}
    return {
        "run": run,
        "started": started,
        "finished": finished,
        "seconds": _seconds(started, finished),
        "interrupted": interrupted,
        "failed": [source["source"] for source in sources if source["state"] == "failed"],
        "total": total,
        "sources": sources,
        "quarantine": len(quarantine.held(connection)),
        "steps": [dict(step) for step in steps],
    }


def _source(name: str, outcome: Mapping[str, Any], nights: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    states = [_state(night["status"]) for night in nights] or [_state(outcome["status"])]
    row = next((back for back, state in enumerate(reversed(states)) if state != states[-1]), len(states))
    first = outcome["faults"][0] if outcome["faults"] else {}
    return {
        "source": name,
        "state": states[-1],
        "nights": row,
        "since": nights[-row]["date"] if nights else None,
        **{count: outcome[count] for count in _COUNTS},
        "failure": first.get("kind"),
        "why": first.get("message"),
        "faults": outcome["faults"],
    }


def _state(status: str) -> str:
    return "fine" if status == "ok" else "unfinished" if status == "running" else status


def _seconds(started: str, finished: str | None) -> int | None:
    if finished is None:
        return None
    return round((datetime.fromisoformat(finished) - datetime.fromisoformat(started)).total_seconds())


def rows(report: Report) -> list[dict[str, Any]]:
    """One row a source that has news or is not fine, for a table: those that failed first."""
    telling = [source for source in report["sources"] if source["state"] != "fine" or _news(source)]
    order = {"failed": 0, "unfinished": 1, "faults": 2, "fine": 3}
    return [
        {
            "source": source["source"],
            "state": source["state"],
            "nights": source["nights"],
            "requests": source["requests"],
            "bytes": source["received"],
            "unchanged": source["not_modified"],
            "not due": source["not_due"],
            "new": source["new"],
            "changed": source["changed"],
            "absent": source["absent"],
            "why": _why(source),
        }
        for source in sorted(telling, key=lambda source: (order.get(source["state"], 9), source["source"]))
    ]


def _news(source: Mapping[str, Any]) -> int:
    return sum(source[count] or 0 for count in ("new", "changed", "absent"))


def _why(source: Mapping[str, Any]) -> str | None:
    if not source["failure"]:
        return None
    more = f" (+{len(source['faults']) - 1} more)" if len(source["faults"]) > 1 else ""
    return f"{source['failure']}: {source['why']}{more}"


def summary(report: Report) -> Iterator[str]:
    """The night in a few lines: what an operator reads first."""
    total, sources = report["total"], report["sources"]
    states = Counter(source["state"] for source in sources)
    fared = [f"{states['fine']} fine", f"{states['failed']} failed"]
    fared += [f"{states[state]} {words}" for state, words in _OTHERS.items() if states[state]]
    seconds = f" in {report['seconds']:,} s" if report["seconds"] is not None else ""
    yield (
        f"{len(sources)} sources{seconds}: {', '.join(fared)}; "
        f"{total['new']} documents new, {total['changed']} changed, {total['absent']} absent"
    )
    yield (
        f"{total['requests']:,} requests, {total['received']:,} bytes; spared: {total['not_modified']:,} answers "
        f"unchanged, {total['not_due']:,} pages not due"
    )
    for source in sources:
        if source["state"] == "failed":
            since = (
                f"{source['nights']} nights in a row, since {source['since']}" if source["nights"] > 1 else "tonight"
            )
            yield f"FAILED {source['source']} ({since}): {source['failure']}: {source['why']}"
            if advice := ADVICE.get(source["failure"] or ""):
                yield f"  {advice}"
    if report["quarantine"]:
        yield f"{report['quarantine']} addresses in quarantine: `recalls quarantine`"
    for step in report["steps"]:
        yield f"{step['step']}: {step['state']}{': ' + step['message'] if step['message'] else ''}"
    if report["interrupted"]:
        yield "stopped before its end: run it again to go on"
