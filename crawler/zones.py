"""The clock of an outlet of which no more is known than its host: a country's domain tells it where all keep one.

Domains that are sold all over the world as words (.co, .fm, .io, .me, .to, .tv) tell nothing.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

_ZONES = {
    "ae": "Asia/Dubai",
    "at": "Europe/Vienna",
    "be": "Europe/Brussels",
    "bg": "Europe/Sofia",
    "ch": "Europe/Zurich",
    "cn": "Asia/Shanghai",
    "cz": "Europe/Prague",
    "de": "Europe/Berlin",
    "dk": "Europe/Copenhagen",
    "eg": "Africa/Cairo",
    "fi": "Europe/Helsinki",
    "fr": "Europe/Paris",
    "gr": "Europe/Athens",
    "hk": "Asia/Hong_Kong",
    "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest",
    "ie": "Europe/Dublin",
    "il": "Asia/Jerusalem",
    "in": "Asia/Kolkata",
    "it": "Europe/Rome",
    "jp": "Asia/Tokyo",
    "kr": "Asia/Seoul",
    "lt": "Europe/Vilnius",
    "lv": "Europe/Riga",
    "my": "Asia/Kuala_Lumpur",
    "nl": "Europe/Amsterdam",
    "no": "Europe/Oslo",
    "ph": "Asia/Manila",
    "pk": "Asia/Karachi",
    "pl": "Europe/Warsaw",
    "ro": "Europe/Bucharest",
    "rs": "Europe/Belgrade",
    "sa": "Asia/Riyadh",
    "se": "Europe/Stockholm",
    "sg": "Asia/Singapore",
    "si": "Europe/Ljubljana",
    "sk": "Europe/Bratislava",
    "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul",
    "tw": "Asia/Taipei",
    "ua": "Europe/Kyiv",
    "uk": "Europe/London",
    "vn": "Asia/Ho_Chi_Minh",
}


def zone_of(host: str) -> ZoneInfo | None:
    """The time zone that a host's country keeps, None where its domain does not tell it."""
    name = _ZONES.get(host.rpartition(".")[2].lower())
    return ZoneInfo(name) if name else None
