"""Addresses that sources give, which may be linked from what we write."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def safe_link(address: str | None) -> str | None:
    """An address that may be linked: http(s) with a host, printable, and not too long; else None.

    What cannot be printed would end a line of a calendar or break a feed's XML.
    """
    if not address or len(address) > 2000 or not re.match(r"https?://[^\s/?#\\]", address, re.IGNORECASE):
        return None
    try:
        return address if urlsplit(address).hostname and address.isprintable() else None
    except ValueError:
        return None
