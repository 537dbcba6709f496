"""We ask one thing at a time, where we may, and come back when the host says so."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from scrapy.http import Response

from crawler import politeness, robots
from crawler.failures import Refused
from crawler.public_hosts import is_public
from crawler.retry import seconds_to_wait
from tests.crawler.engine import Case, Outcome, run
from tests.crawler.server import Reply, Server, serving

#: Seconds that no site of these tests takes, however busy the machine is.
PATIENT = 300
LIVE: dict[str, Any] = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_PAUSE": 0,
    "ALLOW_HOSTS": ["127.0.0.1"],
    "DOWNLOAD_TIMEOUT": PATIENT,
}
JSON = {"Content-Type": "application/json"}
LIST = Reply(json.dumps([{"id": "a", "title": "T", "text": "words"}]).encode(), headers=JSON)

# name of the case: what the server answers
SERVERS: dict[str, dict[str, list[Reply]]] = {
    "robots allows": {"/robots.txt": [Reply(b"User-agent: *\nAllow: /\n")], "/list": [LIST]},
    "robots forbids": {"/robots.txt": [Reply(b"User-agent: recall-timeline\nDisallow: /list\n")], "/list": [LIST]},
    "robots for others": {"/robots.txt": [Reply(b"User-agent: other\nDisallow: /\n")], "/list": [LIST]},
    "robots 404": {"/list": [LIST]},
    "robots 403": {"/robots.txt": [Reply(status=403)], "/list": [LIST]},
    "robots 500": {"/robots.txt": [Reply(b"User-agent: *\nAllow: /\n", status=500)], "/list": [LIST]},
    "robots is HTML": {"/robots.txt": [Reply(b"<html><body>Disallow: nothing</body></html>")], "/list": [LIST]},
    "robots too slow": {"/robots.txt": [Reply(b"User-agent: *\nCrawl-delay: 86400\n")], "/list": [LIST]},
    "retry after": {"/list": [Reply(status=429, headers={"Retry-After": "0"}), LIST]},
    "storm": {"/list": [Reply(status=503)]},
    "come back tomorrow": {"/list": [Reply(status=503, headers={"Retry-After": "86400"}), LIST]},
    "endless redirect": {"/list": [Reply(status=302, headers={"Location": "/list"})]},
    "redirect to another host": {"/list": [Reply(status=302, headers={"Location": "http://example.org/list"})]},
    "redirect to private": {"/list": [Reply(status=302, headers={"Location": "http://localhost:9/list"})]},
    "redirect to a file": {"/list": [Reply(status=302, headers={"Location": "file:///etc/hostname"})]},
    "broken off": {"/list": [Reply(LIST.body, headers=JSON, length=len(LIST.body) + 100)]},
    "too large": {"/list": [Reply(b"[" + b" " * 200_000 + b"]", headers=JSON)]},
    "linked page gone": {
        "/list": [Reply(b'[{"id": "x", "title": "T", "text": "w", "link": "SITE/gone"}]', headers=JSON)],
        "/gone": [Reply(status=410)],
    },
    "bot wall": {"/list": [Reply(b"<script src='/_Incapsula_Resource'></script>", status=403)]},
}


@pytest.fixture(scope="module")
def crawled() -> Iterator[dict[str, tuple[Outcome, Server]]]:
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serving(replies)) for name, replies in SERVERS.items()}
        for server in servers.values():
            for answers in server.replies.values():
                answers[:] = [
                    Reply(reply.body.replace(b"SITE", server.site.encode()), reply.status, reply.headers, reply.length)
                    for reply in answers
                ]
        cases = [Case("local-api", settings={**LIVE, "LOCAL_LISTS": [s.site + "/list"]}) for s in servers.values()]
        cases.append(Case("local-api", settings={**LIVE, "LOCAL_LISTS": ["http://127.0.0.1:9/list"]}))
        outcomes = run(*cases).outcomes
        found = dict(zip(SERVERS, zip(outcomes, servers.values(), strict=False), strict=True))
        found["refused"] = (outcomes[-1], next(iter(servers.values())))
        yield found


@pytest.mark.parametrize(
    "name", ["robots allows", "robots for others", "robots 404", "robots 403", "robots is HTML", "retry after"]
)
def test_what_may_be_read_is_read(crawled: dict[str, tuple[Outcome, Server]], name: str) -> None:
    outcome, _ = crawled[name]
    assert outcome.faults == []
    assert outcome.kept_promise
    assert outcome.complete
    assert outcome.document_count == 1


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("robots forbids", "robots", "forbidden by robots.txt"),
        ("robots 500", "robots", "answered 500"),
        ("robots too slow", "robots", "86400 s"),
        ("storm", "server_error", "answered 503"),
        ("come back tomorrow", "server_error", "answered 503"),
        ("endless redirect", "http", "redirect"),
        ("redirect to another host", "blocked", "example.org"),
        ("redirect to private", "private_address", "localhost"),
        ("redirect to a file", "http", "answered 302"),
        ("broken off", "http", "broke off"),
        ("too large", "too_large", "bound"),
        ("bot wall", "bot_wall", "bot wall"),
        ("refused", "refused", "refused the connection"),
    ],
)
def test_what_went_wrong_is_one_line_of_its_kind(
    crawled: dict[str, tuple[Outcome, Server]], name: str, kind: str, words: str
) -> None:
    outcome, _ = crawled[name]
    assert outcome.kinds == [kind]
    assert words in outcome.faults[0]["message"]
    assert not outcome.kept_promise
    assert outcome.document_count == 0


def test_a_closed_site_is_asked_for_its_robots_only(crawled: dict[str, tuple[Outcome, Server]]) -> None:
    for name in ("robots forbids", "robots 500", "robots too slow"):
        assert set(crawled[name][1].paths()) == {"/robots.txt"}


def test_retries_are_bounded_and_a_far_wish_ends_them(crawled: dict[str, tuple[Outcome, Server]]) -> None:
    assert crawled["storm"][1].paths().count("/list") == 3
    assert crawled["come back tomorrow"][1].paths().count("/list") == 1
    assert crawled["endless redirect"][1].paths().count("/list") == 6


def test_a_document_whose_own_address_says_so_is_gone(crawled: dict[str, tuple[Outcome, Server]]) -> None:
    outcome, _ = crawled["linked page gone"]
    assert outcome.gone == ["x"]
    assert outcome.kinds == ["not_found"]
    assert outcome.kept_promise


def test_a_private_address_is_not_connected_to_unless_named() -> None:
    with serving({"/list": [LIST]}) as server:
        settings = {**LIVE, "ALLOW_HOSTS": [], "LOCAL_LISTS": [server.site + "/list"]}
        outcome = run(Case("local-api", settings=settings)).outcomes[0]
    assert server.asked == []
    assert outcome.kinds == ["private_address"]
    assert "private address" in outcome.faults[0]["message"]


def test_a_connection_that_cannot_be_trusted_is_not_used(tmp_path: Path) -> None:
    with serving({"/list": [LIST]}, tls=self_signed(tmp_path)) as server:
        outcome = run(Case("local-api", settings={**LIVE, "LOCAL_LISTS": [server.site + "/list"]})).outcomes[0]
    assert server.asked == []
    assert outcome.kinds == ["tls"]


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, start, start.replace(year=2099))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "certificate.pem"
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_crawl_that_is_to_stop_waits_for_no_turn() -> None:
    politeness.rest("stopped.example", 3600)

    async def wait() -> None:
        asked = iter([False, True, True])
        async with politeness.turn("stopped.example", 0, lambda: next(asked)):
            raise AssertionError("the turn had not come")

    with pytest.raises(Refused) as caught:
        asyncio.run(asyncio.wait_for(wait(), 60))
    assert caught.value.kind == "cancelled"


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::6810:84e5", "64:ff9b::5db8:d70e"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


NOT_PUBLIC = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::"),
)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_others_are_not(address: str) -> None:
    assert not is_public(address)


def robots_txt(body: bytes, status: int = 200) -> robots.Rules:
    return robots.read(Response("https://example.org/robots.txt", status=status, body=body))


def test_half_a_megabyte_of_robots_is_parsed_and_a_cut_line_is_not_a_rule() -> None:
    filler = b"".join(b"Disallow: /%06d\n" % number for number in range(30_000))
    last = b"Disallow: /late\n"
    rules = robots_txt(b"User-agent: *\n" + filler[: 500 * 1024] + b"\n" + last + filler * 4)
    assert rules.refusal("https://example.org/late", "recall-timeline") == ("robots", "forbidden by robots.txt")
    assert rules.refusal("https://example.org/other", "recall-timeline") is None


def test_the_pause_that_a_host_asks_for_is_the_longer_of_both_ways_to_say_it() -> None:
    assert robots_txt(b"User-agent: *\nCrawl-delay: 2.5\n").pause("recall-timeline") == 2.5
    assert robots_txt(b"User-agent: *\nCrawl-delay: 2\nRequest-rate: 1/7s\n").pause("recall-timeline") == 7
    assert robots_txt(b"").pause("recall-timeline") == 0
    assert robots_txt(b"Crawl-delay: 9", status=404).pause("recall-timeline") == 0


def test_retry_after_is_seconds_or_a_date() -> None:
    now = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
    assert seconds_to_wait(b"17", now) == 17
    assert seconds_to_wait(b"Sun, 22 Nov 2026 12:01:00 GMT", now) == 60
    assert seconds_to_wait(b"Sun, 22 Nov 2026 11:00:00 GMT", now) == 0
    assert seconds_to_wait(b"soon", now) is None
    assert seconds_to_wait(b"Sun, 22 Nov 99999999999999999999 11:00:00 GMT", now) is None
    assert seconds_to_wait(None, now) is None
