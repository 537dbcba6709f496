"""The link pass: all scopes the store holds, joined into recalls, saved as one."""

from __future__ import annotations

from db.store import Store
from pipelines.link import link


def link_all(store: Store) -> int:
    """Join the mentions of the newest notices into recalls; the number of recalls."""
    scopes = store.scopes_for_linking()
    links = link(scopes, store.decisions(), store.known_ids())
    store.save_links(links)
    return len(links.recalls)
