"""News outlets: what all have in common need not be said of each."""

from __future__ import annotations

import re
import sys
from typing import Any, ClassVar

from crawler.addresses import host_of
from crawler.source import SourceSpider
from crawler.zones import ZONES
from db.records import SourceKind

_SEEN = re.compile(r"^Seen: (\d{4}-\d\d-\d\d)", re.MULTILINE)


class Outlet(SourceSpider):
    """A source that is an outlet of the press, unless it says otherwise.

    On the host of its homepage, by the clock of its market where all keep one there, its layout confirmed on the day
    that its module's docstring says: what differs is said in the class.
    """

    kind: ClassVar[SourceKind] = "press"

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        own = vars(cls)
        if "name" in own:
            cls.hosts = own.get("hosts") or (host_of(cls.homepage).removeprefix("www."),)
            cls.licence = own.get("licence") or f"© {cls.title}; quotes only"
            cls.timezone = own.get("timezone") or ZONES[cls.market or ""]
            seen = _SEEN.search(sys.modules[cls.__module__].__doc__ or "")
            cls.checked = own.get("checked") or (seen[1] if seen else "")
