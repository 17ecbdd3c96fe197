"""Signing in: limited attempts, sessions that end, and what a restart may not forget."""

import asyncio
from datetime import datetime

import pytest

from server.clerks.clerk_file import FILE_NAME, ClerkFile
from server.clerks.sessions import PLACES_PER_CLERK_MAX, SESSION_KEPT_DAYS, SESSIONS_PER_CLERK_MAX
from server.clerks.sign_in_attempts import (
    ADDRESS_ATTEMPTS_MAX,
    ATTEMPTS_MAX,
    LOCK_SECONDS_MIN,
    STRANGERS_ATTEMPTS_MAX,
)
from server.clerks.sign_in_queue import SIGN_INS_WAITING_MAX, STRANGERS_AT_ONCE_MAX
from tests.server.clerks.conftest import Staff
from tests.server.fakes import refused
from ticketing.refusals import Refusal

HERE, ELSEWHERE = "192.168.1.11", "192.168.1.66"


async def error_of(staff: Staff, name: str, pin: str, address: str = HERE) -> str:
    """What a sign-in is refused by, or nothing."""
    try:
        await staff.sessions.sign_in(name, pin, address)
    except Refusal as refusal:
        return refusal.name
    return ""


async def lock(staff: Staff, name: str, address: str = HERE) -> None:
    for _ in range(ATTEMPTS_MAX):
        assert await error_of(staff, name, "0000", address) == "sign-in-wrong"


async def test_a_name_and_a_pin_make_a_session(staff: Staff) -> None:
    """The session has the name as it is kept, the role, and the end of the office's day."""
    signed_in = await staff.sessions.sign_in("HOA", "2468")
    session = await staff.sessions.session_of(signed_in.token)
    assert session == signed_in.session
    assert session is not None
    assert (session.name, session.role, session.wire_role) == ("Hoa", "clerk", "counter")
    assert session.ends_at.isoformat() == "2026-11-24T00:00:00+07:00"
    assert signed_in.token not in repr(signed_in)


@pytest.mark.parametrize(
    ("name", "pin"),
    [("Hoa", "2469"), ("Mai", "2468"), ("Hoa", ""), ("", ""), ("Hoa", "two"), ("Lan", "2468")],
)
async def test_a_wrong_name_and_a_wrong_pin_are_one_refusal(staff: Staff, name: str, pin: str) -> None:
    """Whoever guesses does not learn which of the two was wrong."""
    with pytest.raises(Refusal) as wrong:
        await staff.sessions.sign_in(name, pin)
    assert (wrong.value.name, wrong.value.values) == ("sign-in-wrong", {"tries_max": 5})


@pytest.mark.parametrize("name", ["Hoa", "Nobody"])
async def test_too_many_wrong_pins_lock_the_name_at_that_address(staff: Staff, name: str) -> None:
    """After ATTEMPTS_MAX wrong ones even the right PIN waits there; a name of nobody is locked alike."""
    await lock(staff, name)
    with pytest.raises(Refusal, match="Nobody signs in with this name here until 08:01") as locked:
        await staff.sessions.sign_in(name, "2468", HERE)
    assert locked.value.name == "sign-in-locked"
    assert locked.value.values["retry_seconds"] == LOCK_SECONDS_MIN
    assert await error_of(staff, name, "0000", ELSEWHERE) == "sign-in-wrong"


async def test_a_lock_ends_after_its_time_and_the_next_is_longer(staff: Staff) -> None:
    """The right PIN then signs in and all attempts are there again; a wrong one locks for twice as long."""
    await lock(staff, "Hoa")
    staff.clock.forward(seconds=LOCK_SECONDS_MIN - 1)
    assert await error_of(staff, "Hoa", "2468") == "sign-in-locked"
    staff.clock.forward(seconds=1)
    assert await error_of(staff, "Hoa", "0000") == "sign-in-wrong"
    staff.clock.forward(seconds=LOCK_SECONDS_MIN)
    assert await error_of(staff, "Hoa", "2468") == "sign-in-locked"
    staff.clock.forward(seconds=LOCK_SECONDS_MIN)
    assert await error_of(staff, "Hoa", "2468") == ""
    await lock(staff, "Hoa")


@pytest.mark.parametrize("by", [{"hours": -1}, {"hours": 5}, {"days": -400}, {"days": 400}], ids=str)
async def test_a_clock_that_is_set_ends_no_lock_and_makes_none_longer(
    staff: Staff, by: dict[str, float]
) -> None:
    """Locks go by the time that has gone by."""
    await lock(staff, "Hoa")
    staff.clock.jump(**by)
    assert await error_of(staff, "Hoa", "2468") == "sign-in-locked"
    staff.clock.forward(seconds=LOCK_SECONDS_MIN)
    assert await error_of(staff, "Hoa", "2468") == ""


