"""From which pages a browser may press and listen here: from the server's own, and those the office names."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.refusals import ServerRefusal
from ticketing.refusals import Refusal
from ticketing.sentences import one_line

IS_FORWARDED = "is_forwarded"
ORIGINS_TOLD_MAX = 20
ORIGIN_LENGTH_MAX = 100
READING = ("GET", "HEAD", "OPTIONS")
KEY = "[server] origins"
_PORTS = {"http": ":80", "https": ":443"}

log = logging.getLogger(__name__)


def is_right(origin: str, hosts: Iterable[str], named: Iterable[str]) -> bool:
    """Whether a page's origin is the host of the request itself, or one that the office file names.

    Before a server there may be a proxy that speaks https, so that the scheme of its own host is not known.
    """
    origin = origin.lower()
    scheme, has_scheme, host = origin.partition("://")
    if not has_scheme or scheme not in _PORTS:
        return False
    place = host.removesuffix(_PORTS[scheme])
    own = (each.strip().lower().removesuffix(_PORTS[scheme]) for each in hosts if each)
    return place in own or f"{scheme}://{place}" in {_plain(each) for each in named}


def _plain(named: str) -> str:
    """The origin of an address, without what follows its host and a port that goes without saying."""
    scheme, _, rest = named.lower().partition("://")
    return f"{scheme}://{rest.partition('/')[0].removesuffix(_PORTS.get(scheme, ''))}"


@dataclass(slots=True)
class Origins:
    """Judges requests by their origin; the log names a wrong one once, and ORIGINS_TOLD_MAX of them at most.

    `named` are the addresses that the office file gives.
    """

    named: tuple[str, ...] = ()
    _told: set[str] = field(default_factory=set)

    def refusal_of(self, scope: Scope) -> Refusal | None:
        """Why the page that asks may not; None where it may, or no page asks."""
        headers = scope["headers"]
        origin = _of(headers, b"origin")
        if origin is None:
            return None
        hosts = [_of(headers, b"host") or ""]
        if scope.get("state", {}).get(IS_FORWARDED):
            hosts += (_of(headers, b"x-forwarded-host") or "").split(",")
        if is_right(origin, hosts, self.named):
            return None
        shown = one_line(origin, ORIGIN_LENGTH_MAX)
        self._tell(shown, one_line(hosts[0], ORIGIN_LENGTH_MAX))
        return ServerRefusal("origin-unknown", origin=shown, key=KEY)

    def _tell(self, origin: str, host: str) -> None:
        if origin in self._told or len(self._told) >= ORIGINS_TOLD_MAX:
            return
        self._told.add(origin)
        log.warning(
            "A page of %s was refused, which asked for the host %s. "
            'If it is the office\'s own, write in the office file: %s = ["%s"]',
            origin,
            host,
            KEY,
            origin,
        )


@dataclass(frozen=True, slots=True)
class OriginCheck:
    """The layer that lets no page of another server change anything here, whatever token it has."""

    app: ASGIApp
    origins: Origins
    refuse: Callable[[Request, Refusal], Response]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_changing = scope["type"] == "http" and scope["method"] not in READING
        if is_changing and (refusal := self.origins.refusal_of(scope)):
            await self.refuse(Request(scope), refusal)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _of(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str | None:
    found = [value for key, value in headers if key == name]
    return found[0].decode("latin-1") if found else None
