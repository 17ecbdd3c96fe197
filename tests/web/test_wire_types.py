"""The types that web/ is checked against are those of the wire and of the desk's model."""

import json
import re
from typing import get_args

from server.desk_model import desk_model
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.answers import CallAnswer, DoneAnswer, LeaseAnswer, TicketAnswer
from ticketing.tickets import TicketState
from ticketing.wire.codec import COMMANDS, encode_answer
from ticketing.wire.messages import Answered, FromScreen, FromServer
from tools.wire_types import ANSWERS, VIEWS, written


def test_the_scripts_are_checked_against_every_frame_view_and_answer() -> None:
    """Every frame of the wire, every view and every answer is an interface of web/wire.d.ts."""
    text = written()
    for kind in {*get_args(FromScreen), *get_args(FromServer), *VIEWS, *ANSWERS} - {Answered}:
        assert f"export interface {kind.__name__} {{" in text


def test_the_frame_of_an_answer_has_the_kind_of_the_answer() -> None:
    """What is answered is told by its kind, as the codec names it."""
    for answer in (
        TicketAnswer("1001", "1", None, 0, MONDAY_MORNING, MONDAY_MORNING.date(), "T1"),
        CallAnswer("1001", "1", 1, TicketState.CALLED),
        LeaseAnswer("1", MONDAY_MORNING.date(), (), ()),
        DoneAnswer("1001"),
    ):
        kind, _ = encode_answer(answer)
        assert f'id: string; kind: "{kind}"; answer: {type(answer).__name__} }}' in written()


def test_the_scripts_are_checked_against_every_command() -> None:
    """Every command of the wire is a case of the type Command."""
    for name in COMMANDS:
        assert f'  | {{ name: "{name}"; ' in written()


def declared(name: str) -> set[str]:
    """The values of an interface."""
    found = re.search(rf"export interface {name} {{\n(.*?)}}", written(), re.DOTALL)
    assert found, name
    return set(re.findall(r"^  (\w+)\??:", found[1], re.MULTILINE))


def test_the_desk_is_checked_against_the_model_that_it_is_sent() -> None:
    """The model, its keys, questions and commands have what their interfaces name, and no more."""
    model = json.loads(desk_model())["vi"]
    question = model["questions"]["outcome"]
    for name, value in (
        ("DeskModel", model),
        ("DeskLimits", model["limits"]),
        ("DeskGuard", model["guard"]),
        ("GuardTimes", model["guard"]["times"]),
        ("KeyGroup", model["groups"][0]),
        ("DeskKey", model["resume"]),
        ("DeskVerb", model["verbs"]["park"]),
        ("Question", question),
        ("QuestionField", question["fields"][0]),
        ("Sends", question["sends"][0]),
    ):
        assert declared(name) == set(value), name
