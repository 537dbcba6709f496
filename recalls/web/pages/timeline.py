"""The start page: recalls by month beside a plot, filters, and the question "is mine affected?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from db.listing import FACETS, Listed, counts, listed
from db.model_list import frequent
from db.model_numbers import base_model
from db.rows import Row
from recalls.web.plots import recalls_over_time
from recalls.web.question import Question
from recalls.web.visit import Visit, paged, render
from recalls.web.wording import Wording

#: Recalls a page; with plot and filters that keeps the first page below 150 KB.
PER_PAGE = 60
_NAMED_PRODUCTS = 4
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_SUGGESTED_MODELS = 120
_ROWS_FOR_PROGRAMS = 1000


def page(visit: Visit) -> str:
    """The timeline as HTML. Raises BadFilter."""
    narrowed = visit.question.narrowed
    visit, found, pages = paged(
        visit, PER_PAGE, lambda offset: listed(visit.connection, narrowed, limit=PER_PAGE, offset=offset)
    )
    question, wording = visit.question, visit.wording
    plot = recalls_over_time(found.months, wording)
    entries = [entry(row, wording) for row in found.rows]
    last_page = visit.addresses.pages(question, pages)
    return render(
        visit,
        "timeline",
        found=found,
        groups=[(heading, list(rows)) for heading, rows in groupby(entries, key=lambda one: one["month"])],
        plot=plot,
        options=options(visit),
        suggested=suggested(visit),
        markets=known_markets(wording),
        last_page=last_page,
        rest=last_page < pages,
        recreated=any(row["recreated"] for row in found.rows),
        narrowed=list(_narrowed(question, wording)),
    )


def found_rows(visit: Visit) -> Listed:
    """A page of rows for programs. Raises BadFilter."""
    offset = (visit.question.page - 1) * _ROWS_FOR_PROGRAMS
    return listed(visit.connection, visit.question.narrowed, limit=_ROWS_FOR_PROGRAMS, offset=offset)


def entry(row: Row, wording: Wording) -> Mapping[str, Any]:
    """A recall as a list shows it, in the reader's language."""
    names = called(row)
    return {
        "id": row["id"],
        "month": _heading(row["date"], wording),
        "date": row["date"],
        "when": wording.date(row["date"]) or wording("timeline.undated"),
        "names": names[:_NAMED_PRODUCTS],
        "more": max(0, len(names) - _NAMED_PRODUCTS),
        "models": list(dict.fromkeys(map(base_model, row["models"]))),
        "market": row["market"],
        "issuer": wording.named("issuers", row["issuer"]),
        "standing": row["announced_by"],
        "units": wording.units(row["units"], row["units_qualifier"]),
        "hazards": [wording.named("hazards", one) for one in row["hazards"]],
        "remedies": [wording.named("remedies", one) for one in row["remedies"]],
        "sources": row["sources"],
        "languages": [wording.spoken(tag) for tag in row["languages"]],
        "first": row["first_source"],
        "recreated": row["recreated"],
    }


def called(row: Row) -> list[str]:
    """What a recall is called in a heading: its products without what stands in brackets, else models, else brands."""
    names = dict.fromkeys(_BRACKETS.sub("", name).strip() or name for name in row["products"])
    return (
        [name for name in names if name.strip()]
        or list(dict.fromkeys(map(base_model, row["models"])))
        or list(row["brands"])
    )


def _heading(date: str | None, wording: Wording) -> str:
    """The month of a date; its season or year where no month is known."""
    return wording.date(date[:7] if len(date or "") == 10 else date) if date else wording("timeline.undated")


def known_markets(wording: Wording) -> list[tuple[str, str]]:
    """Every market that has a name, by its name."""
    return sorted(wording.tables["markets"].items(), key=lambda item: (len(item[0]) > 2, str(item[1]).casefold()))


def options(visit: Visit) -> dict[str, list[tuple[str, str, int]]]:
    """For each filter its values as (value, name, how many recalls)."""
    wording = visit.wording
    named: dict[str, Callable[[str], str]] = {
        "market": wording.market,
        "hazard": lambda value: wording.named("hazards", value),
        "language": wording.spoken,
        "kind": lambda value: wording.named("kinds", value),
    }
    known = counts(visit.connection)
    found = {
        facet: [(value, named[facet](value) if facet in named else value, count) for value, count in values.items()]
        for facet, values in known.items()
    }
    for facet in FACETS:
        asked = getattr(visit.question, facet)
        if asked and asked.casefold() not in {value.casefold() for value, _, _ in found[facet]}:
            found[facet].append((asked, asked, 0))
    return found


def suggested(visit: Visit) -> Iterator[tuple[str, str]]:
    """What a product may be called: the models with most recalls, each with its number."""
    for model in frequent(visit.connection, _SUGGESTED_MODELS):
        yield (f"{model.names[0]} ({model.model})" if model.names else model.model), model.model


def _narrowed(question: Question, wording: Wording) -> Iterator[tuple[str, Question]]:
    """Each thing that the list is narrowed to, in words, and the question without it."""
    values = {
        "market": wording.market(question.market),
        "hazard": wording.named("hazards", question.hazard),
        "language": wording.spoken(question.language),
        "kind": wording.named("kinds", question.kind),
        "since": wording("filters.from", date=wording.date(question.since)),
        "until": wording("filters.to", date=wording.date(question.until)),
    }
    for name, value in question.given().items():
        if name not in ("page", "bought"):
            yield values.get(name, value), question.but(**{name: None})
