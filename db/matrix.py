"""Models and markets: recalled, expressly not affected, reported by the press only, or nothing known.

A region's word is shown at its members (EUROPE holds DE), and said to be the region's.
GLOBAL is what an issuer says: it is told beside a market, and is never proof for one.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Literal

from db.edtf import precision, span
from db.model_list import of_models
from db.model_numbers import base_model
from db.rows import Row, each_row, query
from db.timeline import Filters, conditions
from db.voices import read_address

#: What a cell can say, the strongest first.
Status = Literal["recalled", "not_affected", "press_only", "nothing_known"]
WORLDWIDE = "GLOBAL"
#: So many code points of a long paragraph are told on either side of a quote's beginning.
_AROUND = 400
#: After every day.
_UNDATED = "9999"
_NOTHING: Row = {}

#: Whether a region, the first, holds a market, the second.
Contains = Callable[[str, str], bool]


@dataclass(slots=True)
class Model:
    """A model with the recalls of it and what is said of markets where it is not affected."""

    model: str
    names: list[str] = field(default_factory=list)
    recalls: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The cells, one a model and market, models in the order of their first recall."""

    markets: tuple[str, ...]
    cells: tuple[Row, ...]


def matrix(
    connection: sqlite3.Connection, filters: Filters, contains: Contains, *, models: Sequence[str] | None = None
) -> Matrix:
    """One cell for each model and market of the recalls and statements that fit.

    A market that was asked for is shown whatever is known of it. A cell holds ``model``, ``names``,
    ``market``, ``status`` (see Status), ``date`` and ``units`` with ``units_qualifier`` of the first
    recall there, ``days_after_first`` (days since the first market that recalled the model; None where
    a date is not known to the day), ``recalls`` and ``wider`` (of the market itself, and of regions that
    hold it; each with ``id``, ``date``, ``market``, ``announced_by``, ``units``, ``recreated``) and ``not_affected``
    (each with ``market``, ``said_by``, ``source``, ``published``, ``hedged``,
    ``quote``, its paragraph as ``context``, ``document``, ``recall``).

    Args:
        contains: whether a region holds a market.
        models: only these, by their numbers without colour and region.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    markets, cells = one_by_one(connection, filters, contains, models=models)
    return Matrix(markets, tuple(cells))


def one_by_one(
    connection: sqlite3.Connection, filters: Filters, contains: Contains, *, models: Sequence[str] | None = None
) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The markets and cells of ``matrix``, these as models are read, for any number of them. Raises BadFilter."""
    if models is None and filters.model:
        models = [filters.model]
    said = _statements(connection, filters, models)
    asked = {filters.market.upper()} if filters.market else _markets(connection, filters, models, said)
    # The markets in the order of the alphabet; regions after them, GLOBAL last.
    markets = sorted(asked, key=lambda market: (len(market) > 2 or market == "EU", market == WORLDWIDE, market))
    found = _models(_recalls(connection, filters, models), said)
    if filters.model:
        found = iter(list(found) or [Model(base_model(filters.model))])
    return tuple(markets), (cell for model in found for cell in _cells(model, markets, contains))


def latest_models(connection: sqlite3.Connection, filters: Filters, most: int) -> list[str]:
    """So many models at most of the recalls that fit whatever their market, those recalled last. Raises BadFilter."""
    where, values = conditions(replace(filters, market=None), "r.id")
    rows = connection.execute(
        f"""SELECT {_MODEL} FROM recall_list l CROSS JOIN recalls r ON r.id = l.recall_id
            CROSS JOIN recall_products p ON p.recall_id = r.id {_NAMED}
            WHERE {_MODEL} IS NOT NULL AND {where} ORDER BY l.position, p.position""",
        values,
    )
    found: dict[str, None] = {}
    for (model,) in rows:
        found[model] = None
        if len(found) == most:
            break
    return list(found)


def statements(cells: Iterable[Row]) -> list[tuple[Row, list[str]]]:
    """Who says of which models that a market is not affected: each statement of the cells once, and its models."""
    said: dict[tuple[str, str], tuple[Row, list[str]]] = {}
    for cell in cells:
        for row in cell["not_affected"]:
            _, models = said.setdefault((row["document"], row["market"]), (row, []))
            if cell["model"] not in models:
                models.append(cell["model"])
    return list(said.values())


