"""Models and markets: recalled when, expressly not affected (who says so, in which words), or nothing known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db import model_list
from db.matrix import WORLDWIDE, Matrix, matrix, statements
from db.rows import Row
from pipelines.regions import contains
from recalls.web.documents import marked, named
from recalls.web.pages.timeline import known_markets
from recalls.web.visit import Visit, render

#: Models a page.
PER_PAGE = 40


def page(visit: Visit) -> str:
    """The matrix as HTML. Raises BadFilter."""
    found, more = _found(visit)
    said = statements(found.cells)
    documents = named(visit.connection, [row["document"] for row, _ in said])
    numbers = {_key(row): at for at, (row, _) in enumerate(said, 1)}
    lines: dict[str, list[Mapping[str, Any]]] = {}
    for cell in found.cells:
        lines.setdefault(cell["model"], []).append(_cell(visit, cell, numbers))
    return render(
        visit,
        "matrix",
        markets=found.markets,
        lines=[
            {"model": model, "names": cells[0]["names"], "cells": cells} for model, cells in reversed(lines.items())
        ],
        statements=[
            {
                "number": numbers[_key(row)],
                **row,
                "models": models,
                "in": documents.get(row["document"]),
                "around": marked(row["context"], row["quote"]),
            }
            for row, models in said
        ],
        more=more,
        known=known_markets(visit.wording),
        recreated=any(cell["recreated"] for cell in found.cells),
    )


def rows(visit: Visit) -> Sequence[Row]:
    """One row a cell, for programs. Raises BadFilter."""
    return _found(visit)[0].cells


def _found(visit: Visit) -> tuple[Matrix, bool]:
    """The cells of one page of models, and whether there are more models."""
    question, more = visit.question, False
    if question.model:
        models = [one.model for one in model_list.find(visit.connection, question.model)] or [question.model.upper()]
    else:
        offset = (question.page - 1) * PER_PAGE
        models = model_list.latest(visit.connection, limit=PER_PAGE + 1, offset=offset, brand=question.brand)
        more = len(models) > PER_PAGE and visit.addresses.pages(question, question.page + 1) > question.page
        models = models[:PER_PAGE]
    filters = question.but(model=None).filters
    return matrix(visit.connection, filters, contains, models=models), more


def _cell(visit: Visit, cell: Row, numbers: Mapping[tuple[str, str], int]) -> Mapping[str, Any]:
    wording, lag = visit.wording, cell["days_after_first"]
    shown = cell["recalls"] or [row for row in cell["wider"] if row["market"] != WORLDWIDE]
    told = shown if cell["status"] in ("recalled", "press_only") else []
    return {
        **cell,
        "told": told,
        "figure": wording.units(cell["units"], cell["units_qualifier"]),
        "lag": None if lag is None else wording("matrix.days", count=lag) if lag else wording("matrix.first"),
        "hedged": all(row["hedged"] for row in cell["not_affected"]),
        "quotes": list(dict.fromkeys(numbers[_key(row)] for row in cell["not_affected"])),
    }


def _key(row: Row) -> tuple[str, str]:
    return row["document"], row["market"]
