"""Web addresses: compared after the least normalisation, and written down without secrets."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
#: Names of parameters and headers whose values are for one reader only.
_SECRET = re.compile(r"(api.?key|auth|token|secret|passw|signature|cookie|session|service.?key|credential|^key$)", re.I)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def is_secret(name: str) -> bool:
    """Whether a header or parameter of this name carries a secret."""
    return _SECRET.search(name) is not None


def normalised(url: str) -> str:
    """One spelling for one address: case of scheme, host and escapes, what must be escaped, no fragment.

    The order of parameters stays, and nothing that is escaped is unescaped: both may mean something.
    """
    parts = urlsplit(url.strip())
    netloc = parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme.lower(), ":"))
    return urlunsplit((parts.scheme.lower(), netloc, _escaped(parts.path) or "/", _escaped(parts.query), ""))


def _escaped(text: str) -> str:
    quoted = quote(text, safe="%/:@!$&'()*+,;=~?-._")
    return _ESCAPE.sub(lambda match: match.group().upper(), quoted)


def without_secrets(url: str) -> str:
    """The address with the values of secret parameters, and any user name, taken out."""
    parts = urlsplit(url)
    netloc = parts.netloc.rpartition("@")[2]
    query = parts.query
    if any(is_secret(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(name, "withheld" if is_secret(name) else value) for name, value in pairs])
    return urlunsplit((parts.scheme, netloc, parts.path, query, parts.fragment))


def host_of(url: str) -> str:
    """The host's name in lower case, without port; "" where the address is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def joined(base: str, link: str) -> str:
    """The whole address that a link in a page leads to; "" where it is none of the web."""
    try:
        url = urljoin(base, link.strip())
        return url if url.startswith(("http://", "https://")) and urlsplit(url).port != 0 else ""
    except ValueError:  # a port or a bracket that is none
        return ""


def within(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether a host is one of these or below one of them."""
    return any(host == known or host.endswith("." + known) for known in hosts)
