"""A person's word on what is the same recall: about recalls, documents or scopes; and what waits for one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from itertools import product

from db.edtf import span
from db.linking import Decision, Verdict
from db.recalls import decisions, resolve
from db.timeline import Row, query
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


def review(connection: sqlite3.Connection) -> list[Row]:
    """Doubtful pairs, the most doubtful first.

    Each row: ``left``, ``right``, ``state`` (joined, apart, alone), ``reason``, ``score``.

    Joined for a weak reason; two recalls of one model in one market within a few weeks, or
    one of them without a date; a report in no recall that shares a model with one. What a
    person decided is left out.
    """
    rows = [*_weakly_joined(connection), *_near_each_other(connection), *_alone(connection)]
    decided = {frozenset((one.left, one.right)) for one in decisions(connection)}
    waiting = [row for row in rows if frozenset((row.pop("left_scope"), row.pop("right_scope"))) not in decided]
    return sorted(waiting, key=lambda row: (row["score"] or 0.0, row["left"], row["right"]))


def _weakly_joined(connection: sqlite3.Connection) -> list[Row]:
    rows = query(
        connection,
        """SELECT m.scope AS left, m.recall_id AS right, 'joined' AS state, m.reason, m.score, m.scope AS left_scope,
                  r.founders AS right_scope
           FROM recall_mentions m JOIN recalls r ON r.id = m.recall_id WHERE m.score < ? AND m.role = 'main'""",
        [DOUBTFUL],
    )
    for row in rows:
        row["right_scope"] = json.loads(row["right_scope"])[0]
    return rows


def _near_each_other(connection: sqlite3.Connection) -> Iterator[Row]:
    rows = connection.execute(
        """SELECT DISTINCT a.id, b.id, a.date, b.date, a.founders, b.founders, p.base_model
           FROM recall_products p JOIN recalls a ON a.id = p.recall_id AND a.retired IS NULL
           JOIN recall_products q ON q.base_model = p.base_model
           JOIN recalls b ON b.id = q.recall_id AND b.retired IS NULL AND b.market = a.market AND b.id > a.id
           ORDER BY a.id, b.id, p.base_model"""
    )
    told: set[tuple[str, str]] = set()
    for left, right, ours, theirs, founders, others, model in rows:
        one, other = span(ours), span(theirs)
        near = one is None or other is None or abs((one[0] - other[0]).days) <= _NEAR
        if near and (left, right) not in told:
            told.add((left, right))
            reason = f"{model} in one market, {ours or 'undated'} and {theirs or 'undated'}"
            scopes = {"left_scope": json.loads(founders)[0], "right_scope": json.loads(others)[0]}
            yield {"left": left, "right": right, "state": "apart", "reason": reason, "score": None, **scopes}


def _alone(connection: sqlite3.Connection) -> list[Row]:
    rows = query(
        connection,
        """SELECT u.scope AS left, r.id AS right, 'alone' AS state,
                  min(q.base_model) || ', and nothing tells which recall it is' AS reason, NULL AS score,
                  u.scope AS left_scope, r.founders AS right_scope
           FROM (SELECT scope, substr(scope, instr(scope, '@') + 1) AS market FROM unplaced_scopes) u
           JOIN documents d ON d.source || '/' || d.key = substr(u.scope, 1, instr(u.scope, '#') - 1)
           JOIN mentions m ON m.notice_id = d.notice_id AND m.role = 'main'
           JOIN mention_products p ON p.mention_id = m.id
           JOIN recall_products q ON q.base_model = p.base_model
           JOIN recalls r ON r.id = q.recall_id AND r.retired IS NULL AND u.market IN (r.market, '')
           WHERE u.scope LIKE '%#' || m.position || '@%'
           GROUP BY u.scope, r.id""",
    )
    for row in rows:
        row["right_scope"] = json.loads(row["right_scope"])[0]
    return rows
