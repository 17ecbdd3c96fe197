"""A keyboard at the guard, with the time as its test sets it."""

from collections.abc import Iterable

from ticketing.desk.guard import KeyGuard, Stroke, StrokeKind

Typed = tuple[float, StrokeKind, str, str]
"""The moment of a stroke, its kind, its sign and its command."""


class GuardedKeys:
    """A guard whose held keys are released when their time has come."""

    def __init__(self) -> None:
        self.guard = KeyGuard()
        self.acted: list[str] = []
        self.said = 0

    def pass_time(self, at: float) -> None:
        """Let the time come to `at`."""
        due = self.guard.due_at
        if due is not None and due <= at:
            self.acted.append(self.guard.release())

    def press(self, stroke: Stroke, at: float) -> None:
        """Press a key at this moment."""
        self.pass_time(at)
        verdict = self.guard.press(stroke, at)
        self.acted += [verdict.acts] if verdict.acts else []
        self.said += verdict.says


def typed(strokes: Iterable[Typed]) -> tuple[list[str], int]:
    """What strokes have led to in the end, and how often it was said that somebody types."""
    keys = GuardedKeys()
    for at, kind, sign, command in strokes:
        keys.press(Stroke(kind, sign, command), at)
    keys.pass_time(float("inf"))
    return keys.acted, keys.said
