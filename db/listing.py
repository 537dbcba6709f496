"""Recalls as pages list them: narrowed, newest first, counted by month and market, quickly on any number of them.

``recall_list`` holds one narrow row a recall in the order in which pages show them, and
``recall_counts`` how many recalls each value of a filter has. Both are made anew whenever
recalls are joined, so that no page counts over the wide tables.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from db import model_list
from db.model_numbers import base_model
from db.rows import Row, query, texts
from db.search import terms
from db.timeline import RECALL_LISTS, days_asked, plain_row

if TYPE_CHECKING:
    from sqlite_utils import Database

#: What readers narrow by, and the column that holds it; lists stand between bars ("|de|ja|").
FACETS = {"brand": "brands", "market": "market", "hazard": "hazards", "language": "languages", "kind": "kinds"}
#: Words are looked for in so many documents at most, those taken in last first.
MOST_DOCUMENTS = 5_000


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of recalls is narrowed to; None is everything.

    ``brand`` is a brand or brand group, ``model`` a model number without colour and region, ``market`` a code,
    ``language`` a BCP 47 tag in which a document reports it (``zh`` finds ``zh-hant``), ``hazard`` a hazard,
    ``kind`` the kind of a source that reports it, ``words`` what its documents must hold, ``since`` and ``until`` EDTF.
    """

    brand: str | None = None
    model: str | None = None
    market: str | None = None
    language: str | None = None
    hazard: str | None = None
    kind: str | None = None
    words: str | None = None
    since: str | None = None
    until: str | None = None


class MonthCount(NamedTuple):
    """The recalls of one month in one market: how many, how many give a figure, and the sum of those.

    ``month`` is ``2025-10``; None where no date is known. A page counts thousands of them, so they are tuples.
    """

    month: str | None
    market: str
    recalls: int
    with_units: int
    units: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: its rows as ``db.timeline.timeline`` gives them, and what the whole list counts."""

    rows: tuple[Row, ...]
    total: int
    months: tuple[MonthCount, ...] = field(default=())


def add_tables(database: Database) -> None:
    """The narrow list and its counts; ``keep_ready`` fills them."""
    text = "recall_id date_first date_last month market brands models hazards languages kinds"
    columns = {"position": int, **dict.fromkeys(text.split(), str), "units": int}
    database.table("recall_list").create(columns, pk="position", not_null={"recall_id", "market"}, strict=True)
    counts = {"facet": str, "value": str, "recalls": int}
    database.table("recall_counts").create(counts, pk=("facet", "value"), not_null=set(counts), strict=True)
    months = {"month": str, "market": str, "recalls": int, "with_units": int, "units": int}
    database.table("month_counts").create(months, not_null=months.keys() - {"month"}, strict=True)
    model_list.add_table(database)


def keep_ready(connection: sqlite3.Connection) -> None:
    """Make the list and its counts anew from the recalls that hold now. The caller commits."""
    for table in ("recall_list", "recall_counts", "month_counts"):
        connection.execute(f"DELETE FROM {table}")
    kinds = dict(connection.execute("SELECT id, kind FROM sources"))
    spelled: dict[str, str] = {}
    rows = enumerate(_narrow_rows(connection, kinds, spelled))
    connection.executemany(
        """INSERT INTO recall_list (position, recall_id, date_first, date_last, month, market, brands, models, hazards,
           languages, kinds, units) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        ((at, *row) for at, row in rows),
    )
    connection.execute(f"INSERT INTO month_counts {_MONTHS}")
    counts: dict[tuple[str, str], int] = {}
    for facet, column in FACETS.items():
        for held, recalls in connection.execute(f"SELECT {column}, count(*) FROM recall_list GROUP BY {column}"):
            for value in _parts(held):
                counts[facet, value] = counts.get((facet, value), 0) + recalls
    rows_of_counts = sorted((facet, spelled.get(value, value), recalls) for (facet, value), recalls in counts.items())
    connection.executemany("INSERT INTO recall_counts VALUES (?, ?, ?)", rows_of_counts)
    model_list.keep_ready(connection)
    connection.executemany(
        "UPDATE recall_list SET models = coalesce(nullif(models, ''), '|') || ? || '|' WHERE recall_id = ?",
        [(_plain(model), recall) for model, recall in connection.execute(_BY_NAME)],
    )


_MONTHS = """
SELECT month, market, count(*), count(units), coalesce(sum(units), 0) FROM recall_list
GROUP BY month, market ORDER BY month IS NULL, month DESC, market
"""
_BY_NAME = """
SELECT DISTINCT n.model, p.recall_id FROM recall_products p JOIN model_names n ON n.name = p.name
WHERE p.base_model IS NULL
"""
_RECALLS = """
SELECT r.id, r.date_first, r.date_last, r.date, r.market, r.brands, r.brand_group, r.hazards, r.languages, r.source_ids,
       r.units, (SELECT group_concat(DISTINCT p.base_model) FROM recall_products p WHERE p.recall_id = r.id)
FROM recalls r WHERE r.retired IS NULL
ORDER BY r.date_first IS NULL, r.date_first DESC, r.date_last DESC, r.market DESC, r.id DESC
"""


