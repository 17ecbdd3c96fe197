"""What is written to the wire or the journal is read as it was, by whatever version understands it."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rings import RING
from tests.ticketing.plans import MONDAY_MORNING
from tests.ticketing.wire.wire_values import (
    ANSWER_VALUES,
    COMMAND_VALUES,
    EVENT_VALUES,
    SIMPLE_FRAMES,
    VIEWS,
    whole,
)
from ticketing import clock_events, loss_events
from ticketing import commands as c
from ticketing import events as e
from ticketing.answers import Answer
from ticketing.wire import codec
from ticketing.wire.messages import (
    Answered,
    CommandFrame,
    FromScreen,
    FromServer,
    Heartbeat,
    Hello,
    Role,
    ViewFrame,
)


def test_every_command_has_its_name_on_the_wire() -> None:
    """Each class of commands.py but its bases goes by its own name; docs/protocol.md holds the names."""
    kinds = {kind for kind in vars(c).values() if isinstance(kind, type) and issubclass(kind, c.Command)}
    assert set(codec.COMMANDS.values()) == kinds - {c.Command, c.CounterCommand, c.DossierCommand}
    assert codec.COMMANDS["call-next"] is c.CallNext


def test_every_event_has_its_name_in_the_journal() -> None:
    """Each class of events, but their base, is written by its own name; docs/protocol.md holds the names."""
    defined = (*vars(e).values(), *vars(clock_events).values(), *vars(loss_events).values())
    kinds = {kind for kind in defined if isinstance(kind, type) and issubclass(kind, e.Event)}
    assert set(codec.EVENTS.values()) == kinds - {e.Event}
    assert codec.EVENTS["ticket-called"] is e.TicketCalled


@given(command=COMMAND_VALUES)
@settings(max_examples=RING.examples_of(0.6))
def test_a_command_is_read_as_it_was_sent(command: c.Command) -> None:
    """A command goes through its frame unchanged."""
    frame = CommandFrame("a1", codec.command_body(command))
    read = codec.decode_from_screen(codec.encode(frame))
    assert isinstance(read, CommandFrame)
    assert read.id == "a1"
    assert codec.command_from(read.command) == command


@given(happened=st.lists(EVENT_VALUES, max_size=3).map(tuple))
@settings(max_examples=RING.examples_of(0.5))
def test_events_are_read_as_they_were_written(happened: tuple[e.Event, ...]) -> None:
    """An entry of the journal holds its events unchanged, and the local time with its offset."""
    read = codec.decode_events(codec.encode_events(happened))
    assert read == happened
    assert [event.at.utcoffset() for event in read] == [event.at.utcoffset() for event in happened]
    assert codec.decode_events(codec.encode_events(happened).decode()) == happened


@given(answer=ANSWER_VALUES)
@settings(max_examples=RING.examples_of(0.5))
def test_an_answer_is_read_as_it_was_sent(answer: Answer) -> None:
    """An answer goes through its frame unchanged."""
    kind, raw = codec.encode_answer(answer)
    read = codec.decode_from_server(codec.encode(Answered("a1", kind, raw)))
    assert isinstance(read, Answered)
    assert codec.decode_answer(read.kind, read.answer) == answer


@pytest.mark.slow
@pytest.mark.parametrize("role", get_args(Role))
def test_a_view_is_read_as_it_was_sent(role: Role) -> None:
    """The view of each role goes through its frame unchanged."""

    @given(view=whole(VIEWS[role]))
    @settings(max_examples=RING.examples_of(0.2))
    def is_read_as_it_was_sent(view: Any) -> None:
        frame = ViewFrame(7, MONDAY_MORNING, codec.encode_value(view))
        read = codec.decode_from_server(codec.encode(frame))
        assert isinstance(read, ViewFrame)
        assert (read.version, read.now) == (7, MONDAY_MORNING)
        assert codec.decode_view(role, read.view) == view

    is_read_as_it_was_sent()


@pytest.mark.slow
@given(frame=SIMPLE_FRAMES)
@settings(max_examples=RING.examples_of(0.5))
def test_a_frame_of_the_server_is_read_as_it_was_sent(frame: FromServer) -> None:
    """Welcome, refusal, fault and heartbeat come out as they went in."""
    assert codec.decode_from_server(codec.encode(frame)) == frame


@given(frame=whole(Hello))
@settings(max_examples=RING.examples_of(0.3))
def test_a_hello_is_read_as_it_was_sent(frame: Hello) -> None:
    """The first frame of a screen comes out as it went in, as text and as bytes."""
    assert codec.decode_from_screen(codec.encode(frame)) == frame
    assert codec.decode_from_screen(codec.encode(frame).encode()) == frame


def test_every_type_of_frame_is_known_to_its_reader() -> None:
    """A reader knows each type that the other side has."""
    for union, read in ((FromScreen, codec.decode_from_screen), (FromServer, codec.decode_from_server)):
        for frame in get_args(union):
            with pytest.raises(codec.WireError, match="missing required field"):
                read(json.dumps({"type": frame.__struct_config__.tag}))


@pytest.mark.parametrize("frame", ['{"type":"later"}', b'{"type":"later","x":[1,{}]}', '{"type":""}'])
def test_an_unknown_type_of_frame_is_no_error(frame: str | bytes) -> None:
    """A frame of a later version is passed over by both sides."""
    assert codec.decode_from_screen(frame) is None
    assert codec.decode_from_server(frame) is None


def test_the_frames_of_one_side_are_unknown_to_the_other() -> None:
    """A screen that is sent a command, and a server that is sent a view, pass it over."""
    assert codec.decode_from_server(codec.encode(Hello(1, "kiosk"))) is None
    assert codec.decode_from_screen(codec.encode(Heartbeat(1, MONDAY_MORNING))) is None


def test_fields_that_a_reader_does_not_know_are_passed_over() -> None:
    """Frames, commands and events of a later version may hold more."""
    hello = '{"type":"hello","protocol":1,"role":"kiosk","colour":"red","deep":{"a":[1]}}'
    assert codec.decode_from_screen(hello) == Hello(1, "kiosk")
    assert codec.command_from({"name": "recall", "counter": 3, "loud": [True]}) == c.Recall(3)
    entry = '[{"event":"ticket-lapsed","at":"2026-11-23T17:00:00+07:00","number":"1001","more":{}}]'
    assert codec.decode_events(entry) == (e.TicketLapsed(MONDAY_MORNING.replace(hour=17), "1001"),)


def test_what_a_command_leaves_out_has_its_default() -> None:
    """A command's optional values may be left out."""
    assert codec.command_from({"name": "issue-ticket", "field": "1"}) == c.IssueTicket("1")


def test_texts_of_commands_are_brought_to_nfc() -> None:
    """Decomposed Vietnamese from outside is composed, in texts and in lists of texts."""
    decomposed, composed = "Nguye\u0302\u0303n", "Nguy\u1ec5n"
    opened = codec.command_from({"name": "open-counter", "counter": 1, "clerk": decomposed})
    assert opened == c.OpenCounter(1, composed)
    assigned = codec.command_from({"name": "assign-fields", "counter": 1, "fields": [decomposed]})
    assert assigned == c.AssignFields(1, (composed,))


def test_values_are_written_as_a_person_would_read_them() -> None:
    """States and rules are words, moments are local with their offset."""
    event = e.TicketLapsed(MONDAY_MORNING, "1001")
    assert json.loads(codec.encode_events((event,))) == [
        {"event": "ticket-lapsed", "at": "2026-11-23T08:00:00+07:00", "number": "1001"}
    ]
    assert codec.command_body(c.Recall(3)) == {"name": "recall", "counter": 3, "at_desk": None}