def _models(rows: Iterable[Row], said: dict[str, list[Row]]) -> Iterator[Model]:
    """The models in the order of their first recall, by their numbers where that is one day."""
    last: list[tuple[str, Model]] = []
    for (day, number), recalls in groupby(rows, key=lambda row: (row.pop("first_day"), row["model"])):
        model = _model(number, list(recalls), said.pop(number, []))
        if day < _UNDATED:
            yield model
        else:
            last.append((day, model))
    last += [(_UNDATED, _model(number, [], statements)) for number, statements in said.items()]
    yield from (model for _, model in sorted(last, key=lambda one: (one[0], one[1].model)))


def _model(number: str, recalls: list[Row], statements: list[Row]) -> Model:
    names = dict.fromkeys(name for row in (*recalls, *statements) if (name := row.pop("name")))
    return Model(number, list(names), recalls, statements)


#: The model of a product: its number, else what its name means in the list of models.
_MODEL = "coalesce(p.base_model, u.model)"
_NAMED = "LEFT JOIN model_names u ON p.base_model IS NULL AND u.name = p.name"


def _recalls(connection: sqlite3.Connection, filters: Filters, models: Sequence[str] | None) -> Iterator[Row]:
    """The recalls of each model, the model first that was recalled first."""
    fitting, values = _fitting(filters, models)
    rows = each_row(
        connection,
        f"""SELECT coalesce(min(r.date_first) OVER (PARTITION BY {_MODEL}), '{_UNDATED}') AS first_day,
                   {_MODEL} AS model, p.name, r.id, r.date, r.date_first, r.market, r.standing AS announced_by,
                   p.units, p.units_qualifier, r.units AS recall_units, r.units_qualifier AS recall_qualifier,
                   r.recreated, (SELECT count(*) FROM recall_products o WHERE o.recall_id = r.id) AS products
            {fitting} ORDER BY 1, 2, r.date_first IS NULL, r.date_first, r.market, r.id, p.position""",
        values,
    )
    for row in rows:
        row["recreated"] = bool(row["recreated"])
        # A recall of one product: its figure is the product's.
        if row.pop("products") == 1 and row["units"] is None:
            row["units"], row["units_qualifier"] = row["recall_units"], row["recall_qualifier"]
        yield row


def _fitting(filters: Filters, models: Sequence[str] | None) -> tuple[str, list[Any]]:
    """FROM and WHERE of the recalls that fit in any market, with their models; and the values of it."""
    where, values = conditions(replace(filters, market=None), "r.id")
    only, given = ("1", []) if models is None else of_models("p", models)
    return (
        f"""FROM recalls r JOIN recall_products p ON p.recall_id = r.id {_NAMED}
            WHERE r.retired IS NULL AND {_MODEL} IS NOT NULL AND {where} AND {only}""",
        [*values, *given],
    )


_STATEMENTS = """
SELECT coalesce(p.base_model, u.model) AS model, p.name, n.market, n.said_by, n.source, s.name AS source_name,
       n.published, n.hedged, n.recall_id AS recall, n.scope, c.quote, c.start, c.said_by AS quoted_speaker,
       d.recreated,
       (SELECT value ->> 'text' FROM json_each(v.parts) WHERE value ->> 'name' = c.part) AS words
FROM not_affected n
JOIN notices o ON o.id = n.notice_id JOIN document_versions v ON v.id = o.version_id
JOIN documents d ON d.id = v.document_id JOIN sources s ON s.id = n.source
JOIN mentions m ON m.notice_id = n.notice_id AND m.position = n.mention
JOIN mention_products p ON p.mention_id = m.id
LEFT JOIN model_names u ON p.base_model IS NULL AND u.name = p.name
LEFT JOIN claims c ON c.notice_id = n.notice_id AND c.mention = n.mention AND c.field = 'not_affected_in'
  AND c.value = json_quote(n.market)
WHERE coalesce(p.base_model, u.model) IS NOT NULL AND {condition}
ORDER BY n.published IS NULL, n.published DESC, n.scope, p.position, c.position
"""


