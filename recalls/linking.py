"""The link pass: all scopes the store holds, joined into recalls, saved as one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from db import brands, recall_ids
from db.deciding import decisions
from db.linking import GivenIds, Linking
from db.scopes import placed_scopes
from db.store import Store
from pipelines.link import link
from pipelines.watchlist import Watchlist, load_all


def link_all(store: Store, watchlist: Watchlist) -> int:
    """Join the mentions of the newest notices into recalls; the number of recalls.

    Brands and titles of the user's watchlists that linked here before count beside these.
    """
    with store.writing() as connection:
        keep_brands(connection, watchlist)
    links = linked(store.connection, watchlist)
    store.save_links(links, titles(store.connection, watchlist))
    return len(links.recalls)


def keep_brands(connection: sqlite3.Connection, watchlist: Watchlist) -> None:
    """Remember what the user's own watchlists say of brands and models. The caller commits."""
    ours = load_all()
    groups = {brand: group for brand, group in _groups(watchlist).items() if brand not in _groups(ours)}
    named = {model: title for model, title in watchlist.titles.items() if model not in ours.titles}
    brands.remember(connection, groups, named)


def titles(connection: sqlite3.Connection, watchlist: Watchlist) -> dict[str, str]:
    """What tables call each model, by this watchlist or one that linked here before."""
    return {**brands.known_titles(connection), **watchlist.titles}


def _groups(watchlist: Watchlist) -> dict[str, str]:
    return {brand.name: group.name for group in watchlist.groups for brand in group.brands}


def linked(connection: sqlite3.Connection, watchlist: Watchlist, given: Sequence[GivenIds] = ()) -> Linking:
    """The recalls of the newest notices. A recall's id begins with the name of its brand group in a watchlist.

    ``given``: where databases are merged, the ids that each of them gave.
    """
    groups = {**brands.known_groups(connection), **_groups(watchlist)}
    known = [] if given else recall_ids.known_ids(connection)
    return link(placed_scopes(connection), decisions(connection), known, groups, given)
