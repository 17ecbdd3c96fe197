"""Who keeps a seat and who loses one, by counts and moments alone."""

from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import partial

import pytest

from server.connections.seats import (
    ANSWER_SECONDS_MAX,
    NEXT_REQUEST_SECONDS_MAX,
    QUIET_BEATS,
    REQUEST_SECONDS_MAX,
    RequestSeats,
    ScreenSeat,
    ScreenSeats,
    Seats,
    Totals,
)
from server.staff_warnings import StaffWarnings
from tests.server.fakes import refused
from ticketing.refusals import Refusal

FEW = Totals(silent=8, silent_per_address=5, served=6, served_for_tokens=2, greeting=3, boards=4, staff=2)


@dataclass(eq=False)
class Line:
    """A connection that knows whether it was cut."""

    counted_as: str = "stranger"
    is_cut: bool = False

    def cut(self) -> None:
        """It was."""
        self.is_cut = True


@dataclass
class Room:
    """The seats, and how many conversations were given up."""

    seats: ScreenSeats = field(default_factory=lambda: ScreenSeats(FEW))
    gone: list[str] = field(default_factory=list)

    def board(self, name: str, counted_as: str = "wall", *, has_token: bool = False) -> ScreenSeat:
        """A screen that has come and said who it is."""
        seat = self.seats.greet(counted_as, lambda: self.gone.append(name))
        self.seats.take(seat, lambda: self.gone.append(name), has_token=has_token)
        return seat


def arrived(seats: RequestSeats, count: int, counted_as: str = "stranger", now: float = 0) -> list[Line]:
    """So many connections that say nothing."""
    lines = [Line(counted_as) for _ in range(count)]
    for line in lines:
        seats.arrive(line, now)
    return lines


def test_an_address_that_sends_nothing_loses_its_own_oldest_connections() -> None:
    """Beyond its number the oldest is cut, and nobody else's."""
    seats = RequestSeats(FEW)
    (honest,) = arrived(seats, 1, "clerk")
    flood = arrived(seats, 50)
    assert [line.is_cut for line in flood] == [True] * 45 + [False] * 5
    assert not honest.is_cut
    assert seats.counts()["silent"] == 6


def test_a_flood_from_many_addresses_costs_the_one_with_most() -> None:
    """Where all seats of the silent are taken, the address that has most of them gives one up."""
    seats = RequestSeats(FEW)
    flood, others = arrived(seats, 5), arrived(seats, 3, "others")
    (honest,) = arrived(seats, 1, "clerk")
    assert [line.is_cut for line in flood] == [True, False, False, False, False]
    assert not any(line.is_cut for line in (*others, honest))


def test_a_trusted_proxy_is_no_address() -> None:
    """Its connections count in the total alone."""
    seats = RequestSeats(FEW)
    assert not any(line.is_cut for line in arrived(seats, FEW.silent, ""))


def test_phones_of_one_address_have_seats_of_their_own() -> None:
    """Whoever has sent a request is no longer one of the silent; the longest at rest makes room."""
    seats = RequestSeats(FEW)
    phones = []
    for moment in range(FEW.served + 2):
        (phone,) = arrived(seats, 1, now=moment)
        assert seats.begin(phone, moment)
        seats.rest(phone, moment)
        phones.append(phone)
    assert [phone.is_cut for phone in phones] == [True, True] + [False] * FEW.served
    assert seats.counts() == {"silent": 0, "resting": FEW.served, "working": 0}


def test_a_token_has_a_seat_where_strangers_have_taken_theirs() -> None:
    """Where strangers work in all seats a further one is turned away; tokens have some more."""
    seats = RequestSeats(FEW)
    for line in arrived(seats, FEW.served):
        assert seats.begin(line, 0)
    stranger, *clerks = arrived(seats, 1 + FEW.served_for_tokens + 1, "clerk")
    assert not seats.begin(stranger, 1)
    assert [seats.begin(clerk, 1, has_token=True) for clerk in clerks] == [True, True, False]
    assert not seats.begin(stranger, 1)
    assert seats.turned_away["too-many-connections"] == 3


def test_an_answer_that_nobody_reads_makes_room_in_the_end() -> None:
    """Where every seat works, one that has worked for very long is cut for whoever comes."""
    seats = RequestSeats(FEW)
    slow = arrived(seats, FEW.served)
    for line in slow:
        seats.begin(line, 0)
    (citizen,) = arrived(seats, 1, "citizen")
    assert not seats.begin(citizen, ANSWER_SECONDS_MAX - 1)
    assert seats.begin(citizen, ANSWER_SECONDS_MAX)
    assert [line.is_cut for line in slow] == [True] + [False] * (FEW.served - 1)


