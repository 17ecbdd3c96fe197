"""Whatever bytes come in, reading them ends in a message, in None or in a WireError, and in nothing else."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rings import RING
from tests.ticketing.wire.wire_values import ANSWER_VALUES, COMMAND_VALUES, EVENT_VALUES
from ticketing.wire import codec
from ticketing.wire.codec import AnswerKind
from ticketing.wire.messages import CommandFrame, Role

HELLO = b'{"type":"hello","protocol":1,"role":"kiosk"}'
DEEP = b"[" * 5_000 + b"]" * 5_000
DIGITS = b"1" * 5_000

READERS: list[Callable[[bytes], object]] = [
    codec.decode_from_screen,
    codec.decode_from_server,
    codec.decode_events,
    *(lambda raw, role=role: codec.decode_view(role, msgspec.Raw(raw)) for role in get_args(Role)),
    *(lambda raw, kind=kind: codec.decode_answer(kind, msgspec.Raw(raw)) for kind in get_args(AnswerKind)),
]
MALFORMED = [
    b"",
    b"null",
    b"NaN",
    b"7",
    b"\xff\xfe",
    b"\xef\xbb\xbf" + HELLO,
    HELLO[:-1],
    HELLO + b"x",
    DEEP,
    b'{"type":"\\ud800"}',
]
MALFORMED_FRAMES = [
    b"{}",
    b'{"type":1}',
    b'{"type":"hello"}',
    b'{"type":"hello","protocol":"1","role":"kiosk"}',
    b'{"type":"hello","protocol":1.5,"role":"kiosk"}',
    b'{"type":"hello","protocol":true,"role":"kiosk"}',
    b'{"type":"hello","protocol":1e999,"role":"kiosk"}',
    b'{"type":"hello","protocol":1,"role":"king"}',
    b'{"type":"hello","protocol":1,"role":"kiosk","name":"\xff"}',
    b'{"type":"hello","protocol":1,"role":"kiosk","name":"\\ud800"}',
    b'{"type":"hello","protocol":1,"role":"counter","counter":"3"}',
    b'{"type":"hello","protocol":' + DIGITS + b',"role":"kiosk"}',
    b'{"type":"command","id":1,"command":{}}',
    b'{"type":"command","id":"a","command":[]}',
    b'{"type":"command","id":"a","command":{"\\udfff":1}}',
    b'{"type":"command","id":"a","command":{"x":' + DIGITS + b"}}",
    b'{"type":"command","id":"a","command":{"x":' + DEEP + b"}}",
    b'{"type":"later","x":' + DEEP + b"}",
]
MALFORMED_COMMANDS: list[tuple[dict[str, Any], str]] = [
    ({}, "unknown-command"),
    ({"name": None}, "unknown-command"),
    ({"name": ["recall"]}, "unknown-command"),
    ({"name": "steal"}, "unknown-command"),
    ({"name": "command"}, "unknown-command"),
    ({"name": "counter-command", "counter": 1}, "unknown-command"),
    ({"name": "recall"}, "malformed-command"),
    ({"name": "recall", "counter": "3"}, "malformed-command"),
    ({"name": "recall", "counter": 3.5}, "malformed-command"),
    ({"name": "recall", "counter": True}, "malformed-command"),
    ({"name": "recall", "counter": None}, "malformed-command"),
    ({"name": "issue-ticket", "field": 1}, "malformed-command"),
    ({"name": "issue-ticket", "field": {"a": {}}}, "malformed-command"),
    ({"name": "assign-fields", "counter": 1, "fields": "12"}, "malformed-command"),
    ({"name": "assign-fields", "counter": 1, "fields": [["1"]]}, "malformed-command"),
    ({"name": "report-print", "number": "1001", "outcome": "eaten"}, "malformed-command"),
    ({"name": "report-print", "number": "1001", "outcome": "issued"}, "malformed-command"),
    ({"name": "call-ticket", "counter": 1, "number": json.loads(DEEP[4_900:5_100])}, "malformed-command"),
]
MALFORMED_ENTRIES = [
    b"{}",
    b"[7]",
    b"[{}]",
    b'[{"event":[]}]',
    b'[{"event":"event"}]',
    b'[{"event":"later"}]',
    b'[{"event":"ticket-lapsed"}]',
    b'[{"event":"ticket-lapsed","at":"2026-11-23","number":"1001"}]',
    b'[{"event":"ticket-lapsed","at":"2026-11-23T08:00:00","number":"1001"}]',
    b'[{"event":"ticket-lapsed","at":1e99,"number":"1001"}]',
    b'[{"event":"ticket-lapsed","at":"2026-11-23T08:00:00+07:00","number":1001}]',
    b'[{"event":"print-reported","at":"2026-11-23T08:00:00+07:00","number":"1","outcome":"eaten",'
    b'"reason":"","copy":false}]',
]


@pytest.mark.parametrize("reader", range(len(READERS)))
@pytest.mark.parametrize("raw", MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_bytes_are_a_wire_error_to_every_reader(reader: int, raw: bytes) -> None:
    """Bytes that are no JSON, or no object, are a WireError with the fault's name."""
    with pytest.raises(codec.WireError) as caught:
        READERS[reader](raw)
    assert caught.value.name in {"malformed-frame", "malformed-entry"}


