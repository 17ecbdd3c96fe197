"""A finger that comes down and goes up within a button presses it, wherever in it that is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from kiosk.actions import GoBack, GoToStart
from kiosk.widgets.keyboard import LetterKey
from kiosk.widgets.touch_button import LastingButton, TouchButton
from kiosk.widgets.touchable import FELT, PRESSED, Touchable

pytestmark = pytest.mark.slow  # starts a whole Textual app

CAP, LABEL, PADDING = (3, 1), (12, 1), (30, 4)
"""Places of the upper button: its key's cap, its label, and what is around them."""


class Buttons(App[None]):
    """Two buttons and a key below each other."""

    CSS = "TouchButton { height: 6; padding: 1 2; } .key { width: 3; } LetterKey { height: 3; }"

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        yield LastingButton(GoToStart(), "Hộ tịch", key="1", id="upper")
        yield TouchButton(GoBack(), "Chứng thực", key="2", id="lower")
        yield LetterKey("q", "Q")

    def on_touch_button_pressed(self, event: TouchButton.Pressed) -> None:
        self.pressed.append(event.button.id or "")

    def on_letter_key_typed(self, event: LetterKey.Typed) -> None:
        self.pressed.append(event.key)


@dataclass
class Finger:
    """A finger on those buttons."""

    app: Buttons
    pilot: Pilot[None]
    _seen: int = field(default=0)

    async def press(self, start: tuple[int, int], end: tuple[int, int], on: str = "#upper") -> list[str]:
        """What a touch from one place of a widget to another presses."""
        await self.pilot.mouse_down(on, offset=start)
        assert self.app.query_one(on).has_class(PRESSED)
        await self.pilot.mouse_up(on, offset=end)
        assert not self.app.query(f".{PRESSED}")
        assert self.app.mouse_captured is None
        new, self._seen = self.app.pressed[self._seen :], len(self.app.pressed)
        return new


@asynccontextmanager
async def finger() -> AsyncIterator[Finger]:
    """An app with the buttons, and a finger."""
    app = Buttons()
    async with app.run_test(size=(40, 20)) as pilot:
        yield Finger(app, pilot)


async def test_a_touch_counts_anywhere_within_a_button_and_nowhere_else() -> None:
    """From cap to label, a row lower, into the padding: each presses once, and is seen as pressed meanwhile.

    A finger that goes up in another button, or beside all of them, presses neither.
    """
    async with finger() as hand:
        for start, end in ((CAP, LABEL), (LABEL, PADDING), (PADDING, CAP), (CAP, CAP)):
            assert await hand.press(start, end) == ["upper"], (start, end)
        assert await hand.press(CAP, (3, 8)) == []
        assert await hand.press(LABEL, (12, 17)) == []
        assert await hand.press((5, 0), (30, 2), on="LetterKey") == ["q"]
        assert await hand.press((5, 0), (5, -1), on="LetterKey") == []
        assert await hand.press((5, 1), (20, 5), on="#lower") == ["lower"]


async def test_a_button_looks_pressed_only_while_the_finger_is_on_it() -> None:
    """A finger that rolls out and back in still presses."""
    async with finger() as hand:
        upper = hand.app.query_one("#upper", Touchable)
        await hand.pilot.mouse_down("#upper", offset=LABEL)
        for offset, is_on_it in (((12, 8), False), (PADDING, True)):
            await hand.pilot._post_mouse_events([events.MouseMove], "#upper", offset, button=1)
            assert upper.has_class(PRESSED) is is_on_it
        await hand.pilot.mouse_up("#upper", offset=PADDING)
        assert hand.app.pressed == ["upper"]


async def test_no_finger_is_held_for_ever() -> None:
    """Nothing stays deaf where a button goes from under a finger, or the end of a touch is never told."""
    async with finger() as hand:
        lower = hand.app.query_one("#lower", TouchButton)
        for taken_away, usual in (("disabled", False), ("display", True)):
            await hand.pilot.mouse_down("#lower", offset=LABEL)
            setattr(lower, taken_away, not usual)
            await hand.pilot.pause()
            assert hand.app.mouse_captured is None
            setattr(lower, taken_away, usual)
            await hand.pilot.pause()
        await hand.pilot.mouse_down("#lower", offset=LABEL)
        assert await hand.press(LABEL, PADDING) == ["upper"]
        await hand.pilot.mouse_down("#lower", offset=LABEL)
        await lower.remove()
        assert await hand.press(CAP, LABEL) == ["upper"]


async def test_the_shortest_touch_and_the_mark_of_one_that_comes_too_soon() -> None:
    """A touch whose end is heard before its beginning counts once; the mark of a felt one goes by itself."""
    async with finger() as hand:
        upper = hand.app.query_one("#upper", LastingButton)
        down = events.MouseDown(upper, 12, 1, 0, 0, 1, False, False, False, 12, 1)
        up = events.MouseUp(upper, 12, 1, 0, 0, 1, False, False, False, 12, 1)
        upper.post_message(up)
        upper.post_message(down)
        await hand.pilot.pause()
        assert hand.app.pressed == ["upper"]
        upper.felt_seconds = 0.01
        upper.show_felt()
        assert upper.has_class(FELT)
        while upper.has_class(FELT):
            await hand.pilot.pause()
