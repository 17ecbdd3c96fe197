"""Signing in: limited attempts, sessions that end, and what a restart may not forget."""

import asyncio
from datetime import datetime, timedelta

import pytest

from server.clerks.clerk import hashed
from server.clerks.clerk_file import FILE_NAME, ClerkFile
from server.clerks.sessions import (
    CHECKS_AT_ONCE_MAX,
    SESSION_KEPT_DAYS,
    SESSIONS_PER_CLERK_MAX,
    SIGN_INS_WAITING_MAX,
)
from server.clerks.sign_in_attempts import ATTEMPTS_MAX, LOCKED_SECONDS, UNKNOWN_NAMES_MAX, count_attempt
from tests.server.clerks.conftest import Staff
from tests.server.fakes import refused
from ticketing.refusals import Refusal


async def error_of(staff: Staff, name: str, pin: str) -> str:
    """What a sign-in is refused by, or nothing."""
    try:
        await staff.sessions.sign_in(name, pin)
    except Refusal as refusal:
        return refusal.name
    return ""


async def lock(staff: Staff, name: str) -> None:
    for _ in range(ATTEMPTS_MAX):
        assert await error_of(staff, name, "0000") == "sign-in-wrong"


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
    assert (wrong.value.name, wrong.value.values) == ("sign-in-wrong", {"tries_max": 5, "minutes": 15})


@pytest.mark.parametrize("name", ["Hoa", "Nobody"])
async def test_too_many_wrong_pins_lock_the_name(staff: Staff, name: str) -> None:
    """After ATTEMPTS_MAX wrong ones even the right PIN waits; a name of nobody is locked alike."""
    await lock(staff, name)
    with pytest.raises(Refusal, match="locked until 08:15") as locked:
        await staff.sessions.sign_in(name, "2468")
    assert locked.value.name == "sign-in-locked"
    assert locked.value.values["retry_seconds"] == LOCKED_SECONDS


async def test_a_lock_out_ends_after_its_time(staff: Staff) -> None:
    """Then the right PIN signs in and all attempts are there again."""
    await lock(staff, "Hoa")
    staff.clock.forward(seconds=LOCKED_SECONDS - 1)
    assert await error_of(staff, "Hoa", "2468") == "sign-in-locked"
    staff.clock.forward(seconds=1)
    assert await error_of(staff, "Hoa", "2468") == ""
    await lock(staff, "Hoa")


async def test_a_further_wrong_pin_locks_again_at_once(staff: Staff) -> None:
    """After a lock-out there is one attempt at a time until the right PIN."""
    await lock(staff, "Hoa")
    staff.clock.forward(seconds=LOCKED_SECONDS)
    assert await error_of(staff, "Hoa", "0000") == "sign-in-wrong"
    assert await error_of(staff, "Hoa", "2468") == "sign-in-locked"


async def test_a_right_pin_ends_the_count(staff: Staff) -> None:
    """Wrong ones count in a row only."""
    for _ in range(2):
        for _ in range(ATTEMPTS_MAX - 1):
            assert await error_of(staff, "Hoa", "0000") == "sign-in-wrong"
        assert await error_of(staff, "Hoa", "2468") == ""


async def test_a_restart_forgets_no_attempt(staff: Staff) -> None:
    """The count and the lock-out are on disk."""
    assert await error_of(staff, "Hoa", "0000") == "sign-in-wrong"
    await staff.restart()
    for _ in range(ATTEMPTS_MAX - 1):
        assert await error_of(staff, "Hoa", "0000") == "sign-in-wrong"
    await staff.restart()
    assert await error_of(staff, "Hoa", "2468") == "sign-in-locked"
    (hoa, _) = await staff.register.all(staff.clock.now())
    assert hoa.locked_until == staff.clock.now() + timedelta(seconds=LOCKED_SECONDS)