@pytest.mark.parametrize("raw", MALFORMED_FRAMES, ids=range(len(MALFORMED_FRAMES)))
def test_a_frame_with_wrong_values_is_a_wire_error(raw: bytes) -> None:
    """Wrong types, lone surrogates, endless numbers and deep nesting are malformed frames."""
    with pytest.raises(codec.WireError) as caught:
        codec.decode_from_screen(raw)
    assert caught.value.name == "malformed-frame"


def test_a_text_with_a_lone_surrogate_is_a_wire_error() -> None:
    """A Python text that no UTF-8 can hold is malformed, not an error of the program."""
    with pytest.raises(codec.WireError):
        codec.decode_from_screen('{"type":"command","id":"\ud800","command":{}}')
    with pytest.raises(codec.WireError):
        codec.decode_events('[{"event":"\ud800"}]')


@pytest.mark.parametrize(("body", "name"), MALFORMED_COMMANDS, ids=range(len(MALFORMED_COMMANDS)))
def test_a_command_with_wrong_values_is_a_wire_error(body: dict[str, Any], name: str) -> None:
    """An unknown command and a wrong value have each their fault's name."""
    with pytest.raises(codec.WireError) as caught:
        codec.command_from(body)
    assert caught.value.name == name


@pytest.mark.parametrize("entry", MALFORMED_ENTRIES, ids=range(len(MALFORMED_ENTRIES)))
def test_an_entry_that_this_version_cannot_read_is_a_wire_error(entry: bytes) -> None:
    """A journal from a later version, or a damaged one, is never read by guessing."""
    with pytest.raises(codec.WireError) as caught:
        codec.decode_events(entry)
    assert caught.value.name == "malformed-entry"


def read_with_all(raw: bytes) -> None:
    """Gives `raw` to every reader; whatever they raise but WireError goes on."""
    for read in READERS:
        try:
            frame = read(raw)
        except codec.WireError:
            continue
        if isinstance(frame, CommandFrame):
            command_of(frame.command)


def command_of(body: dict[str, Any]) -> None:
    with suppress(codec.WireError):
        codec.command_body(codec.command_from(body))


frames = COMMAND_VALUES.map(lambda command: codec.encode(CommandFrame("a", codec.command_body(command))))
bodies = st.one_of(
    frames.map(str.encode),
    EVENT_VALUES.map(lambda event: codec.encode_events((event,))),
    ANSWER_VALUES.map(lambda answer: bytes(codec.encode_answer(answer)[1])),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(raw=st.binary(max_size=60))
@settings(max_examples=RING.examples_of(2))
def test_any_bytes_can_be_read_or_are_a_wire_error(raw: bytes) -> None:
    """Noise brings no reader down."""
    read_with_all(raw)


@pytest.mark.slow
@given(raw=bodies, at=st.integers(0, 400), noise=st.binary(max_size=3), cut=st.integers(0, 3))
@settings(max_examples=RING.examples_of(2))
def test_damaged_messages_can_be_read_or_are_a_wire_error(
    raw: bytes, at: int, noise: bytes, cut: int
) -> None:
    """A message with bytes replaced, added or cut away brings no reader down."""
    at = min(at, len(raw))
    read_with_all(raw[:at] + noise + raw[at + cut :])


@pytest.mark.slow
@given(
    name=st.sampled_from([*codec.COMMANDS, "steal"]),
    values=st.dictionaries(
        st.sampled_from(("counter", "field", "number", "note", "fields", "to_counter", "clerk", "outcome")),
        json_values,
    ),
)
@settings(max_examples=RING.examples_of(2))
def test_any_values_make_a_command_or_a_wire_error(name: str, values: dict[str, Any]) -> None:
    """A command with any JSON in its values is understood or refused."""
    command_of({"name": name, **values})
