"""The dialogue of a screen with the server: hello, rights, commands, and whatever may come instead."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.connections.seats import Totals
from server.sockets import FAULTS_MAX
from tests.server.engine import COMMANDS_PER_SECOND, Engine, Screen, running_engine
from ticketing.wire.messages import FRAME_BYTES_MAX, PROTOCOL_VERSION, ChannelClosed, Role


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    """A running engine room."""
    async with running_engine(tmp_path) as engine:
        yield engine


async def test_a_kiosk_issues_a_ticket_and_a_display_sees_the_call(engine: Engine) -> None:
    """A number taken at one screen is called at another and shown at a third."""
    kiosk, counter = await engine.screen("kiosk"), await engine.screen("counter", counter=1)
    display = await engine.screen("display")
    issued = await kiosk.press("k1", "issue-ticket", field="1")
    assert (issued["kind"], issued["answer"]["number"], issued["answer"]["ahead"]) == ("ticket", "1001", 0)
    await counter.press("c1", "open-counter", counter=1, clerk="Hoa")
    called = await counter.press("c2", "call-next", counter=1)
    assert (called["kind"], called["answer"]["number"]) == ("call", "1001")
    view = (await display.hear("view"))["view"]
    while not view["calls"]:
        view = (await display.hear("view"))["view"]
    assert (view["calls"][0]["number"], view["calls"][0]["counter"]) == ("1001", 1)


async def test_a_clerk_is_answered_before_the_view_that_the_press_changed(engine: Engine) -> None:
    """What a desk waits for after a key is the answer; the view with its lists comes after it."""
    counter = await engine.screen("counter", counter=1)
    for request_id, name, values in (("c1", "open-counter", {"clerk": "Hoa"}), ("c2", "pause-counter", {})):
        await counter.say(
            {"type": "command", "id": request_id, "command": {"name": name, "counter": 1, **values}}
        )
        assert [(await counter.hear())["type"] for _ in range(2)] == ["answered", "view"]


@pytest.mark.parametrize(
    ("hello", "error"),
    [
        ({"type": "hello", "protocol": 99, "role": "display"}, "protocol-unknown"),
        ({"type": "hello", "protocol": PROTOCOL_VERSION, "role": "kiosk"}, "token-missing"),
        ({"type": "hello", "protocol": PROTOCOL_VERSION, "role": "kiosk", "token": "x"}, "token-wrong"),
        ({"type": "hello", "protocol": PROTOCOL_VERSION, "role": "cleaner"}, "malformed-frame"),
        ({"type": "hello", "protocol": "1", "role": "display"}, "malformed-frame"),
        ({"type": "command", "id": "1", "command": {"name": "call-next", "counter": 1}}, "hello-missing"),
        ({"type": "hello", "protocol": PROTOCOL_VERSION, "role": "counter", "token": "x"}, "malformed-frame"),
        ({"type": "dance"}, "hello-missing"),
        ("not json at all", "malformed-frame"),
        ("[]", "malformed-frame"),
        ('"hello"', "malformed-frame"),
        ("x" * (FRAME_BYTES_MAX + 1), "frame-too-large"),
        ("ệ" * (FRAME_BYTES_MAX // 3 + 1), "frame-too-large"),
        ("ệ" * (FRAME_BYTES_MAX // 3), "malformed-frame"),
    ],
)
async def test_a_wrong_hello_is_named_and_ends_the_dialogue(
    engine: Engine, hello: dict[str, Any] | str, error: str
) -> None:
    """The first frame decides: what is wrong with it is said in both languages, and the channel closes."""
    screen = engine.connect()
    await screen.say(hello)
    fault = await screen.hear()
    assert (fault["type"], fault["error"], fault["closing"]) == ("fault", error, True)
    assert fault["message"]["vi"]
    assert fault["message"]["en"]
    with pytest.raises(ChannelClosed):
        await screen.hear()


async def is_over(screen: Screen) -> None:
    """Expect that the server has ended the dialogue."""
    with pytest.raises(ChannelClosed):
        await screen.hear("nothing of this kind")


async def test_boards_and_silence_take_no_seat_of_a_kiosk(engine: Engine) -> None:
    """Sockets that never greet make room, boards beyond their total are turned away, and a kiosk comes in."""
    engine.services.seats.screens.totals = Totals(greeting=2, boards=2, staff=1)
    silent = [engine.connect() for _ in range(2)]
    boards = [await engine.screen("display") for _ in range(2)]
    assert (await silent[0].hear())["error"] == "hello-missing"
    await is_over(silent[0])
    kiosk = await engine.screen("kiosk")
    assert (await kiosk.press("k1", "issue-ticket", field="1"))["type"] == "answered"
    for role, token in (("display", ""), ("counter", engine.token("counter"))):
        late = engine.connect()
        hello = {"type": "hello", "protocol": PROTOCOL_VERSION, "role": role, "token": token, "counter": 1}
        await late.say(hello)
        assert (await late.hear())["error"] == "too-many-screens"
        await is_over(late)
    await boards[0].channel.close()
    await engine.conversations[2]
    await engine.screen("display")


async def test_boards_of_one_machine_make_room_for_another_ones(engine: Engine) -> None:
    """Where one address has taken all seats of boards, its last board goes when a television comes."""
    engine.services.seats.screens.totals = Totals(boards=3)
    flood = [await engine.screen("display", address="10.0.0.66") for _ in range(3)]
    await engine.screen("display", address="10.0.0.5")
    await is_over(flood[2])
    assert engine.services.hub.screens_by_role()["display"] == 3


async def test_a_counter_that_the_office_lacks_is_refused(engine: Engine) -> None:
    """A screen for counter 77 reads that there is none."""
    screen = engine.connect()
    token = engine.token("counter")
    await screen.say({"type": "hello", "protocol": 1, "role": "counter", "token": token, "counter": 77})
    assert (await screen.hear())["error"] == "unknown-counter"


@pytest.mark.parametrize(
    ("role", "command"),
    [
        ("display", {"name": "issue-ticket", "field": "1"}),
        ("kiosk", {"name": "call-next", "counter": 1}),
        ("counter", {"name": "issue-ticket", "field": "1"}),
        ("counter", {"name": "call-next", "counter": 2}),
        ("counter", {"name": "assign-fields", "counter": 1, "fields": ["2"]}),
    ],
)
async def test_a_screen_may_not_do_what_its_role_does_not_give(
    engine: Engine, role: Role, command: dict[str, Any]
) -> None:
    """A command outside the role's rights is refused and changes nothing."""
    screen = await engine.screen(role, counter=1 if role == "counter" else None)
    refused = await screen.press("r1", **command)
    assert (refused["type"], refused["error"]) == ("refused", "not-allowed")
    assert engine.journal.entries == []


