"""Is mine affected? A product, a country and a day of buying; an answer for each recall, with the words it rests on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from db import model_list
from db.checking import Unit, check
from db.matrix import matrix, statements
from db.model_list import ListedModel
from db.rows import Row
from db.timeline import Filters
from pipelines.narrowing import batches_told
from pipelines.regions import contains
from recalls.web.documents import marked, named
from recalls.web.pages.timeline import known_markets, suggested
from recalls.web.values import told_value
from recalls.web.visit import Visit, render


def page(visit: Visit) -> str:
    """The answer as HTML."""
    asked = visit.question.model
    models = model_list.find(visit.connection, asked) if asked else []
    one = models[0] if len(models) == 1 else None
    answers = list(_told(visit, rows(visit))) if one else []
    return render(
        visit,
        "check",
        models=models if one is None else [],
        model=one,
        called=_called(one) if one else asked,
        answers=answers,
        statements=list(_statements(visit, one)) if one else [],
        elsewhere=_elsewhere(visit, one, answers) if one else [],
        known=known_markets(visit.wording),
        suggested=suggested(visit),
        recreated=any(answer["recreated"] for answer in answers),
    )


def rows(visit: Visit) -> Sequence[Row]:
    """The answers for programs (see ``db.checking``); none where no model is meant, or several."""
    models = model_list.find(visit.connection, visit.question.model or "") if visit.question.model else []
    if len(models) != 1:
        return []
    question = visit.question
    return check(visit.connection, Unit(models[0].model, question.market, question.bought), contains, batches_told)


def _called(model: ListedModel) -> str:
    return f"{model.names[0]} ({model.model})" if model.names else model.model


def _told(visit: Visit, answers: Sequence[Row]) -> Iterator[Mapping[str, Any]]:
    """Each answer with its reasons in the reader's language; a market of which nothing is known tells itself."""
    reasons = [reason for answer in answers for reason in answer["reasons"]]
    documents = named(visit.connection, [reason["document"] for reason in reasons])
    recalls = json.dumps([answer["recall"] for answer in answers])
    told_by_press = "SELECT id FROM recalls WHERE standing = 'press' AND id IN (SELECT value FROM json_each(?))"
    press = {identity for (identity,) in visit.connection.execute(told_by_press, [recalls])}
    for answer in answers:
        told = [
            {
                **reason,
                "field": _of_days(reason),
                "told": told_value(reason["field"], reason["says"], visit.wording),
                "in": documents.get(reason["document"]),
            }
            for reason in answer["reasons"]
            if reason["field"] != "not_affected_in"
        ]
        open_ = [one for one in told if one["finding"] == "unknown"]
        yield {**answer, "reasons": told, "open": open_, "press": answer["recall"] in press}


def _of_days(reason: Row) -> str:
    """A field's name; of the days of sale and of making that of both ends, where both are told."""
    field = str(reason["field"])
    both = isinstance(reason["says"], str) and " to " in reason["says"]
    return field.partition("_")[0] if both and field.startswith(("sold_", "made_")) else field


def _statements(visit: Visit, model: ListedModel) -> Iterator[Mapping[str, Any]]:
    """Who says that the market is not affected, or any where none is named."""
    asked = Filters(market=visit.question.market)
    cells = matrix(visit.connection, asked, contains, models=[model.model]).cells
    said = [row for row, _ in statements(cells)]
    documents = named(visit.connection, [row["document"] for row in said])
    for row in said:
        yield {**row, "in": documents.get(row["document"]), "around": marked(row["context"], row["quote"])}


def _elsewhere(visit: Visit, model: ListedModel, answers: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The recalls of the model in other markets."""
    shown = {answer["recall"] for answer in answers}
    cells = matrix(visit.connection, Filters(), contains, models=[model.model]).cells
    found = {row["id"]: row for cell in cells for row in cell["recalls"] if row["id"] not in shown}
    return sorted(found.values(), key=lambda row: (row["date"] or "9999", row["id"]))