def _narrow_rows(
    connection: sqlite3.Connection, kinds: dict[str, str], spelled: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    """The rows of the list; ``spelled`` learns how brands are written."""
    for row in connection.execute(_RECALLS):
        identity, first, last, date, market, brands, group, hazards, languages, sources, units, models = row
        spelled.update((_plain(brand), brand) for brand in texts(brands))
        tags = [tag.lower() for tag in texts(languages) if tag]
        # A date to the year stands in no month.
        month = first[:7] if first and last and first[:7] == last[:7] and date else None
        yield (
            *(identity, first, last, month, market),
            _held([*texts(brands), *([group] if group else [])]),
            _held(models.split(",") if models else ()),
            _held(texts(hazards)),
            _held([*tags, *(tag.partition("-")[0] for tag in tags)]),
            _held(kinds.get(source, "") for source in texts(sources)),
            units,
        )


def _held(values: Iterable[str]) -> str:
    """Values between bars, in lower case, each once."""
    kept = dict.fromkeys(_plain(value) for value in values if value)
    return f"|{'|'.join(kept)}|" if kept else ""


def _plain(value: str) -> str:
    return value.replace("|", " ").strip().casefold()


def _parts(held: str | None) -> list[str]:
    return [value for value in (held or "").split("|") if value]


def listed(connection: sqlite3.Connection, narrowed: Narrowed, *, limit: int, offset: int = 0) -> Listed:
    """The recalls that fit, newest first and those without a date last, so many of them; and what all of them count.

    Raises:
        BadFilter: a date that is no EDTF.
    """
    where, values = _where(connection, narrowed)
    if narrowed == Narrowed():
        statement = "SELECT month, market, recalls, with_units, units FROM month_counts ORDER BY rowid"
    else:
        statement = _MONTHS.replace("GROUP BY", f"WHERE {where} GROUP BY")
    counted = tuple(MonthCount._make(row) for row in connection.execute(statement, values))
    ids = f"SELECT recall_id FROM recall_list WHERE {where} ORDER BY position LIMIT ? OFFSET ?"
    rows = query(
        connection,
        f"""SELECT t.* FROM recall_list l JOIN timeline t ON t.id = l.recall_id
            WHERE l.recall_id IN ({ids}) ORDER BY l.position""",
        [*values, limit, offset],
    )
    shown = tuple(plain_row(row, RECALL_LISTS) for row in rows)
    return Listed(shown, sum(month.recalls for month in counted), counted)


def counts(connection: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """For each facet its values, the most frequent first, with how many recalls each has."""
    found: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    rows = connection.execute("SELECT facet, value, recalls FROM recall_counts ORDER BY facet, recalls DESC, value")
    for facet, value, recalls in rows:
        found[facet][value] = recalls
    return found


def _where(connection: sqlite3.Connection, narrowed: Narrowed) -> tuple[str, list[Any]]:
    """A condition for several questions to the list: words are looked for once."""
    recalls, values = of_recalls(replace(narrowed, words=None))
    if pattern := terms(narrowed.words or ""):
        reporting = {recall for (recall,) in connection.execute(_REPORTING, [pattern, MOST_DOCUMENTS])}
        recalls = f"{recalls} AND recall_id IN (SELECT value FROM json_each(?))"
        values = [*values, json.dumps(sorted(reporting))]
    dates, days = within(narrowed)
    return f"{recalls} AND {dates}", [*values, *days]


def within(narrowed: Narrowed) -> tuple[str, list[Any]]:
    """A condition on ``date_first`` and ``date_last``, and its values. Raises BadFilter."""
    conditions, values = ["1"], list[Any]()
    for name, column, sign, end in (("since", "date_last", ">=", 0), ("until", "date_first", "<=", 1)):
        if date := getattr(narrowed, name):
            conditions.append(f"{column} {sign} ?")
            values.append(days_asked(date, name)[end])
    return " AND ".join(conditions), values


def of_recalls(narrowed: Narrowed) -> tuple[str, list[Any]]:
    """A condition on the rows of ``recall_list`` but for their dates, and its values."""
    conditions, values = ["1"], list[Any]()
    for facet, column in FACETS.items():
        value = getattr(narrowed, facet)
        if value and facet == "market":
            conditions.append("market = ?")
            values.append(value.upper())
        elif value:
            conditions.append(f"instr({column}, ?) > 0")
            values.append(f"|{_plain(value)}|")
    if narrowed.model:
        conditions.append("instr(models, ?) + instr(models, ?) > 0")
        values += [f"|{_plain(base_model(narrowed.model))}|", f"|{_plain(narrowed.model)}|"]
    if pattern := terms(narrowed.words or ""):
        conditions.append(f"recall_id IN ({_REPORTING})")
        values += [pattern, MOST_DOCUMENTS]
    return " AND ".join(conditions), values


_REPORTING = """
SELECT m.recall_id FROM (
  SELECT rowid AS id FROM document_words WHERE document_words MATCH ? ORDER BY rowid DESC LIMIT ?) f
JOIN documents d ON d.id = f.id AND d.withheld IS NULL JOIN recall_mentions m ON m.notice_id = d.notice_id
"""
