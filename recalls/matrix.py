"""``recalls matrix``: which model was recalled in which market, and where expressly not."""

from __future__ import annotations

from collections.abc import Iterator

import click

from db.matrix import WORLDWIDE, Matrix, latest_models, one_by_one, statements
from db.rows import Row
from db.store import Store
from db.timeline import Filters
from pipelines.regions import contains
from recalls.errors import DONE
from recalls.options import Ask
from recalls.past import asked_store, filters_of
from recalls.rendering import RECREATED, TABLE_ROWS, printable, write_rows
from recalls.sheet import figure

CSV_COLUMNS = (
    *("model", "names", "market", "status", "date", "units", "units_qualifier", "days_after_first", "recalls"),
    *("wider", "said_by", "said_in", "said_on", "hedged", "quote", "recreated"),
)


def run_matrix(asked: Ask, output: str, latest: int | None = None) -> int:
    """``recalls matrix``: a table of models and markets with the quotes below it; a row a cell for programs.

    Of models that were recalled last so many (0: all), TABLE_ROWS in a table.
    """
    if latest is None and output == "table":
        latest = TABLE_ROWS
    with asked_store(asked) as store:
        filters = filters_of(asked, store)
        markets, cells = one_by_one(store.connection, filters, contains, models=_latest(store, filters, latest))
        if output != "table":
            rows = cells if output == "json" else map(_flat, cells)
            write_rows(rows, output, columns=CSV_COLUMNS, empty="no model fits")
            return DONE
        found = Matrix(markets, tuple(cells))
    write_rows(_table(found), output, columns=("model", *found.markets), empty="no model fits")
    for line in (*_legend(found), *_days(found), *_statements(found), *_worldwide(found)):
        click.echo(printable(line))
    if any(cell["recreated"] for cell in found.cells):
        click.echo(f"\n{RECREATED}", err=True)
    return DONE


def _latest(store: Store, filters: Filters, most: int | None) -> list[str] | None:
    """The models recalled last, where there are more than are asked for; None for all."""
    if not most or filters.model:
        return None
    models = latest_models(store.connection, filters, most + 1)
    if len(models) <= most:
        return None
    click.echo(f"the {most:,} models recalled last; --latest 0 shows all", err=True)
    return models[:most]


def _flat(cell: Row) -> Row:
    """A cell on one line of CSV: ids for recalls, and the newest statement."""
    said: Row = next(iter(cell["not_affected"]), {})
    return {
        **cell,
        "recalls": [row["id"] for row in cell["recalls"]],
        "wider": [row["id"] for row in cell["wider"]],
        "said_by": said.get("said_by") or said.get("source_name"),
        "said_in": said.get("document"),
        "said_on": said.get("published"),
        "hedged": said.get("hedged"),
        "quote": said.get("quote"),
    }


def _table(found: Matrix) -> list[Row]:
    rows: dict[str, Row] = {}
    for cell in found.cells:
        name = next(iter(cell["names"]), "")
        row = rows.setdefault(cell["model"], {"model": " ".join(dict.fromkeys((cell["model"], name))).strip()})
        row[cell["market"]] = _short(cell) + ("*" if cell["recreated"] else "")
    return list(rows.values())


def _short(cell: Row) -> str:
    if cell["status"] == "recalled" and not cell["recalls"]:
        return "; ".join(f"{row['market']}: {row['date'] or 'undated'}" for row in cell["wider"])
    if cell["status"] in ("recalled", "press_only"):
        dates = dict.fromkeys(row["date"] or "undated" for row in cell["recalls"])
        text = ", ".join(dates)
        if cell["units"] is not None:
            text += f" ({figure({'value': cell['units'], 'qualifier': cell['units_qualifier']})})"
        return f"press: {text}" if cell["status"] == "press_only" else text
    if cell["status"] == "not_affected":
        said = cell["not_affected"][0]
        return f"not affected, {said['published'] or 'undated'}"
    return "?"


def _legend(found: Matrix) -> Iterator[str]:
    if found.cells:
        yield ""
        yield "date (units): recalled then · press: reported by the press only · ?: nothing known, and no all-clear"


def _days(found: Matrix) -> Iterator[str]:
    """For each model the days from its first market to the others."""
    models: dict[str, list[Row]] = {}
    for cell in found.cells:
        if cell["days_after_first"] is not None:
            models.setdefault(cell["model"], []).append(cell)
    later = {model: cells for model, cells in models.items() if len(cells) > 1}
    if later:
        yield ""
        yield "Days from the first market to the others"
    for model, cells in later.items():
        first, *others = sorted(cells, key=lambda cell: (cell["days_after_first"], cell["market"]))
        steps = ", ".join(f"{cell['market']} +{cell['days_after_first']}" for cell in others)
        yield f"  {model}: {first['market']} {first['date']}, {steps}"


def _statements(found: Matrix) -> Iterator[str]:
    """Who said of which models and region that they are not affected, in which words."""
    said = statements(found.cells)
    if said:
        yield ""
        yield "Expressly not affected"
    for row, models in said:
        speaker = row["said_by"] or row["source_name"]
        hedge = ", hedged" if row["hedged"] else ""
        yield f"  {row['market']}: {', '.join(models)}"
        yield f"    {speaker}, in {row['source_name']} ({row['document']}), {row['published'] or 'undated'}{hedge}"
        if row["quote"]:
            yield f"    “{row['quote']}”"
        if row["context"] and row["context"] != row["quote"]:
            yield f"    in its paragraph: {row['context']}"
        if row["recall"]:
            yield f"    said of {row['recall']}"


def _worldwide(found: Matrix) -> Iterator[str]:
    """What issuers call worldwide: told, and no proof for a market."""
    said: dict[str, tuple[Row, dict[str, None]]] = {}
    for cell in found.cells:
        for row in cell["wider"]:
            if row["market"] == WORLDWIDE:
                said.setdefault(row["id"], (row, {}))[1][cell["model"]] = None
    if said:
        yield ""
        yield "Said to be recalled worldwide, which is no proof for a market"
    for row, models in said.values():
        yield f"  {', '.join(models)}: {row['date'] or 'undated'}, {row['announced_by']} ({row['id']})"
