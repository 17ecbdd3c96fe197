"""docs/protocol.md says what the code does: frames, commands, refusals, limits, examples that decode."""

import json
import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from link import contract
from server import hub, services, sockets
from server import refusals as server_refusals
from server.clerks.pins import MANAGERS_PIN_LENGTH_MIN
from server.clerks.sessions import SESSIONS_PER_CLERK_MAX
from server.clerks.sign_in_attempts import (
    ADDRESS_ATTEMPTS_MAX,
    ATTEMPTS_MAX,
    LOCK_SECONDS_MAX,
    LOCK_SECONDS_MIN,
    STRANGERS_ATTEMPTS_MAX,
)
from server.clerks.sign_in_queue import CHECKS_AT_ONCE_MAX, SIGN_INS_WAITING_MAX, STRANGERS_AT_ONCE_MAX
from server.connections.http_server import SOCKET_BYTES_MAX
from server.connections.seats import Totals
from server.idempotency import BATCH_PRESSES_MAX, PRESSES_WAITING_MAX
from ticketing import commands, refusals
from ticketing.desk.verbs import VERB_OF
from ticketing.desk_views import ASIDE_SHOWN_MAX, WAITING_SHOWN_MAX
from ticketing.wire import codec, messages
from ticketing.wire.rights import NO_CLERKS_COMMANDS

PAGE = (Path(__file__).parent.parent / "docs" / "protocol.md").read_text(encoding="utf-8")
TOTALS = Totals()
EXAMPLES = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


def example_id(example: dict[str, object]) -> str:
    """The type of an example, for the test's name."""
    return str(example["type"])


@pytest.mark.parametrize("example", EXAMPLES, ids=example_id)
def test_every_example_decodes_whole(example: dict[str, object]) -> None:
    """A frame on the page is a frame of the code, and shows every field that the code has."""
    text = json.dumps(example)
    frame = codec.decode_from_screen(text) or codec.decode_from_server(text)
    assert frame is not None
    assert set(frame.__struct_fields__) <= set(example)
    if isinstance(frame, messages.CommandFrame):
        codec.command_from(frame.command)
    if isinstance(frame, messages.Answered):
        assert (
            json.loads(bytes(codec.encode_value(codec.decode_answer(frame.kind, frame.answer))))
            == example["answer"]
        )


def test_every_view_on_the_page_is_whole() -> None:
    """The examples of views decode as the views of their roles and lack nothing."""
    shown = [example["view"] for example in EXAMPLES if example["type"] == "view"]
    roles: tuple[messages.Role, ...] = ("display", "kiosk", "counter", "manager")
    assert len(shown) == len(roles)
    for role, view in zip(roles, shown, strict=True):
        decoded = codec.decode_view(role, codec.encode_value(view))
        assert json.loads(bytes(codec.encode_value(decoded))) == view


def test_every_frame_has_a_section() -> None:
    """Each type of frame is a heading, and no heading names a frame that is not there."""
    headings = set(re.findall(r"^### (\S+)$", PAGE, re.MULTILINE))
    assert headings == codec.FRAMES


def test_the_table_says_who_may_give_a_command() -> None:
    """The roles of each command are those that have the right; a manager has all, and is named alone."""
    rows = re.findall(r"^\| `([a-z-]+)` \| .*? \| ([a-z, ]+) \| \w+ \|$", PAGE, re.MULTILINE)
    assert {name for name, _ in rows} == set(codec.COMMANDS)
    for name, who in rows:
        kind = codec.COMMANDS[name]
        verb = VERB_OF.get(kind)
        roles = verb.who if verb else NO_CLERKS_COMMANDS[kind]
        assert set(who.split(", ")) == (roles or {"manager"}), name


