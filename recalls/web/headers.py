"""The headers of every answer: what a browser may load and run, whatever a page holds."""

from __future__ import annotations

from collections.abc import Iterable

#: Only our own style, script and pictures; no inline script or style; nobody may frame us.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'"
)
POLICY = f"{PAGE_POLICY}; frame-ancestors 'none'"
#: An archived copy: nothing is loaded, run or sent; only our own style. Our pages may frame it.
COPY_PAGE_POLICY = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'"
COPY_POLICY = f"sandbox; {COPY_PAGE_POLICY}; frame-ancestors 'self'"
_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def headers_for(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer and those that it lacks."""
    there = list(given)
    names = {name.decode("latin-1").lower() for name, _ in there}
    return [*there, *((name.encode(), value.encode()) for name, value in _ALWAYS.items() if name not in names)]
