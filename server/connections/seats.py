"""Whose connection has a seat: totals of each kind, so that one kind never takes the seats of another."""

import resource
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Protocol

from server.refusals import ServerRefusal
from server.staff_warnings import StaffWarnings
from ticketing.sentences import N_, ToldError

SILENT_MAX = 512
SILENT_PER_ADDRESS_MAX = 128
SERVED_MAX = 2_500
SERVED_FOR_TOKENS_MAX = 200
GREETING_MAX = 512
BOARDS_MAX = 1_000
STAFF_MAX = 500
OWN_FILES_MAX = 500  # journal, registers, media that are being sent, and room to breathe
OWN_FILES_SHARE = 4  # of few descriptors the server keeps every fourth for itself
REQUEST_SECONDS_MAX = 10.0
NEXT_REQUEST_SECONDS_MAX = 15.0
ANSWER_SECONDS_MAX = 30.0
QUIET_BEATS = 30
SUBJECT = "screens-turned-away"
SCREENS_FULL = N_(
    "Screens are turned away: {boards} boards, or {staff} screens with a token, are connected already. "
    "Please look for what connects so often."
)


class ScreensTurnedAway(ToldError):
    """All seats of a kind of screens are taken."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many connections of each kind there may be at once.

    `silent` have sent no whole request yet, so many of them `silent_per_address`; `served` have, and
    `served_for_tokens` more may if they bear a good token; `greeting` are sockets without a hello; `boards`
    are displays without a token, and `staff` all sockets with one.
    """

    silent: int = SILENT_MAX
    silent_per_address: int = SILENT_PER_ADDRESS_MAX
    served: int = SERVED_MAX
    served_for_tokens: int = SERVED_FOR_TOKENS_MAX
    greeting: int = GREETING_MAX
    boards: int = BOARDS_MAX
    staff: int = STAFF_MAX

    @property
    def connections(self) -> int:
        """All of them together."""
        of_requests = self.silent + self.served + self.served_for_tokens
        return of_requests + self.greeting + self.boards + self.staff

    @classmethod
    def within(cls, files: int) -> "Totals":
        """The usual totals, or shares of them where so few files and connections may be open."""
        usual = cls()
        room = files - min(OWN_FILES_MAX, files // OWN_FILES_SHARE)
        if room >= usual.connections:
            return usual
        shares = {each.name: getattr(usual, each.name) * room // usual.connections for each in fields(cls)}
        return replace(usual, **{name: max(1, share) for name, share in shares.items()})


class Connection(Protocol):
    """One connection; `counted_as` is its address for limits by address, empty where none is to count."""

    counted_as: str

    def cut(self) -> None:
        """End it at once."""


class RequestSeats:
    """The seats of connections over which requests come, in the order in which they took them."""

    def __init__(self, totals: Totals | None = None) -> None:
        self.totals = totals or Totals()
        self.turned_away: Tally[str] = Tally()
        self._silent: dict[Connection, float] = {}
        self._of_address: dict[str, dict[Connection, None]] = {}
        self._resting: dict[Connection, float] = {}
        self._working: dict[Connection, float] = {}
        self._under_way: Tally[Connection] = Tally()

    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return {"silent": len(self._silent), "resting": len(self._resting), "working": len(self._working)}

    def arrive(self, connection: Connection, now: float) -> None:
        """A connection has come and said nothing yet; where there are too many, the oldest one is cut.

        It is one of the address that has most of them, so that a flood costs nobody else a seat.
        """
        self._silent[connection] = now
        own = self._of_address.setdefault(connection.counted_as, {})
        own[connection] = None
        if connection.counted_as and len(own) > self.totals.silent_per_address:
            self._cut(next(iter(own)), "silent")
        elif len(self._silent) > self.totals.silent:
            _, most = max(self._of_address.items(), key=lambda found: len(found[1]))
            self._cut(next(iter(most)), "silent")

    def begin(self, connection: Connection, now: float, *, has_token: bool = False) -> bool:
        """A whole request has come. Whether it may be answered; if not, it keeps the seat that it had."""
        if connection not in self._working:
            room = self.totals.served + (self.totals.served_for_tokens if has_token else 0)
            is_new = connection not in self._resting
            if is_new and len(self._resting) + len(self._working) >= room and not self._make_room(now):
                return False
            self._forget(connection)
            self._working[connection] = now
        self._under_way[connection] += 1
        return True

    def rest(self, connection: Connection, now: float) -> None:
        """A request has been answered; the connection may bring another one."""
        self._under_way[connection] -= 1
        if self._under_way[connection] <= 0:
            del self._under_way[connection]
            if self._working.pop(connection, None) is not None:
                self._resting[connection] = now

    def leave(self, connection: Connection) -> None:
        """A connection has ended, or goes on as a socket."""
        self._forget(connection)

    def cut_overdue(self, now: float) -> None:
        """Cut those whose request has not come whole within its time."""
        for connection in list(_before(self._silent, now - REQUEST_SECONDS_MAX)):
            self._cut(connection, "too-late")
        for connection in list(_before(self._resting, now - NEXT_REQUEST_SECONDS_MAX)):
            self._cut(connection, "too-late")

    def _make_room(self, now: float) -> bool:
        """Cut the one that rests for longest, or else one whose answer nobody has read for very long."""
        for connection in self._resting:
            self._cut(connection, "resting")
            return True
        for connection in _before(self._working, now - ANSWER_SECONDS_MAX):
            self._cut(connection, "unread")
            return True
        self.turned_away["too-many-connections"] += 1
        return False

    def _cut(self, connection: Connection, why: str) -> None:
        self.turned_away[why] += 1
        self._forget(connection)
        connection.cut()

    def _forget(self, connection: Connection) -> None:
        if self._silent.pop(connection, None) is not None:
            own = self._of_address[connection.counted_as]
            own.pop(connection)
            if not own:
                del self._of_address[connection.counted_as]
        self._resting.pop(connection, None)
        self._working.pop(connection, None)


def _before(since: dict[Connection, float], moment: float) -> Iterator[Connection]:
    """Those that took their seat before a moment; they lie in the order of time."""
    for connection, at in since.items():
        if at > moment:
            return
        yield connection


@dataclass(eq=False, slots=True)
class ScreenSeat:
    """One screen's seat; `give_up` ends the screen's conversation."""

    counted_as: str
    give_up: Callable[[], None]


class ScreenSeats:
    """The seats of websockets: those that greet, boards, and those with a token, each with a total."""

    def __init__(self, totals: Totals | None = None) -> None:
        self.totals = totals or Totals()
        self.turned_away: Tally[str] = Tally()
        self._greeting: dict[ScreenSeat, None] = {}
        self._boards: dict[ScreenSeat, None] = {}
        self._boards_of: Tally[str] = Tally()
        self._staff: dict[ScreenSeat, None] = {}

    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return {"greeting": len(self._greeting), "boards": len(self._boards), "staff": len(self._staff)}

    def greet(self, counted_as: str, give_up: Callable[[], None]) -> ScreenSeat:
        """A seat for a socket without a hello; where there are too many of them the oldest gives up."""
        seat = ScreenSeat(counted_as, give_up)
        self._greeting[seat] = None
        if len(self._greeting) > self.totals.greeting:
            self._end(next(iter(self._greeting)), "greeting")
        return seat

    def take(self, seat: ScreenSeat, give_up: Callable[[], None], *, has_token: bool) -> None:
        """The screen has said who it is. Raises ServerRefusal where all seats of its kind are taken.

        Where boards of one address have most seats, the last of them to come makes room for one of another
        address, so that nobody takes all of them from a single machine.
        """
        if has_token:
            if len(self._staff) >= self.totals.staff:
                self._refuse()
        elif len(self._boards) >= self.totals.boards:
            self._make_room(seat.counted_as)
        self._greeting.pop(seat, None)
        seat.give_up = give_up
        if has_token:
            self._staff[seat] = None
        else:
            self._boards[seat] = None
            self._boards_of[seat.counted_as] += 1

    def leave(self, seat: ScreenSeat) -> None:
        """The screen's connection has ended."""
        self._greeting.pop(seat, None)
        self._staff.pop(seat, None)
        if seat in self._boards:
            del self._boards[seat]
            self._boards_of[seat.counted_as] -= 1
            if not self._boards_of[seat.counted_as]:
                del self._boards_of[seat.counted_as]

    def _make_room(self, counted_as: str) -> None:
        most, count = self._boards_of.most_common(1)[0]
        if not most or count <= self._boards_of[counted_as] + 1:
            self._refuse()
        newest = next(each for each in reversed(self._boards) if each.counted_as == most)
        self._end(newest, "board")

    def _refuse(self) -> None:
        self.turned_away["too-many-screens"] += 1
        raise ServerRefusal("too-many-screens")

    def _end(self, seat: ScreenSeat, why: str) -> None:
        self.turned_away[why] += 1
        self.leave(seat)
        seat.give_up()


class Seats:
    """All seats of a server that may have so many files and connections open, or as many as it likes."""

    def __init__(self, files: int | None = None) -> None:
        totals = Totals() if files is None else Totals.within(files)
        self.requests = RequestSeats(totals)
        self.screens = ScreenSeats(totals)
        self._told_of = 0
        self._quiet_beats = 0

    def tell(self, warnings: StaffWarnings) -> None:
        """Let staff read that screens are turned away, until none was for a minute; at each heartbeat."""
        count, totals = self.screens.turned_away["too-many-screens"], self.screens.totals
        self._quiet_beats += 1
        if count > self._told_of:
            self._told_of, self._quiet_beats = count, 0
            warnings.tell(SUBJECT, ScreensTurnedAway(SCREENS_FULL, boards=totals.boards, staff=totals.staff))
        elif self._quiet_beats == QUIET_BEATS:
            warnings.settle(SUBJECT)


def most_open_files() -> int:
    """How many files and connections the system lets this process have open."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