async def test_nobody_locks_a_name_from_elsewhere(staff: Staff) -> None:
    """However many addresses guess, who has signed in at a place before does so again; others wait."""
    assert await error_of(staff, "Hoa", "2468") == ""
    errors = [
        await error_of(staff, "Hoa", f"{guess:04}", f"10.0.{guess}.{again}")
        for guess in range(20)
        for again in range(3)
    ]
    assert errors.count("sign-in-wrong") == STRANGERS_ATTEMPTS_MAX
    assert set(errors[STRANGERS_ATTEMPTS_MAX:]) == {"sign-in-locked"}
    assert await error_of(staff, "Hoa", "2468", "192.168.1.12") == "sign-in-locked"
    assert await error_of(staff, "Hoa", "2468") == ""
    await staff.restart()
    assert await error_of(staff, "Hoa", "2468") == ""


async def test_one_address_tries_few_names(staff: Staff) -> None:
    """One from which nobody has signed in is locked after ADDRESS_ATTEMPTS_MAX wrong ones, for all names."""
    names = [f"Nobody {number}" for number in range(ADDRESS_ATTEMPTS_MAX)]
    assert {await error_of(staff, name, "0000", ELSEWHERE) for name in names} == {"sign-in-wrong"}
    assert await error_of(staff, "Hoa", "2468", ELSEWHERE) == "sign-in-locked"
    assert await error_of(staff, "Hoa", "2468", HERE) == ""
    staff.sessions.attempts.unlock_address(ELSEWHERE)
    assert await error_of(staff, "Hoa", "2468", ELSEWHERE) == ""


async def test_the_addresses_of_one_ipv6_network_are_one(staff: Staff) -> None:
    """Whoever has one has as many as they like."""
    errors = [await error_of(staff, "Hoa", "0000", f"2001:db8::{part}") for part in range(1, 7)]
    assert errors == ["sign-in-wrong"] * ATTEMPTS_MAX + ["sign-in-locked"]


async def test_a_right_pin_ends_the_count(staff: Staff) -> None:
    """Wrong ones count in a row only."""
    for _ in range(2):
        for _ in range(ATTEMPTS_MAX - 1):
            assert await error_of(staff, "Hoa", "0000") == "sign-in-wrong"
        assert await error_of(staff, "Hoa", "2468") == ""


async def test_a_restart_ends_locks_and_remembers_places(staff: Staff) -> None:
    """Counts are in memory, since a guess may not write; who has signed in from where is on disk."""
    await lock(staff, "Hoa")
    await staff.restart()
    for number in range(PLACES_PER_CLERK_MAX + 1):
        staff.clock.forward(seconds=1)
        assert await error_of(staff, "Hoa", "2468", f"192.168.1.{number}") == ""
    await staff.restart()
    places = await ClerkFile(staff.folder).read("SELECT address FROM sign_in_places ORDER BY last_at")
    assert places == [(f"192.168.1.{number}",) for number in range(1, PLACES_PER_CLERK_MAX + 1)]


async def test_guesses_at_once_get_no_more_attempts(staff: Staff) -> None:
    """Of as many guesses as may be under way only ATTEMPTS_MAX are looked at."""
    at_once = SIGN_INS_WAITING_MAX + STRANGERS_AT_ONCE_MAX
    errors = await asyncio.gather(*(error_of(staff, "Hoa", f"{pin:04}") for pin in range(at_once)))
    assert errors.count("sign-in-wrong") == ATTEMPTS_MAX
    assert errors.count("sign-in-locked") == at_once - ATTEMPTS_MAX


async def test_only_so_many_are_looked_at(staff: Staff) -> None:
    """With as many under way as may wait a further one of the same address is refused, at no attempt."""
    names = [f"Nobody {number}" for number in range(SIGN_INS_WAITING_MAX + STRANGERS_AT_ONCE_MAX)]
    tries = (error_of(staff, name, "0000", ELSEWHERE) for name in (*names, "Hoa"))
    honest = error_of(staff, "Hoa", "2468", HERE)
    errors = await asyncio.gather(*tries, honest)
    assert errors == [*["sign-in-wrong"] * (len(names) - 1), "too-busy", "too-busy", ""]


async def test_the_loop_goes_on_while_a_pin_is_checked(staff: Staff) -> None:
    """Checking takes a thread's time and not the loop's."""
    signing_in = asyncio.create_task(staff.sessions.sign_in("Hoa", "2468"))
    turns = 0
    while not signing_in.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 20


async def test_whoever_hangs_up_frees_no_place_and_leaves_no_trouble(staff: Staff) -> None:
    """A caller who goes away while a PIN is checked is counted until the check is done."""
    gone = asyncio.create_task(staff.sessions.sign_in("Hoa", "0000"))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await error_of(staff, "Hoa", "2468") == ""


async def test_a_session_outlives_a_restart(staff: Staff) -> None:
    """Nobody has to sign in anew because the server was restarted, and no token lies on disk."""
    token = (await staff.sessions.sign_in("Lan", "135790")).token
    await staff.restart()
    session = await staff.sessions.session_of(token)
    assert session is not None
    assert (session.name, session.wire_role, session.is_pin_short) == ("Lan", "manager", False)
    assert token.encode() not in (staff.folder / FILE_NAME).read_bytes()


