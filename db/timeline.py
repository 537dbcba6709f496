"""Questions to the timeline. They only read; a row is a mapping that JSON can hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.edtf import span
from db.model_list import of_models
from db.rows import Row, each_row, query, texts

RECALL_LISTS = ("brands", "products", "models", "hazards", "causes", "remedies", "source_ids", "languages")
PRODUCT_LISTS = ("models", "colours", "gtins", "batches", "sellers", "remedies", "hazards")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question is narrowed to; None means everything.

    Attributes:
        brand: a brand or the slug of a brand group, without regard to case.
        model: A3102 finds A3102016 too, and A3102016 what is said of A3102.
        market: an ISO 3166-1 code, EU, EUROPE or GLOBAL, and that market only.
        source: the id of a source that reports the recall.
        since, until: EDTF; ``since="2025"`` from its first day on, ``until="2025-06"`` up to its last.
            A recall whose date is not known to the day is found where any day of it fits.
    """

    brand: str | None = None
    model: str | None = None
    market: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None


class BadFilter(ValueError):
    """A filter that means nothing; the message says which."""


def timeline(connection: sqlite3.Connection, filters: Filters | None = None, latest: int | None = None) -> list[Row]:
    """The recalls in the order of their announcement, those without a date last; or only the ``latest`` so many.

    Each row: ``id``, ``date`` (EDTF) and ``date_basis`` (announced, published), ``market``,
    ``issuer``, ``reference``, ``announced_by`` (regulator, manufacturer, other_regulator,
    press), ``brand_group``, ``brands``, ``products``, ``models``, ``units`` with
    ``units_qualifier`` and ``units_source``, ``hazards``, ``causes``, ``remedies``,
    ``sources`` (how many), ``source_ids``, ``languages``, ``notices`` (how many),
    ``first_source`` and ``first_published`` (who reported first), ``recreated``.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    return list(one_by_one(connection, filters, latest))


def one_by_one(
    connection: sqlite3.Connection, filters: Filters | None = None, latest: int | None = None
) -> Iterator[Row]:
    """The rows of ``timeline`` as they are read, for any number of them. Raises BadFilter, before the first."""
    where, values = conditions(filters or Filters(), "r.id")
    if latest is not None:
        newest = f"SELECT r.id FROM timeline r WHERE {where} ORDER BY {_NEWEST_FIRST} LIMIT ?"
        where, values = f"r.id IN ({newest})", [*values, latest]
    found = each_row(connection, f"SELECT r.* FROM timeline r WHERE {where} ORDER BY {_ORDER}", values)
    return (plain_row(row, RECALL_LISTS) for row in found)


def ids(connection: sqlite3.Connection, filters: Filters) -> set[str]:
    """The ids of the recalls that fit. Raises BadFilter."""
    where, values = conditions(filters, "r.id")
    return {recall for (recall,) in connection.execute(f"SELECT r.id FROM timeline r WHERE {where}", values)}


def units_of_models(connection: sqlite3.Connection, recalls: Sequence[str]) -> dict[str, list[Row]]:
    """The figures of single models of recalls, by the recall: ``model``, ``units``, ``units_qualifier``."""
    rows = query(
        connection,
        f"""SELECT recall_id, coalesce(base_model, name) AS model, units, units_qualifier FROM recall_products
            WHERE units IS NOT NULL AND recall_id IN ({", ".join("?" * len(recalls))}) ORDER BY recall_id, position""",
        recalls,
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.pop("recall_id"), []).append(row)
    return found


_ORDER = "r.date_first IS NULL, r.date_first, r.date_last, r.market, r.id"
_NEWEST_FIRST = "r.date_first IS NULL, r.date_first DESC, r.date_last DESC, r.market DESC, r.id DESC"


def conditions(filters: Filters, recall: str) -> tuple[str, list[Any]]:
    """A WHERE clause over rows ``r`` with a recall's market and dates, whose id is in the named column.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    where: list[str] = ["1"]
    values: list[Any] = []

    def add(condition: str, *given: Any) -> None:
        where.append(condition)
        values.extend(given)

    if filters.brand:
        known = "EXISTS (SELECT 1 FROM json_each(q.brands) WHERE lower(value) = lower(?))"
        brand = (
            f"EXISTS (SELECT 1 FROM recalls q WHERE q.id = {recall} AND (lower(q.brand_group) = lower(?) OR {known}))"
        )
        add(brand, filters.brand, filters.brand)
    if filters.model:
        of_it, given = of_models("q", [filters.model])
        add(f"EXISTS (SELECT 1 FROM recall_products q WHERE q.recall_id = {recall} AND {of_it})", *given)
    if filters.market:
        add("r.market = ?", filters.market.upper())
    if filters.source:
        prefix = f"{filters.source}/"
        members = f"SELECT 1 FROM recall_mentions q WHERE q.recall_id = {recall} AND substr(q.scope, 1, ?) = ?"
        add(f"EXISTS ({members})", len(prefix), prefix)
    if filters.since:
        add("r.date_last >= ?", days_asked(filters.since, "since")[0])
    if filters.until:
        add("r.date_first <= ?", days_asked(filters.until, "until")[1])
    return " AND ".join(where), values


def days_asked(value: str, name: str) -> tuple[str, str]:
    """The first and the last day (ISO 8601) that a date means which somebody gave under a name. Raises BadFilter."""
    days = span(value)
    if days is None:
        raise BadFilter(f"{name}: {value!r} is no date: write 2025, 2025-06 or 2025-06-27")
    return days[0].isoformat(), days[1].isoformat()


def plain_row(row: Row, lists: Iterable[str]) -> Row:
    """A row with its lists as lists and its truth as truth, without the columns that only sort."""
    shown = row.copy()
    for name in _SORTING & shown.keys():
        del shown[name]
    for name in lists:
        if name in shown:
            shown[name] = texts(shown[name])
    if "recreated" in shown:
        shown["recreated"] = bool(shown["recreated"])
    return shown


_SORTING = frozenset({"date_first", "date_last", "position"})
