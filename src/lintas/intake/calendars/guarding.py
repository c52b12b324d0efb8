"""Connections that reach the public internet and nothing else.

A name is resolved once, every address that it has is looked at, and one of just those is dialled:
a name server that answers otherwise the second time is never asked a second time.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore
import httpx

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
MayReach = Callable[[str], bool]

PORTS = frozenset((80, 443))
MOST_CONNECTIONS = 8
# IPv6 that ends in an IPv4 address (RFC 4291, 6052, 8215): Python 3.11 calls some of it public.
_WRAPPED_LAST = tuple(map(ip_network, ("::/96", "64:ff9b::/96", "64:ff9b:1::/48")))
_OLD_SITE_LOCAL = ip_network("fec0::/10")


class Blocked(httpcore.ConnectError):
    """A name or address inside, or a port that calendars aren't at."""


def is_public(address: str) -> bool:
    """Whether it is a machine on the internet, not one beside or inside this one."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = _unwrapped(found)
        if inner is not None:
            return is_public(str(inner))
        if found.teredo or found in _OLD_SITE_LOCAL:
            return False
    return found.is_global and not found.is_multicast


def _unwrapped(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if any(address in network for network in _WRAPPED_LAST):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


async def resolve(host: str, port: int) -> Sequence[str]:
    """Every address of the name, as the machine's resolver spells them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


class _Guarding(httpcore.AsyncNetworkBackend):
    def __init__(self, resolve: Resolve, may_reach: MayReach, ports: frozenset[int]) -> None:
        self._resolve, self._may_reach, self._ports = resolve, may_reach, ports
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- httpcore's own interface
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises Blocked, and httpcore.ConnectError where the name is not known."""
        if port not in self._ports:
            raise Blocked("port")
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._resolve(host.rstrip("."), port)
        except (OSError, UnicodeError) as error:  # TimeoutError is an OSError
            raise httpcore.ConnectError("name") from error
        if not addresses or not all(self._may_reach(each) for each in addresses):
            raise Blocked("address")
        return await self._inner.connect_tcp(
            addresses[0], port, timeout, local_address, socket_options
        )

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """Raises Blocked, always."""
        raise Blocked("unix")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """What httpx sends through; certificates are checked against the name, not the address."""

    def __init__(
        self,
        resolve: Resolve = resolve,
        may_reach: MayReach = is_public,
        ports: frozenset[int] = PORTS,
    ) -> None:
        super().__init__(trust_env=False)
        # httpx 0.28 takes no network backend; its pool is replaced by one that has ours.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=MOST_CONNECTIONS,
            network_backend=_Guarding(resolve, may_reach, ports),
        )
