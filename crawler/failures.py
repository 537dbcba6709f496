"""Why a page could not be had or read, in the kinds that a Fault has."""

from __future__ import annotations

from lxml import etree
from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.markup import element_text

#: What bot walls write into the page that they show instead of the one asked for; some write it into every page.
BOT_WALLS = (
    *(b"_Incapsula_Resource", b"cf-challenge", b"challenge-platform", b"errors.edgesuite.net", b"px-captcha"),
    *(b"captcha-delivery.com", b"awswaf.com", b"sucuri_cloudproxy", b"within.website/x/cmd/anubis", b"ddos-guard"),
)
#: A wall has a script and a line or two to read: bytes and letters that it has at most.
_WALL_BYTES, _WALL_WORDS = 100_000, 400

#: What a status says of us or of the page; 5xx is the server's own trouble.
_STATUSES = {
    **dict.fromkeys((401, 403, 407, 429, 451), "forbidden"),
    **dict.fromkeys((404, 410), "not_found"),
}

#: Marks an answer that no server gave: a replayed archive lacks the address.
NOT_ARCHIVED = "X-Not-In-Archive"


class Unreadable(Exception):
    """An answer came but does not hold what its source promises; ``kind`` is a Fault's."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Refused(IgnoreRequest):
    """We do not ask for this address; ``kind`` is a Fault's."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class PrivateAddress(Exception):
    """A name leads to a loopback, private or link-local address that nobody has allowed."""


_KINDS: tuple[tuple[type[BaseException], str, str], ...] = (
    (CannotResolveHostError, "dns", "the host's name is not known"),
    (DownloadConnectionRefusedError, "refused", "the host refused the connection"),
    (DownloadTimeoutError, "timeout", "the host did not answer in time"),
    (DownloadCancelledError, "too_large", "the answer is larger than this source's bound"),
    (ResponseDataLossError, "http", "the answer broke off"),
    (UnsupportedURLSchemeError, "blocked", "only http and https are visited"),
    (NotSupported, "blocked", "only http and https are visited"),
)


def is_bot_wall(body: bytes) -> bool:
    """Whether a page is a bot wall's and not its site's: it bears a wall's mark, and hardly any words."""
    if len(body) > _WALL_BYTES or not _is_marked(body):
        return False
    tree = etree.fromstring(body, etree.HTMLParser(encoding="iso-8859-1"))
    return tree is None or len(element_text(tree)) < _WALL_WORDS


def refuse_no_answer(body: bytes) -> None:
    """Raises Unreadable where a body is empty or a bot wall's."""
    if not body.strip():
        raise Unreadable("parse", "the answer is empty")
    if is_bot_wall(body):
        raise Unreadable("bot_wall", "a bot wall answered")


def _is_marked(body: bytes) -> bool:
    return any(mark in body for mark in BOT_WALLS)


def of_status(response: Response) -> tuple[str, str]:
    """Kind and message for an answer whose status is not a success."""
    if NOT_ARCHIVED in response.headers:
        return "not_archived", "not in the archive"
    if _is_marked(response.body):
        return "bot_wall", f"a bot wall answered {response.status}"
    kind = "server_error" if response.status >= 500 else _STATUSES.get(response.status, "http")
    return kind, f"answered {response.status}"


def of_exception(error: BaseException) -> tuple[str, str]:
    """Kind and message for a request that got no answer we may read."""
    if isinstance(error, HttpError):
        return of_status(error.response)
    if isinstance(error, Refused | Unreadable):
        return error.kind, str(error)
    if isinstance(error, PrivateAddress):
        return "private_address", str(error)
    if _is_tls(error):
        return "tls", "no trustworthy encrypted connection could be made"
    if isinstance(error, IgnoreRequest):
        kind = "too_large" if "during decompression" in str(error) else "http"
        message = (
            "the answer is larger than this source's bound once decompressed" if kind == "too_large" else str(error)
        )
        return kind, message
    for known, kind, message in _KINDS:
        if isinstance(error, known):
            return kind, message
    return "http", f"the connection failed ({type(error).__name__})"


def _is_tls(error: BaseException) -> bool:
    """Twisted hides a handshake's failure in a list of reasons within the failure of the request."""
    cause = error.__cause__ if isinstance(error, DownloadFailedError) else error
    reasons = [getattr(reason, "value", None) for reason in getattr(cause, "reasons", ())]
    # service_identity, which compares names, is no dependency of ours: its error is known by what it is called.
    return any(
        isinstance(one, SSL.Error) or type(one).__name__.endswith("VerificationError")
        for one in (error, cause, *reasons)
    )
