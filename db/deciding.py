"""A person's word on what is the same recall: about recalls, documents or scopes; and what waits for one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby, product
from typing import Any

from db.linking import Decision, Verdict
from db.recall_ids import resolve
from db.rows import Row
from db.voices import read_address

#: A scope that joined with a lower score is worth a look.
DOUBTFUL = 0.6
#: So many days apart, two recalls of a model in one market may be one.
_NEAR = 45


class CannotDecide(ValueError):
    """The two cannot be the same or different; the message says why."""


def pairs(connection: sqlite3.Connection, verdict: Verdict, left: str, right: str, why: str) -> list[Decision]:
    """The decisions on scopes that a person's word on two things means, one a market that they share.

    Args:
        left, right: a recall's id, a document (``source/key``) or a scope (``source/key#0@JP``).

    Raises:
        CannotDecide: one of them is not known, they share no market, or they are one.
    """
    ours, theirs = _scopes(connection, left), _scopes(connection, right)
    found = [
        Decision(verdict, min(one, other), max(one, other), why)
        for (here, one), (there, other) in product(ours, theirs)
        if one != other and (here == there or (verdict == "same" and None in (here, there)))
    ]
    if not found:
        if ours == theirs:
            raise CannotDecide(f"{left} and {right} are one recall: to part it, name two of its documents or scopes")
        told = ", ".join(sorted({market or "no market" for market, _ in (*ours, *theirs)}))
        raise CannotDecide(f"{left} and {right} have nothing to decide on in one market (they speak of {told})")
    return list(dict.fromkeys(found))


def _scopes(connection: sqlite3.Connection, name: str) -> list[tuple[str | None, str]]:
    """The scopes that a name stands for, each with its market: of a recall its founder."""
    recall = resolve(connection, name)
    if recall:
        founders = connection.execute("SELECT founders FROM recalls WHERE id = ?", [recall]).fetchone()[0]
        founder = json.loads(founders)[0]
        return [(read_address(founder)[2], founder)]
    document, _, rest = name.partition("#")
    source, _, key = document.partition("/")
    rows = connection.execute(
        """SELECT d.source || '/' || d.key || '#' || m.position || '@' || coalesce(c.market, ''), c.market
           FROM documents d JOIN mentions m ON m.notice_id = d.notice_id
           LEFT JOIN mention_scopes c ON c.mention_id = m.id AND c.status = 'recalled'
           WHERE d.source = ? AND d.key = ? AND d.withheld IS NULL AND (m.role = 'main' OR ? <> '') ORDER BY 1""",
        [source, key, rest],
    ).fetchall()
    found = [(market, address) for address, market in rows if not rest or address == name]
    if not found:
        raise CannotDecide(f"no recall, document or scope is called {name!r}")
    return found


def decisions(connection: sqlite3.Connection) -> list[Decision]:
    """Every decision, in the order of the addresses."""
    rows = connection.execute('SELECT verdict, "left", "right", why FROM decisions ORDER BY "left", "right"')
    return [Decision(verdict, left, right, why or "") for verdict, left, right, why in rows]


def decide(connection: sqlite3.Connection, decision: Decision, decided: str) -> None:
    """Keep a decision on two scopes; a later one on the same two replaces it."""
    left, right = sorted((decision.left, decision.right))
    connection.execute(
        'INSERT OR REPLACE INTO decisions (verdict, "left", "right", why, decided) VALUES (?, ?, ?, ?, ?)',
        [decision.verdict, left, right, decision.why, decided],
    )


def review(connection: sqlite3.Connection) -> Iterator[Row]:
    """Doubtful pairs, the most doubtful first, found as they are asked for: the first of many come at once.

    Each row: ``left``, ``right``, ``state`` (joined, apart, alone), ``reason``, ``score``.

    Joined for a weak reason; two recalls of one model in one market within a few weeks, or
    one of them without a date; a report in no recall that shares a model with one. What a
    person decided is left out.
    """
    decided = {frozenset((one.left, one.right)) for one in decisions(connection)}
    found = (_weakly_joined(connection), _near_each_other(connection), _alone(connection))
    for row in merge(*found, key=lambda row: (row["score"] or 0.0, row["left"], row["right"])):
        if frozenset((row.pop("left_scope"), row.pop("right_scope"))) not in decided:
            yield row


def _doubt(state: str, left: str, right: str, scopes: tuple[str, str], reason: str, score: float | None = None) -> Row:
    told = {"left": left, "right": right, "state": state, "reason": reason, "score": score}
    return {**told, "left_scope": scopes[0], "right_scope": scopes[1]}


def _founder(founders: str) -> str:
    return str(json.loads(founders)[0])


def _weakly_joined(connection: sqlite3.Connection) -> Iterator[Row]:
    rows = connection.execute(
        f"""SELECT m.scope, m.recall_id, m.reason, m.score, r.founders
            FROM recall_mentions m JOIN recalls r ON r.id = m.recall_id
            WHERE m.score < {DOUBTFUL} AND m.role = 'main' ORDER BY m.score, m.scope, m.recall_id"""
    )
    for scope, recall, reason, score, founders in rows:
        yield _doubt("joined", scope, recall, (scope, _founder(founders)), reason, score)


# What follows asks in the order of its outermost table (CROSS JOIN keeps it there), so that nothing is sorted
# before the first row comes.

_NEAR_EACH_OTHER = f"""
SELECT a.id, b.id, p.base_model
FROM recalls a CROSS JOIN recall_products p ON p.recall_id = a.id
CROSS JOIN recall_products q ON q.base_model = p.base_model AND q.recall_id > a.id
CROSS JOIN recalls b ON b.id = q.recall_id AND b.retired IS NULL AND b.market = a.market
  AND (a.date_first IS NULL OR b.date_first IS NULL
       OR abs(julianday(a.date_first) - julianday(b.date_first)) <= {_NEAR})
