"""The models that were ever recalled or spoken of, kept ready as ``db.listing`` keeps recalls."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.model_numbers import base_model

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model number without colour and region, its most frequent name first, and how many recalls are of it."""

    model: str
    names: tuple[str, ...]
    brands: tuple[str, ...]
    recalls: int


def add_table(database: Database) -> None:
    """The list, to be filled when recalls are listed."""
    columns = {"position": int, "model": str, "names": str, "folded": str, "brands": str, "recalls": int}
    database.table("model_list").create(columns, pk="position", not_null=set(columns), strict=True)
    database.table("model_list").create_index(["model"], unique=True)


def keep_ready(connection: sqlite3.Connection) -> None:
    """Make the list anew: the models recalled last first. Needs ``recall_list``. The caller commits."""
    connection.execute("DELETE FROM model_list")
    names: dict[str, Counter[str]] = {}
    brands: dict[str, dict[str, None]] = {}
    recalls: dict[str, set[str]] = {}
    rows = connection.execute(
        """SELECT p.base_model, p.name, p.brand, p.recall_id FROM recall_list l
           JOIN recall_products p ON p.recall_id = l.recall_id WHERE p.base_model IS NOT NULL
           ORDER BY l.position, p.position"""
    )
    for model, name, brand, recall in rows:
        names.setdefault(model, Counter()).update([name] if name else [])
        brands.setdefault(model, {}).update({brand: None} if brand else {})
        recalls.setdefault(model, set()).add(recall)
    kept = (
        (at, model, [name for name, _ in names[model].most_common(_MOST_NAMES)], list(brands[model]), len(found))
        for at, (model, found) in enumerate(recalls.items())
    )
    connection.executemany(
        "INSERT INTO model_list (position, model, names, folded, brands, recalls) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (at, model, json.dumps(called, ensure_ascii=False), _folded(called), json.dumps(made), count)
            for at, model, called, made, count in kept
        ),
    )


def _folded(names: list[str]) -> str:
    return f"|{'|'.join(name.replace('|', ' ').casefold() for name in names)}|"


_COLUMNS = "SELECT model, names, brands, recalls FROM model_list"


def frequent(connection: sqlite3.Connection, most: int) -> list[ListedModel]:
    """The models with most recalls, by their numbers."""
    rows = connection.execute(f"{_COLUMNS} ORDER BY recalls DESC, model LIMIT ?", [most])
    return sorted((_model(row) for row in rows), key=lambda one: one.model)


def latest(connection: sqlite3.Connection, *, limit: int, offset: int = 0, brand: str | None = None) -> list[str]:
    """The models recalled last, of a brand or of all."""
    where, values = "1", []
    if brand:
        where, values = "EXISTS (SELECT 1 FROM json_each(brands) WHERE lower(value) = lower(?))", [brand]
    rows = connection.execute(
        f"SELECT model FROM model_list WHERE {where} ORDER BY position LIMIT ? OFFSET ?", [*values, limit, offset]
    )
    return [model for (model,) in rows]


def find(connection: sqlite3.Connection, words: str, most: int = 8) -> list[ListedModel]:
    """What a person may mean by a model number or a name: the very one, else those whose name begins so or holds it."""
    number = base_model(words.split("(")[-1].rstrip(") ").strip() or words)
    for candidate in (number, base_model(words)):
        exact = connection.execute(f"{_COLUMNS} WHERE model = ?", [candidate]).fetchone()
        if exact:
            return [_model(exact)]
    wanted = words.replace("|", " ").strip().casefold()
    for pattern in (f"|{wanted}|", f"|{wanted}", wanted):
        rows = connection.execute(
            f"{_COLUMNS} WHERE instr(folded, ?) > 0 ORDER BY recalls DESC, model LIMIT ?", [pattern, most]
        ).fetchall()
        if rows:
            return [_model(row) for row in rows]
    return []


def _model(row: tuple[str, str, str, int]) -> ListedModel:
    return ListedModel(row[0], tuple(json.loads(row[1])), tuple(json.loads(row[2])), row[3])
