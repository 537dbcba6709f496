"""``recalls feed``: a feed on standard output."""

from __future__ import annotations

import sys

from recalls.errors import DONE
from recalls.feeds import FORMATS, Feed
from recalls.options import Ask
from recalls.past import asked_store, filters_of


def run_feed(
    asked: Ask,
    output: str,
    *,
    language: str,
    reported_in: str | None,
    base: str | None,
    address: str | None,
    latest: int,
) -> int:
    """Write the bytes of one feed."""
    with asked_store(asked) as store:
        filters = filters_of(asked, store)
        written = FORMATS[output](store.connection, Feed(filters, language, reported_in, base, address, latest))
    sys.stdout.buffer.write(written)
    sys.stdout.flush()
    return DONE
