"""Sites of manufacturers, whose layout nobody has shown: what all have in common need not be said of each."""

from __future__ import annotations

from typing import Any, ClassVar

from crawler.addresses import host_of
from crawler.health import Promise
from crawler.platforms.article import Articles
from db.records import SourceKind


class Maker(Articles):
    """A manufacturer's site: on its homepage's host alone, its pages without a day as far as is known.

    ``folder`` is the part of a site that speaks to one country, where the host serves others too: its pages, and the
    sitemaps of the whole.
    """

    kind: ClassVar[SourceKind] = "manufacturer"
    promise = Promise(published=0.0)
    checked_by: ClassVar[str] = "no layout is evidenced; addresses are, in regulators' texts and public sitemaps"
    about = r"recall|/rc\d{4}"
    folder: ClassVar[str] = ""

    def __init_subclass__(cls, **named: Any) -> None:
        own_hosts = vars(cls).get("hosts")
        super().__init_subclass__(**named)
        if "name" in vars(cls):
            cls.hosts = own_hosts or (host_of(cls.homepage),)
        if "folder" in vars(cls):
            cls.own_pages = rf"^https?://[^/]+/({cls.folder}/|[^/]*sitemap[^/]*\.xml)"
