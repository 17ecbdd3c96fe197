"""The types that web/ is checked against are those of the wire."""

from typing import get_args

from ticketing.wire.codec import COMMANDS
from ticketing.wire.messages import FromScreen, FromServer
from tools.wire_types import ANSWERS, VIEWS, written


def test_the_scripts_are_checked_against_every_frame_view_and_answer() -> None:
    """Every frame of the wire, every view and every answer is an interface of web/wire.d.ts."""
    text = written()
    for kind in (*get_args(FromScreen), *get_args(FromServer), *VIEWS, *ANSWERS):
        assert f"export interface {kind.__name__} {{" in text


def test_the_scripts_are_checked_against_every_command() -> None:
    """Every command of the wire is a case of the type Command."""
    for name in COMMANDS:
        assert f'  | {{ name: "{name}"; ' in written()
