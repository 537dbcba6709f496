"""Brands and models of the user's own watchlists, as earlier link passes had them.

A pass that is made anew without those of the user's (after a person's word, or for a past day) joins the same
scopes under the same names as the last one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def add_tables(database: Database) -> None:
    """The group of each brand, and what tables call a model."""
    for name, columns in (
        ("brand_groups", {"brand": str, "brand_group": str}),
        ("model_titles", {"model": str, "title": str}),
    ):
        database.table(name).create(columns, pk=next(iter(columns)), not_null=set(columns), strict=True)


def remember(connection: sqlite3.Connection, groups: Mapping[str, str], titles: Mapping[str, str]) -> None:
    """Keep the groups of brands and the titles of models, the later ones. The caller commits."""
    connection.executemany("INSERT OR REPLACE INTO brand_groups (brand, brand_group) VALUES (?, ?)", groups.items())
    connection.executemany("INSERT OR REPLACE INTO model_titles (model, title) VALUES (?, ?)", titles.items())


def known_groups(connection: sqlite3.Connection) -> dict[str, str]:
    """The group of each brand that was ever watched here."""
    return dict(connection.execute("SELECT brand, brand_group FROM brand_groups ORDER BY brand"))


def known_titles(connection: sqlite3.Connection) -> dict[str, str]:
    """What tables call each model that was ever watched here, where a watchlist says so."""
    return dict(connection.execute("SELECT model, title FROM model_titles ORDER BY model"))
