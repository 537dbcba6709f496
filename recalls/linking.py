"""The link pass: all scopes the store holds, joined into recalls, saved as one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from db import recalls, stored
from db.linking import GivenIds, Linking
from db.store import Store
from pipelines.link import link
from pipelines.watchlist import Watchlist


def link_all(store: Store, watchlist: Watchlist) -> int:
    """Join the mentions of the newest notices into recalls; the number of recalls."""
    links = linked(store.connection, watchlist)
    store.save_links(links, watchlist.titles)
    return len(links.recalls)


def linked(connection: sqlite3.Connection, watchlist: Watchlist, given: Sequence[GivenIds] = ()) -> Linking:
    """The recalls of the newest notices. A recall's id begins with the name of its brand group in the watchlist.

    ``given``: where databases are merged, the ids that each of them gave.
    """
    groups = {brand.name: group.name for group in watchlist.groups for brand in group.brands}
    known = [] if given else recalls.known_ids(connection)
    return link(stored.placed_scopes(connection), recalls.decisions(connection), known, groups, given)
