"""Known coverage: addresses of reports on recalls of 2024 and 2025, which no feed shows any more.

The table beside this file was compiled from public pages in November 2026: address, language (BCP 47),
date of publication as far as it is known (EDTF), and whether its words could be relied on.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from crawler.addresses import host_of, normalised, within


class Covered(NamedTuple):
    """One report: its address, its language, and the EDTF date of its publication or None."""

    url: str
    language: str
    published: str | None


@cache
def coverage() -> tuple[Covered, ...]:
    """All known reports, in the order of the table."""
    table = (files("crawler") / "coverage.csv").read_text(encoding="utf-8")
    return tuple(
        Covered(row["url"], row["language"], row["published"] or None)
        for row in csv.DictReader(table.splitlines())
        if row["reliable"] == "yes"
    )


@cache
def languages() -> dict[str, str]:
    """The languages of all known reports, by their normalised addresses."""
    return {normalised(row.url): row.language for row in coverage()}


def covered(hosts: tuple[str, ...], own_pages: str = "") -> list[Covered]:
    """The known reports on some hosts, of the addresses that a pattern fits."""
    return [row for row in coverage() if within(host_of(row.url), hosts) and re.search(own_pages, row.url)]
