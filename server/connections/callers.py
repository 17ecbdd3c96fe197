"""From where a request comes: its connection's other end, or what a trusted proxy says of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
HeaderLine = tuple[bytes, bytes]

ADDRESSES_REMEMBERED_MAX = 4_096
LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
NETWORK_OF_ONE_BITS = 64  # whoever has one address of IPv6 has so many bits of them

_FORWARDED_FOR = b"x-forwarded-for"
_FORWARDED = b"forwarded"
_NODE = re.compile(r'\bfor="?(\[[0-9a-f:.]+\](?::\d+)?|[^",;\s]+)', re.IGNORECASE)
_PASSED_ON = (b"x-forwarded-", b"x-real-ip", b"via", _FORWARDED)


@dataclass(frozen=True, slots=True)
class Caller:
    """The address of a request; `is_certain` is False where somebody between may have hidden another one."""

    address: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Trusted:
    """Who is believed by address: proxies about whom they ask for, and who may read the metrics."""

    proxies: tuple[Network, ...] = ()
    metrics: tuple[Network, ...] = LOOPBACK


NOBODY_TRUSTED = Trusted()


def network(text: str) -> Network:
    """An address, or a network such as 10.0.0.0/8. Raises ValueError."""
    return ip_network(text.strip(), strict=False)


def is_within(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address lies in one of these networks."""
    return _is_within(address, tuple(networks))


@lru_cache(ADDRESSES_REMEMBERED_MAX)
def _is_within(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in each for each in networks)


@lru_cache(ADDRESSES_REMEMBERED_MAX)
def plain_address(text: str) -> str:
    """An address in its usual writing, without port, zone or brackets; empty where it is none."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


@lru_cache(ADDRESSES_REMEMBERED_MAX)
def counted_as(address: str) -> str:
    """Under which name limits by address count it: IPv6 by the network that one household has."""
    if ":" not in address:
        return address
    try:
        return str(ip_network(f"{address}/{NETWORK_OF_ONE_BITS}", strict=False))
    except ValueError:
        return address


def caller_of(peer: str, headers: Iterable[HeaderLine], proxies: tuple[Network, ...]) -> Caller:
    """Who asks. What is said to be forwarded counts only if each proxy on the way is one of `proxies`.

    Where the two headers of the trade do not agree, one of them is the caller's own: then the proxy itself
    counts, as one who is not certain.
    """
    peer = plain_address(peer) or peer
    passed_on = [(name, value) for name, value in headers if name.startswith(_PASSED_ON)]
    if not passed_on:
        return Caller(peer, is_certain=True)
    if not is_within(peer, proxies):
        return Caller(peer, is_certain=False)
    ways = [way for way in (_listed(passed_on), _nodes(passed_on)) if way]
    ends = {_first_beyond(way, proxies) for way in ways}
    if len(ends) != 1 or "" in ends:
        return Caller(peer, is_certain=False)
    return Caller(ends.pop(), is_certain=True)


def _listed(headers: Iterable[HeaderLine]) -> list[str]:
    """The addresses of X-Forwarded-For, the nearest last."""
    values = (value.decode("latin-1") for name, value in headers if name == _FORWARDED_FOR)
    return [part for value in values for part in value.split(",")]


def _nodes(headers: Iterable[HeaderLine]) -> list[str]:
    """The addresses of Forwarded, the nearest last."""
    values = (value.decode("latin-1") for name, value in headers if name == _FORWARDED)
    return [node for value in values for node in _NODE.findall(value)]


def _first_beyond(way: list[str], proxies: tuple[Network, ...]) -> str:
    """The nearest address that is no proxy of ours, else the farthest; empty where one can't be read."""
    for text in reversed(way):
        address = plain_address(text)
        if not address or not is_within(address, proxies):
            return address
    return plain_address(way[0])
