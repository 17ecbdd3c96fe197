"""What a running server keeps alive: the office of now and of a view or two before, and no other."""

import gc
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from server.idempotency import ANSWERS_REMEMBERED_MAX, REFUSALS_REMEMBERED_MAX, PressMemory
from server.refusals import ServerRefusal
from server.services import COMMANDS_PER_SECOND_MAX
from tests.server.engine import Engine, Screen, running_engine
from tests.server.serving import Asked
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.answers import DoneAnswer
from ticketing.office import Office, new_day
from ticketing.refusals import Refusal

OFFICES_ALIVE_MAX = 4  # that of now, the one before, and one for what of views is made once for all
ROUNDS = 20


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    """A running engine room that takes presses at any pace."""
    async with running_engine(tmp_path) as engine:
        engine.services = replace(engine.services, commands_per_second_max=COMMANDS_PER_SECOND_MAX)
        yield engine


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Nobody looks for garbage, so that a value which only a circle keeps counts as alive."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def reached(start: object) -> Iterator[object]:
    """All that `start` refers to, at any distance; not what classes, functions and modules know besides."""
    seen, ahead = {id(start)}, [start]
    while ahead:
        found = ahead.pop()
        yield found
        for other in gc.get_referents(found):
            if id(other) not in seen and not isinstance(other, type | FunctionType | ModuleType):
                seen.add(id(other))
                ahead.append(other)


def offices_reached(start: object) -> int:
    """How many offices `start` keeps alive."""
    return sum(isinstance(found, Office) for found in reached(start))


def offices_alive() -> int:
    """How many offices there are in this process."""
    return sum(isinstance(found, Office) for found in gc.get_objects())


def refused_by(office: Office, name: str) -> Refusal:
    """A refusal as a rule raises it, with an office in its frame, because of another error with one."""
    try:
        try:
            raise KeyError(office.day)
        except KeyError:
            raise ServerRefusal(name) from None
    except Refusal as refusal:
        return refusal


def test_a_remembered_refusal_reaches_no_office() -> None:
    """Neither the one that was raised for the first press, nor those that are raised for its copies."""
    memory, office = PressMemory(), new_day(PLAN, MONDAY_MORNING.date())
    raised = refused_by(office, "too-busy")
    assert offices_reached(raised) > 0, "the walk must see what a traceback holds"
    memory.keep("same", "print", raised)
    for _ in range(2):
        first = memory.first_result("same", "print")
        assert isinstance(first, ServerRefusal)
        assert str(first) == str(raised)
        with pytest.raises(ServerRefusal):
            raise_beside(office, first)
    assert offices_reached(memory) == 0


def raise_beside(office: Office, refusal: Refusal) -> None:
    """Raise it in a frame that holds an office, as a rule's does."""
    raise refusal


def test_what_is_remembered_is_bounded() -> None:
    """Of too many answers and refusals the oldest is forgotten, and no other."""
    memory = PressMemory()
    for number in range(REFUSALS_REMEMBERED_MAX + 1):
        memory.keep(f"refused {number}", "print", ServerRefusal("too-busy"))
    for number in range(ANSWERS_REMEMBERED_MAX + 1):
        memory.keep(f"done {number}", "print", DoneAnswer(str(number)))
    assert memory.first_result("refused 0", "print") is None
    assert memory.first_result("refused 1", "print") is not None
    assert memory.first_result("done 0", "print") is None
    assert memory.first_result("done 1", "print") == DoneAnswer("1")


async def press_and_leave(engine: Engine, counter: Screen, kiosk: Screen, at: int) -> None:
    """Presses that are carried out and presses that are refused, and a screen that comes and goes."""
    presses: tuple[tuple[Screen, str, dict[str, Any]], ...] = (
        (kiosk, "issue-ticket", {"field": "1"}),
        (kiosk, "issue-ticket", {"field": "nowhere"}),
        (counter, "call-next", {"counter": 1}),
        (counter, "recall", {"counter": 1}),
        (counter, "start-service", {"counter": 1}),
        (counter, "start-service", {"counter": 1}),
        (counter, "finish-service", {"counter": 1}),
        (counter, "call-next", {"counter": 1}),
    )
    for index, (screen, name, values) in enumerate(presses):
        for _ in range(2):  # the second is sent again
            await screen.press(f"{name} {at} {index}", name, **values)
    board = await engine.screen("display")
    await board.channel.close()


@pytest.mark.usefixtures("no_collector")
async def test_screens_that_press_leave_no_office_behind(engine: Engine) -> None:
    """After hundreds of presses by sockets, done and refused, as few offices are alive as after ten."""
    counter, kiosk = await engine.screen("counter", counter=1), await engine.screen("kiosk")
    await counter.press("open", "open-counter", counter=1, clerk="Hoa")
    before = offices_alive()
    for at in range(ROUNDS):
        await press_and_leave(engine, counter, kiosk, at)
    assert offices_alive() <= before + OFFICES_ALIVE_MAX
    assert offices_reached(engine.services) <= OFFICES_ALIVE_MAX


@pytest.mark.usefixtures("no_collector")
async def test_requests_leave_no_office_behind(office: Asked) -> None:
    """The same over HTTP: presses, refusals, pages of tickets, boards that ask, sign-ins that are wrong."""
    await office.post("/counters/1/open", {"clerk": "Hoa"})
    await pressed_over_http(office, 0)
    before = offices_alive()
    for at in range(1, ROUNDS):
        await pressed_over_http(office, at)
    assert offices_alive() <= before + OFFICES_ALIVE_MAX
    assert offices_reached(office.app) <= OFFICES_ALIVE_MAX


async def pressed_over_http(office: Asked, at: int) -> None:
    """A visit, what is refused on its way, and whoever looks on."""
    issued = await office.post("/tickets", {"field": "1", "request_id": f"issued {at}"})
    await office.post("/tickets", {"field": "nowhere"})
    for verb in ("next", "start", "start", "finish", "next"):
        await office.post(f"/counters/1/{verb}")
    await office.post("/session", {"name": f"nobody {at}", "pin": "0000"}, role=None)
    pages = ("/t/NOWHERE", "/healthz", "/metrics", "/web/board.json", "/api/v1/board")
    for page in (issued.json()["track"], *pages):
        await office.http.get(page)
