"""Which addresses of the network the program may connect to when it is given a link.

A name is resolved here, every address it has is checked, and the connection goes to
an address that was checked: a name that changes its mind meanwhile changes nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]
Lookup = Callable[[str, int], Awaitable[list[str]]]

_TUNNELS = tuple(
    ip_network(each)
    for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)
"""Addresses of IPv6 that stand for one of IPv4, which could be an inner one."""


class Inner(Exception):
    """The name leads to an address that is not of the open internet."""


def is_open(address: Address) -> bool:
    """Tell whether an address belongs to the open internet, and to nothing inside."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return is_open(mapped)
    if isinstance(address, IPv6Address) and any(address in net for net in _TUNNELS):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


async def looked_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name, by the system's own resolver."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


class CheckedResolver(AbstractResolver):
    """Resolves names for a connection, and refuses those that lead inside.

    One inner address among several is enough: it would be somebody's trick.
    """

    def __init__(self, allowed: Allowed, lookup: Lookup) -> None:
        self._allowed = allowed
        self._lookup = lookup

    async def resolve(
        self, host: str, port: int = 0, family: Any = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the checked addresses of a name.

        Raises:
            Inner: one of them is not of the open internet.
        """
        found = [ip_address(each) for each in await self._lookup(host, port)]
        for each in found:
            self.check(each)
        return [self._result(host, port, each) for each in dict.fromkeys(found)]

    def check(self, address: Address) -> None:
        """Refuse an inner address, also one that was written into the link.

        Raises:
            Inner: it is one.
        """
        if not self._allowed(address):
            raise Inner

    def _result(self, host: str, port: int, address: Address) -> ResolveResult:
        return ResolveResult(
            hostname=host,
            host=str(address),
            port=port,
            family=socket.AF_INET if address.version == 4 else socket.AF_INET6,  # noqa: PLR2004 - of IP
            proto=0,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )

    async def close(self) -> None:
        """Have nothing to close."""
