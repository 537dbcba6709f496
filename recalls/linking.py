"""The link pass: all scopes the store holds, joined into recalls, saved as one."""

from __future__ import annotations

from db.store import Store
from pipelines.link import link
from pipelines.watchlist import Watchlist


def link_all(store: Store, watchlist: Watchlist) -> int:
    """Join the mentions of the newest notices into recalls; the number of recalls.

    A recall's id begins with the name of its brand group in the watchlist.
    """
    groups = {brand.name: group.name for group in watchlist.groups for brand in group.brands}
    links = link(store.scopes_for_linking(), store.decisions(), store.known_ids(), groups)
    store.save_links(links, watchlist.titles)
    return len(links.recalls)