def test_a_header_that_does_not_end_is_not_waited_for() -> None:
    """A first request has its seconds, a next one has its own, and one that is answered has no deadline."""
    seats = RequestSeats(FEW)
    slow, phone, working = arrived(seats, 3)
    for line in (phone, working):
        seats.begin(line, 0)
    seats.rest(phone, 0)
    seats.cut_overdue(REQUEST_SECONDS_MAX - 1)
    assert not slow.is_cut
    seats.cut_overdue(REQUEST_SECONDS_MAX)
    assert (slow.is_cut, phone.is_cut) == (True, False)
    seats.cut_overdue(NEXT_REQUEST_SECONDS_MAX)
    assert (phone.is_cut, working.is_cut) == (True, False)
    assert seats.turned_away["too-late"] == 2


def test_requests_in_a_row_over_one_connection_keep_one_seat() -> None:
    """A second request may begin before the first is quite over; the seat rests when both are."""
    seats = RequestSeats(FEW)
    (line,) = arrived(seats, 1)
    seats.begin(line, 0)
    seats.begin(line, 1)
    seats.rest(line, 2)
    assert seats.counts()["working"] == 1
    seats.rest(line, 3)
    assert seats.counts() == {"silent": 0, "resting": 1, "working": 0}
    seats.leave(line)
    seats.leave(line)
    assert sum(seats.counts().values()) == 0


def test_no_number_of_boards_takes_the_seat_of_a_token() -> None:
    """Boards are turned away at their total; kiosks and counters come in beside them."""
    room = Room()
    for number in range(FEW.boards):
        room.board(f"b{number}")
    with refused("too-many-screens"):
        room.board("one too many")
    kiosk = room.board("kiosk", has_token=True)
    room.board("counter", has_token=True)
    with refused("too-many-screens"):
        room.board("third", has_token=True)
    room.seats.leave(kiosk)
    room.board("third", has_token=True)
    assert room.gone == []


def test_no_number_of_sockets_without_a_hello_takes_any_seat() -> None:
    """The oldest of them gives up; whoever says hello at once is seated."""
    room = Room()
    for number in range(FEW.greeting + 5):
        room.seats.greet("stranger", partial(room.gone.append, f"idle {number}"))
    room.board("honest", has_token=True)
    assert room.gone == [f"idle {number}" for number in range(6)]
    assert room.seats.counts() == {"greeting": FEW.greeting - 1, "boards": 0, "staff": 1}


def test_boards_of_one_machine_make_room_for_one_of_another() -> None:
    """The last that the greediest address sent goes; among equals, and behind a proxy, nobody does."""
    room = Room()
    for number in range(FEW.boards):
        room.board(f"flood {number}", "stranger")
    room.board("television", "wall")
    room.board("second", "hall")
    assert room.gone == ["flood 3", "flood 2"]
    with refused("too-many-screens"):
        room.board("third", "wall")
    hidden = Room()
    for number in range(FEW.boards):
        hidden.board(f"b{number}", "")
    with refused("too-many-screens"):
        hidden.board("television", "wall")


def test_staff_read_that_screens_are_turned_away_as_long_as_they_are() -> None:
    """The sentence comes with the first and goes a minute of heartbeats after the last."""
    seats, warnings = Seats(files=64), StaffWarnings()
    board = ScreenSeat("", lambda: None)
    for _ in range(2):
        for _ in range(seats.screens.totals.boards):
            with suppress(Refusal):
                seats.screens.take(ScreenSeat("", lambda: None), lambda: None, has_token=False)
        with refused("too-many-screens"):
            seats.screens.take(board, lambda: None, has_token=False)
        seats.tell(warnings)
        assert "turned away" in warnings.shown()[0].en
        for _ in range(QUIET_BEATS - 1):
            seats.tell(warnings)
        assert warnings.shown()
        seats.tell(warnings)
        assert warnings.shown() == ()


@pytest.mark.parametrize("files", [16, 64, 256, 1_024, 4_096])
def test_few_descriptors_are_shared_out_and_some_stay_for_the_server(files: int) -> None:
    """Connections of all kinds together leave a quarter of few descriptors, or 500, for files."""
    totals = Totals.within(files)
    assert all(getattr(totals, each.name) >= 1 for each in fields(Totals))
    assert totals.connections <= max(6, files - min(500, files // 4))


def test_with_descriptors_enough_500_boards_and_2000_phones_have_a_seat() -> None:
    """What a proxy before a large office brings fits, and tokens beside it."""
    totals = Totals.within(65_536)
    assert totals == Totals()
    assert totals.boards >= 500
    assert totals.served >= 2_000
