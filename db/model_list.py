"""The models that were ever recalled or spoken of, kept ready as ``db.listing`` keeps recalls.

A product of which no source prints a number stands here by its name.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.model_numbers import base_model, folded_name, is_number

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model number without colour and region, its most frequent name first, and how many recalls are of it.

    ``model`` is the product's name where no source prints a number.
    """

    model: str
    names: tuple[str, ...]
    brands: tuple[str, ...]
    recalls: int


def add_table(database: Database) -> None:
    """The list, to be filled when recalls are listed."""
    columns = {"position": int, "model": str, "names": str, "folded": str, "brands": str, "recalls": int}
    database.table("model_list").create(columns, pk="position", not_null=set(columns), strict=True)
    database.table("model_list").create_index(["model"], unique=True)


def add_names(database: Database) -> None:
    """Which model of the list a product without a number is, by its name as it is printed."""
    table = database.table("model_names")
    table.create({"name": str, "model": str}, pk="name", not_null={"name", "model"}, strict=True)
    table.create_index(["model"])


def keep_ready(connection: sqlite3.Connection) -> None:
    """Make the list anew: the models recalled last first. Needs ``recall_list``. The caller commits."""
    connection.execute("DELETE FROM model_list")
    connection.execute("DELETE FROM model_names")
    names: dict[str, Counter[str]] = {}
    brands: dict[str, dict[str, None]] = {}
    recalls: dict[str, set[str]] = {}
    rows = connection.execute(
        """SELECT p.base_model, p.name, p.brand, p.recall_id FROM recall_list l
           JOIN recall_products p ON p.recall_id = l.recall_id WHERE p.base_model IS NOT NULL OR p.name IS NOT NULL
           ORDER BY l.position, p.position"""
    ).fetchall()
    unnumbered = _unnumbered((model, name) for model, name, _, _ in rows)
    connection.executemany("INSERT INTO model_names (name, model) VALUES (?, ?)", unnumbered.items())
    for number, name, brand, recall in rows:
        model = number or unnumbered[name]
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


def _unnumbered(products: Iterable[tuple[str | None, str | None]]) -> dict[str, str]:
    """Of products as (number, name): the model that each name without a number means.

    That is the only model of that name; else the name itself, as it is spelled first.
    """
    told = list(products)
    bearers: dict[str, set[str]] = {}
    for number, name in told:
        if number and name:
            bearers.setdefault(folded_name(name), set()).add(number)
    found: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for number, name in told:
        if number is None and name is not None:
            known = bearers.get(folded_name(name), set())
            found[name] = min(known) if len(known) == 1 else spelled.setdefault(folded_name(name), name)
    return found


def _folded(names: list[str]) -> str:
    return f"|{'|'.join(map(folded_name, names))}|"


def listed_as(connection: sqlite3.Connection, name: str) -> str | None:
    """The model of the list that a product without a number is, by its name as it is printed."""
    row = connection.execute("SELECT model FROM model_names WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else None


def of_models(products: str, models: Sequence[str]) -> tuple[str, list[str]]:
    """A condition on the rows of a table of products, those of some models of the list, and its values."""
    numbers = json.dumps(sorted({base_model(model) for model in models}))
    wanted = json.dumps(sorted({*models, *map(base_model, models)}))
    condition = f"""({products}.base_model IN (SELECT value FROM json_each(?)) OR ({products}.base_model IS NULL
      AND {products}.name IN (SELECT name FROM model_names WHERE model IN (SELECT value FROM json_each(?)))))"""
    return condition, [numbers, wanted]


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
    for candidate in (number, base_model(words), words):
        exact = connection.execute(f"{_COLUMNS} WHERE model = ?", [candidate]).fetchone()
        if exact:
            return [_model(exact)]
    wanted = folded_name(words)
    if not wanted:
        return []
    for pattern in (f"|{wanted}|", f"|{wanted}", wanted):
        rows = connection.execute(
            f"{_COLUMNS} WHERE instr(folded, ?) > 0 ORDER BY recalls DESC, model LIMIT ?", [pattern, most]
        ).fetchall()
        found = [one for one in map(_model, rows) if not is_number(words) or _bears(one, wanted)]
        if found:
            return found
    brand, _, rest = words.strip().partition(" ")
    found = find(connection, rest, most) if rest else []
    return [one for one in found if brand.casefold() in _makers(connection, one)]


def _makers(connection: sqlite3.Connection, model: ListedModel) -> set[str]:
    """The brands of a model and their groups, without case ("Anker Soundcore 3")."""
    of_it, values = of_models("p", [model.model])
    groups = connection.execute(
        f"SELECT r.brand_group FROM recall_products p JOIN recalls r ON r.id = p.recall_id WHERE {of_it}", values
    )
    return {*map(str.casefold, model.brands), *(str(group).casefold() for (group,) in groups)}


def _bears(model: ListedModel, word: str) -> bool:
    """Whether a name has this word, or words that make it: 535 of "Anker 535 Power Bank", but no A31 of "A3102"."""
    for name in (model.model, *model.names):
        words = [folded_name(one) for one in name.split()]
        if any(word == "".join(words[first:last]) for last in range(len(words) + 1) for first in range(last)):
            return True
    return False


def _model(row: tuple[str, str, str, int]) -> ListedModel:
    return ListedModel(row[0], tuple(json.loads(row[1])), tuple(json.loads(row[2])), row[3])
