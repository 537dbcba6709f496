"""The commands that ask the timeline: they only read, and import neither Scrapy nor the readers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click

from db.model_numbers import base_model
from db.store import open_store
from db.timeline import BadFilter, Filters, timeline
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.options import Ask
from recalls.rendering import plain, write_rows

#: What a person sees; what programs get.
TABLE_COLUMNS = ("date", "market", "products", "models", "units", "hazards", "remedies", "sources", "id")
CSV_COLUMNS = (
    *("id", "date", "date_basis", "market", "issuer", "reference", "announced_by", "brands", "products", "models"),
    *("units", "units_qualifier", "units_source", "hazards", "causes", "remedies", "sources", "source_ids"),
    *("languages", "notices", "first_source", "first_published", "recreated"),
)
RECREATED = "Rows marked * rest on re-created pages: they show how the program works and are evidence of nothing."


def run_timeline(asked: Ask, output: str) -> int:
    """``recalls timeline``: one row a recall, in the order of their announcement."""
    filters = Filters(asked.brand, asked.model, asked.market, asked.source, asked.since, asked.until)
    with clear_errors(), open_store(asked.database, read_only=True) as store:
        try:
            rows = timeline(store.connection, filters)
        except BadFilter as error:
            raise click.UsageError(f"--{error}") from error
    if output == "table":
        write_rows([_for_people(row) for row in rows], output, columns=TABLE_COLUMNS, empty="no recall fits")
        if any(row["recreated"] for row in rows):
            click.echo(f"\n{RECREATED}", err=True)
    else:
        write_rows(rows, output, columns=CSV_COLUMNS, empty="no recall fits")
    return DONE


def _for_people(row: dict[str, Any]) -> dict[str, Any]:
    """A row short enough for a line or two: products without what stands in brackets, models without colours."""
    names = (re.sub(r"\s*[(（].*?[)）]", "", name).strip() for name in row["products"])
    sources = f"{', '.join(row['source_ids'])} ({', '.join(row['languages'])})"
    return {
        **row,
        "products": list(dict.fromkeys(names)),
        "models": list(dict.fromkeys(base_model(model) for model in row["models"])),
        "units": amount(row),
        "sources": sources,
        "id": row["id"] + ("*" if row["recreated"] else ""),
    }


_HOW_FIRM = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}


def amount(row: dict[str, Any]) -> str:
    """Units as a person reads them: ``about 69,000``."""
    if row["units"] is None:
        return ""
    return f"{_HOW_FIRM[row['units_qualifier'] or 'exact']}{row['units']:,}"


def run_show(identifier: str, database: Path, output: str) -> int:
    """``recalls show``: everything on one recall (by id) or document (``source/key``)."""
    from db.show import show
    from recalls.sheet import document_sheet, recall_sheet

    with clear_errors(), open_store(database, read_only=True) as store:
        found = show(store.connection, identifier)
    if found is None:
        raise Failure(f"{database} knows no recall and no document {identifier!r}", DONE_WITH_FAILURES)
    if output == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        sheet = recall_sheet(found) if "recall" in found else document_sheet(found)
        click.echo("\n".join(plain(line) for line in sheet))
    return DONE
