"""A person's session over the websocket: which screens it opens, what is put on record, and its end."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.clerks.clerk import ClerkRole
from server.clerks.clerk_file import ClerkFile
from server.clerks.pins import hash_pin
from server.clerks.register import ClerkRegister
from tests.server.engine import Engine, running_engine
from tests.server.fakes import CHEAP_PINS
from ticketing.wire.messages import PROTOCOL_VERSION, Role

PIN = "246824"


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    """A running engine room."""
    async with running_engine(tmp_path) as engine:
        yield engine


@pytest.fixture
def register(tmp_path: Path) -> ClerkRegister:
    """The register of the people who work there."""
    return ClerkRegister(ClerkFile(tmp_path), CHEAP_PINS)


async def session(engine: Engine, register: ClerkRegister, name: str, role: ClerkRole) -> str:
    """The token of a new person's session."""
    await register.add(name, role, PIN, engine.random_source)
    return (await engine.services.sessions.sign_in(name, PIN)).token


async def refusal_of_hello(engine: Engine, role: Role, token: str, **values: Any) -> str:
    screen = engine.connect()
    await screen.say({"type": "hello", "protocol": PROTOCOL_VERSION, "role": role, "token": token, **values})
    return str((await screen.hear()).get("error", ""))


async def test_a_clerk_sits_down_at_any_counter(engine: Engine, register: ClerkRegister) -> None:
    """The same session speaks for counter 1 and for counter 2, and for no other role."""
    token = await session(engine, register, "Hoa", "clerk")
    for counter in (1, 2):
        screen = await engine.screen("counter", token=token, counter=counter)
        opened = await screen.press(f"o{counter}", "open-counter", counter=counter, clerk="Hoa")
        assert opened["type"] == "answered"
    for role in ("kiosk", "manager", "guidance"):
        assert await refusal_of_hello(engine, role, token) == "not-allowed"
    assert await refusal_of_hello(engine, "counter", token, counter=77) == "unknown-counter"


async def test_a_manager_opens_any_screen(engine: Engine, register: ClerkRegister) -> None:
    """A manager's session is welcome in every role; the guidance desk's in its own."""
    manager = await session(engine, register, "Lan", "manager")
    guidance = await session(engine, register, "Mai", "guidance")
    for role in ("kiosk", "manager", "guidance"):
        await engine.screen(role, token=manager)
    await engine.screen("counter", token=manager, counter=1)
    desk = await engine.screen("guidance", token=guidance)
    assert (await desk.press("g1", "issue-ticket", field="1"))["type"] == "answered"
    assert (await desk.press("g2", "call-next", counter=1))["error"] == "not-allowed"
    assert await refusal_of_hello(engine, "kiosk", guidance) == "not-allowed"


async def test_only_managers_reassign_over_the_websocket(engine: Engine, register: ClerkRegister) -> None:
    """A counter's bare token and a clerk's session are refused, a manager's session is not."""
    clerk = await session(engine, register, "Hoa", "clerk")
    manager = await session(engine, register, "Lan", "manager")
    bare = await engine.screen("counter", counter=1)
    signed_in = await engine.screen("counter", counter=1, token=clerk)
    reassign: dict[str, Any] = {"name": "assign-fields", "counter": 1, "fields": ["1", "2"]}
    assert (await bare.press("b", **reassign))["error"] == "not-allowed"
    assert (await signed_in.press("c", **reassign))["error"] == "not-allowed"
    assert engine.journal.entries == []
    office = await engine.screen("manager", token=manager)
    assert (await office.press("m", **reassign))["type"] == "answered"


async def test_the_journal_says_who_and_where(engine: Engine, register: ClerkRegister) -> None:
    """People are named with their place; a bare token is its place alone, and can't pass for a person."""
    clerk = await session(engine, register, "Hoa", "clerk")
    manager = await session(engine, register, "Lan", "manager")
    screens = (
        await engine.screen("kiosk", name="cửa chính"),
        await engine.screen("manager", token=manager),
        await engine.screen("manager", name="Lan"),
        await engine.screen("kiosk", token=manager, name="cửa chính"),
    )
    for number, screen in enumerate(screens):
        await screen.press(f"i{number}", "issue-ticket", field="1")
    bare, desk = (
        await engine.screen("counter", counter=1),
        await engine.screen("counter", counter=3, token=clerk),
    )
    await bare.press("b1", "open-counter", counter=1, clerk="Hoa")
    await desk.press("c1", "open-counter", counter=3, clerk="HOA")
    await desk.press("c2", "cancel-ticket", number="1001")
    assert [entry.made_by for entry in engine.journal.entries] == [
        "kiosk cửa chính",
        "manager Lan",
        "manager, Lan",
        "manager Lan, kiosk cửa chính",
        "counter 1",
        "clerk Hoa, counter 3",
        "clerk Hoa, counter 3",
    ]
    assert engine.services.desk.office.counters[3].clerk == "Hoa"


async def test_nobody_opens_a_counter_as_somebody_else(engine: Engine, register: ClerkRegister) -> None:
    """A desk that has signed in as Hoa is not opened for Lan, and the sentence says why."""
    desk = await engine.screen("counter", counter=1, token=await session(engine, register, "Hoa", "clerk"))
    refused = await desk.press("c1", "open-counter", counter=1, clerk="Lan")
    assert (refused["type"], refused["error"]) == ("refused", "clerk-not-you")
    assert "Hoa" in refused["message"]["vi"]
    assert engine.journal.entries == []


@pytest.mark.parametrize("end", ["signed out", "disabled", "new PIN", "day over"])
async def test_an_open_connection_writes_no_more_when_its_session_is_over(
    engine: Engine, register: ClerkRegister, end: str
) -> None:
    """The press is refused with a sentence, the journal unchanged, and the next hello refused too."""
    token = await session(engine, register, "Hoa", "clerk")
    desk = await engine.screen("counter", counter=1, token=token)
    await desk.press("c1", "open-counter", counter=1, clerk="Hoa")
    written = len(engine.journal.entries)
    match end:
        case "signed out":
            await engine.services.sessions.sign_out(token)
        case "disabled":
            await register.set_disabled("Hoa", is_disabled=True)
        case "new PIN":
            await register.set_pin("Hoa", "1357", engine.random_source)
        case _:
            engine.clock.forward(days=1)
    refused = await desk.press("c2", "pause-counter", counter=1)
    assert (refused["type"], refused["error"]) == ("refused", "session-over")
    assert "Hoa" in refused["message"]["en"]
    assert len(engine.journal.entries) == written
    assert await refusal_of_hello(engine, "counter", token, counter=1) == "session-over"


async def test_a_managers_short_pin_opens_no_screen(
    engine: Engine, register: ClerkRegister, tmp_path: Path
) -> None:
    """Its token is refused by name in every role until the PIN is longer, and is good then."""
    await register.add("Lan", "manager", PIN, engine.random_source)
    pin_hash = hash_pin("1357", engine.random_source, CHEAP_PINS)
    async with ClerkFile(tmp_path).writing() as connection:
        await connection.execute("UPDATE clerks SET pin_hash = ?", (pin_hash,))
    token = (await engine.services.sessions.sign_in("Lan", "1357")).token
    for role in ("kiosk", "manager", "guidance"):
        assert await refusal_of_hello(engine, role, token) == "pin-too-short"
    assert await refusal_of_hello(engine, "counter", token, counter=1) == "pin-too-short"
    await engine.services.sessions.change_pin(token, "1357", PIN)
    await engine.screen("manager", token=token)
