"""What is new, by the day on which it was public, and the feeds that tell it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from db import model_list
from db.change_list import latest
from db.listing import counts
from db.rows import Row, query
from db.timeline import plain_row
from recalls.web.documents import named
from recalls.web.pages.timeline import called
from recalls.web.question import Question
from recalls.web.values import told_value
from recalls.web.visit import Visit, paged, render

PER_PAGE = 100
_ROWS_FOR_PROGRAMS = 1000
_FEEDS = 24
_NAMED = 3


def page(visit: Visit) -> str:
    """The changes as HTML. Raises BadFilter."""
    narrowed = visit.question.narrowed
    visit, found, pages = paged(
        visit, PER_PAGE, lambda offset: latest(visit.connection, narrowed, limit=PER_PAGE, offset=offset)
    )
    question, wording = visit.question, visit.wording
    documents = named(visit.connection, [row["document"] for row in found.rows])
    names = _called(visit, {recall for row in found.rows for recall in row["recalls"]})
    told = [{**_told(visit, row, documents), "recalls": _named(row, names)} for row in found.rows]
    days = groupby(told, key=lambda row: wording.date(row["public"]) or wording("changes.undated"))
    return render(
        visit,
        "changes",
        found=found,
        days=[(heading, list(rows)) for heading, rows in days],
        feeds=list(_feeds(visit)),
        last_page=visit.addresses.pages(question, pages),
        recreated=any(row["recreated"] for row in found.rows),
    )


def rows(visit: Visit) -> Sequence[Row]:
    """The changes for programs. Raises BadFilter."""
    offset = (visit.question.page - 1) * _ROWS_FOR_PROGRAMS
    return latest(visit.connection, visit.question.narrowed, limit=_ROWS_FOR_PROGRAMS, offset=offset).rows


def _called(visit: Visit, recalls: set[str]) -> dict[str, str]:
    """What recalls are called, by their ids: products, and who announced it."""
    rows = query(
        visit.connection,
        "SELECT id, products, models, brands, issuer FROM recalls WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(recalls))],
    )
    told = {}
    for row in (plain_row(row, ("products", "models", "brands")) for row in rows):
        names = called(row)
        more = f" (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
        issuer = visit.wording.named("issuers", row["issuer"])
        told[row["id"]] = " · ".join(filter(None, (", ".join(names[:_NAMED]) + more, issuer)))
    return told


def _named(row: Row, names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(identity, names.get(identity) or identity) for identity in row["recalls"]]


def _told(visit: Visit, row: Row, documents: Mapping[str, Row]) -> Mapping[str, Any]:
    wording = visit.wording
    field = (row["field"] or "").partition(".")[0]

    def value(one: Any) -> str:
        return one if row["kind"] == "changed_words" and one else told_value(field, one, wording)

    return {
        **row,
        "called": wording.named("fields", field) if field else "",
        "old": value(row["old"]) if row["old"] is not None else "",
        "new": value(row["new"]) if row["new"] is not None else "",
        "in": documents.get(row["document"] or ""),
    }


def _feeds(visit: Visit) -> Iterator[tuple[str, list[tuple[str, Question]]]]:
    """Groups of feeds: all, then by brand, market, language and model, those with most recalls first."""
    wording, known = visit.wording, counts(visit.connection)
    yield "all", [(wording("feeds.all"), Question())]
    for group, facet, name in (
        ("brands", "brand", str),
        ("markets", "market", wording.market),
        ("languages", "language", wording.spoken),
    ):
        narrowed = [(name(value), Question().but(**{facet: value})) for value in list(known[facet])[:_FEEDS]]
        yield group, narrowed
    models = model_list.frequent(visit.connection, _FEEDS)
    yield (
        "models",
        [(f"{one.model} {one.names[0] if one.names else ''}".strip(), Question(model=one.model)) for one in models],
    )
