"""News outlets: what all have in common need not be said of each."""

from __future__ import annotations

from typing import Any, ClassVar

from crawler.addresses import host_of
from crawler.source import SourceSpider
from db.records import SourceKind


class Outlet(SourceSpider):
    """A source that is an outlet of the press, on the host of its homepage, unless it says otherwise."""

    kind: ClassVar[SourceKind] = "press"

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        own = vars(cls)
        if "name" in own:
            cls.hosts = own.get("hosts") or (host_of(cls.homepage).removeprefix("www."),)
            cls.licence = own.get("licence") or f"© {cls.title}; quotes only"
