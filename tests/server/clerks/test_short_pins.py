"""A manager whose PIN is too short chooses a longer one first, and everybody may change their own."""

import pytest

from server.clerks.clerk import SignInSession
from server.clerks.clerk_file import ClerkFile
from server.clerks.pins import hash_pin
from server.clerks.sessions import SHORT_PINS_MAX
from server.clerks.sign_in_attempts import ATTEMPTS_MAX
from tests.server.clerks.conftest import Staff
from tests.server.fakes import CHEAP_PINS, refused


@pytest.fixture
async def short(staff: Staff) -> str:
    """The token of Lan the manager, whose PIN 1357 is of an earlier version."""
    await give_short_pin(staff)
    signed_in = await staff.sessions.sign_in("Lan", "1357")
    assert signed_in.session.is_pin_short
    return signed_in.token


async def give_short_pin(staff: Staff) -> None:
    pin_hash = hash_pin("1357", staff.random_source, CHEAP_PINS)
    async with ClerkFile(staff.folder).writing() as connection:
        await connection.execute("UPDATE clerks SET pin_hash = ? WHERE name = 'Lan'", (pin_hash,))


async def test_a_short_pin_gives_no_session_before_there_is_a_longer_one(staff: Staff, short: str) -> None:
    """The token is refused by name and lies in no file; with the longer PIN the session is as any."""
    with refused("pin-too-short"):
        await staff.sessions.session_of(short)
    assert await ClerkFile(staff.folder).read("SELECT * FROM sessions") == []
    changed = await staff.sessions.change_pin(short, "1357", "246813")
    assert (changed.name, changed.is_pin_short) == ("Lan", False)
    assert await staff.sessions.session_of(short) == changed
    assert not (await staff.sessions.sign_in("Lan", "246813")).session.is_pin_short
    with refused("sign-in-wrong"):
        await staff.sessions.sign_in("Lan", "1357")


async def test_a_pin_that_is_still_too_short_changes_nothing(staff: Staff, short: str) -> None:
    """The way stays open until there is a good one; a restart asks for the PIN again."""
    for pin in ("1357", "12345", "abcdef", "1" * 13):
        with refused("managers-pin-malformed"):
            await staff.sessions.change_pin(short, "1357", pin)
    with refused("pin-too-short"):
        await staff.sessions.session_of(short)
    await staff.restart()
    assert await staff.sessions.session_of(short) is None


async def test_signing_out_ends_the_way_to_a_longer_pin(staff: Staff, short: str) -> None:
    """The token is good for nothing then."""
    await staff.sessions.sign_out(short)
    with refused("session-missing"):
        await staff.sessions.change_pin(short, "1357", "246813")


@pytest.mark.slow
async def test_of_too_many_with_short_pins_the_first_is_forgotten(staff: Staff, short: str) -> None:
    """Whoever knows the PIN fills no memory."""
    for _ in range(SHORT_PINS_MAX):
        await staff.sessions.sign_in("Lan", "1357")
    assert await staff.sessions.session_of(short) is None


async def test_a_clerk_changes_the_own_pin(staff: Staff) -> None:
    """The session goes on, all others of this person end, and the old PIN is no longer right."""
    other = (await staff.sessions.sign_in("Hoa", "2468")).token
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    with refused("pin-malformed"):
        await staff.sessions.change_pin(token, "2468", "123")
    await staff.sessions.change_pin(token, "2468", "8642")
    assert isinstance(await staff.sessions.session_of(token), SignInSession)
    with refused("session-over"):
        await staff.sessions.session_of(other)
    with refused("sign-in-wrong"):
        await staff.sessions.sign_in("Hoa", "2468")


async def test_an_open_desk_does_not_help_to_guess_the_pin(staff: Staff) -> None:
    """A wrong one of until now counts as an attempt, and too many lock the name there."""
    token = (await staff.sessions.sign_in("Hoa", "2468")).token
    for _ in range(ATTEMPTS_MAX):
        with refused("pin-wrong"):
            await staff.sessions.change_pin(token, "0000", "8642")
    with refused("sign-in-locked"):
        await staff.sessions.change_pin(token, "2468", "8642")


async def test_a_disabled_person_changes_no_pin(staff: Staff, short: str) -> None:
    """What was begun before ends as a sign-in would."""
    await staff.register.set_disabled("Lan", is_disabled=True)
    with refused("clerk-disabled"):
        await staff.sessions.change_pin(short, "1357", "246813")