async def test_a_session_ends_with_the_service_day(staff: Staff) -> None:
    """It is good until the last second before the office's midnight."""
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    staff.clock.moment = datetime.fromisoformat("2026-11-23T23:59:59+07:00")
    assert await staff.sessions.session_of(token)
    staff.clock.forward(seconds=1)
    with refused("session-over"):
        await staff.sessions.session_of(token)


@pytest.mark.parametrize("is_seen", [True, False], ids=["seen", "unseen"])
@pytest.mark.parametrize("days", [1, -1])
async def test_a_session_that_has_ended_stays_so_when_the_clock_is_set_back(
    staff: Staff, days: int, *, is_seen: bool
) -> None:
    """Neither on the day when it began nor after a restart, whether anybody asked meanwhile or not."""
    await staff.sessions.turn_day()
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    staff.clock.jump(days=days)
    if is_seen:
        with refused("session-over"):
            await staff.sessions.session_of(token)
    else:
        await staff.sessions.turn_day()
    staff.clock.jump(days=-days)
    with refused("session-over"):
        await staff.sessions.session_of(token)
    await staff.restart()
    with refused("session-over"):
        await staff.sessions.session_of(token)


async def test_a_turn_of_the_day_ends_no_session_of_today(staff: Staff) -> None:
    """Only those of other days are over, and looking writes nothing where there is none."""
    await staff.sessions.sign_in("Hoa", "2468")
    staff.clock.forward(days=1)
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    await staff.sessions.turn_day()
    assert await staff.sessions.session_of(token)
    states = await ClerkFile(staff.folder).read("SELECT day, is_over FROM sessions ORDER BY day")
    assert states == [("2026-11-23", 1), ("2026-11-24", 0)]


async def test_signing_out_ends_one_session(staff: Staff) -> None:
    """The person's other sessions go on; signing out twice is refused."""
    one = (await staff.sessions.sign_in("Hoa", "2468")).token
    other = (await staff.sessions.sign_in("Hoa", "2468")).token
    await staff.sessions.sign_out(one)
    with refused("session-over"):
        await staff.sessions.session_of(one)
    with refused("session-over"):
        await staff.sessions.sign_out(one)
    assert await staff.sessions.session_of(other)
    with refused("session-missing"):
        await staff.sessions.sign_out("a token of something else")


async def test_a_disabled_person_is_out_at_once(staff: Staff) -> None:
    """All sessions end and do not come back with the person; the right PIN tells why it does not help."""
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    await staff.register.set_disabled("hoa", is_disabled=True)
    assert await error_of(staff, "Hoa", "2468") == "clerk-disabled"
    assert await error_of(staff, "Hoa", "0000") == "sign-in-wrong"
    await staff.register.set_disabled("hoa", is_disabled=False)
    with refused("session-over"):
        await staff.sessions.session_of(token)
    assert await error_of(staff, "Hoa", "2468") == ""


async def test_a_new_pin_ends_lock_out_and_sessions(staff: Staff) -> None:
    """With the new PIN one signs in at once, with the old one no more."""
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    await lock(staff, "Hoa")
    await staff.register.set_pin("Hoa", "8642", staff.random_source)
    with refused("session-over"):
        await staff.sessions.session_of(token)
    assert await error_of(staff, "Hoa", "2468") == "sign-in-wrong"
    assert await error_of(staff, "Hoa", "8642") == ""


async def test_of_too_many_sessions_the_oldest_ends(staff: Staff) -> None:
    """One person has SESSIONS_PER_CLERK_MAX at most; those of others are left alone."""
    others = (await staff.sessions.sign_in("Lan", "135790")).token
    tokens = []
    for _ in range(SESSIONS_PER_CLERK_MAX + 1):
        staff.clock.forward(seconds=1)
        tokens.append((await staff.sessions.sign_in("Hoa", "2468")).token)
    with refused("session-over"):
        await staff.sessions.session_of(tokens[0])
    assert all([await staff.sessions.session_of(token) for token in (*tokens[1:], others)])


async def test_old_sessions_are_forgotten(staff: Staff) -> None:
    """A screen that was left on reads for a week that its session is over; then its token is unknown."""
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    staff.clock.forward(days=SESSION_KEPT_DAYS)
    await staff.sessions.sign_in("Hoa", "2468")
    with refused("session-over"):
        await staff.sessions.session_of(token)
    staff.clock.forward(days=1)
    await staff.sessions.sign_in("Hoa", "2468")
    assert await staff.sessions.session_of(token) is None


async def test_a_file_that_can_not_be_used_is_a_refusal(staff: Staff) -> None:
    """A broken file in its place refuses sessions and sign-ins by name; the right one is used again."""
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    await staff.restart()  # so that all of it is in the one file
    path = staff.folder / FILE_NAME
    put_aside = path.rename(staff.folder / "put aside")
    assert await staff.sessions.session_of(token) is None
    path.write_text("accounts of 2019, kept by hand", encoding="utf-8")
    with refused("clerks-unavailable"):
        await staff.sessions.session_of("token")
    assert await error_of(staff, "Hoa", "2468") == "clerks-unavailable"
    put_aside.replace(path)
    assert await staff.sessions.session_of(token)