def test_every_command_stands_in_the_table_with_its_values() -> None:
    """The table names each command, its values, and in brackets those that may be left out.

    What every command of a counter may say besides stands once below the table.
    """
    of_all = {value.name for value in fields(commands.CounterCommand)} - {"counter"}
    assert all(f"`{name}`" in PAGE for name in of_all)
    rows = {row[0]: row[1] for row in re.findall(r"^\| `([a-z-]+)` \| (.*?) \|", PAGE, re.MULTILINE)}
    assert set(rows) == set(codec.COMMANDS)
    for name, command in codec.COMMANDS.items():
        for value in (value for value in fields(command) if value.name not in of_all):
            bracketed = re.search(rf"\[[^\]]*`{value.name}`", rows[name]) is not None
            assert f"`{value.name}`" in rows[name], (name, value.name)
            either = value.name in ("field", "to_counter") and name == "transfer"
            assert bracketed == (value.default is not MISSING and not either), (name, value.name)


def test_every_refusal_is_listed() -> None:
    """The page lists the names of all refusals of the rules and of the server, and no others."""
    listed = PAGE.split("## Names of refusals and faults")[1].split("## Names of events")[0]
    names = set(re.findall(r"`([a-z-]+)`", listed))
    assert names == {*refusals.SENTENCES, *server_refusals.SENTENCES}


def test_every_event_is_listed() -> None:
    """The page lists the names of events in the journal and no others, so that no renaming changes one."""
    listed = PAGE.split("## Names of events")[1].split("## Limits")[0]
    assert set(re.findall(r"`([a-z-]+)`", listed)) == set(codec.EVENTS)


@pytest.mark.parametrize(
    "limit",
    [
        f"{messages.FRAME_BYTES_MAX:,} bytes",
        f"{SOCKET_BYTES_MAX:,} bytes",
        f"within {messages.HELLO_SECONDS_MAX:.0f} seconds",
        f"1 to {messages.REQUEST_ID_LENGTH_MAX} characters",
        f"Every {messages.HEARTBEAT_SECONDS:.0f} seconds",
        f"nothing for {messages.OLD_AFTER_SECONDS:.0f} seconds",
        f"every {hub.CALL_VIEW_SECONDS_MIN} seconds (kiosks: {hub.KIOSK_VIEW_SECONDS_MIN})",
        f"boards without a token | {TOTALS.boards:,}",
        f"screens with a token | {TOTALS.staff}",
        f"connections without a hello | {TOTALS.greeting}",
        f"{services.COMMANDS_PER_SECOND_MAX:,} a second",
        f"waiting at the desk | {PRESSES_WAITING_MAX:,}",
        f"one transaction | {BATCH_PRESSES_MAX}",
        f"unread | {hub.REPLIES_WAITING_MAX:,}",
        f"to a screen | {hub.SEND_SECONDS_MAX:.0f} seconds",
        f"{sockets.FAULTS_MAX} faults",
        f"first {WAITING_SHOWN_MAX} that",
        f"at most {ASIDE_SHOWN_MAX} each",
        f"for a name at one address | {ATTEMPTS_MAX} in a row | 429 `sign-in-locked`"
        f" for {LOCK_SECONDS_MIN // 60} minute, then 2, 4 … {LOCK_SECONDS_MAX // 60}",
        f"never signed in | {STRANGERS_ATTEMPTS_MAX} a day",
        f"nobody has signed in | {ADDRESS_ATTEMPTS_MAX} in a row",
        f"checked at once | {CHECKS_AT_ONCE_MAX},",
        f"of addresses where nobody has signed in {STRANGERS_AT_ONCE_MAX} |",
        f"wait for that | {SIGN_INS_WAITING_MAX} ",
        f"at least {MANAGERS_PIN_LENGTH_MIN} digits",
        f"one person | {SESSIONS_PER_CLERK_MAX} |",
        f"more than {SESSIONS_PER_CLERK_MAX}.",
        f"new connection | {contract.RETRY_SECONDS_MAX:.0f} seconds",
        f"has version {messages.PROTOCOL_VERSION}",
    ],
)
def test_every_limit_on_the_page_is_the_one_in_the_code(limit: str) -> None:
    """Each limit is written with its number."""
    assert limit in PAGE
