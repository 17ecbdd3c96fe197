"""What every answer of the server says besides what it is about: that nobody keeps it, and no guessing."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from server.connections.callers import HeaderLine

CACHE_CONTROL = b"cache-control"
NO_STORE = b"no-store"
# What anybody may have and no person is in. It may be kept, but is asked for anew each time.
OPEN_DATA = frozenset({"/api/v1/board", "/api/v1/office", "/api/v1/openapi.json", "/board", "/desk"})
OPEN_FOLDERS = ("/web/", "/api/v1/sounds/")
STATUSES_KEPT = frozenset({200, 206, 304})

_NO_GUESSING: HeaderLine = (b"x-content-type-options", b"nosniff")
_ALWAYS_SAID = frozenset(name for name, _ in (_NO_GUESSING, (CACHE_CONTROL, b"")))


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """A whole answer, for whoever writes it to a connection by hand."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def in_bytes(self) -> bytes:
        """As it goes over the connection."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        phrase = HTTPStatus(self.status).phrase
        return f"HTTP/1.1 {self.status} {phrase}\r\n{lines}\r\n".encode("latin-1") + self.body


def guarded(path: str, status: int, headers: Iterable[HeaderLine]) -> list[HeaderLine]:
    """These headers with `nosniff`, and with `no-store` unless the answer is open data or a file of /web.

    Whoever answers with open data says how long it may be kept; where nothing is said it is asked for anew.
    """
    told = list(headers)
    given = [value for name, value in told if name.lower() == CACHE_CONTROL]
    rest = [header for header in told if header[0].lower() not in _ALWAYS_SAID]
    keeping = b", ".join(given) if given else b"no-cache"
    if not (status in STATUSES_KEPT and is_open(path)):
        keeping = NO_STORE
    return [*rest, (CACHE_CONTROL, keeping), _NO_GUESSING]


def is_open(path: str) -> bool:
    """Whether what lies at this path is for anybody and may be kept."""
    return path in OPEN_DATA or path.startswith(OPEN_FOLDERS)
