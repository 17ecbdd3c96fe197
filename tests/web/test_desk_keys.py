"""What keys of a browser are to the guard, run by node, and that typed text never acts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from server.desk_model import desk_model
from tests.rings import RING
from tests.shared.typists import TypedKeys, typing
from tests.web.node_rules import NodeRules

pytestmark = pytest.mark.slow

RULES = NodeRules(Path(__file__).with_name("desk_rules.mjs"))
MODELS = json.loads(desk_model())


@pytest.fixture(autouse=True, scope="module")
def node() -> Iterator[None]:
    """Runs for as long as the module's tests."""
    with RULES:
        yield


def answers(*asked: tuple[str, Any]) -> list[Any]:
    """What the desk's scripts make of these values."""
    return RULES.answer({"models": MODELS, "asked": asked})


def key(name: str, code: str = "", **more: bool) -> dict[str, Any]:
    """A keyboard event of a browser."""
    return {"key": name, "code": code, **more}


KEY_EVENTS: tuple[tuple[dict[str, Any], tuple[str, str] | None], ...] = (
    (key(" ", "Space"), ("main", "next")),
    (key("S", "KeyS"), ("main", "start")),
    (key("Enter", "Enter"), ("main", "finish")),
    (key("Enter", "NumpadEnter"), ("keypad", "finish")),
    (key(",", "NumpadDecimal"), ("keypad", "no-show")),
    (key("Delete", "NumpadDecimal"), ("keypad", "no-show")),
    (key("7", "Digit7"), ("digit", "")),
    (key("Home", "Numpad7"), ("digit", "")),
    (key("Process", "KeyR"), ("coded", "recall")),
    (key("Process"), ("text", "")),
    (key("r", "KeyR", isComposing=True), ("coded", "recall")),
    (key("ù", "KeyF"), ("coded", "outcome")),
    (key("ù", "KeyU"), ("composed", "")),
    (key("ù"), ("composed", "outcome")),
    (key("ô", "KeyO"), ("coded", "close")),
    (key("ê", "Digit3"), ("composed", "")),
    (key("Backspace", "Backspace"), ("erase", "")),
    (key(";", "Semicolon"), ("text", "")),
    (key("r", "KeyR", ctrlKey=True), None),
    (key("r", "KeyR", altKey=True), None),
    (key("F5", "F5"), None),
    (key("Tab", "Tab"), None),
    (key("Shift", "ShiftLeft"), None),
)


def test_strokes_are_the_keys_that_stand_on_them() -> None:
    """With and without NumLock, a comma for the point, an input method; the browser's keys stay its own."""
    strokes = answers(*(("stroke", [event, "letters"]) for event, _ in KEY_EVENTS))
    assert [one and (one["kind"], one["command"]) for one in strokes] == [told for _, told in KEY_EVENTS]


MODES = {
    "letters": ["next", "next", "", "next", "", ""],
    "keypad": ["", "next", "", "", "", ""],
    "alt": ["", "next", "next", "", "outcome", "outcome"],
    "none": [None, None, None, None, None, None],
}
MODE_KEYS = (
    key(" ", "Space"),
    key("+", "NumpadAdd"),
    key("k", "KeyK", altKey=True),
    key(" ", "Space"),
    key("f", "KeyF", altKey=True),
    key("ƒ", "KeyF", altKey=True),
)


def test_each_way_of_working_has_its_keys() -> None:
    """Letters, the keypad alone, Alt and a letter whatever sign comes of it, or no key at all."""
    for mode, commands in MODES.items():
        strokes = answers(*(("stroke", [event, mode]) for event in MODE_KEYS))
        told = [one["command"] if one else "" if mode != "none" else None for one in strokes]
        assert told == commands, mode


@settings(max_examples=RING.examples_of(5))
@given(typing())
def test_typed_text_gives_no_command_in_a_browser(keys: TypedKeys) -> None:
    """Whatever is typed, at 40 to 120 ms a key: nothing acts, and that is said once at most."""
    ((acted, said),) = answers(("typed", keys))
    assert acted == []
    assert said <= 1
