"""The recalls that Germany's BAuA republishes (Produktsicherheitsportal).

Domain: www.baua.de
Caveats: Neither feed nor data are known. Most of it is Safety Gate's, so that it says little that is new.
    Read by structure.
Interface: /produktrueckrufe and what it links to, HTML
Seen: 2026-11-22, as an address in public texts
"""

from __future__ import annotations

from crawler.platforms.unseen_pages import UnseenPages


class Baua(UnseenPages):
    """See the module's docstring."""

    name = "de-baua"
    title = "BAuA Produktsicherheit"
    kind = "regulator"
    market = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    hosts = ("www.baua.de",)
    homepage = "https://www.baua.de/produktrueckrufe"
    licence = "© BAuA; facts only"
    checked = "2026-11-22"
    lists = ("https://www.baua.de/produktrueckrufe",)
    later = r"[Pp]roduktrueckrufe[^?]*$|[?&](gtp|page)=[\w%-]+$"
