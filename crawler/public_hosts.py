"""No connection to a loopback, private or link-local address, whatever a page or a redirect points to.

The check sits in the reactor's name resolver: what it lets through is what is
connected to, so a name cannot resolve to one address for us and another for
the connection.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any, cast

from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # NAT64 (RFC 6052): the last 32 bits are an IPv4 address


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whichever way it is written."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes on the public addresses of a host."""

    def __init__(self, receiver: Any, name: str, refused: dict[str, str]) -> None:
        self._receiver = receiver
        self._name = name
        self._refused = refused

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        self._refused.pop(self._name, None)
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:
        if is_public(cast(Any, address).host):
            self._receiver.addressResolved(address)
        else:
            self._refused[self._name] = cast(Any, address).host

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class PublicHosts:
    """A name resolver in front of the reactor's own.

    ``allowed`` are the hosts that the operator names; ``refused`` maps a host to
    the last address that was held back.
    """

    def __init__(self, resolver: Any) -> None:
        self._resolver = resolver
        self.allowed: set[str] = set()
        self.refused: dict[str, str] = {}

    @classmethod
    def on_guard(cls, allowed: frozenset[str]) -> PublicHosts:
        """The guard of this process's reactor, put there if need be, with further hosts allowed."""
        from twisted.internet import reactor  # only exists once Scrapy has chosen it

        resolver: Any = cast(Any, reactor).nameResolver
        if not isinstance(resolver, cls):
            resolver = cls(resolver)
            cast(Any, reactor).installNameResolver(resolver)
        resolver.allowed |= allowed
        return cast(PublicHosts, resolver)

    def resolveHostName(
        self,
        resolutionReceiver: IResolutionReceiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        receiver: Any = resolutionReceiver
        if hostName.lower() not in self.allowed:
            receiver = _PublicOnly(resolutionReceiver, hostName.lower(), self.refused)
        return cast(
            IHostResolution,
            self._resolver.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics),
        )
