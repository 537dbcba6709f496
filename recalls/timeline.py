"""``recalls timeline``: the recalls in the order of their announcement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import click

from db.model_numbers import base_model
from db.timeline import one_by_one, timeline, units_of_models
from recalls.errors import DONE
from recalls.labels import Labels, label, load, units
from recalls.options import Ask
from recalls.past import asked_store, filters_of
from recalls.rendering import TABLE_ROWS, write_rows

#: What a person sees; what programs get.
TABLE_COLUMNS = (
    *("date", "market", "issuer", "products", "models", "units", "hazards", "remedies", "sources", "first", "id"),
)
CSV_COLUMNS = (
    *("id", "date", "date_basis", "market", "issuer", "reference", "announced_by", "brands", "products", "models"),
    *("units", "units_qualifier", "units_source", "hazards", "causes", "remedies", "sources", "source_ids"),
    *("languages", "notices", "first_source", "first_published", "recreated"),
)


def run_timeline(asked: Ask, output: str, language: str = "en", latest: int | None = None) -> int:
    """``recalls timeline``: one row a recall, in the order of their announcement; labels in a language, for people.

    ``latest``: only so many of the latest (0: all); without it a table has TABLE_ROWS at most.
    """
    if latest is None and output == "table":
        latest = TABLE_ROWS
    labels = load(language)
    empty = label(labels, "notes", "none")
    with asked_store(asked) as store:
        filters = filters_of(asked, store)
        if output != "table":
            found = one_by_one(store.connection, filters, latest or None)
            write_rows(_counted(found, latest), output, columns=CSV_COLUMNS, empty=empty)
            return DONE
        rows = timeline(store.connection, filters, latest or None)
        of_models = units_of_models(store.connection, [row["id"] for row in rows if row["units"] is None])
    headings = [label(labels, "columns", name) for name in TABLE_COLUMNS]
    shown = (_for_people(row, of_models.get(row["id"], []), labels) for row in _counted(rows, latest))
    write_rows(shown, output, columns=headings, empty=empty)
    if any(row["recreated"] for row in rows):
        click.echo(f"\n{label(labels, 'notes', 'recreated')}", err=True)
    return DONE


def _counted(rows: Iterable[dict[str, Any]], latest: int | None) -> Iterator[dict[str, Any]]:
    """The rows; at their end a word on those that were left out."""
    shown = 0
    for row in rows:
        shown += 1
        yield row
    if latest and shown == latest:
        click.echo(f"the latest {latest:,} recalls; --latest 0 shows all", err=True)


def _for_people(row: dict[str, Any], of_models: list[dict[str, Any]], labels: Labels) -> dict[str, Any]:
    """A row under its headings, short enough for a line or two: products without what stands in brackets.

    Where nobody gives the recall's figure, those of its models stand in its place.
    """
    names = (re.sub(r"\s*[(（].*?[)）]", "", name).strip() for name in row["products"])
    shown = {
        **row,
        "issuer": label(labels, "issuers", row["issuer"]) if row["issuer"] else None,
        "products": list(dict.fromkeys(names)),
        "models": list(dict.fromkeys(base_model(model) for model in row["models"])),
        "units": _figure(row, labels) or "; ".join(f"{one['model']}: {_figure(one, labels)}" for one in of_models),
        "hazards": [label(labels, "hazards", hazard) for hazard in row["hazards"]],
        "remedies": [label(labels, "remedies", remedy) for remedy in row["remedies"]],
        "sources": _sources(row),
        "first": " ".join(filter(None, (row["first_source"], row["first_published"]))),
        "id": row["id"] + ("*" if row["recreated"] else ""),
    }
    return {label(labels, "columns", name): shown[name] for name in TABLE_COLUMNS}


def _figure(row: dict[str, Any], labels: Labels) -> str:
    return units(labels, row["units"], row["units_qualifier"])


_FEW = 3


def _sources(row: dict[str, Any]) -> str:
    """How many sources in which languages; their names where they are few."""
    names = f": {', '.join(row['source_ids'])}" if len(row["source_ids"]) <= _FEW else ""
    return f"{row['sources']} ({', '.join(row['languages'])}){names}"
