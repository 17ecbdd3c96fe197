"""The keyboard of the desk: what a key of a terminal is, and when it acts."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from textual import events, on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from counter.heading import Heading
from ticketing.desk.guard import GUARD_TIMES, KeyGuard, Stroke, tone_key
from ticketing.desk.keys import KEY_MODE_DEFAULT, KEYS, KeyMode
from ticketing.desk.sayings import NUMBER_CHANGED, TYPING

KEYPAD_STROKES = frozenset({"add", "multiply", "divide", "decimal", "subtract"})
"""Names that only keys of the numeric keypad have, in a terminal that tells them from the main block's."""
COMMANDS = {stroke: key.name for key in KEYS for stroke in key.strokes}
COMMAND_OF_LETTER = {key.browser_key: key.name for key in KEYS}


COMMAND_OF_ALT = {f"alt+{key.alt}": key.name for key in KEYS}
BOTH_BLOCKS = frozenset({"plus", "asterisk", "slash", "minus", "full_stop", "enter"})
"""Names that a key of the keypad has where a terminal can't tell it from the main block's."""


def stroke_of(key: str, character: str | None, mode: KeyMode = KEY_MODE_DEFAULT) -> Stroke | None:
    """What a key is to the guard of somebody who works with these keys; None for none of its business."""
    if mode == "none":
        return None
    if mode == "alt" and key in COMMAND_OF_ALT:
        return Stroke("alt", key, COMMAND_OF_ALT[key])
    stroke = _stroke_of(key, character)
    is_own = mode == "letters" or key in KEYPAD_STROKES or (mode == "keypad" and key in BOTH_BLOCKS)
    if stroke is None or is_own or not stroke.command:
        return stroke
    return Stroke("text", key)


def _stroke_of(key: str, character: str | None) -> Stroke | None:
    command = COMMANDS.get(key, "")
    if key in KEYPAD_STROKES:
        return Stroke("keypad", key, command)
    if command:
        return Stroke("main", key, command)
    if key == "backspace":
        return Stroke("erase", key)
    if character is None or not character.isprintable():
        return None
    if character.isdecimal():
        return Stroke("digit", key)
    if not character.isascii():
        return Stroke("composed", key, COMMAND_OF_LETTER.get(tone_key(character), ""))
    return Stroke("text", key)


class Waiting(Protocol):
    """Something that is to happen later."""

    def cancel(self) -> None:
        """Let it not happen."""


class KeyTime(Protocol):
    """The time that keys are held back by."""

    def milliseconds(self) -> float:
        """The moment, of a clock that never goes back."""

    def after(self, milliseconds: float, act: Callable[[], None]) -> Waiting:
        """Do something in so many milliseconds."""


class LoopTime:
    """The time of the running loop."""

    def milliseconds(self) -> float:
        return asyncio.get_running_loop().time() * 1_000

    def after(self, milliseconds: float, act: Callable[[], None]) -> Waiting:
        return asyncio.get_running_loop().call_later(milliseconds / 1_000, act)


class DeskKeyboard:
    """Lets a key act when its time has come; `tell` says that somebody is typing, and nothing of it acts."""

    def __init__(self, time: KeyTime, tell: Callable[[], None]) -> None:
        self._time = time
        self._tell = tell
        self._guard = KeyGuard(GUARD_TIMES)
        self._due_at: float | None = None
        self._waiting: Waiting | None = None

    def press(self, stroke: Stroke, act: Callable[[], None]) -> None:
        """Take in a stroke; `act` is what it does once it is known to be meant."""
        verdict = self._guard.press(stroke, self._time.milliseconds())
        self._wait(act)
        if verdict.acts:
            act()
        elif verdict.says:
            self._tell()

    @property
    def is_typing(self) -> bool:
        """Whether what comes now belongs to a text."""
        return self._guard.is_typing(self._time.milliseconds())

    def typed_elsewhere(self) -> None:
        """A sign went into a field."""
        self._guard.typed_elsewhere(self._time.milliseconds())
        self._wait(lambda: None)

    def calm(self) -> None:
        """Somebody has confirmed, dismissed or clicked something."""
        self._guard.calm(self._time.milliseconds())
        self._wait(lambda: None)

    def _wait(self, act: Callable[[], None]) -> None:
        """Let a key that is held back since just now act in time."""
        due_at = self._guard.due_at
        if due_at == self._due_at:
            return
        self._due_at = due_at
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        if due_at is not None:
            self._waiting = self._time.after(due_at - self._time.milliseconds(), lambda: self._release(act))

    def _release(self, act: Callable[[], None]) -> None:
        self._due_at = self._waiting = None
        if self._guard.release():
            act()


class KeyedWidget(Widget, can_focus=True):
    """A desk whose keys act once they are known to be meant; while it `asks`, they are none of its own."""

    class KeyMeant(Message):
        """A key was meant, by a clerk who saw this number at the desk."""

        def __init__(self, key: str, seen: str) -> None:
            super().__init__()
            self.key = key
            self.seen = seen

    class TextTyped(Message):
        """Somebody is typing a text, of which nothing acts."""

    def __init__(self, time: KeyTime, mode: KeyMode) -> None:
        super().__init__()
        self.key_mode = mode
        self.at_desk = ""
        self.keyboard = DeskKeyboard(time, lambda: self._tell(self.TextTyped()))

    @property
    def asks(self) -> bool:
        """Whether the keys answer a question."""
        return False

    def heed_while_asking(self, stroke: Stroke | None) -> None:
        """Take in a key that nothing of the question has taken."""

    def action_press(self, key: str) -> None:
        """Do what a key says."""

    def say_of(self, sentence: str) -> None:
        """Say one of the model's sentences."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Mark that the desk has the keys: by a style of the focus all of it would be styled anew."""
        self._mark_keys()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _mark_keys(self) -> None:
        self.query(Heading).set_class(self.has_focus_within, "-has-keys")

    def on_key(self, event: events.Key) -> None:
        """Hold a key back until it is known to be meant."""
        stroke = stroke_of(event.key, event.character, self.key_mode)
        if self.asks:
            self.heed_while_asking(stroke)
            self._heed_list(event, stroke)
        elif stroke is not None:
            event.stop()
            meant = self.KeyMeant(stroke.command, self.at_desk)
            self.keyboard.press(stroke, lambda: self._tell(meant))

    def _heed_list(self, event: events.Key, stroke: Stroke | None) -> None:
        """A list is chosen from by digits and arrows: other signs are a text, whose Enter does nothing."""
        if stroke is None or isinstance(self.screen.focused, Input):
            return
        if event.key != "enter":
            self.keyboard.typed_elsewhere()
        elif self.keyboard.is_typing:
            event.stop()
            self.say_of(TYPING)

    @on(KeyMeant)
    def _press_key(self, message: KeyMeant) -> None:
        if message.seen == self.at_desk:
            self.action_press(message.key)
        else:
            self.say_of(NUMBER_CHANGED)

    @on(TextTyped)
    def _say_typing(self) -> None:
        self.say_of(TYPING)

    @on(Input.Changed)
    def _typed_elsewhere(self) -> None:
        self.keyboard.typed_elsewhere()

    def _tell(self, message: Message) -> None:
        self.post_message(message)