async def test_a_manager_may_do_what_the_others_may(engine: Engine) -> None:
    """A manager issues, opens, calls and reassigns, and its token serves a kiosk too."""
    manager = await engine.screen("manager")
    commands: list[dict[str, Any]] = [
        {"name": "issue-ticket", "field": "1"},
        {"name": "open-counter", "counter": 1, "clerk": "Hoa"},
        {"name": "call-next", "counter": 1},
        {"name": "assign-fields", "counter": 1, "fields": ["1", "2"]},
    ]
    for number, command in enumerate(commands):
        assert (await manager.press(f"m{number}", **command))["type"] == "answered"
    await engine.screen("kiosk", token=engine.token("manager"))


@pytest.mark.parametrize(
    ("frame", "error"),
    [
        ("garbage", "malformed-frame"),
        ('{"type": 7}', "malformed-frame"),
        ('{"type": "command", "id": 7, "command": {}}', "malformed-frame"),
        ('{"type": "command", "id": "", "command": {"name": "undo", "counter": 1}}', "request-id-malformed"),
        ({"type": "command", "id": "i" * 65, "command": {"name": "undo"}}, "request-id-malformed"),
        ("\ud800", "malformed-frame"),
        ("[" * 5_000, "malformed-frame"),
    ],
)
async def test_a_frame_that_cannot_be_understood_is_named_and_the_dialogue_goes_on(
    engine: Engine, frame: dict[str, Any] | str, error: str
) -> None:
    """A fault is said and changes nothing; the next command works."""
    kiosk = await engine.screen("kiosk")
    await kiosk.say(frame)
    fault = await kiosk.hear("fault")
    assert (fault["error"], fault["closing"]) == (error, False)
    assert (await kiosk.press("k1", "issue-ticket", field="1"))["type"] == "answered"