async def test_guesses_at_once_get_no_more_attempts(staff: Staff) -> None:
    """Of as many guesses as may be under way only ATTEMPTS_MAX are looked at."""
    guesses = (error_of(staff, "Hoa", f"{pin:04}") for pin in range(SIGN_INS_WAITING_MAX))
    errors = await asyncio.gather(*guesses)
    assert errors.count("sign-in-wrong") == ATTEMPTS_MAX
    assert errors.count("sign-in-locked") == SIGN_INS_WAITING_MAX - ATTEMPTS_MAX


async def test_only_so_many_are_looked_at(staff: Staff) -> None:
    """With SIGN_INS_WAITING_MAX under way a further one is refused, and costs no attempt."""
    names = [f"Nobody {number}" for number in range(SIGN_INS_WAITING_MAX)]
    errors = await asyncio.gather(*(error_of(staff, name, "0000") for name in (*names, "Hoa")))
    assert errors == ["sign-in-wrong"] * SIGN_INS_WAITING_MAX + ["too-busy"]
    await lock(staff, "Hoa")
    assert CHECKS_AT_ONCE_MAX < SIGN_INS_WAITING_MAX


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


async def test_a_clock_that_was_wrong_locks_nobody_for_long(staff: Staff) -> None:
    """A lock-out that lies further ahead than any can is passed over."""
    staff.clock.forward(days=400)
    await lock(staff, "Hoa")
    staff.clock.forward(days=-400)
    assert await error_of(staff, "Hoa", "2468") == ""


async def test_attempts_of_nobody_are_forgotten_and_those_of_people_are_not(staff: Staff) -> None:
    """Of names that nobody has UNKNOWN_NAMES_MAX are kept, so that the file does not grow for ever."""
    await lock(staff, "Hoa")
    file = ClerkFile(staff.folder)
    async with file.writing() as connection:
        moment = staff.clock.now().timestamp() - 1
        earlier = [(hashed(f"earlier {n}"), moment) for n in range(UNKNOWN_NAMES_MAX)]
        await connection.executemany("INSERT INTO tries VALUES (?, 0, 1, ?, 0.0)", earlier)
        for number in range(5):
            await count_attempt(connection, f"nobody {number}", staff.clock.now(), is_known=False)
    question = "SELECT count(*), sum(is_known) FROM tries"
    assert await file.read(question) == [(UNKNOWN_NAMES_MAX + 1, 1)]
    question = "SELECT count(*) FROM tries WHERE NOT is_known AND last_at > ?"
    assert await file.read(question, (moment,)) == [(5,)]
    assert await error_of(staff, "Hoa", "2468") == "sign-in-locked"


async def test_a_session_outlives_a_restart(staff: Staff) -> None:
    """Nobody has to sign in anew because the server was restarted, and no token lies on disk."""
    token = (await staff.sessions.sign_in("Lan", "13579")).token
    await staff.restart()
    session = await staff.sessions.session_of(token)
    assert session is not None
    assert (session.name, session.wire_role) == ("Lan", "manager")
    assert token.encode() not in (staff.folder / FILE_NAME).read_bytes()


async def test_a_session_ends_with_the_service_day(staff: Staff) -> None:
    """It is good until the last second before the office's midnight."""
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    staff.clock.moment = datetime.fromisoformat("2026-11-23T23:59:59+07:00")
    assert await staff.sessions.session_of(token)
    staff.clock.forward(seconds=1)
    with refused("session-over"):
        await staff.sessions.session_of(token)


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
    others = (await staff.sessions.sign_in("Lan", "13579")).token
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
    path = staff.folder / FILE_NAME
    put_aside = path.rename(staff.folder / "put aside")
    assert await staff.sessions.session_of(token) is None
    path.write_text("accounts of 2019, kept by hand", encoding="utf-8")
    with refused("clerks-unavailable"):
        await staff.sessions.session_of("token")
    assert await error_of(staff, "Hoa", "2468") == "clerks-unavailable"
    put_aside.replace(path)
    assert await staff.sessions.session_of(token)
