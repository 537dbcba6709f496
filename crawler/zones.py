"""The clock of a country in which all keep one, and of an outlet of which no more is known than host and language.

Domains that are sold all over the world as words (.co, .fm, .io, .me, .to, .tv) tell nothing.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

#: By ISO 3166-1 code; a country with far islands is here where hardly an outlet is at home on them.
ZONES = {
    "AE": "Asia/Dubai",
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "BG": "Europe/Sofia",
    "CH": "Europe/Zurich",
    "CN": "Asia/Shanghai",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "EG": "Africa/Cairo",
    "ES": "Europe/Madrid",
    "FI": "Europe/Helsinki",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "GR": "Europe/Athens",
    "HK": "Asia/Hong_Kong",
    "HR": "Europe/Zagreb",
    "HU": "Europe/Budapest",
    "IE": "Europe/Dublin",
    "IL": "Asia/Jerusalem",
    "IN": "Asia/Kolkata",
    "IT": "Europe/Rome",
    "JP": "Asia/Tokyo",
    "KR": "Asia/Seoul",
    "LT": "Europe/Vilnius",
    "LV": "Europe/Riga",
    "MY": "Asia/Kuala_Lumpur",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "PH": "Asia/Manila",
    "PK": "Asia/Karachi",
    "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon",
    "RO": "Europe/Bucharest",
    "RS": "Europe/Belgrade",
    "SA": "Asia/Riyadh",
    "SE": "Europe/Stockholm",
    "SG": "Asia/Singapore",
    "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava",
    "TH": "Asia/Bangkok",
    "TR": "Europe/Istanbul",
    "TW": "Asia/Taipei",
    "UA": "Europe/Kyiv",
    "VN": "Asia/Ho_Chi_Minh",
}


#: By language, where all countries in which outlets print it keep the same time.
_OF_LANGUAGE = {
    "cs": "Europe/Prague",
    "da": "Europe/Copenhagen",
    "de": "Europe/Berlin",
    "hu": "Europe/Budapest",
    "it": "Europe/Rome",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "nl": "Europe/Amsterdam",
    "pl": "Europe/Warsaw",
    "th": "Asia/Bangkok",
    "vi": "Asia/Ho_Chi_Minh",
}


def zone_of(host: str, language: str | None = None) -> ZoneInfo | None:
    """The time zone that a host's country keeps, or that of its language; None where neither tells it."""
    domain = host.rpartition(".")[2].upper()
    name = ZONES.get("GB" if domain == "UK" else domain) or _OF_LANGUAGE.get((language or "").partition("-")[0].lower())
    return ZoneInfo(name) if name else None