@pytest.mark.parametrize(
    ("command", "error"),
    [
        ({"name": "dance"}, "unknown-command"),
        ({}, "unknown-command"),
        ({"name": "issue-ticket"}, "malformed-command"),
        ({"name": "issue-ticket", "field": 1}, "malformed-command"),
        ({"name": "issue-ticket", "field": "77"}, "unknown-field"),
        ({"name": "issue-ticket", "field": "1", "priority": "king"}, "unknown-priority"),
        ({"name": "report-print", "number": "9999", "outcome": "printed"}, "unknown-ticket"),
        ({"name": "report-print", "number": "9999", "outcome": "burnt"}, "malformed-command"),
        ({"name": "cancel-ticket", "number": "1" * 10_000}, "unknown-ticket"),
    ],
)
async def test_a_wrong_command_is_refused_by_name_and_changes_nothing(
    engine: Engine, command: dict[str, Any], error: str
) -> None:
    """What is wrong with a command is named under its own request id."""
    kiosk = await engine.screen("kiosk")
    await kiosk.say({"type": "command", "id": "k1", "command": command})
    refused = await kiosk.hear("refused")
    assert (refused["id"], refused["error"]) == ("k1", error)
    assert engine.journal.entries == []


async def test_unknown_frames_and_unknown_values_are_passed_over(engine: Engine) -> None:
    """A newer screen may say more than this server knows."""
    kiosk = await engine.screen("kiosk")
    await kiosk.say({"type": "dance", "with": "me"})
    answered = await kiosk.press("k1", "issue-ticket", field="1", colour="red")
    assert answered["type"] == "answered"


async def test_text_that_is_not_nfc_is_made_so(engine: Engine) -> None:
    """A clerk's name typed with combining marks is kept in NFC."""
    counter = await engine.screen("counter", counter=1)
    await counter.press("c1", "open-counter", counter=1, clerk="Hòa")
    assert engine.services.desk.office.counters[1].clerk == "Hòa"


async def test_a_screen_that_keeps_talking_nonsense_is_sent_away(engine: Engine) -> None:
    """After FAULTS_MAX faults the dialogue ends."""
    kiosk = await engine.screen("kiosk")
    for _ in range(FAULTS_MAX):
        await kiosk.say("garbage")
    while not (await kiosk.hear("fault"))["closing"]:
        pass
    with pytest.raises(ChannelClosed):
        await kiosk.hear()


async def test_more_commands_a_second_than_the_limit_are_refused(engine: Engine) -> None:
    """A socket that floods is refused past its named limit, by name and with nothing changed."""
    kiosk = await engine.screen("kiosk")
    for number in range(COMMANDS_PER_SECOND + 1):
        await kiosk.say(
            {"type": "command", "id": f"k{number}", "command": {"name": "issue-ticket", "field": "1"}}
        )
    replies = [await kiosk.hear("answered", "refused") for _ in range(COMMANDS_PER_SECOND + 1)]
    assert [reply["error"] for reply in replies if reply["type"] == "refused"] == ["too-many-commands"]
    assert len(engine.services.desk.office.tickets) == COMMANDS_PER_SECOND