WHERE a.retired IS NULL ORDER BY a.id
"""


def _near_each_other(connection: sqlite3.Connection) -> Iterator[Row]:
    told = "SELECT date, founders FROM recalls WHERE id = ?"
    for left, rows in groupby(connection.execute(_NEAR_EACH_OTHER), key=lambda row: row[0]):
        for right, model in _least(row[1:] for row in rows):
            (ours, founders), (theirs, others) = (connection.execute(told, [one]).fetchone() for one in (left, right))
            reason = f"{model} in one market, {ours or 'undated'} and {theirs or 'undated'}"
            yield _doubt("apart", left, right, (_founder(founders), _founder(others)), reason)


#: An address is ``source/key#mention@market``; rtrim cuts off what follows its last mark, as keys may hold marks too.
_ALONE = """
SELECT u.scope, q.recall_id, r.founders, q.base_model
FROM (SELECT scope, substr(scope, length(said) + 1) AS market, rtrim(said, '@0123456789') AS named,
             CAST(substr(said, length(rtrim(said, '@0123456789')) + 1) AS INTEGER) AS position
      FROM (SELECT scope, rtrim(scope, replace(scope, '@', '')) AS said FROM unplaced_scopes)) u
CROSS JOIN documents d ON d.source = substr(u.named, 1, instr(u.named, '/') - 1)
  AND d.key = substr(u.named, instr(u.named, '/') + 1, length(u.named) - instr(u.named, '/') - 1)
CROSS JOIN mentions m ON m.notice_id = d.notice_id AND m.position = u.position AND m.role = 'main'
CROSS JOIN mention_products p ON p.mention_id = m.id
CROSS JOIN recall_products q ON q.base_model = p.base_model
CROSS JOIN recalls r ON r.id = q.recall_id AND r.retired IS NULL AND u.market IN (r.market, '')
ORDER BY u.scope
"""


def _alone(connection: sqlite3.Connection) -> Iterator[Row]:
    for scope, rows in groupby(connection.execute(_ALONE), key=lambda row: row[0]):
        for recall, founders, model in _least(row[1:] for row in rows):
            reason = f"{model}, and nothing tells which recall it is"
            yield _doubt("alone", scope, recall, (scope, _founder(founders)), reason)


def _least(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Of rows that differ only in the model at their end the one with the least, by what they begin with."""
    for _, same in groupby(sorted(rows), key=lambda row: row[0]):
        yield next(same)
