"""What keys of a terminal are to the guard, and that typed text never acts."""

import pytest
from hypothesis import given, settings
from textual.keys import _character_to_key

from counter.keyboard import stroke_of
from tests.rings import RING
from tests.shared.guarded import GuardedKeys
from tests.shared.typists import TypedKeys, typing
from ticketing.desk.guard import Stroke
from ticketing.desk.keys import KeyMode

KEYS_OF_A_TERMINAL: tuple[tuple[str, str | None, Stroke | None], ...] = (
    ("space", " ", Stroke("main", "space", "next")),
    ("S", "S", Stroke("main", "S", "start")),
    ("full_stop", ".", Stroke("main", "full_stop", "no-show")),
    ("decimal", None, Stroke("keypad", "decimal", "no-show")),
    ("enter", "\r", Stroke("main", "enter", "finish")),
    ("7", "7", Stroke("digit", "7")),
    ("comma", ",", Stroke("text", "comma")),
    ("backspace", "\x7f", Stroke("erase", "backspace")),
    ("ù", "ù", Stroke("composed", "ù", "outcome")),
    ("đ", "đ", Stroke("composed", "đ")),
    ("tab", "\t", None),
    ("escape", "\x1b", None),
    ("ctrl+u", "\x15", None),
    ("left", None, None),
)


@pytest.mark.parametrize(("key", "character", "stroke"), KEYS_OF_A_TERMINAL)
def test_a_key_of_a_terminal_is_what_it_is_to_the_guard(
    key: str, character: str | None, stroke: Stroke | None
) -> None:
    """Signs that the keypad has too can't be told from those of the main block, and are held back."""
    assert stroke_of(key, character) == stroke


MODES: tuple[tuple[KeyMode, list[str | None]], ...] = (
    ("letters", ["next", "next", "next", "finish", ""]),
    ("keypad", ["", "next", "next", "finish", ""]),
    ("alt", ["", "", "next", "", "help"]),
    ("none", [None, None, None, None, None]),
)


@pytest.mark.parametrize(("mode", "commands"), MODES)
def test_each_way_of_working_has_its_keys(mode: KeyMode, commands: list[str | None]) -> None:
    """Letters, the keypad alone with the signs that the main block has too, Alt and a letter, or no key."""
    strokes = [
        stroke_of(key, character, mode)
        for key, character in (("space", " "), ("plus", "+"), ("add", None), ("enter", "\r"), ("alt+h", "h"))
    ]
    assert [one and one.command for one in strokes] == commands


def as_in_a_terminal(event: dict[str, str]) -> Stroke | None:
    """The stroke of a browser's key as a terminal gets it, where an input method shows nothing but signs."""
    key = event["key"]
    if key == "Process":
        key = event["code"].removeprefix("Key").lower()[:1] or "e"
    if key in ("Enter", "Backspace"):
        return stroke_of(key.lower(), None)
    return stroke_of("space" if key == " " else _character_to_key(key), key)


@pytest.mark.slow
@settings(max_examples=RING.examples_of(5))
@given(typing())
def test_typed_text_gives_no_command_in_a_terminal(keys: TypedKeys) -> None:
    """Whatever is typed, at 40 to 120 ms a key: nothing acts, and that is said once at most."""
    guarded = GuardedKeys()
    for at, event in keys:
        stroke = as_in_a_terminal(event)
        if stroke is not None:
            guarded.press(stroke, at)
    guarded.pass_time(float("inf"))
    assert guarded.acted == []
    assert guarded.said <= 1