def _statements(connection: sqlite3.Connection, filters: Filters, models: Sequence[str] | None) -> dict[str, list[Row]]:
    """What is said of markets where they are not affected, by the model."""
    condition, values = ("1", []) if models is None else of_models("p", models)
    if filters.brand:
        condition += " AND EXISTS (SELECT 1 FROM json_each(m.brands) b WHERE lower(b.value) = lower(?))"
        values.append(filters.brand)
    found: dict[str, dict[str, Row]] = {}
    for row in query(connection, _STATEMENTS.format(condition=condition), values):
        row["hedged"], row["recreated"] = bool(row["hedged"]), bool(row["recreated"])
        row["document"] = read_address(row["scope"])[0]
        row["said_by"] = row["said_by"] or row["quoted_speaker"]
        row["context"] = _paragraph(row.pop("words"), row.pop("start"))
        found.setdefault(row["model"], {}).setdefault(row["scope"], row)
    return {model: list(rows.values()) for model, rows in found.items()}


def _paragraph(words: str | None, start: int | None) -> str | None:
    """The paragraph in which a quote begins, or so much of a long one as stands around it."""
    if not words or start is None:
        return None
    first, last = words.rfind("\n", 0, start) + 1, words.find("\n", start)
    last = len(words) if last < 0 else last
    return words[max(first, start - _AROUND) : min(last, start + _AROUND)].strip()


def _markets(
    connection: sqlite3.Connection, filters: Filters, models: Sequence[str] | None, said: dict[str, list[Row]]
) -> set[str]:
    """The markets of the recalls and statements that fit."""
    fitting, values = _fitting(filters, models)
    recalled = {market for (market,) in connection.execute(f"SELECT DISTINCT r.market {fitting}", values)}
    return recalled | {row["market"] for rows in said.values() for row in rows}


def _cells(model: Model, markets: Sequence[str], contains: Contains) -> Iterator[Row]:
    """A model's row of the matrix."""
    recalls, first = model.recalls, _first_day(model.recalls)
    for market in markets:
        here = [row for row in recalls if row["market"] == market]
        wider = [row for row in recalls if row["market"] != market and contains(row["market"], market)]
        statements = [row for row in model.statements if contains(row["market"], market)]
        official = [row for row in here if row["announced_by"] != "press"]
        shown = (official or here or [_NOTHING])[0]
        yield {
            "model": model.model,
            "names": model.names,
            "market": market,
            "status": _status(here, official, statements, wider),
            "date": shown.get("date"),
            "units": shown.get("units"),
            "units_qualifier": shown.get("units_qualifier"),
            "days_after_first": _days_after(first, shown),
            "recalls": [_told(row) for row in here],
            "wider": [_told(row) for row in wider],
            "not_affected": [_without(row, "model", "scope", "quoted_speaker") for row in statements],
            "recreated": any(row["recreated"] for row in (*here, *statements, *wider)),
        }


def _status(here: Sequence[Row], official: Sequence[Row], statements: Sequence[Row], wider: Sequence[Row]) -> Status:
    if official or any(row["market"] != WORLDWIDE and row["announced_by"] != "press" for row in wider):
        return "recalled"
    if statements:
        return "not_affected"
    return "press_only" if here else "nothing_known"


def _told(row: Row) -> Row:
    return _without(row, "model", "date_first")


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def _first_day(recalls: Sequence[Row]) -> dt.date | None:
    """The day on which the first market recalled a model; a worldwide announcement is no market."""
    days = (_day(row["date"]) for row in recalls if row["market"] != WORLDWIDE)
    return min((day for day in days if day), default=None)


def _days_after(first: dt.date | None, shown: Row) -> int | None:
    """Days from the first market's recall of a model to this one."""
    day = None if shown.get("market") in (None, WORLDWIDE) else _day(shown["date"])
    return (day - first).days if day and first else None


def _day(date: str | None) -> dt.date | None:
    days = span(date)
    return days[0] if days and precision(days) == 0 else None
