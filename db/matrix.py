"""Models and markets: recalled, expressly not affected, reported by the press only, or nothing known.

A region's word is shown at its members (EUROPE holds DE), and said to be the region's.
GLOBAL is what an issuer says: it is told beside a market, and is never proof for one.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from db.edtf import precision, span
from db.model_list import of_models
from db.model_numbers import base_model
from db.timeline import Filters, Row, conditions, query
from db.voices import read_address

#: What a cell can say, the strongest first.
STATUSES = ("recalled", "not_affected", "press_only", "nothing_known")
WORLDWIDE = "GLOBAL"
#: So many code points of a long paragraph are told on either side of a quote's beginning.
_AROUND = 400

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
    ``market``, ``status`` (see STATUSES), ``date`` and ``units`` with ``units_qualifier`` of the first
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
    if models is None and filters.model:
        models = [filters.model]
    found = _models(connection, filters, models)
    if filters.model and not found:
        found = {base_model(filters.model): Model(base_model(filters.model))}
    markets = [filters.market.upper()] if filters.market else _markets(found.values())
    ordered = sorted(found.values(), key=lambda model: (_first_day(model.recalls), model.model))
    return Matrix(tuple(markets), tuple(_cell(model, market, contains) for model in ordered for market in markets))


def _models(connection: sqlite3.Connection, filters: Filters, only: Sequence[str] | None) -> dict[str, Model]:
    models: dict[str, Model] = {}
    for row in _recalls(connection, filters, only):
        model = models.setdefault(row["model"], Model(row["model"]))
        _note_name(model, row.pop("name"))
        model.recalls.append(row)
    for row in _statements(connection, filters, only):
        model = models.setdefault(row["model"], Model(row["model"]))
        _note_name(model, row.pop("name"))
        model.statements.append(row)
    return models


def _note_name(model: Model, name: str | None) -> None:
    if name and name not in model.names:
        model.names.append(name)


def _recalls(connection: sqlite3.Connection, filters: Filters, models: Sequence[str] | None) -> list[Row]:
    where, values = conditions(replace(filters, market=None), "r.id")
    only, given = ("1", []) if models is None else of_models("p", models)
    rows = query(
        connection,
        f"""SELECT coalesce(p.base_model, u.model) AS model, p.name, r.id, r.date, r.date_first, r.market,
                   r.standing AS announced_by,
                   p.units, p.units_qualifier, r.units AS recall_units, r.units_qualifier AS recall_qualifier,
                   r.recreated, (SELECT count(*) FROM recall_products o WHERE o.recall_id = r.id) AS products
            FROM recalls r JOIN recall_products p ON p.recall_id = r.id
            LEFT JOIN model_names u ON p.base_model IS NULL AND u.name = p.name
            WHERE r.retired IS NULL AND coalesce(p.base_model, u.model) IS NOT NULL AND {where} AND {only}
            ORDER BY r.date_first IS NULL, r.date_first, r.market, r.id, p.position""",
        [*values, *given],
    )
    for row in rows:
        row["recreated"] = bool(row["recreated"])
        # A recall of one product: its figure is the product's.
        if row.pop("products") == 1 and row["units"] is None:
            row["units"], row["units_qualifier"] = row["recall_units"], row["recall_qualifier"]
    return rows


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


def _statements(connection: sqlite3.Connection, filters: Filters, models: Sequence[str] | None) -> list[Row]:
    condition, values = ("1", []) if models is None else of_models("p", models)
    if filters.brand:
        condition += " AND EXISTS (SELECT 1 FROM json_each(m.brands) b WHERE lower(b.value) = lower(?))"
        values.append(filters.brand)
    found: dict[tuple[str, str], Row] = {}
    for row in query(connection, _STATEMENTS.format(condition=condition), values):
        row["hedged"], row["recreated"] = bool(row["hedged"]), bool(row["recreated"])
        row["document"] = read_address(row["scope"])[0]
        row["said_by"] = row["said_by"] or row["quoted_speaker"]
        row["context"] = _paragraph(row.pop("words"), row.pop("start"))
        found.setdefault((row["model"], row["scope"]), row)
    return list(found.values())


def _paragraph(words: str | None, start: int | None) -> str | None:
    """The paragraph in which a quote begins, or so much of a long one as stands around it."""
    if not words or start is None:
        return None
    first, last = words.rfind("\n", 0, start) + 1, words.find("\n", start)
    last = len(words) if last < 0 else last
    return words[max(first, start - _AROUND) : min(last, start + _AROUND)].strip()


def _markets(models: Iterable[Model]) -> list[str]:
    """The markets in the order of the alphabet; regions after them, GLOBAL last."""
    found = {row["market"] for model in models for row in (*model.recalls, *model.statements)}
    return sorted(found, key=lambda market: (len(market) > 2 or market == "EU", market == WORLDWIDE, market))


def _cell(model: Model, market: str, contains: Contains) -> Row:
    here = [row for row in model.recalls if row["market"] == market]
    wider = [row for row in model.recalls if row["market"] != market and contains(row["market"], market)]
    statements = [row for row in model.statements if contains(row["market"], market)]
    official = [row for row in here if row["announced_by"] != "press"]
    shown = (official or here or [{}])[0]
    return {
        "model": model.model,
        "names": model.names,
        "market": market,
        "status": _status(here, official, statements, wider),
        "date": shown.get("date"),
        "units": shown.get("units"),
        "units_qualifier": shown.get("units_qualifier"),
        "days_after_first": _days_after_first(model.recalls, shown),
        "recalls": [_told(row) for row in here],
        "wider": [_told(row) for row in wider],
        "not_affected": [_without(row, "model", "scope", "quoted_speaker") for row in statements],
        "recreated": any(row["recreated"] for row in (*here, *statements, *wider)),
    }


def _status(here: Sequence[Row], official: Sequence[Row], statements: Sequence[Row], wider: Sequence[Row]) -> str:
    if official or any(row["market"] != WORLDWIDE and row["announced_by"] != "press" for row in wider):
        return "recalled"
    if statements:
        return "not_affected"
    return "press_only" if here else "nothing_known"


def _told(row: Row) -> Row:
    return _without(row, "model", "date_first")


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def _first_day(recalls: Sequence[Row]) -> str:
    return min((row["date_first"] for row in recalls if row["date_first"]), default="9999")


def _days_after_first(recalls: Sequence[Row], shown: Row) -> int | None:
    """Days from the first market's recall of a model to this one; a worldwide announcement is no market."""
    if shown.get("market") in (None, WORLDWIDE):
        return None
    days = [day for row in recalls if row["market"] != WORLDWIDE and (day := _day(row["date"]))]
    day = _day(shown["date"])
    return (day - min(days)).days if day and days else None


def _day(date: str | None) -> dt.date | None:
    days = span(date)
    return days[0] if days and precision(days) == 0 else None
